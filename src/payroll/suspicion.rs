//! Bare numbers that look like something else than they were taken for.

use super::job::Job;
use super::ratios::Ratios;
use super::tally::Tally;
use crate::money::{Currency, Decimal};
use crate::pay::{Defaults, Pay, PayPeriod};

/// The bare numbers of a file against the market.
#[derive(Debug, Clone, Default)]
pub(super) struct Bare {
    /// How many there are.
    pub(super) count: u64,
    /// How many are less than a fifth, or more than five times, of the market mid.
    pub(super) far_off: u64,
    /// The ratios of the first, which are enough to see what they look like.
    first: Ratios,
}

/// How many ratios each worker keeps.
const FIRST: u64 = 10_000;

/// Market ratios × 10⁴ outside of which a number is not likely to be what it was taken for.
const LIKELY: std::ops::RangeInclusive<u64> = 2_000..=50_000;

impl Bare {
    #[inline]
    pub(super) fn add(&mut self, ratio: u64) {
        self.count += 1;
        self.far_off += u64::from(!LIKELY.contains(&ratio));
        if self.count <= FIRST {
            self.first.add(ratio);
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.first.merge(&other.first);
        self.far_off += other.far_off;
    }
}

/// Bare numbers of a file that are far from the market as they were taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspicion {
    /// How many bare numbers are far off.
    pub rows: u64,
    /// How many there are.
    pub of: u64,
    /// What would bring their median near.
    pub likely: Vec<Likely>,
}

/// Something else that a bare number can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likely {
    /// Pay for another span of time.
    Period(PayPeriod),
    /// Thousands.
    Thousands,
    /// Ten thousands: 万.
    TenThousands,
    /// Pay in another currency.
    Currency(Currency),
}

/// Spans of time for which people are paid by a bare number, and what they count it in.
const PERIODS: [PayPeriod; 2] = [PayPeriod::Month, PayPeriod::Year];
const COUNTED: [Likely; 2] = [Likely::Thousands, Likely::TenThousands];

/// How many currencies are guessed: with rates for many, some always fit.
const CURRENCIES: usize = 2;

impl Job<'_> {
    /// Whether most of the bare numbers of a file are far from the market.
    #[must_use]
    pub fn suspicion(&self, tally: &Tally) -> Option<Suspicion> {
        let Bare { count: of, far_off: rows, first } = &tally.bare;
        let (of, rows, median) = (*of, *rows, first.median()?);
        if rows * 2 <= of {
            return None;
        }
        let Defaults { currency, period, .. } = self.terms.bare;
        // Where a column says the currency of each, that is not in doubt; a rate may lead over a third one.
        let exchange = self.pricer.exchange();
        let asked = if self.has_currencies() { Vec::new() } else { exchange.currencies_to(currency) };
        let mut known = Vec::new();
        for other in asked.into_iter().flat_map(|third| exchange.currencies_to(third)) {
            if !known.contains(&other) {
                known.push(other);
            }
        }
        let likely = (PERIODS.into_iter().filter(|other| *other != period).map(Likely::Period))
            .chain(COUNTED)
            .chain(known.into_iter().filter(|other| *other != currency).map(Likely::Currency));
        let mut fitting: Vec<(Likely, Decimal)> = likely
            .filter_map(|likely| {
                let ratio = median.checked_mul(self.factor(likely)?)?;
                let apart = ratio.max(Decimal::ONE.checked_div(ratio)?);
                (apart <= Decimal::TWO).then_some((likely, apart))
            })
            .collect();
        // A stable sort: spans of time and counts stay before currencies, and the nearest of these come first.
        fitting.sort_by_key(|(likely, apart)| matches!(likely, Likely::Currency(_)).then_some(*apart));
        let others = fitting.iter().filter(|(likely, _)| !matches!(likely, Likely::Currency(_))).count();
        fitting.truncate(others + CURRENCIES);
        Some(Suspicion { rows, of, likely: fitting.into_iter().map(|(likely, _)| likely).collect() })
    }

    /// What a bare number would come to, as one of what it was taken for.
    fn factor(&self, likely: Likely) -> Option<Decimal> {
        let Defaults { currency, period, .. } = self.terms.bare;
        let a_year = |period| {
            let pay = Pay { period, ..self.bare_pay(1, currency) };
            pay.annual(&self.terms.conventions).ok()?.midpoint()
        };
        match likely {
            Likely::Period(other) => a_year(other)?.checked_div(a_year(period)?),
            Likely::Thousands => Some(Decimal::from(1_000)),
            Likely::TenThousands => Some(Decimal::from(10_000)),
            Likely::Currency(other) => {
                self.pricer.exchange().convert(Decimal::ONE, other, currency).ok().map(|(amount, _)| amount)
            }
        }
    }
}
