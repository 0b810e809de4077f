//! How the rows of a table of counts were read. Tables are added only where it is the same.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::counts_error::{COUNTS_VERSION, CountsError};
use super::dimension::Dimension;
use super::options::{Duplicates, PartTime, RowAgeing, SurveyOptions};
use super::source_file::SourceFile;
use crate::money::{Currency, Decimal};
use crate::pack::{DataError, Pack, Population};
use crate::pay::{Conventions, PayElement, Scale};
use crate::payroll::FilePricer;
use crate::people::PayUnit;
use crate::pricing::AgeingMethod;

/// How rows were read and counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountTerms {
    /// What rows are grouped by: `role`, `city`, `level`, `organisation`, or `column:` and the header of a column.
    pub by: Vec<String>,
    population: String,
    element: String,
    currency: String,
    /// How pay without a unit was read.
    pay_unit: String,
    months_per_year: Decimal,
    paid_weeks_per_year: Decimal,
    paid_days_per_month: Decimal,
    paid_hours_per_day: Decimal,
    /// Whether rows name organisations.
    organisations: bool,
    duplicates: String,
    part_time: String,
    /// Whether pay by the day is used.
    daily_pay: bool,
    /// The date to which pay is aged, the growth a year, how growth within a year is computed, and the oldest pay in months.
    ageing: Option<(String, Decimal, String, u32)>,
    /// Whether rows have dates.
    dates: bool,
    /// Whether rows with the same id and date are one person.
    ids: bool,
    /// Other options that decide how titles and levels are read.
    reading: Vec<String>,
    pack: String,
    /// SHA-256 of the tables of the pack and its overlays.
    tables: String,
}

/// The first line of a table.
#[derive(Serialize, Deserialize)]
struct FirstLine {
    version: u64,
    sources: Vec<SourceFile>,
    terms: CountTerms,
}

impl CountTerms {
    /// The terms of a survey of a file. `reading` are further options that decide how rows are read.
    ///
    /// # Errors
    /// [`DataError`] when a table of the pack cannot be read.
    pub fn new(
        pack: &Pack,
        options: &SurveyOptions,
        file: &FilePricer<'_>,
        reading: Vec<String>,
    ) -> Result<Self, DataError> {
        let descriptor = pack.descriptor()?;
        let (conventions, unit) = (file.conventions(), file.pay_unit());
        let by = options.by.iter().map(|dimension| match dimension {
            Dimension::Column { name, .. } => format!("column:{name}"),
            other => other.name().to_owned(),
        });
        Ok(CountTerms {
            by: by.collect(),
            population: options.population.as_str().to_owned(),
            element: conventions.element.as_str().to_owned(),
            currency: file.currency().to_string(),
            pay_unit: pay_unit(unit),
            months_per_year: conventions.months_per_year.normalize(),
            paid_weeks_per_year: conventions.paid_weeks_per_year.normalize(),
            paid_days_per_month: conventions.paid_days_per_month.normalize(),
            paid_hours_per_day: conventions.paid_hours_per_day.normalize(),
            organisations: options.organisation.is_some(),
            duplicates: options.duplicates.as_str().to_owned(),
            part_time: options.part_time.as_str().to_owned(),
            daily_pay: options.include_daily,
            ageing: options.ageing.map(|ageing| {
                let RowAgeing { on, rate_pct, method, max_months } = ageing;
                (on.to_string(), rate_pct.normalize(), method.as_str().to_owned(), max_months)
            }),
            dates: options.date.is_some(),
            ids: options.id.is_some(),
            reading,
            pack: format!("{} {}", descriptor.name, descriptor.version).trim().to_owned(),
            tables: digest(pack)?,
        })
    }

    /// Whether the pack is the one with which rows were read; otherwise the name of that one.
    ///
    /// # Errors
    /// [`DataError`] when a table of the pack cannot be read.
    pub fn other_pack(&self, pack: &Pack) -> Result<Option<&str>, DataError> {
        Ok((self.tables != digest(pack)?).then_some(self.pack.as_str()))
    }

    /// The currency of the answer.
    #[must_use]
    pub fn currency(&self) -> Option<Currency> {
        self.currency.parse().ok()
    }

