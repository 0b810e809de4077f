//! One struct for each table of a pack: its columns, their units, and the primary key.
//!
//! The same columns stand in the bundled pack's Table Schemas; a test holds the two together. Columns with a default may
//! be left out by an overlay, which has to say only what it changes.

use std::borrow::Cow;

use super::cells::Text;
use crate::money::Currency;
use jiff::civil::Date;
use serde::Deserialize;

mod naming;
mod places;
mod rates;
mod report;

pub(super) use naming::is_alias_table;
pub use naming::*;
pub use places::*;
pub use rates::*;
pub use report::*;

/// A row type: which table it is in and what tells its rows apart.
pub trait Resource: Deserialize<'static> {
    /// The table's name, which is also its file name without `.csv`.
    const NAME: &'static str;

    /// The cells of the primary key, in the order of the schema; unused places are empty.
    fn key(&self) -> [Cow<'_, str>; 3];

    /// The first cell of the primary key.
    fn first_of_key(&self) -> Cow<'_, str>;
}

/// Names the table of a row type and the columns of its primary key.
macro_rules! resource {
    ($row:ty, $name:literal, $first:ident $(, $other:ident)*) => {
        impl Resource for $row {
            const NAME: &'static str = $name;

            fn key(&self) -> [Cow<'_, str>; 3] {
                let mut cells = [self.$first.cell(), $(self.$other.cell()),*].into_iter();
                std::array::from_fn(|_| cells.next().unwrap_or_default())
            }

            fn first_of_key(&self) -> Cow<'_, str> {
                self.$first.cell()
            }
        }
    };
}
use resource;

/// How a value stands in a key.
trait KeyCell {
    fn cell(&self) -> Cow<'_, str>;
}

impl KeyCell for Text {
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

/// Whether a value was published by somebody or chosen by the pack's authors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Stands in the source.
    #[default]
    Published,
    /// Chosen by the authors of the pack.
    Editorial,
}

impl Basis {
    /// The word in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Basis::Published => "published",
            Basis::Editorial => "editorial",
        }
    }
}
