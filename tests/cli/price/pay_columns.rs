//! Columns of pay, each with what it must be read as and what decides it: `tests/pay_columns.csv`.
//!
//! Would catch: a header's unit that is ignored, a column that is read in two ways, and a currency or span of time that is
//! taken from weaker evidence than the file has.

use super::price;

/// One column of pay in a file.
#[derive(serde::Deserialize)]
struct PayColumn {
    notation: String,
    header: String,
    title_header: String,
    title: String,
    place_header: String,
    place: String,
    /// The cells, parted by ` | `.
    cells: String,
    currency: String,
    period: String,
    /// What amounts without a unit are counted in: `ones`, `万`.
    scale: String,
    /// What decides the currency: header, cells, notation or pack.
    currency_by: String,
    /// What decides the span of time.
    period_by: String,
}

/// How many of the columns were read rightly when this was last raised.
const RIGHT: usize = 77;

/// What is wrong with how the column is read; `None` when nothing is.
fn fault(column: &PayColumn) -> Option<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let place = (!column.place_header.is_empty()).then_some(());
    let row = |title: &str, city: &str, pay: &str| {
        let city = place.map(|()| city.to_owned());
        [Some(title.to_owned()), city, Some(pay.to_owned())].into_iter().flatten().collect::<Vec<_>>()
    };
    writer.write_record(row(&column.title_header, &column.place_header, &column.header)).unwrap();
    for cell in column.cells.split(" | ") {
        writer.write_record(row(&column.title, &column.place, cell)).unwrap();
    }
    let ended = price(writer.into_inner().unwrap(), "--default-level mid");
    let wanted = format!("is read as {} a {}", column.currency, column.period);
    (!ended.said.contains(&wanted)).then(|| ended.said.lines().take(3).collect::<Vec<_>>().join("; "))
}

#[test]
fn columns_of_pay_are_read_as_they_must_be() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pay_columns.csv");
    let columns: Vec<PayColumn> = csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect();
    assert_eq!(columns.len(), 200);
    let faults: Vec<String> = columns
        .iter()
        .filter_map(|column| {
            let PayColumn { notation, header, currency, period, scale, currency_by, period_by, .. } = column;
            let wanted = format!("{currency} by {currency_by}, {period} by {period_by}, in {scale}");
            Some(format!("{notation} under {header}: not {wanted}: {}", fault(column)?))
        })
        .collect();
    let right = columns.len() - faults.len();
    assert_eq!(right, RIGHT, "of {} columns are read rightly:\n{}", columns.len(), faults.join("\n"));
}
