//! The hiring brief: one role in one place, from the answer in a sentence to its sources.

use jiff::civil::Date;

use super::amounts::InUnit;
use super::band::band;
use super::headline::headline;
use super::offer_check::offer_check;
use super::parts::{caveats, half, horizon, part, untitled, without_empty};
use super::skills::by_framework;
use super::waterfall::waterfall;
use crate::answer::{Answer, Layout, Note, NoteKind, NoteTarget};
use crate::money::Period;
use crate::pack::{DataError, Pack, section};
use crate::page::{CaveatText, Imprint, Page, PageBlock, PageKind, Part};
use crate::pricing::{Quote, local_currency};
use crate::views::{self, BenchmarkRow, CityFigure};

/// The unit of facts about how long a position stays open.
const MONTHS: &str = "months";

/// The figures that show how hard it is to hire in a city.
const MARKET: [CityFigure; 5] =
    [CityFigure::Workforce, CityFigure::Vacancies, CityFigure::SupplyRatio, CityFigure::VacancyDays, CityFigure::Cagr];
/// Those of them that several cities are compared by.
const COMPARED: [CityFigure; 3] = [CityFigure::Vacancies, CityFigure::SupplyRatio, CityFigure::VacancyDays];

/// The priced request of a hiring brief.
#[derive(Debug, Clone)]
pub struct Hire {
    /// The requested cells, of one role and place, in the requested currency and period, each with the offer.
    pub rows: Vec<BenchmarkRow>,
    /// The offer as the caller wrote it; `None` without one.
    pub offer: Option<String>,
    /// A sentence that compares the offer with the prices; empty without an offer.
    pub offer_sentence: String,
    /// The same role and place at every level.
    pub ladder: Vec<Quote>,
    /// The requested cells for a year, once for each currency of the offer check, that of the pack first.
    pub offers: Vec<Vec<Quote>>,
    /// Notes on how the request was understood.
    pub notes: Vec<Note>,
}

/// The page of a hiring brief.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn hiring(pack: &Pack, hire: Hire, today: Date, imprint: Imprint) -> Result<Page, DataError> {
    let (role, city) = match hire.rows.first() {
        Some(row) => (row.quote.cell.role.clone(), row.quote.cell.city.clone()),
        None => (String::new(), None),
    };
    let also = second_unit(pack, &hire)?;
    let quotes: Vec<&Quote> = hire.rows.iter().map(|row| &row.quote).collect();
    let headline = headline(pack, &quotes, also.as_ref())?;
    let mut ranges = views::ranges(pack, &hire.rows, today)?;
    let title = std::mem::take(&mut ranges.title);
    // How figures are calculated is said where it is shown; the other reading is in the headline.
    ranges.notes.retain(|note| {
        note.target != NoteTarget::Tables
            && matches!(note.kind, NoteKind::Mark(_) | NoteKind::Warning | NoteKind::Caveat)
    });
    ranges.notes.splice(0..0, hire.notes.iter().cloned());
    ranges.lead.clone_from(&hire.offer_sentence);
    let mut steps = views::explain(pack, &hire.rows, today)?;
    steps.title.clear();
    steps.notes.retain(|note| note.target != NoteTarget::Tables);
    let parts = vec![
        part(
            "range",
            "Market range",
            vec![PageBlock::Band(band(pack, &hire.rows, hire.offer.as_deref(), also.as_ref(), ranges)?)],
        ),
        part("made", "How the range is computed", vec![PageBlock::Waterfall(waterfall(pack, &quotes, steps)?)]),
        half("offer", "Offer check", vec![untitled(offer_check(pack, &hire.offers)?)]),
        half("ladder", "Pay by level", ladder(pack, &hire, today)?),
        half("difficulty", "How hard it is to hire", difficulty(pack, city.as_deref())?),
        half(
            "skills",
            "Skills to screen for",
            vec![untitled(by_framework(views::skills(pack, std::slice::from_ref(&role), None)?))],
        ),
        part("employers", "Who else is hiring", vec![untitled(views::employers(pack)?)]),
        part(
            "future",
            emerging_heading(pack, &role)?,
            vec![
                PageBlock::Table(views::emerging(pack, &role)?),
                PageBlock::Table(views::facts_in_unit(pack, section::AUTOMATION, views::PERCENT)?),
            ],
        ),
    ];
    let parts = without_empty(parts);
    Ok(Page {
        title: format!("Hiring brief: {title}"),
        subtitle: pack.descriptor()?.title.clone(),
        kind: PageKind::Brief,
        headline,
        prices: None,
        imprint,
        caveats: heaviest_first(caveats(pack, &parts)?, &parts),
        parts,
    })
}

