//! The table and the primary key of a row type.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Deserialize;

use crate::money::Currency;
use crate::pack::text::PackText;

/// A row type: the name of its table, and its primary key.
pub trait Resource: Deserialize<'static> {
    /// The name of the table, and of its file without `.csv`.
    const NAME: &'static str;

    /// The cells of the primary key in the order of the schema; unused ones are empty.
    fn key(&self) -> [Cow<'_, str>; 3];

    /// The first cell of the primary key.
    fn first_key_cell(&self) -> Cow<'_, str>;
}

/// Implements [`Resource`]: the row type, the name of its table, the columns of its primary key.
macro_rules! resource {
    ($row:ty, $name:literal, $first:ident $(, $other:ident)*) => {
        impl Resource for $row {
            const NAME: &'static str = $name;

            fn key(&self) -> [Cow<'_, str>; 3] {
                let mut cells = [self.$first.cell(), $(self.$other.cell()),*].into_iter();
                std::array::from_fn(|_| cells.next().unwrap_or_default())
            }

            fn first_key_cell(&self) -> Cow<'_, str> {
                self.$first.cell()
            }
        }
    };
}
pub(super) use resource;

/// A value as a cell of a key.
pub(super) trait KeyCell {
    fn cell(&self) -> Cow<'_, str>;
}

impl KeyCell for PackText {
    fn cell(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl KeyCell for Date {
    fn cell(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

impl KeyCell for Currency {
    fn cell(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.as_str())
    }
}
