//! A hiring brief: one role in one city on a sheet of paper, for somebody who will not open a terminal.

use jiff::civil::Date;

use super::offer_check::offer_check;
use super::{caveats, half, part, untitled, without_remarks};
use crate::answer::Note;
use crate::pack::{DataError, Pack, section};
use crate::page::{Block, Imprint, Page};
use crate::pricing::Quote;
use crate::views::{self, BenchmarkRow, chart};

/// The unit of facts about how long a post stays open.
const MONTHS: &str = "months";
/// The unit of facts about how much of the work machines take over.
const PERCENT: &str = "percent";

/// What is to be hired, priced.
#[derive(Debug, Clone)]
pub struct Hire {
    /// The cells asked for, of one role and place, in the currency and period asked for.
    pub quotes: Vec<Quote>,
    /// The role in the same place at every level, in the same currency and period.
    pub ladder: Vec<Quote>,
    /// The cells asked for a year, once for each currency of an offer.
    pub offers: Vec<Vec<Quote>>,
    /// How the request was understood.
    pub notes: Vec<Note>,
}

/// The page of a hiring brief.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn hiring(pack: &Pack, hire: Hire, today: Date, imprint: Imprint) -> Result<Page, DataError> {
    let Hire { quotes, ladder, offers, notes } = hire;
    let (role, city) = match quotes.first() {
        Some(quote) => (quote.cell.role.clone(), quote.cell.city.clone()),
        None => (String::new(), None),
    };
    let rows: Vec<BenchmarkRow> = quotes.into_iter().map(BenchmarkRow::from).collect();
    let mut ranges = views::benchmark(pack, &rows, false, false, today)?;
    let title = std::mem::take(&mut ranges.title);
    ranges.notes.splice(0..0, notes);
    let markets = match &city {
        Some(city) => vec![city.clone()],
        None => pack.city_market()?.iter().map(|market| market.city.owned()).collect(),
    };
    let difficulty = vec![
        untitled(without_remarks(views::city(pack, &markets, None, None)?)),
        Block::Table(views::facts_in_unit(pack, section::DEMAND, MONTHS)?),
    ];
    let future = vec![
        Block::Table(views::emerging(pack, &role)?),
        Block::Table(views::facts_in_unit(pack, section::AUTOMATION, PERCENT)?),
    ];
    let parts = vec![
        part("range", "Market range", vec![untitled(ranges)]),
        part("made", "How the range is made", vec![untitled(views::explain(pack, &rows, today)?)]),
        half(
            "ladder",
            "Where it stands on the ladder",
            vec![Block::Picture(chart::ladder(pack, ladder, Vec::new(), today)?)],
        ),
        half("offer", "Offer check", vec![untitled(offer_check(pack, &offers)?)]),
        half("difficulty", "How hard the hire is", difficulty),
        half("skills", "What to screen for", vec![untitled(views::skills(pack, &[role], None)?)]),
        half("employers", "Who else is hiring", vec![untitled(views::employers(pack)?)]),
        half("future", "What the role turns into", future),
    ];
    Ok(Page {
        title: format!("Hiring brief: {title}"),
        subtitle: pack.descriptor()?.title,
        one_sheet: true,
        imprint,
        caveats: caveats(pack, &parts)?,
        parts,
    })
}
