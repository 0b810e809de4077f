//! The page of the whole market: ranges, then the source section by section.

use jiff::civil::Date;

use super::parts::{caveats, horizon, part, untitled, without_empty};
use crate::answer::{Note, NoteTarget};
use crate::pack::{DataError, Pack, section};
use crate::page::{Imprint, Page, PageBlock, PageKind, Part, Picture};
use crate::pricing::{Quote, has_percentiles_only};
use crate::views::{self, BenchmarkRow, CitySort, MarketQuery, PayColumns, RoleFilter, chart};

/// The page of the market.
///
/// `ranges` are the priced cells of roles with a published median, and `ladder` those of one role. Both may be empty.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn market(
    pack: &Pack,
    ranges: Vec<Quote>,
    ladder: Vec<Quote>,
    today: Date,
    imprint: Imprint,
) -> Result<Page, DataError> {
    let mut parts = vec![overview(pack)?];
    parts.extend(pay(pack, ranges, ladder, today)?);
    for section in views::market_sections(pack)? {
        parts.push(section_part(pack, &section)?);
    }
    parts.extend(projections(pack)?);
    // A pack of percentiles may know other roles by name only.
    let roles = RoleFilter { priced: has_percentiles_only(pack)?, ..RoleFilter::default() };
    parts.push(part("roles", "Catalogue of roles", vec![untitled(views::roles(pack, &roles)?)]));
    let parts = without_empty(parts);
    Ok(Page {
        title: "Market report".to_owned(),
        subtitle: pack.descriptor()?.title.clone(),
        kind: PageKind::Report,
        headline: None,
        imprint,
        caveats: caveats(pack, &parts)?,
        parts,
    })
}

/// The part with a headline of each section.
fn overview(pack: &Pack) -> Result<Part, DataError> {
    Ok(part("overview", "At a glance", vec![untitled(views::market_headlines(pack)?)]))
}

/// The part with market ranges; `None` without priced cells.
fn pay(pack: &Pack, ranges: Vec<Quote>, ladder: Vec<Quote>, today: Date) -> Result<Option<Part>, DataError> {
    if ranges.is_empty() {
        return Ok(None);
    }
    let rows: Vec<BenchmarkRow> = ranges.iter().cloned().map(BenchmarkRow::from).collect();
    let table = views::benchmark(pack, &rows, PayColumns::default(), today)?;
    let first = ranges.first().map(|quote| quote.cell.city.clone());
    let of_first_city = ranges.into_iter().filter(|quote| Some(&quote.cell.city) == first.as_ref()).collect();
    let mut pictures = vec![chart::ranges(pack, of_first_city, Vec::new(), today)?];
    if !ladder.is_empty() {
        pictures.push(chart::ladder(pack, ladder, Vec::new(), today)?);
    }
    // The table has every range that the pictures draw, so its note on the other reading covers theirs.
    for picture in &mut pictures {
        picture.data.notes.retain(|note| note.target != NoteTarget::Tables);
    }
    let mut blocks: Vec<PageBlock> = pictures.into_iter().map(PageBlock::Picture).collect();
    let mut table = table;
    table.notes.extend(left_out(pack)?);
    blocks.push(PageBlock::Table(table));
    Ok(Some(part("ranges", "Market ranges", blocks)))
}

/// The note on the roles that the market ranges leave out, because they are priced from the median of another; `None` where there
/// are none.
fn left_out(pack: &Pack) -> Result<Option<Note>, DataError> {
    let slotted = views::slotted_roles(pack)?;
    Ok((slotted > 0).then(|| {
        let (noun, verb) = if slotted == 1 { ("role", "is") } else { ("roles", "are") };
        Note::new(format!(
            "{slotted} {noun} without a median {verb} left out; the catalogue names the role that prices each"
        ))
    }))
}

/// The part of a section: its charts, its own tables, and all of its rows.
fn section_part(pack: &Pack, id: &str) -> Result<Part, DataError> {
    let mut blocks = Vec::new();
    let mut draw = |picture: Picture| blocks.push(PageBlock::Picture(picture));
    match id {
        section::SALARY => {
            draw(chart::salary(pack)?);
            draw(chart::growth(pack)?);
        }
        section::AUTOMATION => draw(chart::percentages(pack, id)?),
        section::LOCATION => {
            let picture = chart::workforce(pack)?;
            let ids: Vec<String> = pack.city_market()?.iter().map(|market| market.city.owned()).collect();
            draw(picture);
            blocks.push(PageBlock::Table(views::city(pack, &ids, Some(CitySort::Workforce), None)?));
        }
        section::SKILLSETS => blocks.push(PageBlock::Table(views::skills(pack, &[], None)?)),
        section::EMPLOYERS => blocks.push(PageBlock::Table(views::employers(pack)?)),
        _ => {}
    }
    let query = MarketQuery { section: Some(id.to_owned()), ..MarketQuery::default() };
    blocks.push(untitled(views::market(pack, &query)?));
    let title = pack.sections()?.get(id).map_or(id, |known| known.title.as_str());
    Ok(part(id, title, blocks))
}

/// The part with workforces and pay projected to the forecast horizon of the source; `None` where the pack has none.
fn projections(pack: &Pack) -> Result<Option<Part>, DataError> {
    let Some(year) = horizon(pack)? else { return Ok(None) };
    let answer = views::market(pack, &MarketQuery { year: Some(year), ..MarketQuery::default() })?;
    Ok(Some(part("projections", format!("Projections to {year}"), vec![untitled(answer)])))
}
