//! `payband price`: a payroll or a file of job ads in, the same rows out with the market beside each.

mod columns;
mod failures;
mod files;
mod hand_filled;
mod input;
mod mapping;
mod reading;
mod reasons;
mod result;
mod said;
mod units;
mod unmatched;

use std::io;

use super::Context;
use super::failure::Failure;
use super::pricing::{PricingArgs, print_warnings};
use super::unfinished::end_on_signals;
use crate::pack::Pack;
use crate::payroll::{Error, Job, Tally};
use crate::pricing::{Cell, Options, Pricer, PricingError};
use crate::tabular::{self, enlarge_pipe};
use columns::ColumnArgs;
use input::InputArgs;
use mapping::Ends;
use reading::ReadingArgs;
use result::{ResultArgs, Rows, Target};

/// Price a file of people or job ads: adds the market range, and its ratio to the pay, to each row.
///
/// The rows keep their order and cells. Columns are found by their headers. A row that cannot be priced has empty market cells
/// and a reason in market_status. Base salary is compared: 12 months of pay a year, without bonuses.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  payband price payroll.csv -o priced.csv
  payband price ads.csv --default-level mid --explain-pay --unmatched unmatched.csv > priced.csv
  payband price payroll.csv.gz --columns low,mid,high,ratio | head
  payband price payroll.csv --summary-by role,city --format table")]
pub(super) struct Args {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    columns: ColumnArgs,
    #[command(flatten)]
    reading: ReadingArgs,
    #[command(flatten)]
    pricing: PricingArgs,
    #[command(flatten)]
    result: ResultArgs,
}

impl Args {
    pub(super) fn run(&self, context: &Context) -> Result<(), Failure> {
        let options = self.pricing.options(context, None)?;
        print_warnings(context, &self.pricing.warnings(&context.pack, &options, false)?);
        end_on_signals().map_err(Failure::failed)?;
        let source = self.input.open(context)?;
        let name = source.name.clone();
        let target = self.result.target(context, &source)?;
        let file = tabular::Input::open(source.reader, &self.input.reading()?)
            .map_err(|error| failures::of_file(&name, error.into()))?;
        self.result.suits(&file)?;
        if let Some(mapping) = self.mapping(file.header().names()) {
            let ends = Ends { name: &name, progress: &source.progress, target };
            return self.map(context, mapping, file, ends, &options);
        }
        let titles = self.reading.titles(context)?;
        let columns = self.columns.found(&file, &titles, &name)?;
        let headers = file.header().names().to_vec();
        let terms = self.reading.terms(context, &options, self.result.counting())?;
        let appended = self.result.appended(headers.len() == 1);
        said::before(context, &file, &columns, &terms, &appended);
        check_possible(&context.pack, &options)?;
        let mut job = Job::new(&context.pack, titles, &options, columns, terms, appended, file.delimiter())?;
        job.decide_unit(&file);
        let plan = self.plan();
        let excel = self.result.output.is_for_excel();
        let ended = match target {
            None => job.tally(file, &plan),
            Some(Target::Stdout) => {
                let stdout = io::stdout();
                enlarge_pipe(&stdout);
                job.run(file, &plan, Rows::new(stdout, context.console.stdout_is_terminal()), excel)
            }
            Some(Target::File(mut destination)) => match job.run(file, &plan, &mut destination, excel) {
                Ok(tally) => destination.finish().map(|()| Ok(tally))?,
                Err(error) => Err(error),
            },
        };
        source.progress.finish();
        let tally = match ended {
            Ok(tally) => tally,
            // A reader that has gone away has what it wants.
            Err(Error::Rows(tabular::Error::Write(error))) if error.kind() == io::ErrorKind::BrokenPipe => {
                return Ok(());
            }
            Err(error) => {
                let target = self.result.output.path();
                return Err(failures::of_run(&name, target, error));
            }
        };
        if let Some(path) = &self.result.unmatched {
            unmatched::write(context, path, &tally.unmatched, &job)?;
        }
        self.tell(context, &job, &headers, &tally, &options)?;
        if self.result.strict { check_complete(&tally) } else { Ok(()) }
    }
}

/// A request that no row can meet is an error before the first of them.
fn check_possible(pack: &Pack, options: &Options) -> Result<(), Failure> {
    let Some(salary) = pack.salaries()?.iter().next() else { return Ok(()) };
    let Some(level) = pack.levels()?.iter().find(|level| level.low_pct.is_some()) else { return Ok(()) };
    let cell = Cell { role: salary.role.owned(), city: None, level: level.id.owned() };
    match Pricer::new(pack, options.clone())?.quote(&cell) {
        Err(error @ (PricingError::NoRate { .. } | PricingError::BeforeEffective { .. })) => Err(error.into()),
        _ => Ok(()),
    }
}

/// What `--strict` asks for.
fn check_complete(tally: &Tally) -> Result<(), Failure> {
    let (all, left) = (tally.all_rows(), tally.all_rows() - tally.complete());
    if left == 0 {
        return Ok(());
    }
    Err(Failure::failed(anyhow::anyhow!("{left} of {all} rows were not priced, or their pay not read"))
        .hint("market_status says why; --unmatched writes the names that found nothing"))
}
