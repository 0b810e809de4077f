//! Builds expected output: rows of `benchmark` as CSV, and notes on standard error.

use std::path::Path;

use payband::answer::Kind;
use payband::money::Decimal;
use payband::render::data_number;

/// One row of `benchmark --format csv`, column by column.
#[derive(Clone)]
pub(crate) struct Row(Vec<(&'static str, String)>);

/// A row of a benchmark role in a city with a published premium, still without amounts.
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

/// The Healthcare Cloud Architect, the worked example.
pub(crate) fn cloud(city: &str, level: &str) -> Row {
    row("healthcare-cloud-architect", "Healthcare Cloud Architect", city, level)
}

impl Row {
    /// Sets a column; a new column is added at the end.
    pub(crate) fn with(mut self, column: &'static str, value: &str) -> Self {
        match self.0.iter_mut().find(|(name, _)| *name == column) {
            Some((_, cell)) => value.clone_into(cell),
            None => self.0.push((column, value.to_owned())),
        }
        self
    }

    fn get(&self, column: &str) -> &str {
        self.0.iter().find(|(name, _)| *name == column).map_or("", |(_, value)| value)
    }

    /// Sets base salary in the other reading, when a cent of it depends on digits that the row does not show.
    pub(crate) fn other(self, low_mid_high: &str) -> Self {
        self.range(["alt_base_low", "alt_base_mid", "alt_base_high"], low_mid_high)
    }

    /// The row with the other reading, calculated from the row.
    fn with_other_reading(&self) -> Self {
        let mut out = self.clone();
        let given: Vec<(&str, String)> = out.0.extract_if(.., |(name, _)| name.starts_with("alt_base")).collect();
        // Columns of options follow those of the other reading.
        let price_columns = out.0.iter().position(|(name, _)| *name == "source").unwrap() + 1;
        let of_options = out.0.split_off(price_columns);
        let is_literal = self.get("reading") == "literal";
        let other = if is_literal { "calibrated" } else { "literal" };
        out = out.with("alt_reading", other);
        for (column, base) in [("alt_base_low", "low"), ("alt_base_mid", "mid"), ("alt_base_high", "high")] {
            let amount: Decimal = self.get(&format!("base_{base}")).parse().unwrap();
            let factor = factor(self, base);
            let other = if is_literal { amount / factor } else { amount * factor };
            let stated = given.iter().find(|(name, _)| *name == column).map(|(_, value)| value.clone());
            out = out.with(column, &stated.unwrap_or_else(|| data_number(Kind::Money, other)));
        }
        for column in PERCENTILE_COLUMNS {
            out = out.with(column, "");
        }
        let mid: Decimal = out.get("alt_base_mid").parse().unwrap();
        let ratio = self.get("salary").parse::<Decimal>().map(|salary| data_number(Kind::Ratio, salary / mid));
        for (name, value) in of_options {
            out.0.push((name, value));
            if name == "position" {
                out.0.push(("alt_market_ratio", ratio.clone().unwrap_or_default()));
                out.0.push(("percentile", String::new()));
            }
        }
        out
    }

    /// Per month, at 12 months a year, which is an editorial choice.
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

/// The columns that are empty in a pack without percentiles.
const PERCENTILE_COLUMNS: [&str; 10] =
    ["p10", "p90", "n", "employment", "organisations", "mean_rse_pct", "segment", "population", "element", "certainty"];

/// The share of the five cities' workforce that is in Beijing and Shanghai.
fn share_with_premium() -> Decimal {
    Decimal::from(83) / Decimal::from(138)
}

/// The calibrated price for a literal price, at one end of the published ranges: divided by the mean premium of the cities, if
/// a city is named, and by the premium of mid level.
///
/// If the city has a premium, that is the same variable as the mean, so that low ends go together; otherwise the low price goes
/// with the high mean.
fn factor(row: &Row, end: &str) -> Decimal {
    let pct = |pct: i64| Decimal::new(pct, 3);
    let in_order = |low, mid, high| match end {
        "low" => low,
        "mid" => mid,
        _ => high,
    };
    let premium = match row.get("geo_basis") {
        "published" => in_order(pct(400), pct(450), pct(500)),
        "reference rate" | "national median" => Decimal::ZERO,
        _ => in_order(pct(500), pct(450), pct(400)),
    };
    let mid_level = match row.get("level") {
        "Mid" => in_order(pct(100), pct(125), pct(150)),
        _ => in_order(pct(150), pct(125), pct(100)),
    };
    (Decimal::ONE + share_with_premium() * premium) * (Decimal::ONE + mid_level)
}

/// The whole output: header and rows, each with the columns of the other reading.
pub(crate) fn csv(rows: &[Row]) -> String {
    let rows: Vec<Row> = rows.iter().map(Row::with_other_reading).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(rows.first().unwrap().0.iter().map(|(name, _)| name)).unwrap();
    for row in rows {
        writer.write_record(row.0.iter().map(|(_, value)| value)).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// Lines of standard error under `--caveats`: notes, then caveats by their effect, then sources.
#[derive(Default)]
pub(crate) struct Notes {
    before: String,
    /// The line on the years that decide a bonus, behind that on the other reading.
    bonus: String,
    caveats: Vec<String>,
    sources: String,
}

pub(crate) fn notes() -> Notes {
    Notes::default()
}

const LITERAL: &str = "literal reading: the median is taken as the second-tier rate at entry level, and premiums go on top; \
     the calibrated reading takes it as a national mean that already holds them";
const CALIBRATED: &str = "calibrated reading: the median is taken as the mean over the cities with a known workforce, at mid \
     level; the literal reading puts the premiums on top of it";
pub(crate) const NOT_PERCENTILES: &str =
    "low and high are the published ends of the premiums, carried through; they are not percentiles";
const SOLVED: &str = "low and high are the least and the most that the published ends of the premiums allow once the \
     reference rate is solved from them; they are not percentiles";

impl Notes {
    fn line(mut self, label: &str, text: &str) -> Self {
        self.before.push_str(&format!("{label}: {text}\n"));
        self
    }

    pub(crate) fn note(self, text: &str) -> Self {
        self.line("note", text)
    }

    pub(crate) fn warning(self, text: &str) -> Self {
        self.line("warning", text)
    }

    /// The prices have a bonus that their levels decide.
    pub(crate) fn bonus(mut self) -> Self {
        self.bonus = "note: the bonus assumes over 3 years in the field; --domain-years N\n".to_owned();
        self
    }

    /// The prices have a bonus that years of career decide.
    pub(crate) fn bonus_by_career(mut self) -> Self {
        self.bonus = "note: years of career are taken as years of healthcare domain experience for the bonus; \
                      --domain-years N\n"
            .to_owned();
        self
    }

    fn with_bonus(mut self) -> Self {
        self.before.push_str(&self.bonus);
        self
    }

    /// The note on a literal price: by how many percent the calibrated one is lower.
    pub(crate) fn literal(self, lower: &str) -> Self {
        self.warning(&format!("pay is {lower}% lower if the median includes premiums; --reading calibrated"))
            .with_bonus()
            .note(LITERAL)
            .note(NOT_PERCENTILES)
    }

    /// The same for prices of slotted roles.
    pub(crate) fn slotted(self, lower: &str) -> Self {
        self.warning(&format!("pay is {lower}% lower if the median includes premiums; --reading calibrated"))
            .with_bonus()
            .note(LITERAL)
            .note(&format!("{NOT_PERCENTILES}; those of slotted roles hold the ends of the adjustment too"))
    }

    /// The note on a calibrated price: by how many percent the literal one is higher.
    pub(crate) fn calibrated(self, higher: &str) -> Self {
        self.warning(&format!("pay is {higher}% higher if premiums come on top; --reading literal"))
            .with_bonus()
            .note(CALIBRATED)
            .note(SOLVED)
    }

    /// Caveats of the bundled pack, by their ids, separated by blanks.
    pub(crate) fn caveats(mut self, ids: &str) -> Self {
        self.caveats.extend(ids.split_whitespace().map(str::to_owned));
        self
    }

    /// The caveats of each price of the bundled pack that has the differentials of a city and a level.
    pub(crate) fn caveats_of_differentials(self) -> Self {
        self.caveats("medians-undefined usd-without-rate ranges-without-samples level-baselines")
            .caveats("medians-above-official-pay ranges-narrower-than-readings level-steps-narrow")
            .caveats("levels-hold-sector-premium hospitals-pay-less-in-the-us level-years-editorial")
            .caveats("city-premium-reference remote-work-gap bonus-recurrence city-rates-beside-statistics")
            .caveats("second-tier-called-competitive bonus-by-level figure-without-distribution city-table-unsourced")
            .caveats("cities-against-national-growth")
    }

    /// A document by its id in the bundled pack.
    pub(crate) fn source(mut self, id: &str) -> Self {
        let parts = ["publisher", "title", "published"].map(|column| pack_cell("sources", id, column));
        let known: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        self.sources.push_str(&format!("source: {}\n", known.join(", ")));
        self
    }

    pub(crate) fn text(&self) -> String {
        let mut out = self.before.clone();
        let mut caveats = self.caveats.clone();
        caveats.sort_by_key(|id| pack_position("caveats", id));
        for effect in ["high", "medium", "low"] {
            for id in caveats.iter().filter(|id| pack_cell("caveats", id, "effect") == effect) {
                out.push_str(&format!("caveat ({effect}): {}\n", pack_cell("caveats", id, "summary")));
            }
        }
        out + &self.sources
    }
}

/// A cell of the bundled pack, by the id of its row.
/// The number of a row of a table of the bundled pack.
fn pack_position(table: &str, id: &str) -> usize {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("data/packs/china-healthcare-it-2025").join(format!("{table}.csv"));
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.records().map(Result::unwrap).position(|record| record.get(0) == Some(id)).unwrap()
}

fn pack_cell(table: &str, id: &str, column: &str) -> String {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("data/packs/china-healthcare-it-2025").join(format!("{table}.csv"));
    let mut reader = csv::Reader::from_path(path).unwrap();
    let at = reader.headers().unwrap().iter().position(|name| name == column).unwrap();
    let found = reader.records().map(Result::unwrap).find(|record| record.get(0) == Some(id));
    found.unwrap_or_else(|| panic!("{table}.csv has no {id}")).get(at).unwrap().to_owned()
}
