//! The columns that say which cell a price is of: role, city and level.

use super::labels::{Labels, common};
use crate::answer::{Column, Fields, Kind, Place};
use crate::pricing::Quote;

/// Whether all quotes are of one role, one city, one level.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shared {
    /// One role.
    pub(super) role: bool,
    /// One city, or none at all.
    pub(super) city: bool,
    /// One level.
    pub(super) level: bool,
}

impl Shared {
    /// What some quotes have in common; nothing when there are none.
    pub(super) fn of(quotes: &[&Quote]) -> Self {
        Shared {
            role: common(quotes.iter().map(|quote| &quote.cell.role)).is_some(),
            city: common(quotes.iter().map(|quote| &quote.cell.city)).is_some(),
            level: common(quotes.iter().map(|quote| &quote.cell.level)).is_some(),
        }
    }
}

/// People see a column only where it tells rows apart.
pub(super) fn unless(same: bool, column: Column) -> Column {
    if same { column.only(Place::Data) } else { column }
}

/// Role, city and level by name, the role by id too.
pub(super) fn cell_fields<'a>(labels: Labels<'a>, shared: Shared) -> Fields<'a, Quote> {
    Fields::new()
        .with(Column::data("role_id", Kind::Text), |quote: &Quote| quote.cell.role.as_str().into())
        .with(unless(shared.role, Column::new("role", "Role", Kind::Text)), move |quote| {
            labels.role(&quote.cell.role).into()
        })
        .with(unless(shared.city, Column::new("city", "City", Kind::Text)), move |quote| {
            quote.cell.city.as_deref().map(|city| labels.city(city)).into()
        })
        .with(unless(shared.level, Column::new("level", "Level", Kind::Text)), move |quote| {
            labels.level(&quote.cell.level).into()
        })
}
