//! `--unmatched`: the titles, places and levels that no name matched, as alias tables to fill in; and the pay texts that could not
//! be read, with the reason.

use std::fs;
use std::path::{Path, PathBuf};

use super::hand_filled::HandFilled;
use crate::cli::Context;
use crate::cli::failure::Failure;
use crate::cli::output::destination::{write_files, write_folder};
use crate::cli::output::file_id::FileId;
use crate::names::Suggestion;
use crate::names::is_han;
use crate::pack::{ALIAS_NOTES, PAY_TEXTS};
use crate::pay::{Unreadable, read};
use crate::payroll::FilePricer;
use crate::people::Unmatched;

/// The most names for which the nearest ones are looked up. Further names are rare, and a lookup is slow.
const MAX_LOOKUPS: usize = 2_000;

/// The text in place of the nearest names where none is near. A blank cell means that none was looked up.
const NOTHING_NEAR: &str = "nothing near";

/// A line about a text that was not understood.
struct Line<'n> {
    table: &'static str,
    name: &'n str,
    rows: u64,
    nearest: String,
}

/// Writes the tables, and warns when some texts were left out.
pub(in crate::cli) fn write(
    context: &Context,
    path: &Path,
    unmatched: &Unmatched,
    pricer: &FilePricer<'_>,
) -> Result<(), Failure> {
    let earlier = write_tables(path, unmatched, pricer)?;
    if earlier > 0 {
        context.console.message(&format!(
            "warning: {} lost {earlier} rows of earlier files in which nothing was filled in: it keeps 2 MiB of them",
            path.display()
        ));
    }
    let left_out = unmatched.left_out();
    if left_out > 0 {
        context.console.message(&format!(
            "warning: {} lacks the texts of {left_out} rows: more texts were not understood than are kept",
            path.display()
        ));
    }
    Ok(())
}

/// A table of unmatched texts.
struct TableSpec {
    name: &'static str,
    /// The columns that the table must have to be read again.
    required: &'static [&'static str],
    /// The columns that identify a row.
    key: &'static [&'static str],
}

const ROLES: &str = "role_aliases";
const CITIES: &str = "city_aliases";
const LEVELS: &str = "level_aliases";

const TABLES: [TableSpec; 4] = [
    TableSpec { name: ROLES, required: &["alias", "id"], key: &["alias"] },
    TableSpec { name: CITIES, required: &["alias", "id"], key: &["alias"] },
    TableSpec { name: LEVELS, required: &["alias", "id"], key: &["alias"] },
    TableSpec { name: PAY_TEXTS, required: &["text"], key: &["text"] },
];

/// All tables in one file, with a column for the table of each row.
const ONE_FILE: TableSpec = TableSpec { name: "", required: &["alias", "id"], key: &["alias", "table"] };

/// Whether all tables go into one file.
fn is_one_file(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv")) && !path.is_dir()
}

/// The files to write, each with its table.
fn tables(path: &Path) -> Vec<(PathBuf, TableSpec)> {
    if is_one_file(path) {
        return vec![(path.to_owned(), ONE_FILE)];
    }
    TABLES.into_iter().map(|table| (path.join(format!("{}.csv", table.name)), table)).collect()
}

/// The files to write.
pub(in crate::cli) fn paths(path: &Path) -> Vec<PathBuf> {
    tables(path).into_iter().map(|(path, _)| path).collect()
}

/// Checks that writing loses nothing: no file is a table of the pack in use. A folder may hold tables of an overlay. Any other
/// existing file must have the columns of such a table.
///
/// # Errors
/// A wrong usage that names the file, or a failure if it cannot be read.
pub(super) fn require_usable(context: &Context, path: &Path) -> Result<(), Failure> {
    let one_file = is_one_file(path);
    if !one_file && path.is_file() {
        return Err(
            Failure::usage(format!("{} is a file", path.display())).hint("name a folder, or a file that ends in .csv")
        );
    }
    if !one_file && path.is_symlink() && !path.exists() {
        return Err(Failure::usage(format!("{} is a link to nothing", path.display()))
            .hint("remove the link, or name another place with --unmatched"));
    }
    let of_pack: Vec<FileId> = context
        .pack
        .paths()
        .into_iter()
        .filter(|table| one_file || !table.is_overlay)
        .filter_map(|table| FileId::of(&table.path))
        .collect();
    for (path, table) in tables(path) {
        if FileId::of(&path).is_some_and(|id| of_pack.contains(&id)) {
            return Err(Failure::usage(format!("{} is a table of the pack or overlay in use", path.display()))
                .hint("name another place with --unmatched"));
        }
        // A pipe without a reader would hold up the end of the run.
        if !one_file && fs::metadata(&path).is_ok_and(|found| !found.is_file()) {
            return Err(Failure::usage(format!("{} is not an ordinary file", path.display()))
                .hint("remove it, or name another place with --unmatched"));
        }
        HandFilled::read(&path, table.required)?;
    }
    Ok(())
}

