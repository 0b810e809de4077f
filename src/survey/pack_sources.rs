//! The sources of a pack that a survey makes: its files, and how the figures were made from them.

use std::collections::BTreeSet;

use super::options::{Duplicates, Outliers, SurveyOptions};
use super::row_status::RowStatus;
use super::run::Survey;
use super::source_file::SourceFile;
use crate::money::Decimal;
use crate::pack::{DataError, Pack, TableText, id_of};

/// The begin of the note of a file, before its hash.
pub(super) const DIGEST_WORD: &str = "SHA-256 ";

/// Adds the sources of the figures to a table, and returns the id of the one that all figures have: that of the file, or for
/// several files that of a source after theirs.
///
/// # Errors
/// [`DataError`] when the sources of the pack in use cannot be read.
pub(super) fn add_files(
    pack: &Pack,
    survey: &Survey,
    options: &SurveyOptions,
    files: &[SourceFile],
    sources: &mut TableText,
) -> Result<String, DataError> {
    let how = how_it_was_made(survey, options);
    let mut taken: BTreeSet<String> = pack.sources()?.iter().map(|source| source.id.to_string()).collect();
    let mut add = |id: &str, title: &str, note: &str| {
        sources.push(|column| match column {
            "id" => id.to_owned(),
            "title" => title.to_owned(),
            "note" => note.to_owned(),
            _ => String::new(),
        });
    };
    if let [file] = files {
        let id = free_id(&file.name, &mut taken);
        add(&id, &file.name, &format!("{DIGEST_WORD}{}; {how}", file.sha256));
        return Ok(id);
    }
    let mut ids = Vec::new();
    for file in files {
        let id = free_id(&file.name, &mut taken);
        add(&id, &file.name, &format!("{DIGEST_WORD}{}", file.sha256));
        ids.push(id);
    }
    let id = free_id(&format!("survey-of-{}-files", files.len()), &mut taken);
    add(&id, &SourceFile::names(files), &format!("{}; {how}", ids.join(", ")));
    Ok(id)
}

/// An id for a name that no other source has.
fn free_id(name: &str, taken: &mut BTreeSet<String>) -> String {
    let id = id_of(name);
    let id = if id.is_empty() { "survey".to_owned() } else { id };
    let id = if taken.contains(&id) { format!("survey-of-{id}") } else { id };
    let numbered = (2..).map(|number: u32| format!("{id}-{number}"));
    let free = std::iter::once(id.clone()).chain(numbered).find(|id| !taken.contains(id)).unwrap_or(id);
    taken.insert(free.clone());
    free
}

/// How the figures were made, in one line.
fn how_it_was_made(survey: &Survey, options: &SurveyOptions) -> String {
    let mut parts = vec![format!("{} rows, {} used", survey.rows.all(), survey.rows.get(RowStatus::Used))];
    if let Some((first, last)) = survey.stated.window {
        let days = if first == last { first.to_string() } else { format!("{first} to {last}") };
        parts.push(format!("the groups that are shown have pay of {days}"));
    }
    if let Some(ageing) = &options.ageing {
        parts.push(format!(
            "aged to {} by {}% a year, {}",
            ageing.on,
            ageing.rate_pct.normalize(),
            ageing.method.as_str()
        ));
    }
    parts.push(format!("rule {}", options.rule));
    if options.duplicates == Duplicates::Drop {
        parts.push("repeated rows left out".to_owned());
    }
    match options.outliers {
        Outliers::Flag => {}
        Outliers::Drop => parts.push("far pay left out".to_owned()),
        Outliers::Winsorise => parts.push("far pay replaced by the nearest that is not".to_owned()),
    }
    if let Some(pct) = survey.months.stated_pct().filter(|pct| *pct < Decimal::ONE_HUNDRED) {
        parts.push(format!(
            "{}% of the rows with pay by the month in the groups shown state the months that are paid a year",
            pct.round_dp(1).normalize()
        ));
    }
    parts.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_of_the_same_name_have_ids_of_their_own() {
        let mut taken = BTreeSet::from(["pay-csv".to_owned()]);
        let ids = ["pay.csv", "pay.csv", "工资", "工资"].map(|name| free_id(name, &mut taken));
        assert_eq!(ids, ["survey-of-pay-csv", "survey-of-pay-csv-2", "survey", "survey-of-survey"]);
    }
}
