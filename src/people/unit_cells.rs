//! Cells of a column of units of pay: `万元/月`, `k/month`, `USD thousands`.

use super::language::Language;
use crate::money::Currency;
use crate::pay::{PayPeriod, Scale, currency_of_name};

/// What a cell says of the unit of the pay beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct UnitCell {
    pub(super) currency: Option<Currency>,
    pub(super) period: Option<PayPeriod>,
    /// What amounts are counted in; `None` where the cell does not say.
    pub(super) scale: Option<Scale>,
    /// Whether the cell is a letter alone, as in `K`, which may be anything.
    pub(super) is_letter: bool,
}

/// Words for what amounts are counted in.
const SCALES: [(&str, Scale); 17] = [
    ("k", Scale::Thousands),
    ("thousand", Scale::Thousands),
    ("thousands", Scale::Thousands),
    ("000", Scale::Thousands),
    ("000s", Scale::Thousands),
    ("'000", Scale::Thousands),
    ("千", Scale::Thousands),
    ("仟", Scale::Thousands),
    ("万", Scale::TenThousands),
    ("萬", Scale::TenThousands),
    ("w", Scale::TenThousands),
    ("lakh", Scale::Lakhs),
    ("lakhs", Scale::Lakhs),
    ("lac", Scale::Lakhs),
    ("lacs", Scale::Lakhs),
    ("million", Scale::Millions),
    ("millions", Scale::Millions),
];

/// Words that say nothing about the unit.
const FILLERS: [&str; 10] = ["per", "a", "an", "each", "in", "of", "每", "按", "以", "税前"];

/// The most characters of a word of a unit.
const MAX_WORD_LEN: usize = 24;

impl UnitCell {
    /// What a cell says; `None` where it says anything but a unit.
    pub(super) fn of(cell: &str) -> Option<Self> {
        let lower = cell.trim().to_lowercase();
        let mut unit = UnitCell { is_letter: lower.len() == 1, ..UnitCell::default() };
        let mut rest = lower.trim_start_matches(is_separator);
        while !rest.is_empty() {
            // A space may stand within a word, as in `per annum`.
            let len = rest.find(|letter: char| is_separator(letter) && !letter.is_whitespace()).unwrap_or(rest.len());
            let ends = rest.char_indices().map(|(at, letter)| at + letter.len_utf8()).take(MAX_WORD_LEN);
            let ends: Vec<usize> = ends.filter(|end| *end <= len && ends_word(rest, *end)).collect();
            let longest = |is: &mut dyn FnMut(&str) -> bool| {
                ends.iter().rev().copied().find(|end| rest.get(..*end).is_some_and(&mut *is))
            };
            // 元 says nothing to the words for periods, which would take it for a part of 元月.
            let end = longest(&mut |word| unit.add(word)).or_else(|| longest(&mut |word| unit.add_period(word)))?;
            rest = rest.get(end..)?.trim_start_matches(is_separator);
        }
        let says_something = unit.currency.is_some() || unit.period.is_some() || unit.scale.is_some();
        says_something.then_some(unit)
    }

    /// Whether it says more than a currency alone or a period alone.
    pub(super) fn is_compound(&self) -> bool {
        self.scale.is_some() || self.currency.is_some() && self.period.is_some()
    }

    /// Adds the period that a word names. Returns `false` where it names none, or contradicts one before.
    fn add_period(&mut self, word: &str) -> bool {
        let language = Language::bundled();
        let period = language.period_of_cell(word).filter(|_| language.is_period_or_salaried(word));
        period.is_some_and(|period| put(&mut self.period, period))
    }

    /// Adds the currency or the scale that a word names. Returns `false` where it is neither, or contradicts one before.
    fn add(&mut self, word: &str) -> bool {
        if FILLERS.contains(&word) {
            return true;
        }
        if let Some((_, scale)) = SCALES.iter().find(|(text, _)| *text == word) {
            return put(&mut self.scale, *scale);
        }
        // 仟元 is a currency and what amounts are counted in.
        if word.starts_with(['千', '仟', '万', '萬']) {
            return false;
        }
        let native = "USD".parse().ok();
        let currency = native.and_then(|native| currency_of_name(word, native));
        currency.is_some_and(|currency| put(&mut self.currency, currency))
    }
}

/// Sets what is known of a part of a unit, unless that is something else already. Returns whether it is set to `new`.
fn put<T: PartialEq + Copy>(known: &mut Option<T>, new: T) -> bool {
    *known.get_or_insert(new) == new
}

/// Whether a word of a unit may end here: not within a run of letters, unless `k` or `w` stands before a currency as in `kUSD`.
fn ends_word(text: &str, end: usize) -> bool {
    let (Some(before), Some(after)) = (text.get(..end), text.get(end..)) else { return false };
    let is_letter = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
    !is_letter(before.chars().next_back()) || !is_letter(after.chars().next()) || matches!(before, "k" | "w")
}

fn is_separator(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '/' | '／' | '(' | ')' | '（' | '）' | '[' | ']' | ',' | '，' | '.' | '-' | '_' | '·' | ':')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches a unit of which a part is lost, and a text that is taken for a unit.
    #[test]
    fn cells_that_say_nothing_but_a_unit() {
        use PayPeriod::{Hour, Month, Year};
        for (cell, currency, period, scale) in [
            ("万元/月", "CNY", Some(Month), Some(Scale::TenThousands)),
            ("万元", "CNY", None, Some(Scale::TenThousands)),
            ("K/月", "", Some(Month), Some(Scale::Thousands)),
            ("元/月", "CNY", Some(Month), None),
            ("千元/月", "CNY", Some(Month), Some(Scale::Thousands)),
            ("元（每月）", "CNY", Some(Month), None),
            ("k/month", "", Some(Month), Some(Scale::Thousands)),
            ("USD k", "USD", None, Some(Scale::Thousands)),
            ("kUSD/yr", "USD", Some(Year), Some(Scale::Thousands)),
            ("thousands per year", "", Some(Year), Some(Scale::Thousands)),
            ("$/hr", "USD", Some(Hour), None),
            ("CNY per month", "CNY", Some(Month), None),
            ("monthly", "", Some(Month), None),
        ] {
            let found = UnitCell::of(cell).unwrap_or_default();
            let code = found.currency.map(|currency| currency.as_str().to_owned()).unwrap_or_default();
            assert_eq!((code.as_str(), found.period, found.scale), (currency, period, scale), "{cell}");
        }
        for cell in
            ["", "上海万达公司", "KPMG", "week 3 of May", "USD or CNY", "k/w/month", "研发部", "A", "Monthly or hourly"]
        {
            assert_eq!(UnitCell::of(cell), None, "{cell}");
        }
    }
}
