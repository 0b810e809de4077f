//! The mapping tables: how to make them, and the common table expressions that read them.

use super::dialect::SqlDialect;
use super::request::SqlRequest;
use super::source_table::{cell, table};

/// What a mapping translates.
struct Mapping<'a> {
    /// The name of the table.
    table: &'static str,
    /// The columns that are translated, each with its header.
    columns: Vec<(&'static str, &'a str)>,
    /// The columns that `price` appends.
    appended: &'static [&'static str],
    /// The options of `price`.
    options: Vec<String>,
    /// The name of the file with the rows, which no mapping may have.
    source: &'a str,
}

impl Mapping<'_> {
    /// The header of a column in the table. That of pay or of bonuses may state a unit.
    fn header(&self, name: &'static str, header: &str) -> String {
        if matches!(name, "pay" | "bonus") { header.replace(char::is_control, " ") } else { name.to_owned() }
    }

    /// The file with the distinct texts.
    fn file(&self) -> String {
        self.named("distinct")
    }

    /// The file that `price` makes of it.
    fn mapped(&self) -> String {
        self.named("mapped")
    }

    fn named(&self, prefix: &str) -> String {
        let more = if self.source.starts_with(&format!("{prefix}-")) { "survey-" } else { "" };
        format!("{more}{prefix}-{}.csv", self.table)
    }
}

fn mappings<'a>(request: &'a SqlRequest<'_>) -> Vec<Mapping<'a>> {
    let columns =
        |all: &'a [(&'static str, String)]| all.iter().map(|(name, header)| (*name, header.as_str())).collect();
    let has = |all: &[(&str, String)], name: &str| all.iter().any(|(other, _)| *other == name);
    let option = |flag: &str, value: &str| format!("--{flag}-column {value}");
    let source = request.source.name.as_str();
    let titles = &request.columns.titles;
    let named = |flag: &str, name: &'static str| option(flag, if has(titles, name) { name } else { "none" });
    let mut of_titles = vec![option("role", "title"), named("level", "level"), named("years", "years")];
    of_titles.extend(["--city-column none --salary-column none".to_owned()]);
    of_titles.extend(request.price.titles.iter().cloned());
    let pay = &request.columns.pay;
    let mut of_pay: Vec<String> =
        pay.iter().zip(1..).map(|((name, _), at)| option(pay_flag(name), &at.to_string())).collect();
    let unused = PAY_COLUMNS.iter().filter(|(name, _)| *name != BONUS && !has(pay, name));
    if pay.len() > 1 {
        of_pay.extend(unused.map(|(_, flag)| option(flag, "none")));
    }
    of_pay.extend(request.price.pay.iter().cloned());
    let places = request.columns.place.iter().map(|header| Mapping {
        table: "places",
        columns: vec![("place", header)],
        appended: &["market_city_id", "market_city", "market_status"],
        options: vec![option("city", "1")],
        source,
    });
    let mut all = vec![Mapping {
        table: "titles",
        columns: columns(titles),
        appended: &["market_role_id", "market_role", "market_level_id", "market_level", "market_status"],
        options: of_titles,
        source,
    }];
    all.extend(places);
    all.push(Mapping {
        table: "pay",
        columns: columns(pay),
        appended: &["pay_low", "pay_high", "pay_currency", "pay_period", "pay_annual", "market_status"],
        options: of_pay,
        source,
    });
    all
}

/// The columns of pay, with the words of their options.
const PAY_COLUMNS: [(&str, &str); 8] = [
    ("pay", "salary"),
    ("pay_end", "salary-high"),
    ("currency", "currency"),
    ("period", "pay-period"),
    ("months", "months"),
    ("full_time", "fte"),
    ("country", "country"),
    (BONUS, "bonus"),
];

/// The column of bonuses. `price` takes its option only for an element of pay with a bonus, which has the column.
const BONUS: &str = "bonus";

fn pay_flag(name: &str) -> &'static str {
    PAY_COLUMNS.iter().find(|(other, _)| *other == name).map_or("salary", |(_, flag)| flag)
}

/// How to make the mapping tables: statements that write the distinct texts, and the commands that translate them.
pub(super) fn instructions(request: &SqlRequest<'_>) -> String {
    let dialect = request.dialect;
    let from = table(request);
    let mut lines = Vec::new();
    let all = mappings(request);
    for mapping in &all {
        let columns: Vec<String> = mapping
            .columns
            .iter()
            .map(|(name, header)| {
                let alias = dialect.name(&mapping.header(name, header));
                format!("{} AS {alias}", cell(dialect, header))
            })
            .collect();
        let query = format!("SELECT DISTINCT {} FROM {from} AS file", columns.join(", "));
        lines.push(dialect.write_csv(&query, &mapping.file()));
    }
    for mapping in &all {
        lines.push(format!(
            "{} price {} {} --columns {} -o {}",
            request.price.program,
            mapping.file(),
            mapping.options.join(" "),
            mapping.appended.join(","),
            mapping.mapped()
        ));
    }
    lines.join("\n")
}

/// The common table expressions of the mapping tables.
pub(super) fn tables(request: &SqlRequest<'_>) -> Vec<(String, String)> {
    let dialect = request.dialect;
    mappings(request)
        .iter()
        .map(|mapping| {
            let own = mapping.columns.iter().map(|(name, _)| *name);
            let names: Vec<&str> = own.chain(mapping.appended.iter().copied()).collect();
            let query = match dialect {
                SqlDialect::DuckDb => format!(
                    "SELECT DISTINCT coalesce(COLUMNS(*), '') FROM {}",
                    dialect.csv(&mapping.mapped(), ',', &names)
                ),
                SqlDialect::ClickHouse => {
                    let headers: Vec<String> =
                        mapping.columns.iter().map(|(name, header)| mapping.header(name, header)).collect();
                    let of_file: Vec<&str> =
                        headers.iter().map(String::as_str).chain(mapping.appended.iter().copied()).collect();
                    let columns: Vec<String> = of_file
                        .iter()
                        .zip(&names)
                        .map(|(header, name)| match header == name {
                            true => (*name).to_owned(),
                            false => format!("mapped.{} AS {name}", dialect.name(header)),
                        })
                        .collect();
                    let file = dialect.csv(&mapping.mapped(), ',', &of_file);
                    format!("SELECT DISTINCT {} FROM {file} AS mapped", columns.join(", "))
                }
            };
            (mapping.table.to_owned(), query)
        })
        .collect()
}

/// The joins of the rows with the mapping tables, and for each table the condition of a row that is not in it, with the message
/// that ends the query.
pub(super) fn joins(request: &SqlRequest<'_>) -> (String, Vec<(String, String)>) {
    let (mut joins, mut missing) = (String::new(), Vec::new());
    for mapping in mappings(request) {
        let name_of_table = mapping.table;
        let on: Vec<String> =
            mapping.columns.iter().map(|(name, _)| format!("{name_of_table}.{name} = source.{name}")).collect();
        joins += &format!("\n  LEFT JOIN {name_of_table} ON {}", on.join(" AND "));
        let message = format!("a row is not in {}: make the mapping tables again", mapping.mapped());
        missing.push((format!("coalesce({name_of_table}.market_status, '') = ''"), message));
    }
    (joins, missing)
}
