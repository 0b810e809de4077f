//! The cells of the first rows of a file, as evidence for what its columns hold.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::column_meaning::ColumnMeaning;
use super::currency_names::CurrencyName;
use super::first_row::is_calendar_year;
use super::language::{Language, currency_of_country};
use super::pay_object::pay_text;
use super::row_pay::bonus::{BonusUnit, bonus_unit};
use super::row_pay::months_and_fte::{FteUnit, may_be_weekly_hours, months_paid, share_of_full_time, weekly_hours};
use super::unit_cells::UnitCell;
use super::unit_column::UnitsOfRows;
use crate::money::Decimal;
use crate::names::{LevelText, TitleIndex, TitleScratch, years_of_experience};
use crate::pay::{Defaults, MIN_FULL_TIME_HOURS, PayPeriod, PayText, read};
use crate::tabular::Input;

/// The distinct cells of a column, with how often each occurs.
#[derive(Debug, Default, Clone)]
pub(super) struct DistinctCells {
    /// Sorted by frequency, then by text, so that the order of rows does not matter.
    texts: Vec<(String, u64)>,
    /// The number of cells that are not blank, including those of rare texts that were left out.
    filled: u64,
    blank: u64,
}

/// How often each distinct cell occurs, as it stands in the file.
pub(super) type CellFrequencies = HashMap<Box<[u8]>, u64, RandomState>;

/// The most distinct cells of a column that are kept.
const MAX_DISTINCT: usize = 300;

/// The first rows of a file, and the names that their cells are compared with.
pub struct ColumnSamples<'i, 's, 'p> {
    input: Option<&'i Input<'s>>,
    titles: Option<&'i TitleIndex<'p>>,
}

impl<'i, 's, 'p> ColumnSamples<'i, 's, 'p> {
    /// The first rows of a file.
    #[must_use]
    pub fn of(input: &'i Input<'s>, titles: &'i TitleIndex<'p>) -> Self {
        ColumnSamples { input: Some(input), titles: Some(titles) }
    }

    /// No rows, for a file of which only the headers are known.
    pub(super) fn none() -> Self {
        ColumnSamples { input: None, titles: None }
    }

