//! Whether a column of periods says for which period amounts are paid.

/// How far a column of periods is to be trusted to state the period of the amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum PeriodColumn {
    /// It states it, or the caller named it, or there is none.
    #[default]
    Certain,
    /// It says how often people are paid: `Pay Frequency`.
    Frequency,
    /// It says how often people are paid, and the header of the pay column states the period: `Annual Salary` beside
    /// `Pay Frequency`. It is not used.
    FrequencyBesidePeriodInHeader,
    /// The header of the pay column states a period too: `Annualized Salary` beside `Salary Basis`.
    BesidePeriodInHeader,
    /// Its cells are periods, and its header does not say of what: `Type`.
    ByCells,
}
