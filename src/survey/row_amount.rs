//! The pay of a row a year, or why it is not in the statistics.

use super::options::{PartTime, SurveyOptions};
use super::row_status::RowStatus;
use super::stated_amount::StatedAmount;
use super::stated_months::StatedMonths;
use crate::money::{Decimal, Interval};
use crate::pay::{Conventions, PayPeriod};
use crate::payroll::Status;
use crate::people::{AddedBonus, PayCell};

/// The share of full time below which pay is that of part time.
const FULL_TIME: Decimal = Decimal::from_parts(9, 0, 0, false, 1);

/// The pay of a row a year, without a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RowAmount {
    pub(super) amount: StatedAmount,
    /// Whether the row states the months that are paid a year.
    pub(super) months: StatedMonths,
    /// Whether the pay was divided by a share of full time below one.
    pub(super) is_grossed_up: bool,
    /// How its bonus was added.
    pub(super) bonus: AddedBonus,
}

impl RowAmount {
    /// The pay that a row states. `share` is the share of full time that the row states, by which its pay has been divided, and
    /// `is_part_time` whether the row says that its pay is that of a part, without a share.
    pub(super) fn of(
        pay: PayCell,
        share: Option<Decimal>,
        is_part_time: bool,
        conventions: &Conventions,
        options: &SurveyOptions,
    ) -> Result<Self, RowStatus> {
        let (pay, Interval { low, high, .. }, bonus) = match pay {
            PayCell::Stated { pay, annual, bonus } => (pay, annual, bonus),
            PayCell::Open(pay) if is_left_out(pay.period, options) => return Err(RowStatus::OtherBasis),
            PayCell::Open(_) => return Err(RowStatus::Unused(Status::OpenEndedPay)),
            PayCell::Nothing(reason) => return Err(RowStatus::Unused(reason.into())),
            // The reader of pay cells does not return whole numbers.
            PayCell::Whole(..) => return Err(RowStatus::Unused(Status::UnreadablePay)),
        };
        if is_left_out(pay.period, options) {
            return Err(RowStatus::OtherBasis);
        }
        if options.part_time == PartTime::Drop && share.is_some_and(|share| share < FULL_TIME) {
            return Err(RowStatus::PartTime);
        }
        // Pay by the hour or day does not depend on the share of full time.
        if is_part_time && pay.period.depends_on_full_time() && share.is_none_or(|share| share >= Decimal::ONE) {
            return Err(RowStatus::PartTime);
        }
        if low <= Decimal::ZERO {
            return Err(RowStatus::Unused(Status::UnreadablePay));
        }
        Ok(RowAmount {
            amount: StatedAmount { low, high, currency: pay.currency, date: None },
            months: StatedMonths::of_row(&pay, conventions),
            is_grossed_up: pay.period.depends_on_full_time() && share.is_some_and(|share| share < Decimal::ONE),
            bonus,
        })
    }
}

/// Whether pay for this span of time is that of day labour, and left out.
pub(super) fn is_left_out(period: PayPeriod, options: &SurveyOptions) -> bool {
    period == PayPeriod::Day && !options.include_daily
}
