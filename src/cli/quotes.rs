//! The prices of the cells of a request, and what is said of the cells without one.

use super::failure::Failure;
use crate::answer::Note;
use crate::pricing::{Cell, Pricer, PricingError, Quote};

/// The prices of cells, as by [`RequestPricer`].
///
/// # Errors
/// As for [`RequestPricer::price`] and [`RequestPricer::into_notes`].
pub(super) fn quotes(
    pricer: &Pricer<'_>,
    cells: &[Cell],
    for_all: bool,
    notes: &mut Vec<Note>,
) -> Result<Vec<Quote>, Failure> {
    let mut request = RequestPricer::new(pricer, cells.len(), for_all);
    let quotes = request.price(cells)?;
    notes.extend(request.into_notes()?);
    Ok(quotes)
}

/// Prices the cells of a request, all at once or in pieces.
///
/// Of several cells, those of which no pay is published are left out. If all roles were asked for, so are those without a
/// published growth for `--on`, and those with figures of a later date than `--on`.
#[derive(Debug)]
pub(super) struct RequestPricer<'a, 'p> {
    pricer: &'a Pricer<'p>,
    /// The number of cells of the request.
    asked: usize,
    /// Whether all roles were asked for.
    for_all: bool,
    has_priced: bool,
    left_out: Vec<LeftOut>,
}

/// Cells that are left out for the same reason.
#[derive(Debug)]
struct LeftOut {
    reason: Reason,
    /// Why the first is left out.
    first: PricingError,
    cells: Vec<LeftOutCell>,
}

/// A cell that is left out.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct LeftOutCell {
    /// The title of its role.
    title: String,
    /// Its place, level and segment; empty where the role alone decides.
    place: String,
}

/// Why cells are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reason {
    Unpublished,
    NoGrowth,
    BeforeEffective,
}

impl<'a, 'p> RequestPricer<'a, 'p> {
    /// For a request of so many cells.
    pub(super) fn new(pricer: &'a Pricer<'p>, asked: usize, for_all: bool) -> Self {
        RequestPricer { pricer, asked, for_all, has_priced: false, left_out: Vec::new() }
    }

    /// The prices of some of the cells.
    ///
    /// # Errors
    /// The error of the first cell without a price that is not left out.
    pub(super) fn price(&mut self, cells: &[Cell]) -> Result<Vec<Quote>, Failure> {
        let mut out = Vec::with_capacity(cells.len());
        for cell in cells {
            out.extend(self.price_one(cell)?);
        }
        Ok(out)
    }

    /// The price of one of the cells; `None` where it is left out.
    fn price_one(&mut self, cell: &Cell) -> Result<Option<Quote>, Failure> {
        let error = match self.pricer.quote(cell) {
            Ok(quote) => {
                self.has_priced = true;
                return Ok(Some(quote));
            }
            Err(error) => error,
        };
        let (reason, title, place) = match &error {
            PricingError::NoCell { title, whereabouts, .. } if self.asked > 1 => {
                (Reason::Unpublished, title, whereabouts.as_str())
            }
            PricingError::NoGrowth { title, .. } if self.for_all => (Reason::NoGrowth, title, ""),
            PricingError::BeforeEffective { title, .. } if self.for_all => (Reason::BeforeEffective, title, ""),
            _ => return Err(error.into()),
        };
        let cell = LeftOutCell { title: title.clone(), place: place.to_owned() };
        match self.left_out.iter_mut().find(|known| known.reason == reason) {
            Some(known) => known.cells.push(cell),
            None => self.left_out.push(LeftOut { reason, first: error, cells: vec![cell] }),
        }
        Ok(None)
    }

    /// What is left out: one warning for each reason and, where that counts several, a note with their names.
    ///
    /// # Errors
    /// The error of the first cell, where no cell has a price.
    pub(super) fn into_notes(self) -> Result<Vec<Note>, Failure> {
        let mut notes = Vec::new();
        for left_out in self.left_out {
            if !self.has_priced {
                return Err(left_out.first.into());
            }
            notes.extend(left_out.into_notes(self.asked));
        }
        Ok(notes)
    }
}

impl LeftOut {
    /// `asked` is the number of cells of the request.
    fn into_notes(self, asked: usize) -> Vec<Note> {
        let LeftOut { reason, first, mut cells } = self;
        let count = cells.len();
        cells.sort();
        cells.dedup();
        let roles: Vec<&[LeftOutCell]> = cells.chunk_by(|one, other| one.title == other.title).collect();
        let text = match (reason, &first) {
            (Reason::Unpublished, _) if count > 1 => format!("no pay is published for {count} of these {asked}"),
            (Reason::NoGrowth, _) if roles.len() > 1 => {
                format!("{} roles have no published growth of their own to age by", roles.len())
            }
            (Reason::BeforeEffective, PricingError::BeforeEffective { on, .. }) if count > 1 => {
                format!("{count} of these {asked} hold only from a later date than {on}")
            }
            _ => return vec![Note::warning(format!("left out: {first}"))],
        };
        let mut notes = vec![Note::warning(format!("left out: {text}")).advising("--caveats names them")];
        if reason == Reason::Unpublished {
            notes.extend(roles.iter().map(|cells| Note::new(format!("left out: {}", with_places(cells)))));
        } else {
            let titles: Vec<&str> = roles.iter().filter_map(|cells| Some(cells.first()?.title.as_str())).collect();
            notes.push(Note::new(format!("left out: {}", titles.join(", "))));
        }
        notes
    }
}

/// A role and the places in which it is left out: `Statistician in Guam; Ohio`.
fn with_places(cells: &[LeftOutCell]) -> String {
    let title = cells.first().map_or("", |cell| &cell.title);
    let places: Vec<&str> = cells.iter().map(|cell| cell.place.as_str()).filter(|place| !place.is_empty()).collect();
    if places.is_empty() { title.to_owned() } else { format!("{title} in {}", places.join("; ")) }
}