/// The prices in a second unit: the local currency a month, as offers are made, or for prices in it the currency of the pack a year.
/// `None` where that would be the same currency, or no rate is known.
fn second_unit(pack: &Pack, hire: &Hire) -> Result<Option<InUnit>, DataError> {
    let Some(first) = hire.rows.first().map(|row| &row.quote) else { return Ok(None) };
    let Some(local) = local_currency(pack)? else { return Ok(None) };
    let in_local = |quotes: &&Vec<Quote>| quotes.first().is_some_and(|quote| quote.currency == local);
    let (annual, period) = if first.currency == local {
        (hire.offers.first(), Period::Year)
    } else {
        (hire.offers.iter().find(in_local), Period::Month)
    };
    let unit = annual.and_then(|annual| InUnit::of_year(annual, period));
    Ok(unit.filter(|unit| unit.currency != first.currency))
}

/// The caveats in the order of the first part, which has those with the greatest effect on the range first, then the others.
fn heaviest_first(mut caveats: Vec<CaveatText>, parts: &[Part]) -> Vec<CaveatText> {
    let notes: Vec<&Note> =
        parts.iter().flat_map(|part| &part.blocks).flat_map(|block| &block.answer().notes).collect();
    let place = |caveat: &CaveatText| notes.iter().position(|note| note.id.as_ref() == Some(&caveat.id));
    caveats.sort_by_key(place);
    caveats
}

/// The ranges at every level; nothing where the brief has them already, or the pack has no levels.
fn ladder(pack: &Pack, hire: &Hire, today: Date) -> Result<Vec<PageBlock>, DataError> {
    if hire.rows.len() != 1 || hire.ladder.len() < 2 {
        return Ok(Vec::new());
    }
    let rows: Vec<BenchmarkRow> = hire.ladder.iter().cloned().map(BenchmarkRow::from).collect();
    let mut answer = Answer { title: String::new(), ..views::ranges(pack, &rows, today)? };
    answer.notes.retain(|note| note.target != NoteTarget::Tables);
    Ok(vec![PageBlock::Band(band(pack, &rows, None, None, answer)?)])
}

/// The market of a city, or of each, and how long such posts stay open.
fn difficulty(pack: &Pack, city: Option<&str>) -> Result<Vec<PageBlock>, DataError> {
    let mut out = vec![PageBlock::Table(views::facts_in_unit(pack, section::DEMAND, MONTHS)?)];
    if pack.city_market()?.is_empty() {
        return Ok(out);
    }
    let market = match city {
        Some(city) => Answer {
            title: format!("The whole market in {}, all roles", pack.city_name(city)?),
            layout: Layout::Card,
            ..views::city_figures(pack, &[city.to_owned()], &MARKET)?
        },
        None => {
            let cities: Vec<String> = pack.city_market()?.iter().map(|market| market.city.owned()).collect();
            Answer {
                title: "The whole market by city, all roles".to_owned(),
                ..views::city_figures(pack, &cities, &COMPARED)?
            }
        }
    };
    out.insert(0, PageBlock::Table(market));
    Ok(out)
}

/// The heading of the part with the emerging roles of a role's functional area.
fn emerging_heading(pack: &Pack, role: &str) -> Result<String, DataError> {
    let area = pack.roles()?.get(role).map(|role| pack.area_name(&role.area)).transpose()?.unwrap_or_default();
    let area = if area.is_empty() { String::new() } else { format!(" in {area}") };
    let year = horizon(pack)?.map(|year| format!(" by {year}")).unwrap_or_default();
    Ok(format!("What changes{area}{year}"))
}
