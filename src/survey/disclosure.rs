//! Which statistics of a group may be shown, so that nobody's pay can be told from them.

use std::fmt;
use std::str::FromStr;

use crate::money::Decimal;

/// What a group must have for its statistics to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Pay of several employers: `5/5/25` stands for five rows of five organisations, none of which has more than 25 %.
    Shared {
        /// The least number of rows.
        rows: u64,
        /// The least number of organisations.
        organisations: u64,
        /// The largest share of one organisation, in percent.
        largest_share_pct: u64,
    },
    /// Pay of one employer, for its own use: three rows, of any organisation.
    Own,
}

/// The least number of rows under the rule of one employer's own pay.
pub(crate) const OWN_ROWS: u64 = 3;

/// The least number of rows for P10 and P90, which would otherwise be the pay of one or two people.
pub(crate) const TAIL_ROWS: u64 = 10;

/// The least number of organisations for P10 and P90.
pub(crate) const TAIL_ORGANISATIONS: u64 = 10;

/// Numbers of rows below this one are printed as `<5`.
pub const LEAST_PRINTED_ROWS: u64 = 5;

impl Default for Rule {
    fn default() -> Self {
        Rule::Shared { rows: 5, organisations: 5, largest_share_pct: 25 }
    }
}

/// A text that is no rule of disclosure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("give rows/organisations/share such as 5/5/25, none of them weaker, or own")]
pub struct UnknownRule;

impl FromStr for Rule {
    type Err = UnknownRule;

    /// Reads `own`, or three numbers: rows, organisations and percent. A rule may be stricter than the default, not weaker.
    fn from_str(text: &str) -> Result<Self, UnknownRule> {
        let text = text.trim();
        if text.eq_ignore_ascii_case("own") {
            return Ok(Rule::Own);
        }
        let numbers: Vec<u64> =
            text.split('/').map(|part| part.trim().parse().map_err(|_| UnknownRule)).collect::<Result<_, _>>()?;
        match *numbers.as_slice() {
            [rows, organisations, largest_share_pct]
                if rows >= 5 && organisations >= 5 && (1..=25).contains(&largest_share_pct) =>
            {
                Ok(Rule::Shared { rows, organisations, largest_share_pct })
            }
            _ => Err(UnknownRule),
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rule::Shared { rows, organisations, largest_share_pct } => {
                write!(f, "{rows}/{organisations}/{largest_share_pct}")
            }
            Rule::Own => f.write_str("own"),
        }
    }
}

/// How many people stand behind a group, and of whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GroupSize {
    /// The number of rows.
    pub rows: u64,
    /// The number of organisations; `None` where the file does not say.
    pub organisations: Option<u64>,
    /// The number of rows of the largest organisation.
    pub largest: u64,
    /// Whether each organisation counts the same. Then the largest share is that of one organisation among all.
    pub equal_organisations: bool,
}

impl GroupSize {
    /// The share of the largest organisation as a fraction.
    #[must_use]
    pub fn largest_share(&self) -> Option<(u64, u64)> {
        let organisations = self.organisations.filter(|organisations| *organisations > 0)?;
        Some(if self.equal_organisations { (1, organisations) } else { (self.largest, self.rows) })
    }

    /// The share of the largest organisation in percent.
    #[must_use]
    pub fn largest_share_pct(&self) -> Option<Decimal> {
        let (part, all) = self.largest_share()?;
        Decimal::from(part).checked_mul(Decimal::ONE_HUNDRED)?.checked_div(Decimal::from(all))
    }
}

/// What of a group is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disclosure {
    /// Mean, P25, P50 and P75; with `tails`, P10 and P90 too.
    Shown {
        /// Whether P10 and P90 are shown.
        tails: bool,
    },
    /// Nothing.
    Suppressed(Suppression),
    /// Nothing, because no row of it has pay that can be used. It has no people, and hides nobody.
    Empty,
}

impl Disclosure {
    /// The word for the state in data.
    #[must_use]
    pub fn state(self) -> &'static str {
        match self {
            Disclosure::Shown { .. } => "survey",
            Disclosure::Suppressed(_) => "suppressed",
            Disclosure::Empty => "empty",
        }
    }

    /// The word in data for why nothing is shown; `None` where something is.
    #[must_use]
    pub fn reason(self) -> Option<&'static str> {
        match self {
            Disclosure::Shown { .. } => None,
            Disclosure::Suppressed(reason) => Some(reason.as_str()),
            // It does not say what is wrong with the pay: of one person, that would tell who works part time, for example.
            Disclosure::Empty => Some("no-usable-pay"),
        }
    }
}

