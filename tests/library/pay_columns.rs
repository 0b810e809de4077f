//! Columns of pay, each with the unit in which it must be read and what must decide it: `tests/pay_columns.csv`.
//!
//! Would catch: a unit in a header that is ignored, a column that is read in two units, and a currency or period that is
//! taken from weaker evidence than the file has.

use crate::bundled::{pack, titles};
use payband::pay::{Defaults, PayPeriod, Scale};
use payband::payroll::{FilePricer, PayrollOptions};
use payband::people::{ColumnChoice, ColumnSamples, Columns, PayUnit};
use payband::pricing::{Options, conventions};
use payband::tabular::{Input, ReadOptions};

/// One column of pay in a file.
#[derive(serde::Deserialize)]
struct PayColumn {
    notation: String,
    header: String,
    title_header: String,
    title: String,
    place_header: String,
    place: String,
    /// The cells, separated by ` | `.
    cells: String,
    currency: String,
    period: String,
    /// What amounts without a unit are counted in: `ones`, `万`, `lakh`.
    scale: String,
    /// What decides the currency: header, cells, notation or pack.
    currency_by: String,
    /// What decides the period.
    period_by: String,
}

impl PayColumn {
    fn file(&self) -> Vec<u8> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let mut write = |title: &str, place: &str, pay: &str| {
            let all = [Some(title), Some(place).filter(|_| !self.place_header.is_empty()), Some(pay)];
            writer.write_record(all.into_iter().flatten()).unwrap();
        };
        write(&self.title_header, &self.place_header, &self.header);
        self.cells.split(" | ").for_each(|cell| write(&self.title, &self.place, cell));
        writer.into_inner().unwrap()
    }

    /// A description of the difference from the expected unit; `None` where there is none.
    fn fault(&self, unit: &PayUnit) -> Option<String> {
        let scale = match unit.scale {
            Scale::TenThousands => "万",
            Scale::Lakhs => "lakh",
            _ => "ones",
        };
        let found =
            [unit.currency.as_str(), unit.currency_by.as_str(), unit.period.as_str(), unit.period_by.as_str(), scale];
        let wanted = [&self.currency, &self.currency_by, &self.period, &self.period_by, &self.scale];
        (found != wanted.map(String::as_str))
            .then(|| format!("{} under {} ({}): {found:?}, not {wanted:?}", self.notation, self.header, self.cells))
    }
}

/// In which unit the pay column of a file is read.
fn unit(file: &[u8]) -> PayUnit {
    let input = Input::open(file, &ReadOptions::default()).unwrap();
    let (pack, titles) = (pack(), titles());
    let columns = Columns::find_with_samples(input.header().names(), &ColumnSamples::of(&input, &titles), &[], |_| {
        ColumnChoice::Detected
    })
    .unwrap();
    let options = Options::default();
    let bare = Defaults::new("USD".parse().unwrap(), PayPeriod::Year);
    let usual = PayrollOptions::new(bare, conventions(pack, &options).unwrap());
    let payroll_options = PayrollOptions { default_level: Some("mid".to_owned()), ..usual };
    let mut pricer =
        FilePricer::new(pack, titles, &options, columns, payroll_options, Vec::new(), input.delimiter()).unwrap();
    pricer.decide_pay_unit(&input);
    *pricer.pay_unit()
}

#[test]
fn columns_of_pay_are_read_as_they_must_be() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pay_columns.csv");
    let columns: Vec<PayColumn> = csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect();
    assert_eq!(columns.len(), 229);
    let faults: Vec<String> = columns.iter().filter_map(|column| column.fault(&unit(&column.file()))).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
