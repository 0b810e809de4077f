//! The headers of exports of payroll systems, job boards and public data, each with the columns that hold what:
//! `tests/export_headers.csv`. Headers alone decide here; exports in which cells decide are not among them.
//!
//! Would catch: a column of an export that is not found, and one that is taken for pay or its period and is not.

use payband::people::{ColumnChoice, ColumnMeaning, Columns};

/// The headers of an export, separated by `|`, and the header of each meaning; empty for none.
#[derive(serde::Deserialize)]
struct Export {
    export: String,
    headers: String,
    role: String,
    city: String,
    years: String,
    salary: String,
    salary_high: String,
    currency: String,
    pay_period: String,
    months: String,
}

#[test]
fn the_columns_of_exports_are_found() {
    let mut reader = csv::Reader::from_path(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/export_headers.csv")).unwrap();
    let mut faults = Vec::new();
    for export in reader.deserialize::<Export>() {
        let export = export.unwrap();
        let headers: Vec<String> = export.headers.split('|').map(str::to_owned).collect();
        let found = Columns::find(&headers, |_| ColumnChoice::Detected).unwrap();
        for (meaning, wanted) in [
            (ColumnMeaning::Role, &export.role),
            (ColumnMeaning::City, &export.city),
            (ColumnMeaning::Years, &export.years),
            (ColumnMeaning::Salary, &export.salary),
            (ColumnMeaning::SalaryHigh, &export.salary_high),
            (ColumnMeaning::Currency, &export.currency),
            (ColumnMeaning::PayPeriod, &export.pay_period),
            (ColumnMeaning::Months, &export.months),
        ] {
            let header = found.of(meaning).and_then(|at| headers.get(at)).map_or("", String::as_str);
            if header != wanted {
                faults.push(format!("{}: {} from {header:?}, not {wanted:?}", export.export, meaning.as_str()));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}
