//! Writes a table of percentiles as columns of whole numbers, for the build script. `cell_columns.rs` describes and reads them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::cell_columns::{Figure, KEY_COLUMNS};

/// A table as columns.
pub(super) struct Written {
    /// The text of the layout.
    pub(super) layout: String,
    /// The block of each role.
    pub(super) blocks: Vec<(String, Vec<u8>)>,
}

/// The columns of figures that count people, ads or employers, and have no fractions.
const COUNTS: [Figure; 3] = [Figure::Employment, Figure::N, Figure::Organisations];

/// A column that is stored: the code of each row.
struct Codes {
    width: usize,
    codes: Vec<u64>,
}

/// Writes a CSV table, whose rows are sorted by their keys and have no quotes.
///
/// # Errors
/// What is wrong with the table.
pub(super) fn write(table: &str) -> Result<Written, String> {
    if table.contains(['"', '\r']) {
        return Err("quotes and carriage returns are not supported".to_owned());
    }
    let mut lines = table.lines();
    let header = lines.next().ok_or("there is no header")?;
    if !table.ends_with('\n') {
        return Err("the last row does not end with a line feed".to_owned());
    }
    let columns: Vec<&str> = header.split(',').collect();
    let mut rows = Vec::new();
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        if cells.len() != columns.len() {
            return Err(format!("this row and the header have not the same number of cells: {line}"));
        }
        rows.push(cells);
    }
    let cells_of = |column: &str| -> Vec<&str> {
        let at = columns.iter().position(|known| *known == column);
        rows.iter().map(|row| at.and_then(|at| row.get(at)).copied().unwrap_or_default()).collect()
    };
    let keys = KEY_COLUMNS.map(cells_of);
    let [roles, ..] = &keys;
    let key_at = |at: usize| keys.each_ref().map(|cells| cells.get(at));
    if let Some(at) = (1..rows.len()).find(|at| key_at(at - 1) >= key_at(*at)) {
        return Err(format!("sort the rows by {}: {:?}", KEY_COLUMNS.join(", "), key_at(at)));
    }

    let mut layout = format!("{header}\n");
    let mut stored = Vec::new();
    for (column, cells) in KEY_COLUMNS.into_iter().zip(&keys) {
        let (codes, texts) = indices(cells);
        let _ = writeln!(layout, "texts,{},{column},{}", codes.width, texts.join(","));
        stored.push(codes);
    }
    let mut terms = Vec::new();
    for column in columns.iter().filter(|column| !KEY_COLUMNS.contains(column)) {
        let figure = Figure::of_name(column);
        if figure.is_some_and(|figure| COUNTS.contains(&figure))
            && let Some(fraction) = cells_of(column).into_iter().find(|cell| cell.contains('.'))
        {
            return Err(format!("{column} has whole numbers, not {fraction}"));
        }
        match figure.and_then(|_| numbers(&cells_of(column))) {
            Some((codes, scale)) => {
                let _ = writeln!(layout, "numbers,{},{column},{scale}", codes.width);
                stored.push(codes);
            }
            None => terms.push(*column),
        }
    }
    let cells_of_terms: Vec<Vec<&str>> = terms.iter().map(|column| cells_of(column)).collect();
    let combination =
        |at| cells_of_terms.iter().filter_map(|cells| cells.get(at).copied()).collect::<Vec<_>>().join(",");
    let combinations: Vec<String> = (0..rows.len()).map(combination).collect();
    let (mut codes, distinct) = indices(&combinations.iter().map(String::as_str).collect::<Vec<_>>());
    // So that the length of a block shows the number of its rows, even if all codes are 0.
    codes.width = codes.width.max(1);
    let _ = writeln!(layout, "terms,{},{}\n{}", codes.width, terms.join(","), distinct.join("\n"));
    stored.push(codes);

    let mut blocks: Vec<(String, Vec<u8>)> = Vec::new();
    for role in roles.iter().collect::<BTreeSet<_>>() {
        let rows = (0..rows.len()).filter(|at| roles.get(*at) == Some(role));
        let mut block = Vec::new();
        for Codes { width, codes } in &stored {
            for code in rows.clone().filter_map(|at| codes.get(at)) {
                block.extend(code.to_le_bytes().into_iter().take(*width));
            }
        }
        blocks.push(((*role).to_owned(), block));
    }
    Ok(Written { layout, blocks })
}

