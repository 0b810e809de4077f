//! What the columns of a file hold, by its first rows: evidence for what a column means.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::calendar_year::is_calendar_year;
use super::headers::Meaning;
use super::language::Language;
use super::years::years;
use crate::names::{TitleIndex, TitleScratch};
use crate::pay::{Defaults, PayPeriod, PayText, read};
use crate::tabular::Input;

/// The distinct cells of a column, with how often each occurs.
#[derive(Debug, Default, Clone)]
pub(super) struct Cells {
    /// The most frequent first, equals by text, so that the order of rows decides nothing.
    texts: Vec<(String, u64)>,
    /// Cells that are not blank, those of rare texts too.
    filled: u64,
    blank: u64,
}

/// How often each distinct cell occurs.
type Counts = HashMap<Box<[u8]>, u64, RandomState>;

/// Distinct cells that are looked at in each column. The others are rare.
const LOOKED_AT: usize = 300;

/// Where cells come from, and what they are compared with.
pub struct Contents<'i, 's, 'p> {
    input: Option<&'i Input<'s>>,
    titles: Option<&'i TitleIndex<'p>>,
}

impl<'i, 's, 'p> Contents<'i, 's, 'p> {
    /// The first rows of a file, and the names that its titles, cities and levels are compared with.
    #[must_use]
    pub fn of(input: &'i Input<'s>, titles: &'i TitleIndex<'p>) -> Self {
        Contents { input: Some(input), titles: Some(titles) }
    }

    /// Nothing but headers is known.
    pub(super) fn unknown() -> Self {
        Contents { input: None, titles: None }
    }

    /// The cells of some columns.
    pub(super) fn cells(&self, columns: &[usize]) -> HashMap<usize, Cells> {
        let Some(input) = self.input.filter(|_| !columns.is_empty()) else { return HashMap::new() };
        let mut counted: Vec<(usize, u64, Counts)> =
            columns.iter().map(|column| (*column, 0, HashMap::default())).collect();
        input.sample(|row| {
            for (column, blank, counts) in &mut counted {
                let cell = row.raw(*column).unwrap_or_default();
                if cell.iter().all(u8::is_ascii_whitespace) {
                    *blank += 1;
                } else if let Some(count) = counts.get_mut(cell) {
                    *count += 1;
                } else {
                    counts.insert(cell.into(), 1);
                }
            }
        });
        counted
            .into_iter()
            .map(|(column, blank, counts)| {
                let text = |cell: &[u8]| String::from_utf8_lossy(&crate::tabular::unquoted(cell)).trim().to_owned();
                let mut texts: Vec<(String, u64)> =
                    counts.into_iter().map(|(cell, count)| (text(&cell), count)).collect();
                texts.sort_unstable_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
                let filled = texts.iter().map(|(_, count)| count).sum();
                texts.truncate(LOOKED_AT);
                (column, Cells { texts, filled, blank })
            })
            .collect()
    }

    /// Which part of the cells that are not blank fits a meaning; `None` where nothing is known of them.
    pub(super) fn fitting(&self, cells: &Cells, meaning: Meaning) -> Option<f64> {
        let mut scratch = TitleScratch::default();
        cells.share(|text| match meaning {
            Meaning::Role => self.titles.is_some_and(|titles| titles.read(text, &mut scratch).role.is_ok()),
            Meaning::City => self.titles.is_some_and(|titles| titles.places().read(text).is_ok()),
            Meaning::Level => self.titles.is_some_and(|titles| titles.levels().find(text).is_some()),
            Meaning::Years => years(text).is_some(),
            Meaning::Salary | Meaning::SalaryHigh => is_amount(text),
            Meaning::Currency => true,
            Meaning::PayPeriod => Language::bundled().span_of_cell(text).is_some(),
            Meaning::Months => super::row_context::months(text).is_some(),
            Meaning::Fte => super::row_context::share_of_full_time(text).is_some(),
            Meaning::Country => Language::bundled().currency_of_country(text).is_some(),
        })
    }
}

impl Cells {
    /// Which part of the cells that are not blank has a property; `None` where all are blank.
    pub(super) fn share(&self, mut has: impl FnMut(&str) -> bool) -> Option<f64> {
        let all: u64 = self.texts.iter().map(|(_, count)| count).sum();
        let having: u64 = self.texts.iter().filter(|(text, _)| has(text)).map(|(_, count)| count).sum();
        (all > 0).then(|| ratio(having, all))
    }

    /// Which part of all cells is not blank; `None` where there is no row.
    pub(super) fn filled(&self) -> Option<f64> {
        let all = self.filled + self.blank;
        (all > 0).then(|| ratio(self.filled, all))
    }

    /// Whether most cells contradict a meaning, whatever the header says.
    pub(super) fn contradict(&self, meaning: Meaning) -> bool {
        let most = |has: &dyn Fn(&str) -> bool| self.share(has).is_some_and(|share| share >= 0.5);
        let has_no_word = |text: &str| !text.chars().any(char::is_alphabetic);
        let is_code = |text: &str| {
            has_no_word(text)
                || !text.contains(' ')
                    && text.is_ascii()
                    && text.bytes().filter(u8::is_ascii_digit).count() * 2 > text.len()
        };
        match meaning {
            Meaning::Role => most(&|text| Language::bundled().addresses(text) || is_code(text)),
            Meaning::City => most(&is_code),
            Meaning::Years => most(&is_calendar_year),
            Meaning::Salary | Meaning::SalaryHigh => {
                // Words alone may be negotiable pay; grades and kinds of pay have no digits, or letters before them.
                self.share(|text| text.bytes().any(|byte| byte.is_ascii_digit())) == Some(0.0)
                    && self.share(|text| matches!(read_plainly(text), Some(PayText::NotStated))) == Some(0.0)
            }
            Meaning::PayPeriod | Meaning::Months | Meaning::Fte | Meaning::Country | Meaning::Currency => false,
            Meaning::Level => false,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of a sample are below 2⁵³")]
fn ratio(part: u64, all: u64) -> f64 {
    part as f64 / all as f64
}

fn read_plainly(text: &str) -> Option<PayText> {
    let usd = "USD".parse().ok()?;
    read(text, &Defaults::new(usd, PayPeriod::Year)).ok()
}

/// Whether a text is an amount of pay, in whatever unit.
fn is_amount(text: &str) -> bool {
    matches!(read_plainly(text), Some(PayText::Stated(_)))
}
