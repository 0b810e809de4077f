//! Finds words that say that pay is for a part of full time: "part-time", "20 hours a week", "(50%)".

use super::annotated::AnnotatedText;
use crate::money::Decimal;
use crate::pay::number::number;
use crate::pay::period::PayPeriod;
use crate::pay::vocabulary::Meaning;
use crate::pay::words::Word;

/// The fewest hours a week that are full time: the legal working week of France.
pub(crate) const MIN_FULL_TIME_HOURS: Decimal = Decimal::from_parts(35, 0, 0, false, 0);

/// The least percentage that alone beside an amount is a share of full time. A smaller one is rather a bonus.
const LEAST_SHARE: u32 = 20;

impl AnnotatedText<'_> {
    /// Whether the text says that the pay is for a part of full time. A job that is offered as either says nothing.
    pub(super) fn says_part_time(&self) -> bool {
        let all = || 0..self.pieces.len();
        let has_share = all().any(|at| self.is_share_of_full_time(at) || self.counts_few_hours(at));
        let has = |meaning| all().any(|at| self.meaning(at) == Some(meaning));
        has_share || has(Meaning::PartTime) && !has(Meaning::FullTime)
    }

    /// Whether a percentage below 100 stands alone, or before a word for full time: `(50%)`, "80% FTE". In "10% bonus" and "+ 10%" it
    /// is pay.
    fn is_share_of_full_time(&self, at: usize) -> bool {
        let is_percentage = self.pieces.get(at + 1).is_some_and(|piece| matches!(piece.text, "%" | "percent"));
        let share = self.number_at(at).filter(|_| is_percentage);
        let is_after_mark =
            at.checked_sub(1).is_none_or(|before| self.is_mark(before) || self.is_part_of_amount(before));
        let stands_alone = match self.pieces.get(at + 2) {
            None => is_after_mark,
            Some(_) if self.meaning(at + 2) == Some(Meaning::FullTime) => true,
            Some(_) => is_after_mark && (self.is_mark(at + 2) || self.is_part_of_amount(at + 2)),
        };
        stands_alone && share.is_some_and(|share| share >= LEAST_SHARE.into() && share < Decimal::ONE_HUNDRED)
    }

    /// Whether a number counts fewer hours a week than those of full time: "20 hours a week", "24 hrs/wk".
    fn counts_few_hours(&self, at: usize) -> bool {
        let is_week = |at: usize| match self.notation(at) {
            Some(Word::Span(PayPeriod::Week) | Word::Rate(PayPeriod::Week)) => true,
            Some(Word::Per | Word::Slash | Word::Letter(b'a')) => {
                matches!(self.notation(at + 1), Some(Word::Span(PayPeriod::Week) | Word::Letter(b'w')))
            }
            _ => false,
        };
        let is_hours =
            self.pieces.get(at + 1).is_some_and(|piece| matches!(piece.text, "hours" | "hrs" | "hour" | "hr" | "h"));
        is_hours && is_week(at + 2) && self.number_at(at).is_some_and(|hours| hours < MIN_FULL_TIME_HOURS)
    }

    fn number_at(&self, at: usize) -> Option<Decimal> {
        let piece = self.pieces.get(at).filter(|piece| piece.is_number())?;
        number(piece.text.as_bytes()).ok().map(|(number, _)| number.value)
    }
}