    /// How pay was converted to pay a year.
    #[must_use]
    pub fn conventions(&self) -> Option<Conventions> {
        Some(Conventions {
            element: PayElement::ALL.into_iter().find(|element| element.as_str() == self.element)?,
            months_per_year: self.months_per_year,
            paid_weeks_per_year: self.paid_weeks_per_year,
            paid_days_per_month: self.paid_days_per_month,
            paid_hours_per_day: self.paid_hours_per_day,
        })
    }

    /// The options of a survey of these counts, where those that do not decide how rows are counted are as in `options`.
    #[must_use]
    pub fn options(&self, options: SurveyOptions) -> Option<SurveyOptions> {
        let dimension = |name: &String| match (name.as_str(), name.strip_prefix("column:")) {
            ("role", _) => Some(Dimension::Role),
            ("city", _) => Some(Dimension::City),
            ("level", _) => Some(Dimension::Level),
            ("organisation", _) => Some(Dimension::Organisation),
            (_, Some(column)) => Some(Dimension::Column { at: 0, name: column.to_owned() }),
            _ => None,
        };
        let ageing = match &self.ageing {
            None => None,
            Some((on, rate_pct, method, max_months)) => Some(RowAgeing {
                on: on.parse().ok()?,
                rate_pct: *rate_pct,
                method: AgeingMethod::ALL.into_iter().find(|known| known.as_str() == method)?,
                max_months: *max_months,
            }),
        };
        Some(SurveyOptions {
            by: self.by.iter().map(dimension).collect::<Option<_>>()?,
            population: Population::ALL.into_iter().find(|known| known.as_str() == self.population)?,
            duplicates: Duplicates::ALL.into_iter().find(|known| known.as_str() == self.duplicates)?,
            part_time: PartTime::ALL.into_iter().find(|known| known.as_str() == self.part_time)?,
            include_daily: self.daily_pay,
            organisation: self.organisations.then_some(0),
            id: self.ids.then_some(0),
            headcount: None,
            employment: None,
            date: self.dates.then_some(0),
            ageing,
            ..options
        })
    }

    /// The first thing that differs in other terms: its name, its value here and there.
    pub(super) fn difference(&self, other: &Self) -> Option<(String, String, String)> {
        let (Ok(Value::Object(own)), Ok(Value::Object(others))) =
            (serde_json::to_value(self), serde_json::to_value(other))
        else {
            return None;
        };
        let (name, value) = own.iter().find(|(name, value)| others.get(*name) != Some(value))?;
        let text = |value: &Value| match value {
            Value::String(text) => format!("\"{text}\""),
            other => other.to_string(),
        };
        Some((name.replace('_', " "), text(value), text(others.get(name)?)))
    }

    pub(super) fn to_json(&self, sources: &[SourceFile]) -> String {
        let line = FirstLine { version: COUNTS_VERSION, sources: sources.to_vec(), terms: self.clone() };
        serde_json::to_string(&line).unwrap_or_default()
    }

    pub(super) fn of_json(text: &str) -> Result<(Self, Vec<SourceFile>), CountsError> {
        let value: Value = serde_json::from_str(text).map_err(|_| CountsError::NoCounts)?;
        let version = value.get("version").and_then(Value::as_u64).ok_or(CountsError::NoCounts)?;
        if version != COUNTS_VERSION {
            return Err(CountsError::Version(version));
        }
        let line: FirstLine = serde_json::from_value(value).map_err(|_| CountsError::NoCounts)?;
        Ok((line.terms, line.sources))
    }
}

/// The unit of pay that states none, such as `CNY a month`.
fn pay_unit(unit: &PayUnit) -> String {
    let scale = match unit.scale {
        Scale::Ones => String::new(),
        scale => format!(" in {scale:?}"),
    };
    let net = if unit.net { " after tax" } else { "" };
    format!("{} a {}{scale}{net}", unit.currency, unit.period.as_str())
}

/// SHA-256 of all tables of a pack with its overlays.
fn digest(pack: &Pack) -> Result<String, DataError> {
    let mut hash = Sha256::new();
    for table in Pack::table_names() {
        let rows = pack.raw_rows(table)?;
        for cell in rows.rows.iter().flat_map(|row| &row.cells) {
            hash.update((cell.len() as u64).to_le_bytes());
            hash.update(cell);
        }
        hash.update([u8::MAX]);
    }
    Ok(hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect())
}
