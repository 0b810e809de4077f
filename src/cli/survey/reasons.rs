//! Why rows are not used, and what helps.

use crate::answer::{Answer, Note};
use crate::cli::context::Context;
use crate::money::grouped;
use crate::payroll::{FilePricer, Status};
use crate::people::ColumnMeaning;
use crate::survey::{RowStatus, Survey, SurveyOptions};

/// The most reasons that are said, unless all notes are asked for.
const MAX_REASONS: usize = 2;

/// Why rows of a file are not used, those of the most rows first.
pub(super) struct UnusedRows {
    /// The number of rows of each status, in words; `None` where all rows are used.
    counts: Option<String>,
    reasons: Vec<(RowStatus, Reason)>,
}

/// What a status means, and what helps.
struct Reason {
    text: &'static str,
    advice: Option<String>,
}

/// The survey and its options, by which advice is chosen.
pub(super) struct ReadRows<'r, 'p> {
    pub(super) survey: &'r Survey,
    pub(super) options: &'r SurveyOptions,
    pub(super) pricer: &'r FilePricer<'p>,
    /// Whether `--default-level` is given.
    pub(super) has_default_level: bool,
}

impl UnusedRows {
    pub(super) fn of(rows: &ReadRows<'_, '_>) -> Self {
        let mut unused: Vec<(RowStatus, u64)> =
            rows.survey.rows.iter().filter(|(status, rows)| *status != RowStatus::Used && *rows > 0).collect();
        unused.sort_by_key(|(_, rows)| std::cmp::Reverse(*rows));
        let counts: Vec<String> =
            unused.iter().map(|(status, rows)| format!("{} {}", grouped((*rows).into(), 0), status.as_str())).collect();
        let reasons = unused.iter().filter_map(|(status, _)| Some((*status, rows.reason(*status)?)));
        UnusedRows { counts: (!counts.is_empty()).then(|| counts.join(", ")), reasons: reasons.collect() }
    }

    /// Adds the reasons to an answer that has the numbers of rows by status.
    pub(super) fn add_to(&self, answer: &mut Answer) {
        let Some(at) = answer.notes.iter().position(|note| note.text.starts_with("rows: ")) else { return };
        let unsaid = self.reasons.iter().filter(|(status, _)| !has_note(*status)).enumerate();
        let notes: Vec<Note> = unsaid
            .map(|(number, (status, reason))| {
                let text = format!("{}: {}", status.as_str(), reason.text);
                let note = if number < MAX_REASONS { Note::fact(text) } else { Note::new(text) };
                Note { advice: reason.advice.clone(), ..note }
            })
            .collect();
        answer.notes.splice(at + 1..at + 1, notes);
    }

    /// Says on standard error how many rows are not used and why, where `lead` is what the result says of used ones.
    pub(super) fn say(&self, context: &Context, lead: &str) {
        let Some(counts) = &self.counts else { return };
        context.console.message(&format!("note: {lead}; not used: {counts}"));
        for (status, Reason { text, advice }) in self.reasons.iter().take(MAX_REASONS) {
            let advice = advice.as_ref().map_or_else(String::new, |advice| format!("; {advice}"));
            context.console.message(&format!("note: {}: {text}{advice}", status.as_str()));
        }
    }
}

/// Whether the notes of a survey say what the status means.
fn has_note(status: RowStatus) -> bool {
    matches!(status, RowStatus::OtherBasis | RowStatus::Unused(Status::NetPay | Status::BonusNotStated))
}

