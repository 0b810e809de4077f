//! A file without titles: how its places or pay texts are understood, for joins on the text.

use super::args::Args;
use super::failures::counts_of_run;
use super::messages::{say_how_text_is_read, say_replaced_columns};
use super::missing_tables::require_cities;
use super::place_messages::say_pack_of_places;
use super::row_output::{ColumnChanges, RowOutput};
use super::target::Written;
use super::unmatched;
use crate::answer::Answer;
use crate::cli::Context;
use crate::cli::failure::Failure;
use crate::cli::file::columns::{bonus_unit_note, column_name};
use crate::cli::file::input::Progress;
use crate::cli::file::pay_unit::{MissingPart, unit_message};
use crate::cli::file::reading::ChosenElement;
use crate::money::grouped;
use crate::payroll::{FilePricer, MappedText, appended_columns};
use crate::people::{ColumnChoice, ColumnError, ColumnMeaning, ColumnSamples, Columns};
use crate::pricing::Options;
use crate::tabular;

/// A column of places or pay in a file without titles.
pub(super) struct Mapping {
    texts: MappedText,
    column: usize,
    /// The columns of the file. `role` is a placeholder, because the file has no titles.
    columns: Columns,
    /// The element of pay that is read.
    element: ChosenElement,
}

/// Where the rows of a mapping come from and go to.
pub(super) struct Endpoints<'s> {
    /// What messages call the input.
    pub(super) name: &'s str,
    pub(super) progress: &'s Progress,
    pub(super) output: RowOutput,
}

impl Args {
    /// The mapping of a file, if it has no titles, and its only column, or one that the caller names, holds places or pay. The columns
    /// of an earlier run do not count.
    pub(super) fn mapping(&self, file: &tabular::Input<'_>, element: ChosenElement) -> Option<Mapping> {
        let headers = file.header().names();
        let choice = |meaning| self.columns.choice(meaning, element.element);
        if !matches!(Columns::find(headers, choice), Err(ColumnError::NoRole { .. })) {
            return None;
        }
        let columns = Columns::find(headers, |meaning| self.choice_in_mapping(meaning, element)).ok()?;
        let named = self.named(&columns, element);
        let is_only = |texts| headers.len() == self.changes(file, &named, texts).replaced.len() + 1;
        let is_meant = |texts, meaning| is_only(texts) || matches!(choice(meaning), ColumnChoice::Named(_));
        let at = |texts, meaning| columns.of(meaning).filter(|_| is_meant(texts, meaning));
        let places = at(MappedText::Places, ColumnMeaning::City);
        let (texts, column) = match (places, at(MappedText::Pay, ColumnMeaning::Salary)) {
            (Some(column), None) => (MappedText::Places, column),
            (None, Some(column)) => (MappedText::Pay, column),
            _ => return None,
        };
        Some(Mapping { texts, column, columns, element })
    }

    /// The columns that a mapping appends, and those that they replace. `named` are the columns that options name.
    fn changes(&self, file: &tabular::Input<'_>, named: &[usize], texts: MappedText) -> ColumnChanges {
        ColumnChanges::of(file, named, |_| self.result.appended_or(texts.columns()))
    }

    /// The columns that options name.
    fn named(&self, columns: &Columns, element: ChosenElement) -> Vec<usize> {
        let is_named =
            |meaning: &ColumnMeaning| matches!(self.columns.choice(*meaning, element.element), ColumnChoice::Named(_));
        ColumnMeaning::ALL.into_iter().filter(is_named).filter_map(|meaning| columns.of(meaning)).collect()
    }

    /// How the column of a meaning is chosen in a file without titles. The first column stands for that of titles.
    fn choice_in_mapping(&self, meaning: ColumnMeaning, element: ChosenElement) -> ColumnChoice {
        match meaning {
            ColumnMeaning::Role => ColumnChoice::Named("1".to_owned()),
            _ => self.columns.choice(meaning, element.element),
        }
    }

