//! The group of a row, and the columns that decide it.

use super::cell_text::text;
use super::dimension::{Dimension, GroupKey};
use super::options::{Duplicates, SurveyOptions};
use super::row_keys::KeyedColumns;
use super::row_status::RowStatus;
use crate::payroll::{FilePricer, Status};
use crate::people::{Identity, Unidentified};
use crate::tabular::Row;

/// The id of the level of interns.
pub(super) const INTERN: &str = "intern";

/// The columns that decide the group of a row.
pub(super) fn keyed_columns(file: &FilePricer<'_>, options: &SurveyOptions) -> KeyedColumns {
    let columns = file.columns();
    let tells_duplicates = options.duplicates == Duplicates::Drop && options.organisation.is_some();
    let needs = |dimension: &Dimension| tells_duplicates || options.by.contains(dimension);
    let place = columns.of_place().filter(|_| needs(&Dimension::City));
    // Level and years tell interns, and with whose pay that of a row is compared, whatever rows are grouped by.
    // A column without known levels is listed among the unmatched names.
    let level = columns.level.or(columns.unknown_levels);
    let organisation = options.organisation.filter(|_| options.by.contains(&Dimension::Organisation));
    let grouped = options.by.iter().filter_map(|dimension| match dimension {
        Dimension::Column { at, .. } => Some(*at),
        _ => None,
    });
    KeyedColumns {
        always: std::iter::once(columns.role)
            .chain(place)
            .chain(level)
            .chain(organisation)
            .chain(grouped)
            .chain(options.employment)
            .collect(),
        level: columns.level,
        years: columns.years,
    }
}

/// The group of a row, or why it has none.
pub(super) fn group_of(
    by: &[Dimension],
    identity: &Identity<'_>,
    organisation: &str,
    row: &Row<'_>,
) -> Result<GroupKey, RowStatus> {
    let reason = identity.unidentified;
    if let Some(
        reason @ (Unidentified::TotalRow | Unidentified::HeaderRow | Unidentified::BlankRow | Unidentified::RaggedRow),
    ) = reason
    {
        return Err(RowStatus::Unused(reason.into()));
    }
    let found = |id: Option<&str>, reasons: &[Unidentified], otherwise: Status| {
        let unused = reason.filter(|reason| reasons.contains(reason)).map_or(otherwise, Status::from);
        id.map(Box::from).ok_or(RowStatus::Unused(unused))
    };
    let key: GroupKey = by
        .iter()
        .map(|dimension| match dimension {
            Dimension::Role => found(identity.role, &[Unidentified::AmbiguousRole], Status::NoRoleMatch),
            Dimension::City => {
                let reasons = [Unidentified::TwoCities, Unidentified::AmbiguousCity];
                found(identity.city, &reasons, Status::UnknownCity)
            }
            Dimension::Level => found(identity.level, &[], Status::UnknownLevel),
            Dimension::Organisation if organisation.is_empty() => Err(RowStatus::UnknownOrganisation),
            Dimension::Organisation => Ok(organisation.into()),
            Dimension::Column { at, .. } => Ok(text(row, *at)),
        })
        .collect::<Result<_, _>>()?;
    // The pay of interns is no salary of the role. They have a group of their own where levels have.
    if identity.level == Some(INTERN) && !by.contains(&Dimension::Level) {
        return Err(RowStatus::Intern);
    }
    Ok(key)
}
