//! Why a survey cannot be written as a pack, and what to do.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::cell_keys::SEGMENT;
use super::dimension::{Dimension, GroupKey};
use super::disclosure::{Disclosure, Rule, Suppression};
use super::options::{SurveyOptions, Weighting};
use super::row_status::RowStatus;
use super::run::{Survey, SurveyedGroup};

/// The most months over which the pay in a pack may be aged.
pub const MAX_AGEING_MONTHS: u32 = 24;

/// Why a survey cannot be written as a pack.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotForPack {
    /// The rule is that of an employer's own pay.
    #[error("a pack can be passed on, and groups under --rule own are not to leave the company")]
    OwnRule,
    /// No column names organisations.
    #[error("no column names the organisation of a row, so nothing may be passed on")]
    OrganisationsUnknown,
    /// Rows are not grouped by role.
    #[error("a pack has figures of roles, and the rows are not grouped by role")]
    NoRole,
    /// A dimension that a pack does not have, by its name.
    #[error("a pack has figures by role, city, level and segment, not by {0}")]
    OtherDimension(String),
    /// A dimension that is given twice, by its name.
    #[error("--by names {0} twice")]
    RepeatedDimension(String),
    /// No day for which the figures hold.
    #[error("the figures of a pack hold for one day, and none is known")]
    NoDate,
    /// Rows have dates, and are not brought to one.
    #[error("the figures of a pack hold for one day, and the rows have dates of their own")]
    MixedDates,
    /// Pay is aged over more months than this.
    #[error("pay that is more than {MAX_AGEING_MONTHS} months old does not go into a pack, and --max-age is {0}")]
    TooOld(u32),
    /// In some groups one organisation has too large a share.
    #[error("in {} one organisation has more than {share_pct}% of the people", number_of_groups(.groups.len()))]
    LargeOrganisation {
        /// The groups.
        groups: Vec<GroupKey>,
        /// The largest share that the rule allows, in percent.
        share_pct: u64,
        /// How much each organisation counts.
        weighting: Weighting,
    },
    /// No group is shown.
    #[error("no group may be shown, so a pack would be empty: {}", counted_words(.reasons))]
    NothingShown {
        /// Why, in the words of the result, with the number of groups.
        reasons: Vec<(&'static str, u64)>,
        /// The rule.
        rule: Rule,
        /// Whether rows are grouped by more than the role.
        by_more_than_role: bool,
    },
    /// No row has pay and what the rows are grouped by.
    #[error("no row can be used, so a pack would be empty: {}", rows_by_status(.rows))]
    NoRows {
        /// How the rows ended, with their number.
        rows: Vec<(RowStatus, u64)>,
    },
}

fn number_of_groups(groups: usize) -> String {
    if groups == 1 { "1 group".to_owned() } else { format!("{groups} groups") }
}

/// Words with the number of what they are about, such as `3 few-rows, 1 no-usable-pay`.
fn counted_words(words: &[(&str, u64)]) -> String {
    words.iter().map(|(word, number)| format!("{number} {word}")).collect::<Vec<_>>().join(", ")
}

fn rows_by_status(rows: &[(RowStatus, u64)]) -> String {
    let words: Vec<_> = rows.iter().map(|(status, number)| (status.as_str(), *number)).collect();
    if words.is_empty() { "there are none".to_owned() } else { counted_words(&words) }
}