    /// Writes the rows with how each text is understood, and says how many are.
    pub(super) fn map(
        &self,
        context: &Context,
        mapping: Mapping,
        file: tabular::Input<'_>,
        endpoints: Endpoints<'_>,
        options: &Options,
    ) -> Result<(), Failure> {
        if self.result.summary || endpoints.output.target.is_none() {
            return Err(Failure::usage("there is nothing to sum up: the file has no titles")
                .hint("leave out --summary and --summary-by, or name the column with titles with --role-column"));
        }
        let Mapping { texts, column, columns, element } = mapping;
        if texts == MappedText::Places {
            require_cities(context)?;
        }
        let named = self.named(&columns, element);
        let payroll = self.payroll_options(context, options)?;
        say_what_is_read(context, texts, &column_name(file.header().names(), column));
        say_how_text_is_read(context, &file);
        let titles = self.titles_and_pay.titles(context)?;
        // Whether a column of shares of full time holds hours a week shows in its cells, and whether one of bonuses holds amounts.
        let (headers, samples) = (file.header().names(), ColumnSamples::of(&file, &titles));
        let columns = match columns.fte.or(columns.bonus) {
            Some(_) => Columns::find_with_samples(headers, &samples, &appended_columns(headers), |meaning| {
                self.choice_in_mapping(meaning, element)
            })
            .map_err(Failure::failed)?,
            None => columns,
        };
        let columns = match texts {
            MappedText::Places => {
                self.columns.refuse_bonus()?;
                columns
            }
            MappedText::Pay => self.columns.with_bonus(columns, headers, element)?,
        };
        if let Some(note) = bonus_unit_note(&columns, headers) {
            context.console.message(&format!("note: {note}"));
        }
        let changes = self.changes(&file, &named, texts);
        let conversion = endpoints.output.conversion(context, &file, &changes)?;
        let ColumnChanges { appended, replaced } = changes;
        say_replaced_columns(context, headers, &replaced);
        let pricer = FilePricer::new(&context.pack, titles, options, columns, payroll, appended, file.delimiter())?;
        let mut pricer = pricer.with_source_lines(file.source_lines()).replacing(replaced);
        if texts == MappedText::Places {
            say_pack_of_places(context, &file, &pricer, column);
        }
        if texts == MappedText::Pay {
            pricer.decide_pay_unit(&file);
            let (unit, element) = (
                unit_message(pricer.pay_unit(), &pricer.conventions(), MissingPart::Unit, ""),
                pricer.element().as_str(),
            );
            context
                .console
                .message(&format!("note: {unit}. --pay-currency, --pay-period change it; pay_annual is {element}"));
        }
        let (process, lines) = (self.process_options(), file.source_lines().clone());
        let excel = self.result.output.is_for_excel();
        let Written { ended, unfinished } = match endpoints.output.target {
            None => return Ok(()),
            Some(target) => {
                target.write(context, conversion, |rows| pricer.map(texts, column, file, &process, rows, excel))?
            }
        };
        endpoints.progress.finish();
        let Some(tally) = counts_of_run(ended, endpoints.name, &lines, self.result.output.path())? else {
            return Ok(());
        };
        if let Some(path) = &self.result.unmatched {
            unmatched::write(context, path, &tally.unmatched, &pricer)?;
        }
        let count = |rows: u64| grouped(rows.into(), 0);
        context.console.message(&format!("note: {} of {} rows understood", count(tally.understood), count(tally.rows)));
        if let Some(workbook) = unfinished {
            workbook.finish(context, Answer::default(), self.result.output.path())?;
        }
        if self.result.strict { check_all_understood(tally.understood, tally.rows) } else { Ok(()) }
    }
}

/// Says what is read from which column.
fn say_what_is_read(context: &Context, texts: MappedText, from: &str) {
    let what = match texts {
        MappedText::Places => "places",
        MappedText::Pay => "pay",
    };
    context.console.message(&format!("note: {what} from {from}; there are no titles, and nothing is priced"));
}

/// The failure of `--strict`, if a text was not understood.
fn check_all_understood(understood: u64, rows: u64) -> Result<(), Failure> {
    let left = rows - understood;
    if left == 0 {
        return Ok(());
    }
    Err(Failure::failed(anyhow::anyhow!("{left} of {rows} rows were not understood"))
        .hint("market_status says why; --unmatched writes the texts"))
}
