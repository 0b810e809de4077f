//! `payband chart survey`: the percentiles of a survey, read from the CSV that `payband survey -o` writes.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::failure::Failure;
use crate::money::Decimal;
use crate::page::Picture;
use crate::survey::RESULT_COLUMNS;
use crate::views::chart::{SurveyGroup, survey};

/// The most groups of a chart.
const MAX_GROUPS: usize = 200;
/// The columns that a result must have.
const REQUIRED: [&str; 5] = ["n", "p25", "p50", "p75", "currency"];
/// The columns of the percentiles.
const PERCENTILES: [&str; 5] = ["p10", "p25", "p50", "p75", "p90"];
/// The ids of dimensions, which stand beside names.
const IDS: [&str; 3] = ["role_id", "city_id", "level_id"];

/// The chart of the groups in some files.
pub(super) fn chart_of(files: &[PathBuf]) -> Result<Picture, Failure> {
    let mut groups = Vec::new();
    for file in files {
        groups.extend(read(file)?);
        if groups.len() > MAX_GROUPS {
            let message = format!("a chart has space for {MAX_GROUPS} groups, and these are more");
            return Err(Failure::failed(anyhow::Error::msg(message)).hint("survey by fewer things with --by"));
        }
    }
    Ok(survey(&groups))
}

fn read(path: &Path) -> Result<Vec<SurveyGroup>, Failure> {
    let name = path.display();
    let failed = |error: anyhow::Error| Failure::failed(error).context(format!("{name} cannot be read"));
    let file = File::open(path).map_err(|error| failed(error.into()))?;
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file);
    let headers: Vec<String> = match reader.headers() {
        Ok(headers) => headers.iter().map(|header| header.trim_start_matches('\u{feff}').to_owned()).collect(),
        Err(error) => return Err(failed(error.into())),
    };
    // A dimension before the columns of the result may have the name of one.
    let at = |column: &str| headers.iter().rposition(|header| header == column);
    if let Some(missing) = REQUIRED.iter().find(|column| at(column).is_none()) {
        return Err(Failure::failed(anyhow::anyhow!("{name} has no column {missing}"))
            .hint("draw what `payband survey FILE -o percentiles.csv` writes"));
    }
    let first_of_result = RESULT_COLUMNS.iter().find_map(|column| at(column)).unwrap_or_default();
    let dimensions: Vec<usize> = headers
        .iter()
        .take(first_of_result)
        .enumerate()
        .filter(|(_, header)| !IDS.contains(&header.as_str()))
        .map(|(at, _)| at)
        .collect();
    let mut groups = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| failed(error.into()))?;
        let text = |column: &str| at(column).and_then(|at| record.get(at)).unwrap_or_default().trim().to_owned();
        let is_suppressed = text("state") == "suppressed";
        let reason = text("reason");
        groups.push(SurveyGroup {
            key: dimensions.iter().filter_map(|at| record.get(*at)).map(str::to_owned).collect(),
            people: text("n"),
            currency: text("currency"),
            period: Some(text("period")).filter(|period| !period.is_empty()).unwrap_or_else(|| "year".to_owned()),
            percentiles: PERCENTILES.map(|column| text(column).parse::<Decimal>().ok()),
            reason: if is_suppressed && reason.is_empty() { "suppressed".to_owned() } else { reason },
            source: text("source"),
        });
    }
    if groups.is_empty() {
        return Err(Failure::failed(anyhow::anyhow!("{name} has no groups")));
    }
    Ok(groups)
}