/// Writes the alias tables and the table of pay texts into a folder, or all into one file. Keeps the rows of earlier runs, and
/// returns the number of those that are too many to be kept.
fn write_tables(path: &Path, unmatched: &Unmatched, pricer: &FilePricer<'_>) -> Result<usize, Failure> {
    let titles = lines(ROLES, unmatched.titles.by_frequency(), |name| pricer.nearest_titles(name));
    let cities = lines(CITIES, unmatched.cities.by_frequency(), |name| pricer.nearest_cities(name));
    let levels = lines(LEVELS, unmatched.levels.by_frequency(), |name| pricer.nearest_levels(name));
    let mut pay = pay_lines(&unmatched.pay.by_frequency(), pricer);
    pay.extend(fte_lines(unmatched));
    pay.extend(bonus_lines(unmatched));
    let new = if is_one_file(path) {
        vec![names_table(titles.iter().chain(&cities).chain(&levels).chain(&pay), true)]
    } else {
        vec![names_table(&titles, false), names_table(&cities, false), names_table(&levels, false), pay_table(&pay)]
    };
    let (mut files, mut left_out) = (Vec::new(), 0);
    for ((path, spec), new) in tables(path).into_iter().zip(new) {
        let earlier = HandFilled::read(&path, spec.required)?;
        let is_written = earlier.is_some() || !new.is_empty() || spec.name.is_empty();
        let table = match earlier {
            Some(earlier) => {
                let (table, too_many) = new.with_earlier(earlier, spec.key, |key| match key {
                    [text] => is_settled(pricer, spec.name, text),
                    [text, table] => is_settled(pricer, table, text),
                    _ => false,
                });
                left_out += too_many;
                table
            }
            None => new,
        };
        if is_written {
            files.push((path, table.csv()?));
        }
    }
    if is_one_file(path) || path.is_dir() {
        return write_files(&files).map(|()| left_out);
    }
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let files: Vec<_> = files.into_iter().map(|(path, bytes)| (name(&path), bytes)).collect();
    write_folder(path, &files).map(|()| left_out)
}

/// Whether a row of an earlier table in which nothing is filled in can go, because its name is known now.
fn is_settled(pricer: &FilePricer<'_>, table: &str, text: &str) -> bool {
    match table {
        ROLES => pricer.knows_title(text),
        CITIES => pricer.knows_city(text),
        LEVELS => pricer.knows_level(text),
        // Nothing is filled in for pay: the table is about the present file.
        PAY_TEXTS => true,
        _ => false,
    }
}

/// Pay texts that could not be read, with the reason in place of the nearest names.
fn pay_lines<'n>(texts: &[(&'n str, u64)], pricer: &FilePricer<'_>) -> Vec<Line<'n>> {
    let reason = |text: &str| match read(text, &pricer.pay_defaults()) {
        Err(why) => why.to_string(),
        Ok(_) if pricer.pay_unit().net => Unreadable::AfterTax.to_string(),
        Ok(_) => "other cells of its row, or the unit of the column, contradict it".to_owned(),
    };
    texts.iter().map(|(text, rows)| Line { table: PAY_TEXTS, name: text, rows: *rows, nearest: reason(text) }).collect()
}

/// Cells beside pay that state no share of full time, with the reason.
fn fte_lines(unmatched: &Unmatched) -> impl Iterator<Item = Line<'_>> {
    let reason = "the cell beside the pay states no share of full time, like 0.8, 80% or 28.8/36";
    let line = |(name, rows)| Line { table: PAY_TEXTS, name, rows, nearest: reason.to_owned() };
    unmatched.fte.by_frequency().into_iter().map(line)
}

/// Bonuses that cannot be added to the pay beside them, with the reason.
fn bonus_lines(unmatched: &Unmatched) -> impl Iterator<Item = Line<'_>> {
    let reason = "the bonus beside the pay cannot be read, does not fit its column, is after tax, or has no rate to \
                  the currency of the pay";
    let line = |(name, rows)| Line { table: PAY_TEXTS, name, rows, nearest: reason.to_owned() };
    unmatched.bonus.by_frequency().into_iter().map(line)
}

/// The table of pay texts.
fn pay_table(lines: &[Line<'_>]) -> HandFilled {
    let mut table = HandFilled::new(&["text", "rows", "reason"]);
    for line in lines {
        table.push(&[line.name, &line.rows.to_string(), &line.nearest]);
    }
    table
}

fn lines<'n>(
    table: &'static str,
    names: Vec<(&'n str, u64)>,
    nearest: impl Fn(&str) -> Vec<Suggestion>,
) -> Vec<Line<'n>> {
    let line = |(at, (name, rows)): (usize, (&'n str, u64))| {
        let near: Option<Vec<String>> =
            (at < MAX_LOOKUPS).then(|| nearest(name).into_iter().map(|near| near.id).collect());
        let nearest = match near {
            Some(near) if near.is_empty() => NOTHING_NEAR.to_owned(),
            Some(near) => near.join("; "),
            None => String::new(),
        };
        Line { table, name, rows, nearest }
    };
    names.into_iter().enumerate().map(line).collect()
}

/// An alias table with ids to fill in, and the columns that help to do so.
fn names_table<'l, 'n: 'l>(lines: impl IntoIterator<Item = &'l Line<'n>>, with_table: bool) -> HandFilled {
    let mut columns = vec!["alias", "id", "lang"];
    columns.extend(ALIAS_NOTES);
    columns.extend(with_table.then_some("table"));
    let mut table = HandFilled::new(&columns);
    for line in lines {
        // Only Chinese characters show the language.
        let lang = if line.name.contains(is_han) { "zh" } else { "" };
        let rows = line.rows.to_string();
        let mut cells = vec![line.name, "", lang, rows.as_str(), line.nearest.as_str()];
        cells.extend(with_table.then_some(line.table));
        table.push(&cells);
    }
    table
}