/// Why a group is suppressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suppression {
    /// It has fewer rows than the rule asks for.
    FewRows,
    /// The file does not say which organisations the rows are of.
    OrganisationsUnknown,
    /// It has fewer organisations than the rule asks for.
    FewOrganisations,
    /// One organisation has a larger share than the rule allows.
    LargestShare,
    /// It has few rows, or the number of rows of such a group could be calculated if that of this one were printed. Which of the
    /// groups with this reason has few rows is not told.
    ProtectsAnother,
}

impl Suppression {
    /// The word in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Suppression::FewRows => "few-rows",
            Suppression::OrganisationsUnknown => "organisations-unknown",
            Suppression::FewOrganisations => "few-organisations",
            Suppression::LargestShare => "largest-share",
            Suppression::ProtectsAnother => "protects-another-group",
        }
    }
}

impl Rule {
    /// What of a group of this size is shown.
    #[must_use]
    pub fn disclosure(&self, size: &GroupSize) -> Disclosure {
        let Rule::Shared { rows, organisations, largest_share_pct } = *self else {
            return if size.rows < OWN_ROWS {
                Disclosure::Suppressed(Suppression::FewRows)
            } else {
                Disclosure::Shown { tails: size.rows >= TAIL_ROWS }
            };
        };
        let Some(found) = size.organisations else { return Disclosure::Suppressed(Suppression::OrganisationsUnknown) };
        if size.rows < rows {
            return Disclosure::Suppressed(Suppression::FewRows);
        }
        if found < organisations {
            return Disclosure::Suppressed(Suppression::FewOrganisations);
        }
        let is_too_large =
            |(part, all): (u64, u64)| u128::from(part) * 100 > u128::from(all) * u128::from(largest_share_pct);
        if size.largest_share().is_some_and(is_too_large) {
            return Disclosure::Suppressed(Suppression::LargestShare);
        }
        Disclosure::Shown { tails: size.rows >= TAIL_ROWS && found >= TAIL_ORGANISATIONS }
    }
}

/// What is printed of the groups of one run, by the rule and so that the numbers of rows that it hides cannot be calculated from
/// those that it prints, from their sum, or from the choice of what is hidden.
///
/// A number of rows below [`LEAST_PRINTED_ROWS`] is hidden: a reader knows that it is 1 to 4. Where such a number follows from the
/// sum, another group is hidden with it, and both get [`Suppression::ProtectsAnother`]. A reader cannot tell which of the hidden
/// groups is small, because exchanging their sizes gives the same output. Each hidden number therefore has at least two possible
/// values.
#[must_use]
pub fn disclosures(rule: &Rule, sizes: &[GroupSize]) -> Vec<Disclosure> {
    let mut all: Vec<Disclosure> = sizes.iter().map(|size| rule.disclosure(size)).collect();
    if *rule == Rule::Own || !can_be_solved(sizes) {
        return all;
    }
    let hidden = small_and_protecting(sizes, &all);
    if hidden.iter().any(|at| sizes.get(*at).is_some_and(|size| !is_small(size))) {
        for at in hidden {
            if let Some(disclosure) = all.get_mut(at) {
                *disclosure = Disclosure::Suppressed(Suppression::ProtectsAnother);
            }
        }
    }
    all
}

/// Whether the number of rows of a group is printed.
#[must_use]
pub fn prints_rows(size: &GroupSize, disclosure: Disclosure) -> bool {
    !is_small(size) && disclosure != Disclosure::Suppressed(Suppression::ProtectsAnother)
}

/// Whether the number of all rows may be printed. It may not where hidden numbers follow from it, and there is no other group
/// that can be hidden with them. All groups are then small.
#[must_use]
pub fn prints_sum<'g>(rule: &Rule, groups: impl Iterator<Item = (&'g GroupSize, Disclosure)>) -> bool {
    let (sizes, disclosures): (Vec<GroupSize>, Vec<Disclosure>) =
        groups.map(|(size, disclosure)| (*size, disclosure)).unzip();
    let is_protected = disclosures.contains(&Disclosure::Suppressed(Suppression::ProtectsAnother));
    *rule == Rule::Own || is_protected || !can_be_solved(&sizes)
}

