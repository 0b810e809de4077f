//! Cells of a column of periods: which period they name.

use super::language::{Language, WordMeaning};
use super::tokens::{HeaderToken, tokens};
use crate::pay::PayPeriod;

/// Periods and pieces of work that are paid for, and whose length differs by employer.
const UNKNOWN_PERIODS: [&str; 16] = [
    "paycheck",
    "pay check",
    "paycheque",
    "check",
    "pay period",
    "payday",
    "pay day",
    "pay cycle",
    "project",
    "piece",
    "shift",
    "visit",
    "mile",
    "session",
    "course",
    "计件",
];

impl Language {
    /// The one period that a cell names: `yearly`, `per Annum`, `Bi-weekly`, `元/天`, `H`. A number of periods, as in `12-month`, is
    /// none.
    pub(super) fn period_of_cell(&self, cell: &str) -> Option<PayPeriod> {
        let tokens = tokens(cell);
        if let ([_], Some(code)) = (tokens.as_slice(), self.period_of_code(&tokens)) {
            return Some(code);
        }
        let mut found = None;
        let mut rest = tokens.as_slice();
        // `1 month` is a month. A number with leading zeros is a code, and counts nothing.
        let is_number = |token: &HeaderToken| {
            token.text().chars().all(char::is_numeric) && !token.text().starts_with('0') && token.text() != "1"
        };
        let mut follows_number = false;
        while let Some(first) = rest.first() {
            let is_counted = std::mem::replace(&mut follows_number, is_number(first));
            match self.period(rest) {
                Some(_) if is_counted && self.period_adjective(rest).is_none() => return None,
                Some(period) if found.is_some_and(|other| other != period.meaning) => return None,
                Some(period) => {
                    found = Some(period.meaning);
                    rest = rest.get(period.tokens..).unwrap_or_default();
                }
                None => rest = rest.get(1..).unwrap_or_default(),
            }
        }
        found
    }

    /// Whether a cell names a period whose length it does not say: `Paycheck`.
    pub(super) fn names_unknown_period(&self, cell: &str) -> bool {
        let cell = cell.trim().to_lowercase();
        let word = cell.trim_start_matches("per ").trim_start_matches("paid by the ").trim_start_matches("by the ");
        UNKNOWN_PERIODS.contains(&word)
    }

    /// Whether a cell says nothing but for which period people are paid, or that they are salaried: `Hourly`, `Annual salary`,
    /// `Salaried`, 按月. A letter alone may be anything.
    pub(super) fn is_period_or_salaried(&self, cell: &str) -> bool {
        self.names_pay(cell) == Some(true)
    }

    /// Whether a cell names a period of pay or salaried people; `None` where it says something else. `Exempt` says neither.
    pub(super) fn names_pay(&self, cell: &str) -> Option<bool> {
        let tokens = tokens(cell);
        let mut rest = tokens.as_slice();
        let (mut is_known, mut names_pay) = (true, false);
        while let Some(first) = rest.first().filter(|_| is_known) {
            let period = self.period(rest).filter(|_| first.is_han() || first.text().len() > 1);
            let word = self.header_word(rest).filter(|word| {
                let what = word.meaning.0;
                what.is_pay() || matches!(what, WordMeaning::Neutral | WordMeaning::Period | WordMeaning::Of)
            });
            let taken =
                period.map(|found| (found.tokens, found.bytes)).or(word.map(|found| (found.tokens, found.bytes)));
            names_pay |= period.is_some() || word.is_some_and(|word| word.meaning.0.is_pay());
            is_known =
                taken.is_some_and(|(count, bytes)| rest.get(count - 1).is_some_and(|last| last.text().len() == bytes));
            rest = rest.get(taken.map_or(0, |(count, _)| count)..).unwrap_or_default();
        }
        is_known.then_some(names_pay)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_name_a_period() {
        for (cell, expected) in [
            ("yearly", Some(PayPeriod::Year)),
            ("per Annum", Some(PayPeriod::Year)),
            ("HOUR", Some(PayPeriod::Hour)),
            ("per hour", Some(PayPeriod::Hour)),
            ("元/天", Some(PayPeriod::Day)),
            ("月", Some(PayPeriod::Month)),
            ("Bi-Weekly", Some(PayPeriod::TwoWeeks)),
            ("semi-monthly", Some(PayPeriod::HalfMonth)),
            ("semi-annual", Some(PayPeriod::HalfYear)),
            ("半年", Some(PayPeriod::HalfYear)),
            ("季度", Some(PayPeriod::Quarter)),
            ("H", Some(PayPeriod::Hour)),
            ("per-hour-wage", Some(PayPeriod::Hour)),
            ("12-month", None),
            ("M010 Monatsgehalt", Some(PayPeriod::Month)),
            ("S", None),
            ("monthly or hourly", None),
            ("Nursing", None),
            ("", None),
        ] {
            assert_eq!(Language::bundled().period_of_cell(cell), expected, "{cell}");
        }
    }

    #[test]
    fn cells_that_name_a_period_of_unknown_length() {
        for (cell, expected) in
            [("Paycheck", true), ("per pay period", true), ("Month", false), ("Salaried", false), ("", false)]
        {
            assert_eq!(Language::bundled().names_unknown_period(cell), expected, "{cell}");
        }
    }

    /// Catches a column of something else that is taken for one of periods: of leave, of men and women, of codes.
    #[test]
    fn cells_that_say_nothing_but_a_period() {
        let is_known = |cell: &&str| Language::bundled().is_period_or_salaried(cell);
        let known =
            ["Hourly", "ANNUAL", "Annual Salary", "per hour", "Salaried", "Salary", "Salary (exempt)", "按月", "月薪"];
        assert_eq!(known.into_iter().filter(|cell| !is_known(cell)).collect::<Vec<_>>(), [""; 0]);
        for cell in ["", "H", "M", "Annual leave", "Full time", "12-month", "M010 Monatsgehalt", "Contract"] {
            assert!(!is_known(&cell), "{cell}");
        }
    }
}
