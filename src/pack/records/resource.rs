//! The table and the primary key of a row type.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Deserialize;

use crate::money::Currency;
use crate::pack::text::PackText;

/// The name of the table of a row type. `table_list.rs` implements it.
pub trait TableName {
    /// The name of the table, and of its file without `.csv`.
    const NAME: &'static str;
}

/// A row type with a primary key.
pub trait Resource: TableName + Deserialize<'static> {
    /// The number of cells of the primary key.
    const KEY_LEN: usize;

    /// The cells of the primary key in the order of the schema; unused ones are empty.
    fn key(&self) -> [Cow<'_, str>; 4];

    /// The first cell of the primary key.
    fn first_key_cell(&self) -> Cow<'_, str>;

    /// The table and the id of the row that an alias means; `None` for other rows.
    fn alias_target(&self) -> Option<(&'static str, &str)> {
        None
    }
}

/// Implements [`Resource`]: the row type, the columns of its primary key, and for aliases the row type of what they mean.
macro_rules! resource {
    ($row:ty, $first:ident $(, $other:ident)* $(; alias of $target:ty)?) => {
        impl Resource for $row {
            const KEY_LEN: usize = [stringify!($first), $(stringify!($other)),*].len();

            fn key(&self) -> [Cow<'_, str>; 4] {
                let mut cells = [self.$first.cell(), $(self.$other.cell()),*].into_iter();
                std::array::from_fn(|_| cells.next().unwrap_or_default())
            }

            fn first_key_cell(&self) -> Cow<'_, str> {
                self.$first.cell()
            }

            $(fn alias_target(&self) -> Option<(&'static str, &str)> {
                Some((<$target as TableName>::NAME, &self.id))
            })?
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