    /// The cells of some columns, by column.
    pub(super) fn cells(&self, columns: &[usize]) -> HashMap<usize, DistinctCells> {
        let Some(input) = self.input.filter(|_| !columns.is_empty()) else { return HashMap::new() };
        let mut counted: Vec<(usize, u64, CellFrequencies)> =
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
                texts.truncate(MAX_DISTINCT);
                (column, DistinctCells { texts, filled, blank })
            })
            .collect()
    }

    /// Calls `on_pair` with the texts of two columns in each row that fills both.
    pub(super) fn each_pair(&self, one: usize, other: usize, mut on_pair: impl FnMut(&str, &str)) {
        let Some(input) = self.input else { return };
        input.sample(|row| {
            let text = |column| String::from_utf8_lossy(&row.value(column).unwrap_or_default()).trim().to_owned();
            let (one, other) = (text(one), text(other));
            if !one.is_empty() && !other.is_empty() {
                on_pair(&one, &other);
            }
        });
    }

    /// Those of some columns whose filled cells, at least half of all, are periods of pay or words for salaried people, with one
    /// period or more among them. Fewer than half of them may be words beside pay, such as `Exempt`.
    pub(super) fn columns_of_periods(&self, columns: &[usize]) -> Vec<usize> {
        let Some(input) = self.input else { return Vec::new() };
        // Few columns are left after the first rows, and the cells of most are not counted.
        let language = Language::bundled();
        let mut open = columns.to_vec();
        input.first_rows(|row| {
            open.retain(|column| {
                let cell = row.value(*column).unwrap_or_default();
                cell.iter().all(u8::is_ascii_whitespace)
                    || language.names_pay(&String::from_utf8_lossy(&cell)).is_some()
            });
        });
        let cells = self.cells(&open);
        open.retain(|column| {
            cells.get(column).is_some_and(|cells| {
                cells.share(|text| language.names_pay(text).is_some()) == Some(1.0)
                    && cells.share(|text| language.is_period_or_salaried(text)).is_some_and(|share| share > 0.5)
                    && cells.share(|text| language.period_of_cell(text).is_some()).is_some_and(|share| share > 0.0)
                    && cells.filled().is_some_and(|filled| filled >= 0.5)
            })
        });
        open
    }

    /// Those of some columns whose filled cells, at least half of all, are codes, signs or names of currencies, and whether one of
    /// the cells can be nothing else.
    pub(super) fn columns_of_currencies(&self, columns: &[usize]) -> Vec<(usize, bool)> {
        let Some(input) = self.input else { return Vec::new() };
        let mut open = columns.to_vec();
        input.first_rows(|row| {
            open.retain(|column| {
                let cell = row.value(*column).unwrap_or_default();
                cell.iter().all(u8::is_ascii_whitespace) || CurrencyName::of(&String::from_utf8_lossy(&cell)).is_some()
            });
        });
        let cells = self.cells(&open);
        let found = open.into_iter().filter_map(|column| {
            let cells = cells.get(&column)?;
            let are_currencies = cells.share(|text| CurrencyName::of(text).is_some()) == Some(1.0)
                && cells.filled().is_some_and(|filled| filled >= 0.5);
            let is_certain = |text: &str| matches!(CurrencyName::of(text), Some(CurrencyName::Certain(_)));
            let is_certain = cells.share(is_certain).is_some_and(|share| share > 0.0);
            // Where all may be something else, words such as `Won` are.
            let is_code = |text: &str| text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase());
            (are_currencies && (is_certain || cells.share(is_code) == Some(1.0))).then_some((column, is_certain))
        });
        found.collect()
    }

    /// The first of some columns whose filled cells, at least half of all, are units of pay, one of them more than a currency or a
    /// period alone; and what they say. A letter alone, which may be anything, counts only where `names_unit` is true.
    pub(super) fn units(&self, columns: &[usize], names_unit: impl Fn(usize) -> bool) -> Option<(usize, UnitsOfRows)> {
        let input = self.input?;
        let is_unit =
            |column: usize, text: &str| UnitCell::of(text).is_some_and(|unit| !unit.is_letter || names_unit(column));
        let mut open = columns.to_vec();
        input.first_rows(|row| {
            open.retain(|column| {
                let cell = row.value(*column).unwrap_or_default();
                cell.iter().all(u8::is_ascii_whitespace) || is_unit(*column, &String::from_utf8_lossy(&cell))
            });
        });
        let cells = self.cells(&open);
        open.into_iter().find_map(|column| {
            let cells = cells.get(&column)?;
            let are_units = cells.share(|text| is_unit(column, text)) == Some(1.0);
            let texts: Vec<&str> = cells.texts.iter().map(|(text, _)| text.as_str()).collect();
            let units = UnitsOfRows::of(&texts).filter(|_| are_units)?;
            cells.filled().is_some_and(|filled| filled >= 0.5).then_some((column, units))
        })
    }

    /// Whether two columns name the same currency in each row that fills both.
    pub(super) fn name_same_currencies(&self, one: usize, other: usize) -> bool {
        let currency = |text: &str| CurrencyName::of(text).map(CurrencyName::currency);
        let mut are_same = true;
        self.each_pair(one, other, |one, other| are_same &= currency(one) == currency(other));
        are_same
    }

    /// Whether the cells of a column of periods can be nothing else: one is longer than a short form, which may be the name of a
    /// person (`Ann`), or they name different periods.
    pub(super) fn are_certain_periods(&self, column: usize) -> bool {
        let cells = self.cells(&[column]);
        let texts = || cells.get(&column).into_iter().flat_map(|cells| &cells.texts).map(|(text, _)| text.as_str());
        let letters = |text: &str| text.chars().filter(|letter| letter.is_alphabetic()).count();
        let mut periods = texts().filter_map(|text| Language::bundled().period_of_cell(text));
        let first = periods.next();
        texts().any(|text| !text.is_ascii() || letters(text) > MAX_SHORT_FORM_LEN)
            || periods.any(|period| Some(period) != first)
    }

    /// Whether the pack has levels.
    pub(super) fn has_levels(&self) -> bool {
        self.titles.is_some_and(TitleIndex::has_levels)
    }

    /// Whether some cells of a column name levels, and none of them is known.
    pub(super) fn names_unknown_levels(&self, cells: &DistinctCells) -> bool {
        let Some(titles) = self.titles else { return false };
        let is_unknown = |text: &str| titles.read_level(text) == LevelText::Unknown;
        cells.share(is_unknown).is_some_and(|share| share > 0.0)
            && self.fitting(cells, ColumnMeaning::Level) == Some(0.0)
    }

    /// Whether a cell of a column of periods names one of unknown length.
    pub(super) fn names_unknown_period(&self, column: usize) -> bool {
        let cells = self.cells(&[column]);
        let is_unknown = |text: &str| Language::bundled().names_unknown_period(text);
        cells.get(&column).and_then(|cells| cells.share(is_unknown)).is_some_and(|share| share > 0.0)
    }

    /// Whether the places of the pack are in states.
    pub(super) fn has_states(&self) -> bool {
        self.titles.is_some_and(|titles| titles.places().has_states())
    }

    /// What numbers above the largest share are in a column of shares of full time: hours a week where most of them may be.
    pub(super) fn fte_unit(&self, column: usize) -> FteUnit {
        let cells = self.cells(&[column]);
        let Some(cells) = cells.get(&column) else { return FteUnit::Percent };
        let share = |wanted: bool| cells.share(|text| may_be_weekly_hours(text) == Some(wanted)).unwrap_or_default();
        if share(true) > share(false) { FteUnit::WeeklyHours } else { FteUnit::Percent }
    }

    /// Whether the cells of a column are hours a week that differ, some of them fewer than those of full time.
    pub(super) fn differ_in_weekly_hours(&self, column: usize) -> bool {
        let cells = self.cells(&[column]);
        let Some(cells) = cells.get(&column) else { return false };
        // A few cells may say that the hours vary.
        if cells.share(|text| weekly_hours(text).is_some()).is_none_or(|share| share < 0.9) {
            return false;
        }
        let hours: Vec<Decimal> = cells.texts.iter().filter_map(|(text, _)| weekly_hours(text)).collect();
        hours.iter().any(|one| *one < MIN_FULL_TIME_HOURS) && hours.iter().any(|one| Some(one) != hours.first())
    }

    /// What the numbers of a column of bonuses are.
    pub(super) fn bonus_unit(&self, column: usize, header: &str) -> BonusUnit {
        let cells = self.cells(&[column]);
        let texts = cells.get(&column).into_iter().flat_map(|cells| &cells.texts);
        bonus_unit(header, texts.map(|(text, _)| text.as_str()))
    }

    /// The share of the cells that are not blank that fit a meaning; `None` where all are blank.
    pub(super) fn fitting(&self, cells: &DistinctCells, meaning: ColumnMeaning) -> Option<f64> {
        let mut scratch = TitleScratch::default();
        cells.share(|text| match meaning {
            ColumnMeaning::Role => self.titles.is_some_and(|titles| titles.read(text, &mut scratch).role.is_ok()),
            ColumnMeaning::City => self.titles.is_some_and(|titles| titles.places().read(text).is_ok()),
            ColumnMeaning::State => self.titles.is_some_and(|titles| titles.places().is_state(text)),
            ColumnMeaning::Level => {
                self.titles.is_some_and(|titles| matches!(titles.read_level(text), LevelText::Level(_)))
            }
            ColumnMeaning::Years => years_of_experience(text).is_some(),
            ColumnMeaning::Salary | ColumnMeaning::SalaryHigh => is_amount(text),
            ColumnMeaning::Currency | ColumnMeaning::Bonus(_) => true,
            ColumnMeaning::PayPeriod => Language::bundled().period_of_cell(text).is_some(),
            ColumnMeaning::Months => months_paid(text).is_some(),
            ColumnMeaning::Fte => share_of_full_time(text, FteUnit::Percent).is_some(),
            ColumnMeaning::Country => currency_of_country(text).is_some(),
        })
    }
}

