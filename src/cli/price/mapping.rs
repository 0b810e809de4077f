//! A file without titles: what its places or texts of pay are read as, for joins on the text.

use std::io;

use super::input::Progress;
use super::result::{Rows, Target};
use super::said::column_name;
use super::{Args, failures, units, unmatched};
use crate::cli::Context;
use crate::cli::failure::Failure;
use crate::money::grouped;
use crate::payroll::{Columns, Error, Job, MappingOf, Meaning, NoColumn, Wanted};
use crate::pricing::Options;
use crate::tabular::{self, Plan};

/// A mapping that a file is asked for.
pub(super) struct Mapping {
    of: MappingOf,
    column: usize,
    /// The file's columns; the one of titles means nothing.
    columns: Columns,
}

/// Where rows come from and go to.
pub(super) struct Ends<'s> {
    /// What messages call the file.
    pub(super) name: &'s str,
    pub(super) progress: &'s Progress,
    /// `None` when only a summary is asked for.
    pub(super) target: Option<Target>,
}

impl Args {
    /// The mapping that a file with these headers is answered with: it has no titles, and places or pay stand in its only
    /// column, or in one that the caller names.
    pub(super) fn mapping(&self, headers: &[String]) -> Option<Mapping> {
        let wanted = |meaning| self.columns.wanted(meaning);
        if !matches!(Columns::find(headers, wanted), Err(NoColumn::NoRole { .. })) {
            return None;
        }
        let columns = Columns::find(headers, |meaning| match meaning {
            Meaning::Role => Wanted::Named("1".to_owned()),
            _ => wanted(meaning),
        });
        let columns = columns.ok()?;
        let named = |meaning| headers.len() == 1 || matches!(wanted(meaning), Wanted::Named(_));
        let at = |meaning| columns.of(meaning).filter(|_| named(meaning));
        let (of, column) = match (at(Meaning::City), at(Meaning::Salary)) {
            (Some(column), None) => (MappingOf::Places, column),
            (None, Some(column)) => (MappingOf::Pay, column),
            _ => return None,
        };
        Some(Mapping { of, column, columns })
    }

    /// Writes the mapping, and says how much of it was understood.
    pub(super) fn map(
        &self,
        context: &Context,
        mapping: Mapping,
        file: tabular::Input<'_>,
        ends: Ends<'_>,
        options: &Options,
    ) -> Result<(), Failure> {
        if self.result.summary || ends.target.is_none() {
            return Err(Failure::usage("there is nothing to sum up: the file has no titles")
                .hint("leave out --summary and --summary-by, or name the column with titles with --role-column"));
        }
        let Mapping { of, column, columns } = mapping;
        let from = column_name(file.header().names(), column);
        let terms = self.reading.terms(context, options, self.result.counting())?;
        let what = match of {
            MappingOf::Places => "places",
            MappingOf::Pay => "pay",
        };
        context.console.remark(&format!("note: {what} from {from}; there are no titles, and nothing is priced"));
        let titles = self.reading.titles(context)?;
        let appended = self.result.appended_to(of.columns());
        let mut job = Job::new(&context.pack, titles, options, columns, terms, appended, file.delimiter())?;
        if of == MappingOf::Pay {
            job.decide_unit(&file);
            let (unit, element) = (units::decided(job.unit(), ""), job.element().as_str());
            context
                .console
                .remark(&format!("note: {unit}. --pay-currency, --pay-period change it; pay_annual is {element}"));
        }
        let plan = self.plan();
        let excel = self.result.output.is_for_excel();
        let ended = match ends.target {
            None => return Ok(()),
            Some(Target::Stdout) => {
                job.map(of, column, file, &plan, Rows::new(io::stdout(), context.console.stdout_is_terminal()), excel)
            }
            Some(Target::File(mut destination)) => match job.map(of, column, file, &plan, &mut destination, excel) {
                Ok(tally) => destination.finish().map(|()| Ok(tally))?,
                Err(error) => Err(error),
            },
        };
        ends.progress.finish();
        let tally = match ended {
            Ok(tally) => tally,
            Err(Error::Rows(tabular::Error::Write(error))) if error.kind() == io::ErrorKind::BrokenPipe => {
                return Ok(());
            }
            Err(error) => {
                let target = self.result.output.path();
                return Err(failures::of_run(ends.name, target, error));
            }
        };
        if let Some(path) = &self.result.unmatched {
            unmatched::write(context, path, &tally.unmatched, &job)?;
        }
        let count = |rows: u64| grouped(rows.into(), 0);
        context.console.remark(&format!("note: {} of {} rows understood", count(tally.understood), count(tally.rows)));
        if self.result.strict && tally.understood < tally.rows {
            let left = tally.rows - tally.understood;
            return Err(Failure::failed(anyhow::anyhow!("{left} of {} rows were not understood", tally.rows))
                .hint("market_status says why; --unmatched writes the texts"));
        }
        Ok(())
    }

    /// How the rows are worked on.
    pub(super) fn plan(&self) -> Plan<'static> {
        Plan {
            workers: self.result.workers(),
            ragged: if self.input.keeps_ragged() { tabular::Ragged::Keep } else { tabular::Ragged::Refuse },
            stop: None,
        }
    }
}
