//! The page of the whole market: a calculator, pictures, findings, then the source section by section.

use jiff::civil::Date;

use super::calculator::{PricedMarket, calculator};
use super::parts::{caveats, folded, horizon, part, untitled, without_empty};
use super::skills::by_framework;
use crate::answer::Note;
use crate::pack::{DataError, Pack, section};
use crate::page::{Imprint, Page, PageBlock, PageKind, Part, Picture, PriceFinder, Shown, Width};
use crate::pricing::{Quote, has_percentiles_only};
use crate::views::{self, BenchmarkParts, BenchmarkRow, CitySort, MarketQuery, RoleFilter, chart};

/// The prices of the page of a market. All may be empty.
#[derive(Debug, Clone, Default)]
pub struct Market {
    /// The prices of roles with a published median or percentiles.
    pub ranges: Vec<Quote>,
    /// Those of one role.
    pub ladder: Vec<Quote>,
    /// The prices of the calculator; an error is the most that one holds, where there are more.
    pub priced: Option<Result<PricedMarket, usize>>,
}

/// The page of the market.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn market(pack: &Pack, market: Market, today: Date, imprint: Imprint) -> Result<Page, DataError> {
    let Market { ranges, ladder, priced } = market;
    let prices = match &priced {
        Some(Ok(priced)) => calculator(pack, priced)?.map(Box::new).map(PriceFinder::Calculator),
        Some(Err(most)) => Some(PriceFinder::TooMany(*most)),
        None => None,
    };
    let in_calculator = matches!(prices, Some(PriceFinder::Calculator(_)));
    let mut parts = vec![
        pictures(pack, &ranges, ladder, today)?,
        part("findings", "What stands out", vec![untitled(views::market_findings(pack)?)]),
    ];
    parts.extend(pay(pack, ranges, in_calculator, today)?);
    let sections = views::market_sections(pack)?;
    let has_skills = sections.iter().any(|id| id == section::SKILLSETS);
    for id in &sections {
        parts.push(section_part(pack, id, has_skills)?);
    }
    parts.extend(projections(pack)?);
    // A pack of percentiles may know other roles by name only.
    let roles = RoleFilter { priced: has_percentiles_only(pack)?, ..RoleFilter::default() };
    parts.push(folded("roles", "Catalogue of roles", vec![untitled(views::roles(pack, &roles)?)]));
    let parts = without_empty(parts);
    Ok(Page {
        title: "Market report".to_owned(),
        subtitle: pack.descriptor()?.title.clone(),
        kind: PageKind::Report,
        headline: None,
        prices,
        imprint,
        caveats: caveats(pack, &parts)?,
        parts,
    })
}

/// The part with all pictures.
fn pictures(pack: &Pack, ranges: &[Quote], ladder: Vec<Quote>, today: Date) -> Result<Part, DataError> {
    let mut pictures: Vec<Picture> = Vec::new();
    // One level says how roles differ; the ladder says how levels do.
    let mut levels: Vec<Option<&str>> = Vec::new();
    for quote in ranges {
        if !levels.contains(&quote.cell.level.as_deref()) {
            levels.push(quote.cell.level.as_deref());
        }
    }
    let level = levels.get(levels.len() / 2).copied().flatten();
    if let Some(first) = ranges.first() {
        let wanted = |quote: &&Quote| quote.cell.city == first.cell.city && quote.cell.level.as_deref() == level;
        pictures.push(chart::ranges(pack, ranges.iter().filter(wanted).cloned().collect(), Vec::new(), today)?);
    }
    let growth = chart::growth(pack)?;
    // The picture of growth has the medians too.
    if growth.data.table.rows.is_empty() {
        pictures.push(chart::salary(pack)?);
    }
    pictures.push(growth);
    // One price is in the picture of all roles.
    if ladder.len() > 1 {
        pictures.push(chart::ladder(pack, ladder, Vec::new(), today)?);
    }
    pictures.extend([chart::percentages(pack, section::AUTOMATION)?, chart::workforce(pack)?]);
    for picture in &mut pictures {
        // The caveats stand in the section of each picture, and remarks beside the figures.
        picture.data.notes.clear();
    }
    let blocks = pictures.into_iter().map(PageBlock::Picture).collect();
    Ok(Part { width: Width::Gallery, ..part("pictures", "In pictures", blocks) })
}

/// The part with market ranges; `None` without priced cells.
fn pay(pack: &Pack, ranges: Vec<Quote>, in_calculator: bool, today: Date) -> Result<Option<Part>, DataError> {
    if ranges.is_empty() {
        return Ok(None);
    }
    let rows: Vec<BenchmarkRow> = ranges.into_iter().map(BenchmarkRow::from).collect();
    let mut table = views::benchmark(pack, &rows, BenchmarkParts::default(), today)?;
    table.notes.extend(left_out(pack)?);
    let part = part("ranges", "Market ranges", vec![PageBlock::Table(table)]);
    Ok(Some(Part { shown: if in_calculator { Shown::InCalculator } else { Shown::Open }, ..part }))
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

/// The part of a section: its own tables, and all of its rows that no other table of the page has. `has_skills` tells that a section
/// has the table of all skills; the catalogue has all roles, except in a pack of percentiles.
fn section_part(pack: &Pack, id: &str, has_skills: bool) -> Result<Part, DataError> {
    let mut elsewhere = Vec::new();
    elsewhere.extend((!has_percentiles_only(pack)?).then_some("roles"));
    elsewhere.extend(has_skills.then_some("skills"));
    let own = match id {
        section::LOCATION => {
            let ids: Vec<String> = pack.city_market()?.iter().map(|market| market.city.owned()).collect();
            elsewhere.extend(["city_market", "city_roles"]);
            // The table of city markets has their tiers too.
            let mut cities = pack.cities()?.iter().filter(|city| *city.section == *id);
            let has_all = cities.all(|city| ids.iter().any(|known| *known == *city.id));
            elsewhere.extend(has_all.then_some("cities"));
            Some(views::city(pack, &ids, Some(CitySort::Workforce), None)?)
        }
        section::SKILLSETS => Some(by_framework(views::skills(pack, &[], None)?)),
        section::EMPLOYERS => {
            elsewhere.push("employers");
            Some(views::employers(pack)?)
        }
        _ => None,
    };
    let mut blocks: Vec<PageBlock> = own.into_iter().map(PageBlock::Table).collect();
    blocks.push(untitled(views::section_rows(pack, id, &elsewhere)?));
    let title = pack.sections()?.get(id).map_or(id, |known| known.title.as_str());
    Ok(folded(id, title, blocks))
}

/// The part with workforces and pay projected to the forecast horizon of the source; `None` where the pack has none.
fn projections(pack: &Pack) -> Result<Option<Part>, DataError> {
    let Some(year) = horizon(pack)? else { return Ok(None) };
    let answer = views::market(pack, &MarketQuery { year: Some(year), ..MarketQuery::default() })?;
    Ok(Some(folded("projections", format!("Projections to {year}"), vec![untitled(answer)])))
}
