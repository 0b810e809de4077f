//! Arguments that several commands have: groups of options, and the values that they take.

pub(super) mod cells;
pub(super) mod currency;
pub(super) mod date;
pub(super) mod given_pay;
pub(super) mod horizon;
pub(super) mod months;
pub(super) mod percent;
pub(super) mod positional;
pub(super) mod pricing;
pub(super) mod section;
pub(super) mod unit_variables;
pub(super) mod value_list;
mod years;
