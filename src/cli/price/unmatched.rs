//! `--unmatched`: the names that found nothing, in the shape of alias tables, to be corrected by hand and used; and the
//! texts of pay that could not be read, with the reason.

use std::fs;
use std::path::Path;

use crate::cli::Context;
use crate::cli::failure::Failure;
use crate::cli::output::write_file;
use crate::names::Suggestion;
use crate::pack::{ALIAS_NOTES, PAY_TEXTS};
use crate::pay::{Unreadable, read};
use crate::payroll::{Job, Unmatched};

/// Names for which the nearest ones are looked up; those that follow are rare, and a look takes its time.
const LOOKED_UP: usize = 2_000;

/// The mark by which a spreadsheet knows UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// A name that found nothing.
struct Line<'n> {
    table: &'static str,
    name: &'n str,
    rows: u64,
    nearest: String,
}

/// Writes them, and says so when there were more than had room.
pub(super) fn write(context: &Context, path: &Path, unmatched: &Unmatched, job: &Job<'_>) -> Result<(), Failure> {
    write_tables(path, unmatched, job)?;
    let left_out = unmatched.titles.left_out() + unmatched.cities.left_out() + unmatched.pay.left_out();
    if left_out > 0 {
        context.console.remark(&format!(
            "warning: {} has no room for all that was not understood: the texts of {left_out} rows are not there",
            path.display()
        ));
    }
    Ok(())
}

/// Writes into a folder as the alias tables of an overlay, or into one file that names the table of each.
fn write_tables(path: &Path, unmatched: &Unmatched, job: &Job<'_>) -> Result<(), Failure> {
    let titles = lines("role_aliases", unmatched.titles.by_frequency(), |name| job.nearest_titles(name));
    let cities = lines("city_aliases", unmatched.cities.by_frequency(), |name| job.nearest_cities(name));
    let is_file = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
    let pay = pay_lines(&unmatched.pay.by_frequency(), job);
    if is_file && !path.is_dir() {
        let all: Vec<&Line<'_>> = titles.iter().chain(&cities).chain(&pay).collect();
        return write_file(path, &table(&all, true)?);
    }
    fs::create_dir_all(path).map_err(|error| {
        Failure::failed(error)
            .context(format!("cannot make the folder {}", path.display()))
            .hint("name a folder that can be made, or a .csv")
    })?;
    for lines in [&titles, &cities] {
        if let Some(first) = lines.first() {
            let all: Vec<&Line<'_>> = lines.iter().collect();
            write_file(&path.join(format!("{}.csv", first.table)), &table(&all, false)?)?;
        }
    }
    if !pay.is_empty() {
        write_file(&path.join(format!("{PAY_TEXTS}.csv")), &pay_table(&pay)?)?;
    }
    Ok(())
}

/// Texts of pay that could not be read, each with the reason in place of the nearest names.
fn pay_lines<'n>(texts: &[(&'n str, u64)], job: &Job<'_>) -> Vec<Line<'n>> {
    let reason = |text: &str| match read(text, &job.bare()) {
        Err(why) => why.to_string(),
        Ok(_) if job.unit().net => Unreadable::AfterTax.to_string(),
        Ok(_) => "other cells of its row, or the unit of the column, contradict it".to_owned(),
    };
    texts.iter().map(|(text, rows)| Line { table: PAY_TEXTS, name: text, rows: *rows, nearest: reason(text) }).collect()
}

/// Texts of pay, how many rows have each, and why it cannot be read.
fn pay_table(lines: &[Line<'_>]) -> Result<Vec<u8>, Failure> {
    let mut writer = csv::Writer::from_writer(MARK.to_vec());
    writer.write_record(["text", "rows", "reason"]).map_err(Failure::failed)?;
    for line in lines {
        writer.write_record([line.name, &line.rows.to_string(), &line.nearest]).map_err(Failure::failed)?;
    }
    writer.into_inner().map_err(|error| Failure::failed(anyhow::anyhow!("{error}")))
}

fn lines<'n>(
    table: &'static str,
    names: Vec<(&'n str, u64)>,
    nearest: impl Fn(&str) -> Vec<Suggestion>,
) -> Vec<Line<'n>> {
    let line = |(at, (name, rows)): (usize, (&'n str, u64))| {
        let near = if at < LOOKED_UP { nearest(name) } else { Vec::new() };
        let near: Vec<String> = near.into_iter().map(|near| near.id).collect();
        Line { table, name, rows, nearest: near.join("; ") }
    };
    names.into_iter().enumerate().map(line).collect()
}

/// The columns of an alias table, the id still to be filled in, with what helps to do so behind them.
fn table(lines: &[&Line<'_>], with_table: bool) -> Result<Vec<u8>, Failure> {
    let mut writer = csv::Writer::from_writer(MARK.to_vec());
    let mut write = |cells: &[&str]| writer.write_record(cells).map_err(Failure::failed);
    let mut header = vec!["alias", "id", "lang"];
    header.extend(ALIAS_NOTES);
    header.extend(with_table.then_some("table"));
    write(&header)?;
    for line in lines {
        let lang = if line.name.is_ascii() { "en" } else { "zh" };
        let rows = line.rows.to_string();
        let mut cells = vec![line.name, "", lang, rows.as_str(), line.nearest.as_str()];
        cells.extend(with_table.then_some(line.table));
        write(&cells)?;
    }
    writer.into_inner().map_err(|error| Failure::failed(anyhow::anyhow!("{error}")))
}
