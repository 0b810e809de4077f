//! What is expected, put together from what a test says: rows of `benchmark` as CSV, and notes on standard error.

use std::path::Path;

/// One row of `benchmark --format csv`, column by column.
#[derive(Clone)]
pub(crate) struct Row(Vec<(&'static str, String)>);

/// A row of a benchmark role in a city with a published premium, with nothing to pay yet.
pub(crate) fn row(role_id: &str, role: &str, city: &str, level: &str) -> Row {
    let cells = [
        ("role_id", role_id),
        ("role", role),
        ("city", city),
        ("level", level),
        ("currency", "USD"),
        ("period", "year"),
        ("base_low", ""),
        ("base_mid", ""),
        ("base_high", ""),
        ("retention_low", ""),
        ("retention_mid", ""),
        ("retention_high", ""),
        ("total_low", ""),
        ("total_mid", ""),
        ("total_high", ""),
        ("yoy_pct", "15"),
        ("effective", "2025-11-05"),
        ("reading", "literal"),
        ("geo_basis", "published"),
        ("basis", "published"),
        ("match_grade", "A"),
        ("source", "talenbrium-2025"),
    ];
    Row(cells.map(|(name, value)| (name, value.to_owned())).to_vec())
}

/// The Healthcare Cloud Architect, the worked example of the design.
pub(crate) fn cloud(city: &str, level: &str) -> Row {
    row("healthcare-cloud-architect", "Healthcare Cloud Architect", city, level)
}

impl Row {
    /// Sets a column; one that is not there yet comes last.
    pub(crate) fn with(mut self, column: &'static str, value: &str) -> Self {
        match self.0.iter_mut().find(|(name, _)| *name == column) {
            Some((_, cell)) => value.clone_into(cell),
            None => self.0.push((column, value.to_owned())),
        }
        self
    }

    /// By the month, at the usual number of them, which is an editorial choice.
    pub(crate) fn monthly(self) -> Self {
        self.with("period", "month").with("basis", "editorial").with("source", "talenbrium-2025;payband-editorial")
    }

    fn range(mut self, columns: [&'static str; 3], low_mid_high: &str) -> Self {
        let mut values = low_mid_high.split_whitespace();
        for column in columns {
            self = self.with(column, values.next().unwrap_or_default());
        }
        assert_eq!(values.next(), None, "{low_mid_high}");
        self
    }

    /// Base without a bonus: the sum is the base.
    pub(crate) fn base(self, base: &str) -> Self {
        self.pays(base, "", base)
    }

    /// Base, retention bonus and their sum, each as low, mid and high.
    pub(crate) fn pays(self, base: &str, retention: &str, total: &str) -> Self {
        self.range(["base_low", "base_mid", "base_high"], base)
            .range(["retention_low", "retention_mid", "retention_high"], retention)
            .range(["total_low", "total_mid", "total_high"], total)
    }
}

/// The whole output: header and rows.
pub(crate) fn csv(rows: &[Row]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(rows.first().unwrap().0.iter().map(|(name, _)| name)).unwrap();
    for row in rows {
        writer.write_record(row.0.iter().map(|(_, value)| value)).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// Lines of standard error, under a format that cannot carry notes.
#[derive(Default)]
pub(crate) struct Notes(String);

pub(crate) fn notes() -> Notes {
    Notes::default()
}

pub(crate) const LITERAL: &str = "literal reading: the median is taken as the second-tier rate at entry level, and premiums \
     go on top; an analyst may prefer the calibrated reading; --reading calibrated gives it";
pub(crate) const CALIBRATED: &str = "calibrated reading: the median is taken as the mean over the cities with a known \
     workforce, at mid level; the literal reading puts the premiums on top of it; --reading literal gives that";
pub(crate) const NOT_PERCENTILES: &str =
    "low and high are the published ends of the premiums, carried through; they are not percentiles";

pub(crate) const SOLVED: &str = "low and high are the least and the most that the published ends of the premiums allow once \
     the reference rate is solved from them; they are not percentiles";

impl Notes {
    fn line(mut self, label: &str, text: &str) -> Self {
        self.0.push_str(&format!("{label}: {text}\n"));
        self
    }

    pub(crate) fn note(self, text: &str) -> Self {
        self.line("note", text)
    }

    pub(crate) fn warning(self, text: &str) -> Self {
        self.line("warning", text)
    }

    /// Caveats by their ids in the bundled pack, parted by blanks, worded as it words them.
    pub(crate) fn caveats(self, ids: &str) -> Self {
        ids.split_whitespace().fold(self, |notes, id| notes.line("caveat", &pack_cell("caveats", id, "summary")))
    }

    /// A document by its id in the bundled pack.
    pub(crate) fn source(self, id: &str) -> Self {
        let parts = ["publisher", "title", "published"].map(|column| pack_cell("sources", id, column));
        let known: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        self.line("source", &known.join(", "))
    }

    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

/// A cell of the bundled pack, by the id of its row.
fn pack_cell(table: &str, id: &str, column: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(format!("{table}.csv"));
    let mut reader = csv::Reader::from_path(path).unwrap();
    let at = reader.headers().unwrap().iter().position(|name| name == column).unwrap();
    let found = reader.records().map(Result::unwrap).find(|record| record.get(0) == Some(id));
    found.unwrap_or_else(|| panic!("{table}.csv has no {id}")).get(at).unwrap().to_owned()
}