/// The most letters of a short form of a period.
const MAX_SHORT_FORM_LEN: usize = 3;

impl DistinctCells {
    /// The share of the cells that are not blank for which `has` is true; `None` where all are blank.
    pub(super) fn share(&self, mut has: impl FnMut(&str) -> bool) -> Option<f64> {
        let all: u64 = self.texts.iter().map(|(_, count)| count).sum();
        let having: u64 = self.texts.iter().filter(|(text, _)| has(text)).map(|(_, count)| count).sum();
        (all > 0).then(|| ratio(having, all))
    }

    /// The share of all cells that are not blank; `None` where there is no row.
    pub(super) fn filled(&self) -> Option<f64> {
        let all = self.filled + self.blank;
        (all > 0).then(|| ratio(self.filled, all))
    }

    /// Whether at least half of the cells contradict a meaning.
    pub(super) fn contradict(&self, meaning: ColumnMeaning) -> bool {
        let most = |has: &dyn Fn(&str) -> bool| self.share(has).is_some_and(|share| share >= 0.5);
        let has_no_word = |text: &str| !text.chars().any(char::is_alphabetic);
        let is_code = |text: &str| {
            has_no_word(text)
                || !text.contains(' ')
                    && text.is_ascii()
                    && text.bytes().filter(u8::is_ascii_digit).count() * 2 > text.len()
        };
        match meaning {
            ColumnMeaning::Role => most(&|text| Language::bundled().is_honorific(text) || is_code(text)),
            ColumnMeaning::City => most(&is_code),
            ColumnMeaning::Years => most(&is_calendar_year),
            ColumnMeaning::Salary | ColumnMeaning::SalaryHigh => {
                // Cells without digits are grades or kinds of pay, unless some say that pay is not stated.
                self.share(|text| text.bytes().any(|byte| byte.is_ascii_digit())) == Some(0.0)
                    && self.share(|text| matches!(read_pay(text), Some(PayText::NotStated))) == Some(0.0)
            }
            ColumnMeaning::PayPeriod
            | ColumnMeaning::Months
            | ColumnMeaning::Fte
            | ColumnMeaning::Country
            | ColumnMeaning::Currency
            | ColumnMeaning::Bonus(_) => false,
            ColumnMeaning::Level | ColumnMeaning::State => false,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of a sample are below 2⁵³")]
fn ratio(part: u64, all: u64) -> f64 {
    part as f64 / all as f64
}

/// Reads a cell as pay, in any unit.
pub(super) fn read_pay(text: &str) -> Option<PayText> {
    let usd = "USD".parse().ok()?;
    read(&pay_text(text), &Defaults::new(usd, PayPeriod::Year)).ok()
}

/// Whether a text is an amount of pay, in any unit.
fn is_amount(text: &str) -> bool {
    matches!(read_pay(text), Some(PayText::Stated(_)))
}
