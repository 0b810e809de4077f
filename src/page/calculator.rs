//! The prices of a pack for a page that looks them up by role, place, level and unit.
//!
//! Every amount is priced beforehand, in each unit. Equal prices are held once.

use super::badge::Badge;
use crate::pay::AmountWords;

/// What a page looks prices up with.
#[derive(Debug, Clone)]
pub enum PriceFinder {
    /// All prices.
    Calculator(Box<Calculator>),
    /// The pack has more prices than a page should hold. The number is the most that one holds.
    TooMany(usize),
}

/// A role, a place or a level to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its id; empty for no place or no level.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The index of its prices among those of its kind. Places of equal prices share one.
    pub group: usize,
}

/// The prices of a pack.
#[derive(Debug, Clone)]
pub struct Calculator {
    /// The units of the amounts, such as `USD` and `year`. The first is that of the page.
    pub units: Vec<(String, String)>,
    /// The words that an offer in those currencies is read by.
    pub words: AmountWords,
    /// What the amounts are of: `base` or `wages`.
    pub element: String,
    /// The names of the three points of a range: low, mid and high, or P25, P50 and P75.
    pub points: [&'static str; 3],
    /// The roles, by name.
    pub roles: Vec<Choice>,
    /// The places, the one without a name first.
    pub places: Vec<Choice>,
    /// The levels, in ascending order.
    pub levels: Vec<Choice>,
    /// The number of groups of places.
    pub groups: usize,
    /// The condition of the other reading; empty where no price has one.
    pub condition: String,
    /// The distinct badges of a price.
    pub badges: Vec<Vec<Badge>>,
    /// The distinct prices.
    pub prices: Vec<CalculatorPrice>,
    /// For each role, in it for each group of places, and in it for each level: the index of the price and of its badges. `None`
    /// where nothing is published.
    pub cells: Vec<Option<(usize, usize)>>,
}

/// A price in all units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalculatorPrice {
    /// In each unit.
    pub in_unit: Vec<UnitPrice>,
    /// Where its amounts stand on the axis, in thousandths: low, mid, high, the high end of base + retention, and low, mid and high
    /// of the other reading. Empty for what it lacks.
    pub shape: Vec<Option<i64>>,
    /// Turns the ratio of an offer to mid into its place on the axis: factor and subtrahend, in thousandths.
    pub offer: (i64, i64),
}

/// A price in one unit: amounts in whole units, formatted as data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitPrice {
    /// The range of base in few letters: `87–101k`.
    pub short: String,
    /// Low, mid and high of base, of base + retention, and of base in the other reading. Empty for what it lacks.
    pub amounts: Vec<Option<String>>,
}