/// Whether the number of rows of a group is hidden.
fn is_small(size: &GroupSize) -> bool {
    size.rows < LEAST_PRINTED_ROWS
}

/// Whether the numbers of rows of the small groups follow from their sum: there is one such group, or each has the least number,
/// or each the largest. All other sums have several solutions.
pub(super) fn can_be_solved(sizes: &[GroupSize]) -> bool {
    let rows: Vec<u64> = sizes.iter().filter(|size| is_small(size)).map(|size| size.rows).collect();
    match *rows.as_slice() {
        [] => false,
        [_] => true,
        _ => rows.iter().all(|rows| *rows == 1) || rows.iter().all(|rows| *rows == LEAST_PRINTED_ROWS - 1),
    }
}

/// The places of the small groups and of those that protect them, which are the smallest of the others. Groups of which only the
/// number of rows is printed come before groups that are shown, because less is lost.
///
/// Several groups may have that size. With one small group, its neighbours among them are taken: they and it are put into pairs
/// (the last three together), in their order, so that the choice is the same if the small group and its neighbour are exchanged.
/// With several small groups, all are taken.
fn small_and_protecting(sizes: &[GroupSize], disclosures: &[Disclosure]) -> Vec<usize> {
    let loss = |size: &GroupSize, disclosure: &Disclosure| (matches!(disclosure, Disclosure::Shown { .. }), size.rows);
    let others = sizes.iter().zip(disclosures).filter(|(size, _)| !is_small(size));
    let least = others.map(|(size, disclosure)| loss(size, disclosure)).min();
    let hidden: Vec<usize> = sizes
        .iter()
        .zip(disclosures)
        .enumerate()
        .filter(|(_, (size, disclosure))| is_small(size) || Some(loss(size, disclosure)) == least)
        .map(|(at, _)| at)
        .collect();
    let mut small = hidden.iter().enumerate().filter(|(_, at)| sizes.get(**at).is_some_and(is_small));
    let (Some((first, _)), None) = (small.next(), small.next()) else { return hidden };
    let last_pair = (hidden.len() / 2).saturating_sub(1);
    let pair_of = |place: usize| (place / 2).min(last_pair);
    hidden.iter().enumerate().filter(|(place, _)| pair_of(*place) == pair_of(first)).map(|(_, at)| *at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(rows_of: &[u64]) -> GroupSize {
        GroupSize {
            rows: rows_of.iter().sum(),
            organisations: Some(rows_of.len() as u64),
            largest: rows_of.iter().copied().max().unwrap_or_default(),
            equal_organisations: false,
        }
    }

    #[test]
    fn rows_organisations_and_shares_decide() {
        let disclosure = |rows_of: &[u64]| Rule::default().disclosure(&size(rows_of));
        let all = Disclosure::Shown { tails: true };
        let without_tails = Disclosure::Shown { tails: false };
        let suppressed = Disclosure::Suppressed;
        for (rows_of, expected) in [
            (&[1; 5][..], without_tails),
            (&[2, 1, 1, 1], suppressed(Suppression::FewOrganisations)),
            (&[2, 1, 1, 1, 1], suppressed(Suppression::LargestShare)),
            (&[2; 5], without_tails),
            (&[1; 10], all),
            (&[3, 2, 2, 1, 1, 1], suppressed(Suppression::LargestShare)),
            (&[10, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3], all),
            (&[9, 3, 3, 3, 3, 3, 3, 3, 3, 3], all),
            (&[40, 20, 15, 15, 10], suppressed(Suppression::LargestShare)),
            (&[2, 1, 1, 1, 1, 1, 1, 1, 1, 1], all),
            (&[1, 1, 1, 1], suppressed(Suppression::FewRows)),
        ] {
            assert_eq!(disclosure(rows_of), expected, "{rows_of:?}");
        }
    }

    #[test]
    fn pay_without_organisations_is_an_employers_own_or_suppressed() {
        let size = |rows| GroupSize { rows, largest: rows, ..GroupSize::default() };
        let unknown = Disclosure::Suppressed(Suppression::OrganisationsUnknown);
        assert_eq!(Rule::default().disclosure(&size(1000)), unknown);
        assert_eq!(Rule::Own.disclosure(&size(2)), Disclosure::Suppressed(Suppression::FewRows));
        assert_eq!(Rule::Own.disclosure(&size(3)), Disclosure::Shown { tails: false });
        assert_eq!(Rule::Own.disclosure(&size(10)), Disclosure::Shown { tails: true });
    }

    #[test]
    fn a_rule_is_read_and_never_weaker_than_the_default() {
        assert_eq!("5/5/25".parse(), Ok(Rule::default()));
        let strict = Rule::Shared { rows: 10, organisations: 8, largest_share_pct: 20 };
        assert_eq!("10/8/20".parse(), Ok(strict));
        assert_eq!(strict.to_string(), "10/8/20");
        assert_eq!("OWN".parse(), Ok(Rule::Own));
        for weaker in ["4/5/25", "5/4/25", "5/5/26", "5/5/0", "5/5", "", "5/5/25/1", "x"] {
            assert_eq!(weaker.parse::<Rule>(), Err(UnknownRule), "{weaker}");
        }
    }

    fn of(groups: &[&[u64]]) -> Vec<Disclosure> {
        let sizes: Vec<GroupSize> = groups.iter().map(|rows_of| size(rows_of)).collect();
        disclosures(&Rule::default(), &sizes)
    }

    const SHOWN: Disclosure = Disclosure::Shown { tails: false };
    const FEW: Disclosure = Disclosure::Suppressed(Suppression::FewRows);
    const FEW_ORGANISATIONS: Disclosure = Disclosure::Suppressed(Suppression::FewOrganisations);
    const PROTECTS: Disclosure = Disclosure::Suppressed(Suppression::ProtectsAnother);

    #[test]
    fn a_hidden_number_of_rows_cannot_be_calculated() {
        // The sum less the two that are shown would be the third. Which of the two is small is not told.
        assert_eq!(of(&[&[1; 6], &[1; 5], &[1, 1]]), [SHOWN, PROTECTS, PROTECTS]);
        // Two hidden numbers with the sum 5 are 1 + 4, 2 + 3, 3 + 2 or 4 + 1.
        assert_eq!(of(&[&[1; 6], &[1, 1, 1], &[1, 1]]), [SHOWN, FEW, FEW]);
        assert_eq!(of(&[&[1; 6], &[1, 1], &[1, 1]]), [SHOWN, FEW, FEW], "or 1 + 3");
        // Two with the sum 2 are 1 + 1, and with the sum 8 they are 4 + 4.
        assert_eq!(of(&[&[1; 6], &[1], &[1]]), [PROTECTS; 3]);
        assert_eq!(of(&[&[1; 6], &[1; 4], &[1; 4]]), [PROTECTS; 3]);
        assert_eq!(of(&[&[1, 1]]), [FEW], "there is nothing left to suppress");
    }

    #[test]
    fn the_group_that_loses_least_protects_a_small_one() {
        assert_eq!(of(&[&[1; 5], &[9], &[1, 1]]), [SHOWN, PROTECTS, PROTECTS]);
        assert_eq!(of(&[&[8], &[9], &[1, 1]]), [PROTECTS, FEW_ORGANISATIONS, PROTECTS]);
    }

    #[test]
    fn groups_of_the_same_size_are_paired_in_their_order() {
        let (five, two) = (&[1; 5][..], &[1, 1][..]);
        assert_eq!(of(&[five, five, two, five]), [SHOWN, SHOWN, PROTECTS, PROTECTS]);
        assert_eq!(of(&[five, five, five, two]), [SHOWN, SHOWN, PROTECTS, PROTECTS], "exchanged, it is the same");
        assert_eq!(of(&[five, two, five, five, five]), [PROTECTS, PROTECTS, SHOWN, SHOWN, SHOWN]);
        assert_eq!(of(&[five, five, five, two, five]), [SHOWN, SHOWN, PROTECTS, PROTECTS, PROTECTS]);
        assert_eq!(of(&[five, &[1], five, &[1]]), [PROTECTS; 4]);
    }

    #[test]
    fn the_sum_of_small_groups_alone_is_not_printed() {
        let prints = |groups: &[&[u64]]| {
            let sizes: Vec<GroupSize> = groups.iter().map(|rows_of| size(rows_of)).collect();
            prints_sum(&Rule::default(), sizes.iter().zip(of(groups)))
        };
        assert!(!prints(&[&[1, 1]]) && !prints(&[&[1], &[1], &[1]]));
        assert!(prints(&[&[1, 1], &[1]]) && prints(&[&[1, 1], &[1; 5]]) && prints(&[&[1; 5]]));
    }
}