impl NotForPack {
    /// What to do. `of_counts` is whether tables of counts are added: then the options that decide how rows are read and grouped can
    /// be given only when the tables are made.
    #[must_use]
    pub fn hint(&self, of_counts: bool) -> Cow<'static, str> {
        if of_counts && self.is_decided_by_counts() {
            return "the tables of --merge decide that: make them again with --partial".into();
        }
        match self {
            NotForPack::OwnRule => "leave --rule out; pay of one employer alone does not make a pack".into(),
            NotForPack::OrganisationsUnknown => "name the column with --organisation-column".into(),
            NotForPack::NoRole => "add role to --by".into(),
            NotForPack::OtherDimension(_) => {
                "leave it out of --by; a column that is a part of the market, such as an industry, must be called segment".into()
            }
            NotForPack::RepeatedDimension(_) => "name it once".into(),
            NotForPack::NoDate if of_counts => "give it with --effective DATE".into(),
            NotForPack::NoDate => {
                "give it with --effective DATE; or bring each row to one with --on DATE and --date-column COLUMN".into()
            }
            NotForPack::MixedDates => "--on DATE brings them to one day".into(),
            NotForPack::TooOld(_) => "leave --max-age out".into(),
            NotForPack::LargeOrganisation { weighting, .. } => {
                let others = if of_counts {
                    "make the tables again with --partial, without their rows or with fewer dimensions in --by"
                } else {
                    "take their rows out of the file, or give fewer dimensions to --by"
                };
                match weighting {
                    Weighting::Incumbent => {
                        format!("--weight organisation counts each organisation the same; or {others}").into()
                    }
                    Weighting::Organisation => others.into(),
                }
            }
            NotForPack::NothingShown { by_more_than_role: true, .. } if of_counts => {
                "make the tables again with --partial and fewer dimensions in --by, for larger groups".into()
            }
            NotForPack::NothingShown { by_more_than_role: true, .. } => {
                "fewer dimensions in --by make larger groups".into()
            }
            NotForPack::NothingShown { rule: Rule::Shared { rows, organisations, .. }, .. } => {
                format!("add rows: a group needs {rows} people of {organisations} organisations").into()
            }
            NotForPack::NothingShown { .. } => "add rows: larger groups are shown".into(),
            NotForPack::NoRows { rows } if rows.is_empty() && of_counts => "the files of the tables have no rows: name others".into(),
            NotForPack::NoRows { rows } if rows.is_empty() => "the file has no rows: name another".into(),
            NotForPack::NoRows { rows } if !rows.iter().any(|(status, _)| status.is_not_understood()) => {
                "a row needs pay that can be used, and what it is grouped by".into()
            }
            NotForPack::NoRows { .. } if of_counts => {
                "--unmatched DIR beside --partial writes the titles, places and pay that were not understood".into()
            }
            NotForPack::NoRows { .. } => {
                "--unmatched DIR writes the titles, places and pay that were not understood".into()
            }
        }
    }

    /// Whether tables of counts decide what rules the pack out, and not the options with which they are added.
    fn is_decided_by_counts(&self) -> bool {
        matches!(
            self,
            NotForPack::OrganisationsUnknown
                | NotForPack::NoRole
                | NotForPack::OtherDimension(_)
                | NotForPack::RepeatedDimension(_)
                | NotForPack::MixedDates
                | NotForPack::TooOld(_)
        )
    }

    /// Finds what the options alone rule out. `effective` is the day for which the figures hold.
    ///
    /// # Errors
    /// The first [`NotForPack`].
    pub fn check_options(options: &SurveyOptions, effective: Option<Date>) -> Result<(), Self> {
        if options.rule == Rule::Own {
            return Err(NotForPack::OwnRule);
        }
        if options.organisation.is_none() {
            return Err(NotForPack::OrganisationsUnknown);
        }
        let mut seen: Vec<&str> = Vec::new();
        for dimension in &options.by {
            let name = match dimension {
                Dimension::Column { name, .. } if name.trim().eq_ignore_ascii_case(SEGMENT) => SEGMENT,
                Dimension::Organisation | Dimension::Column { .. } => {
                    return Err(NotForPack::OtherDimension(dimension.name().to_owned()));
                }
                Dimension::Role | Dimension::City | Dimension::Level => dimension.name(),
            };
            if seen.contains(&name) {
                return Err(NotForPack::RepeatedDimension(name.to_owned()));
            }
            seen.push(name);
        }
        if !options.by.contains(&Dimension::Role) {
            return Err(NotForPack::NoRole);
        }
        match (&options.ageing, options.date, effective) {
            (Some(ageing), ..) if ageing.max_months > MAX_AGEING_MONTHS => Err(NotForPack::TooOld(ageing.max_months)),
            (Some(_), ..) => Ok(()),
            (None, Some(_), _) => Err(NotForPack::MixedDates),
            (None, None, None) => Err(NotForPack::NoDate),
            (None, None, Some(_)) => Ok(()),
        }
    }

    /// Finds what the groups rule out.
    pub(super) fn check_groups(survey: &Survey, options: &SurveyOptions) -> Result<(), Self> {
        let is_too_large =
            |group: &&SurveyedGroup| group.disclosure == Disclosure::Suppressed(Suppression::LargestShare);
        let groups: Vec<GroupKey> = survey.groups.iter().filter(is_too_large).map(|group| group.key.clone()).collect();
        if let (false, Rule::Shared { largest_share_pct, .. }) = (groups.is_empty(), options.rule) {
            let (share_pct, weighting) = (largest_share_pct, options.weighting);
            return Err(NotForPack::LargeOrganisation { groups, share_pct, weighting });
        }
        if survey.groups_with_pay().next().is_none() {
            return Err(NotForPack::NoRows { rows: survey.rows.iter().collect() });
        }
        if survey.groups.iter().all(|group| group.statistics.is_none()) {
            let mut reasons: BTreeMap<&'static str, u64> = BTreeMap::new();
            for reason in survey.groups.iter().filter_map(|group| group.disclosure.reason()) {
                *reasons.entry(reason).or_default() += 1;
            }
            let (rule, by_more_than_role) = (options.rule, options.by.len() > 1);
            return Err(NotForPack::NothingShown { reasons: reasons.into_iter().collect(), rule, by_more_than_role });
        }
        Ok(())
    }
}