impl ReadRows<'_, '_> {
    /// What a status means in this file, and what to do about it; `None` where the word says all, or a warning does.
    fn reason(&self, status: RowStatus) -> Option<Reason> {
        use RowStatus::Unused;
        let text = match status {
            RowStatus::Duplicate if self.options.id.is_some() => "another row has the same id and date",
            RowStatus::Duplicate => "another row says the same",
            RowStatus::TooOld => "the date is too long before that of the answer",
            RowStatus::UnknownDate => "no date can be read",
            RowStatus::UnreadableHeadcount => "the cell of the headcount holds no whole number above 0",
            RowStatus::UnknownOrganisation => "no organisation is named, and the rows are grouped by it",
            RowStatus::Intern => "interns are no part of other groups",
            RowStatus::OtherBasis => "pay by the day is mostly day labour",
            RowStatus::PartTime => "the pay is that of part of full time",
            Unused(Status::PayNotStated) => "the pay cell is blank, or says that pay is not stated",
            Unused(Status::OpenEndedPay) => "the pay has one end, and no middle",
            Unused(Status::UnreadablePay) => "the pay cell cannot be read without doubt",
            Unused(Status::NetPay) => "pay after tax is not compared with pay before tax",
            Unused(Status::BonusNotStated) => "a blank bonus is not known; 0 states that there is none",
            Unused(Status::CurrencyWithoutRate) => "the pack has no rate for the currency of the pay",
            Unused(Status::NoRoleMatch) => "no role matches the title",
            Unused(Status::AmbiguousRole) => "several roles fit the title",
            Unused(Status::UnknownCity) => "the city cell is blank, or names no city of the pack",
            Unused(Status::TwoCities) => "the city cell names two cities or more",
            Unused(Status::AmbiguousCity) => "several places have this name",
            Unused(Status::UnknownLevel) => "no level is stated, or none that is known",
            Unused(Status::TotalRow) => "a total or average of other rows",
            Unused(Status::RaggedRow) => "more or fewer cells than the header has",
            _ => return None,
        };
        // Options that decide how rows are read are refused with tables of counts.
        let advice = if self.survey.is_of_counts { None } else { self.advice(status) };
        Some(Reason { text, advice })
    }

    /// What helps.
    fn advice(&self, status: RowStatus) -> Option<String> {
        use RowStatus::Unused;
        let has_levels = self.pricer.column_of(ColumnMeaning::Level).is_some();
        let listed = "--unmatched FOLDER lists the texts";
        let advice = match status {
            RowStatus::Duplicate if self.options.id.is_none() => "--duplicates keep uses all",
            RowStatus::TooOld => "--max-age MONTHS allows more, up to 24",
            RowStatus::UnknownDate => "--date-column names another column",
            RowStatus::PartTime if self.options.employment.is_some() => {
                "--employment-column none counts such pay as pay for full time"
            }
            RowStatus::UnreadableHeadcount => "--headcount-column none counts each row as one person",
            RowStatus::Intern if self.options.employment.is_some() => {
                "--employment-column none goes by titles and levels alone"
            }
            RowStatus::Intern => "with level in --by they have a group of their own",
            RowStatus::OtherBasis => "--include-daily uses it",
            Unused(Status::UnreadablePay) => return Some(format!("{listed} with the reason")),
            Unused(Status::CurrencyWithoutRate) => return self.advice_on_rates(),
            Unused(Status::NoRoleMatch) => {
                return Some(format!(
                    "{listed} with the nearest names, --overlay FOLDER applies those whose `id` is filled in, and --by column:NAME \
                     groups by another column"
                ));
            }
            Unused(Status::AmbiguousRole) => return Some(format!("{listed} with the names of the roles")),
            Unused(Status::UnknownCity) => {
                return Some(format!("{listed} with the nearest names, and --by without city uses such rows"));
            }
            Unused(Status::TwoCities | Status::AmbiguousCity) => "--by without city uses such rows",
            Unused(Status::UnknownLevel) if self.has_default_level => "--by without level uses such rows",
            Unused(Status::UnknownLevel) if has_levels => {
                "--default-level LEVEL counts rows that state none at that level, --level-column none goes by titles and years, and \
                 --by without level uses all"
            }
            Unused(Status::UnknownLevel) => {
                "--default-level LEVEL counts such rows at that level, and --by without level uses them"
            }
            _ => return None,
        };
        Some(advice.to_owned())
    }

    /// What helps where pay cannot be converted.
    fn advice_on_rates(&self) -> Option<String> {
        let codes: Vec<&str> = self.survey.currencies_without_rate.iter().map(|code| code.as_str()).collect();
        match codes.as_slice() {
            [] => None,
            [one] => Some(format!(
                "--currency {one} surveys pay in it, and an overlay with a table `fx` adds a rate for {one}"
            )),
            several => Some(format!("an overlay with a table `fx` adds rates for {}", several.join(", "))),
        }
    }
}
