//! `payband price`: writes the rows of a payroll or of a file of job ads with the market range beside each.

mod args;
mod conversion;
mod delimiters;
mod failures;
mod hand_filled;
mod mapping;
mod messages;
mod missing_tables;
mod page;
mod pay_unit_messages;
mod place_messages;
mod reasons;
mod result;
mod row_output;
mod target;
mod unmatched;
mod written_files;

use super::Context;
use super::args::pricing::print_warnings;
use super::failure::Failure;
use super::file::input::Purpose;
use super::output::unfinished::end_on_signals;
use crate::pack::Pack;
use crate::payroll::{FilePricer, Tally};
use crate::people::ColumnMeaning;
use crate::pricing::{Cell, Options, Pricer, PricingError};
use crate::render::Format;
use crate::tabular::KeptRows;
use crate::views::SummaryUnit;
pub(super) use args::Args;
use failures::counts_of_run;
use mapping::Endpoints;
pub(super) use messages::say_how_file_is_read;
use missing_tables::leave_out_columns_without_table;
use page::PagePrices;
pub(super) use page::nothing_compared;
pub(super) use place_messages::say_places;
use row_output::{ColumnChanges, RowOutput, kept_rows, row_format};
use target::Written;
pub(super) use unmatched::{paths as unmatched_paths, write as write_unmatched};
pub(super) use written_files::WrittenFiles;

const PURPOSE: Purpose = Purpose { command: "price", verb: "price", example: "payband price payroll.csv" };

impl Args {
    /// Prices the file.
    pub(in crate::cli) fn run(&self, context: &Context) -> Result<(), Failure> {
        let options = self.pricing.options(context, None)?;
        if matches!(self.result.asked_format(), Ok(Some(Format::Xlsx))) {
            // The workbook holds what is said.
            context.console.record_messages();
        }
        print_warnings(context, &self.pricing.warnings(&context.pack, &options, false)?);
        end_on_signals().map_err(Failure::failed)?;
        let input = self.file.open(context, PURPOSE)?;
        let name = input.name.clone();
        let target = self.result.target(context, &input)?;
        let asked = if target.is_some() { self.result.asked_format()? } else { None };
        let kept = |kind| match target {
            Some(_) => kept_rows(row_format(asked, kind), kind),
            None => KeptRows::Uncopied,
        };
        let (file, progress) = self.file.open_table(input, &kept)?;
        let (output, file) = RowOutput::new(target, asked, file);
        output.say_sheet(context, self.file.names_sheet());
        let element = self.titles_and_pay.element(&context.pack)?;
        if let Some(mapping) = self.mapping(&file, element) {
            if self.result.page().is_some() {
                return Err(nothing_compared(&name));
            }
            let endpoints = Endpoints { name: &name, progress: &progress, output };
            return self.map(context, mapping, file, endpoints, &options);
        }
        let titles = self.titles_and_pay.titles(context)?;
        let mut columns = self.columns.find(&file, &titles, element, &format!("{name} cannot be priced"))?;
        let headers = file.header().names().to_vec();
        leave_out_columns_without_table(context, &headers, &mut columns)?;
        let payroll = self.payroll_options(context, &options)?;
        let changes = ColumnChanges::of(&file, &columns.read(), |own| self.result.appended(own == 1));
        let conversion = output.conversion(context, &file, &changes)?;
        check_possible(&context.pack, &options)?;
        let ColumnChanges { appended, replaced } = changes;
        let pricer = FilePricer::new(&context.pack, titles, &options, columns, payroll, appended, file.delimiter())?;
        let mut pricer = pricer.with_source_lines(file.source_lines()).replacing(replaced);
        pricer.decide_pay_unit(&file);
        say_how_file_is_read(context, &file, &pricer);
        say_places(context, &file, &pricer, &self.columns.choice(ColumnMeaning::City, element.element));
        let (process, lines) = (self.process_options(), file.source_lines().clone());
        let excel = self.result.output.is_for_excel();
        let Written { ended, unfinished } = match output.target {
            None => Written { ended: pricer.tally(file, &process), unfinished: None },
            Some(target) => target.write(context, conversion, |rows| pricer.run(file, &process, rows, excel))?,
        };
        progress.finish();
        let Some(tally) = counts_of_run(ended, &name, &lines, self.result.output.path())? else { return Ok(()) };
        if let Some(path) = &self.result.unmatched {
            unmatched::write(context, path, &tally.unmatched, &pricer)?;
        }
        let quotes = pricer.take_quotes()?;
        let about = self.say_results(context, &pricer, &headers, &tally, &options, &quotes)?;
        if let Some(path) = self.result.page() {
            let unit = SummaryUnit { currency: pricer.currency(), period: options.period };
            let prices = PagePrices { name: &name, tally: &tally, quotes: &quotes, about: &about, unit };
            page::write(context, path, &prices)?;
        }
        if let Some(workbook) = unfinished {
            workbook.finish(context, about, self.result.output.path())?;
        }
        if self.result.strict { check_complete(&tally) } else { Ok(()) }
    }
}

/// Checks that prices can be given in the currency and for the date asked for, before any row is written.
fn check_possible(pack: &Pack, options: &Options) -> Result<(), Failure> {
    let (role, city) = match (pack.salaries()?.iter().next(), pack.first_cell()?) {
        (Some(salary), _) => (salary.role.owned(), None),
        (None, Some(cell)) => (cell.role.owned(), Some(cell.place.owned()).filter(|place| !place.is_empty())),
        (None, None) => return Ok(()),
    };
    let level = pack.levels()?.iter().find(|level| level.low_pct.is_some()).map(|level| level.id.owned());
    let cell = Cell { role, city, level };
    match Pricer::new(pack, options.clone())?.quote(&cell) {
        Err(error @ (PricingError::NoRate { .. } | PricingError::BeforeEffective { .. })) => Err(error.into()),
        _ => Ok(()),
    }
}

/// The failure of `--strict`, if a row is not complete.
fn check_complete(tally: &Tally) -> Result<(), Failure> {
    let (all, left) = (tally.all_rows(), tally.all_rows() - tally.complete());
    if left == 0 {
        return Ok(());
    }
    Err(Failure::failed(anyhow::anyhow!("{left} of {all} rows were not priced, or their pay not read"))
        .hint("market_status says why; --unmatched writes the names that did not match"))
}
