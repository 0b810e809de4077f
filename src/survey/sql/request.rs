//! What the SQL of a survey is made from.

use jiff::civil::Date;

use super::dialect::SqlDialect;
use crate::money::{Currency, Decimal};
use crate::pay::PayElement;
use crate::survey::SurveyOptions;

/// What the SQL of a survey is made from.
#[derive(Debug)]
pub struct SqlRequest<'a> {
    /// The database.
    pub dialect: SqlDialect,
    /// How the survey is made. Duplicates without ids and outliers are not asked for.
    pub options: &'a SurveyOptions,
    /// Where the rows are.
    pub source: SqlSource,
    /// The headers of the columns of the rows.
    pub columns: SqlColumns,
    /// The element of pay.
    pub element: PayElement,
    /// The currency of the answer.
    pub currency: Currency,
    /// For each currency with a rate, the fraction that converts an amount to the currency of the answer.
    pub rates: Vec<(Currency, Decimal, Decimal)>,
    /// How pay is aged; `None` where it is not.
    pub ageing: Option<SqlAgeing>,
    /// The options of `price` by which the mapping tables are read as the survey reads its rows.
    pub price: PriceOptions,
}

/// How the pay of each row is aged.
#[derive(Debug)]
pub struct SqlAgeing {
    /// The date to which it is aged.
    pub on: Date,
    /// The factor of each earlier day whose pay is used, and of the date itself, as a whole number with
    /// [`GROWTH_DECIMALS`](super::GROWTH_DECIMALS) decimals. It has at least one row.
    pub growth: Vec<(Date, i64)>,
    /// The growth in words.
    pub words: String,
}

/// Where the rows are.
#[derive(Debug)]
pub struct SqlSource {
    /// The name of the file, without its folder.
    pub name: String,
    /// The delimiter of a CSV file that databases can read as it is; `None` for another file, whose rows are in a table.
    pub delimiter: Option<char>,
    /// All headers of the file.
    pub headers: Vec<String>,
}

/// The headers of the columns.
#[derive(Debug)]
pub struct SqlColumns {
    /// Titles, and what decides the level beside them: levels and years.
    pub titles: Vec<(&'static str, String)>,
    /// The title in rows that repeat the header of the file; `None` where its first row may be data.
    pub repeated_header: Option<String>,
    /// Places, where rows are grouped by city.
    pub place: Option<String>,
    /// Pay, first, and the columns that qualify it. The first name is that of the option of `price` for the column.
    pub pay: Vec<(&'static str, String)>,
    /// Organisations.
    pub organisation: Option<String>,
    /// Headcounts.
    pub headcount: Option<String>,
    /// Types of employment.
    pub employment: Option<String>,
    /// Ids of people.
    pub id: Option<String>,
    /// Dates, where pay is aged.
    pub date: Option<String>,
}

/// Options of `price`, each as it is written on the command line.
#[derive(Debug, Default)]
pub struct PriceOptions {
    /// For titles.
    pub titles: Vec<String>,
    /// For pay.
    pub pay: Vec<String>,
    /// The name of the pack.
    pub pack: String,
    /// The program, with the options that chose the pack.
    pub program: String,
}
