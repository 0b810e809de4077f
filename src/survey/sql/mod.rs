//! A survey as SQL, to run where the rows are: the same statistics with the same rule of disclosure.
//!
//! Titles, places and pay are read by `payband price`, which makes mapping tables of their distinct texts ([`mapping`]). The SQL
//! joins them with the rows ([`rows`]), decides which groups are shown ([`groups`]), computes their figures ([`figures`]), and
//! selects the columns of `survey -f csv` ([`result`]).

mod dates;
mod dialect;
mod figures;
mod groups;
mod mapping;
mod people;
mod request;
mod result;
mod rows;
mod source_table;

pub use dates::GROWTH_DECIMALS;
pub use dialect::SqlDialect;
pub use request::{PriceOptions, SqlAgeing, SqlColumns, SqlRequest, SqlSource};

use super::dimension::Dimension;

/// The columns of the result of a survey that its SQL does not have, which are the last ones: pay that is far from the rest is not
/// looked for, and the mapping of pay does not tell which texts state the months.
pub const COLUMNS_NOT_IN_SQL: [&str; 3] = ["p50_with_outliers", "p50_without_outliers", "months_stated_pct"];

/// The SQL of a survey: a comment on how to make the mapping tables, and one query.
#[must_use]
pub fn sql(request: &SqlRequest<'_>) -> String {
    let mut tables = rows::source(request);
    tables.extend(dates::tables(request));
    tables.extend(mapping::tables(request));
    tables.extend(rows::used_rows(request));
    tables.extend(groups::disclosed(request));
    tables.extend(figures::figures(request));
    let (read, query) = result::result(request);
    tables.extend(read);
    let tables: Vec<String> = tables.iter().map(|(name, query)| format!("{name} AS (\n  {query}\n)")).collect();
    format!("{}WITH\n{}\n{query};\n", comment(request), tables.join(",\n"))
}

fn comment(request: &SqlRequest<'_>) -> String {
    let options = request.options;
    let by: Vec<&str> = options.by.iter().map(Dimension::name).collect();
    let text = format!(
        "Percentiles of pay by {}, as `payband survey` makes them: --rule {}, --weight {}, --percentile-method {}.\n\
         Not used are rows without a value to group by, without readable pay, with a range that has one end,{} and in a currency \
         without a rate.\n\
         {}{}.\n\
         Amounts are whole numbers of 0.00000001 {} a year, so that sums and ranks are exact.\n\n\
         First make the mapping tables of the distinct texts, with the pack {}:\n\n{}\n",
        by.join(", "),
        options.rule,
        options.weighting.as_str(),
        options.method.as_str(),
        if options.include_daily { "" } else { " with pay by the day," },
        request.ageing.as_ref().map_or_else(String::new, |ageing| format!("{}.\n", ageing.words)),
        match &request.columns.id {
            Some(_) => {
                "Rows with the same id are one person: one is used if they are equal in pay, and none otherwise. Pay that is far from the \
                 other is used"
            }
            None => "Repeated rows are used, and so is pay that is far from the other",
        },
        request.currency,
        request.price.pack,
        mapping::instructions(request),
    );
    // A carriage return ends a comment too.
    let text = text.replace('\n', "\n-- ").replace('\r', "\r-- ");
    format!("-- {}\n", text.trim_end_matches("-- ").trim_end()).replace("-- \n", "--\n")
}