impl Codes {
    fn new(codes: Vec<u64>) -> Self {
        let most = codes.iter().max().copied().unwrap_or_default();
        Codes { width: (u64::BITS - most.leading_zeros()).div_ceil(u8::BITS) as usize, codes }
    }
}

/// The distinct texts of a column, sorted, and the index of each cell among them.
fn indices<'t>(cells: &[&'t str]) -> (Codes, Vec<&'t str>) {
    let texts: Vec<&str> = cells.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let index = |cell: &&str| texts.partition_point(|text| text < cell) as u64;
    (Codes::new(cells.iter().map(index).collect()), texts)
}

/// The codes of a column of numbers, and their scale; `None` for a column without numbers, or with a number in a non-canonical form
/// (`1.50`, `01`).
fn numbers(cells: &[&str]) -> Option<(Codes, u32)> {
    let places = |cell: &&&str| cell.split_once('.').map_or(0, |(_, places)| places.len());
    let scale = cells.iter().map(|cell| places(&cell)).max()?;
    let code = |cell: &&str| -> Option<u64> {
        if cell.is_empty() {
            return Some(0);
        }
        let (whole, places) = cell.split_once('.').map_or((*cell, None), |(whole, places)| (whole, Some(places)));
        let is_short = !(whole.len() > 1 && whole.starts_with('0'))
            && places.is_none_or(|places| !places.is_empty() && !places.ends_with('0'));
        let digits = format!("{whole}{:0<scale$}", places.unwrap_or_default());
        let is_number = is_short && !whole.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse::<u64>().ok().filter(|_| is_number)?.checked_add(1)
    };
    let codes = cells.iter().map(code).collect::<Option<Vec<u64>>>()?;
    if codes.iter().all(|code| *code == 0) {
        return None;
    }
    Some((Codes::new(codes), u32::try_from(scale).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::cell_columns::{Block, BlockRow, Layout, Number};

    /// Writes a table and reads it again.
    fn read_again(table: &str) -> String {
        let written = write(table).unwrap();
        let layout = Layout::parse(&written.layout).unwrap();
        let header = table.lines().next().unwrap();
        let blocks = written.blocks.iter().map(|(_, block)| Block::new(&layout, block).to_csv());
        format!("{header}\n{}", blocks.collect::<String>())
    }

    const TABLE: &str = "\
role,place,segment,source,p50,mean_rse_pct,employment,n
a,,,one,100,3.5,7,
a,x,,one,70000,0.05,,
a,x,cars,two,,12,,
b,y,,one,99.9,0,0,
";

    #[test]
    fn a_table_is_read_as_it_was_written() {
        assert_eq!(read_again(TABLE), TABLE);
        assert_eq!(read_again("role,p50\n"), "role,p50\n");
        // Numbers with needless zeros, signs or letters keep their texts.
        for odd in ["1.50", "01", "-1", "+1", ".5", "1.", "1e3", "18446744073709551615"] {
            let table = format!("role,place,p50\na,x,{odd}\na,y,2\n");
            assert_eq!(read_again(&table), table);
        }
    }

    fn row_of<'t>(block: Block<'t>, place: &str, segment: &str) -> Option<BlockRow<'t>> {
        block.find(block.codes(place, "", segment)?)
    }

    /// Would catch a search that leaves out one of the three columns.
    #[test]
    fn a_row_is_found_by_its_place_level_and_segment() {
        // The row in the middle is missing.
        let is_row = |key: &[usize; 3]| *key != [1, 1, 1];
        let keys = || (0..27).map(|at| [at / 9, at / 3 % 3, at % 3]);
        let row = |(median, [place, level, segment]): (usize, [usize; 3])| {
            format!("a,p{place},l{level},s{segment},{median}\n")
        };
        let rows: String = (1..).zip(keys().filter(is_row)).map(row).collect();
        let written = write(&format!("role,place,level,segment,p50\n{rows}")).unwrap();
        let layout = Layout::parse(&written.layout).unwrap();
        let block = Block::new(&layout, &written.blocks[0].1);
        let median = |[place, level, segment]: [usize; 3]| {
            let codes = block.codes(&format!("p{place}"), &format!("l{level}"), &format!("s{segment}")).unwrap();
            block.find(codes).and_then(|row| row.figure(Figure::P50)).map(|number| number.mantissa)
        };
        for (number, key) in (1..).zip(keys().filter(is_row)) {
            assert_eq!(median(key), Some(number), "{key:?}");
        }
        assert_eq!(median([1, 1, 1]), None);
        assert!(block.codes("p3", "l0", "s0").is_none() && block.codes("p0", "l3", "s0").is_none());
    }

    /// Would catch a row that is searched by its place alone.
    #[test]
    fn every_row_of_places_with_few_rows_and_with_many_is_found() {
        // The place p3 has the segments s0, s1 and s2.
        let keys =
            || (1..9).flat_map(|place| (0..place).map(move |segment| (format!("p{place}"), format!("s{segment}"))));
        let row = |(median, (place, segment)): (u64, (String, String))| format!("a,{place},{segment},{median}\n");
        let rows: String = (1..).zip(keys()).map(row).collect();
        let written = write(&format!("role,place,segment,p50\n{rows}")).unwrap();
        let layout = Layout::parse(&written.layout).unwrap();
        let block = Block::new(&layout, &written.blocks[0].1);
        for (mantissa, (place, segment)) in (1..).zip(keys()) {
            let found = row_of(block, &place, &segment).and_then(|row| row.figure(Figure::P50));
            assert_eq!(found, Some(Number { mantissa, scale: 0 }), "{place} {segment}");
        }
        assert!(row_of(block, "p3", "s3").is_none() && row_of(block, "p9", "s0").is_none());
    }

    #[test]
    fn a_row_is_found_by_its_key() {
        let written = write(TABLE).unwrap();
        let layout = Layout::parse(&written.layout).unwrap();
        assert_eq!(written.blocks.iter().map(|(role, _)| role.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        let block = Block::new(&layout, &written.blocks[0].1);
        let figure = |place, segment, figure| row_of(block, place, segment).map(|row| row.figure(figure));
        let number = |mantissa, scale| Some(Some(Number { mantissa, scale }));
        assert_eq!(figure("x", "", Figure::P50), number(70_000, 0));
        assert_eq!(figure("x", "", Figure::MeanRsePct), number(5, 2));
        assert_eq!(figure("x", "cars", Figure::MeanRsePct), number(12, 0));
        assert_eq!(figure("x", "cars", Figure::P50), Some(None));
        assert_eq!(figure("", "", Figure::Employment), number(7, 0));
        assert!(row_of(block, "y", "").is_none() && row_of(block, "z", "").is_none());
        let terms = |place, segment| row_of(block, place, segment).map(|row| row.terms());
        assert_eq!((terms("", ""), terms("x", "cars")), (Some(0), Some(1)));
        assert_eq!(
            layout.terms_table(),
            "role,place,segment,source,p50,mean_rse_pct,employment,n\n,,,one,,,,\n,,,two,,,,\n"
        );
    }

    #[test]
    fn a_table_that_could_not_be_searched_is_refused() {
        for (table, problem) in [
            ("role,place\nb,x\na,x\n", "sort the rows"),
            ("role,place\na,x\na,x\n", "sort the rows"),
            ("role,place\na,\"x\"\n", "quotes"),
            ("role,place\na\n", "number of cells"),
            ("role,place\na,x", "line feed"),
            ("role,n\na,7\nb,1.5\n", "n has whole numbers, not 1.5"),
            ("", "no header"),
        ] {
            assert!(write(table).err().unwrap().contains(problem), "{table}");
        }
        assert!(Layout::parse("role\ntexts,x,role").is_none());
    }
}
