//! Lists the files of `data/` that are compiled into the binary: the schemas of tables, the words that every pack shares, and
//! the bundled packs and overlays. So a table, a pack or an overlay is added by its files alone.
//!
//! Tables of percentiles are long. They are written as columns and compressed, role by role: a price needs the rows of one role. The
//! other long files of such packs are compressed too.
//!
//! The words of headers and periods become tables in the order of their phrases, which the program need not sort or hash when it
//! starts.

#[allow(dead_code, reason = "some of it is for prices only")]
#[path = "src/pack/cell_columns.rs"]
mod cell_columns;
#[path = "src/pack/cell_columns_writer.rs"]
mod cell_columns_writer;
#[path = "src/people/language_writer.rs"]
mod language_writer;
#[allow(dead_code, unreachable_pub, reason = "some of it is for names only")]
#[path = "src/names/text/simplified.rs"]
mod simplified;
#[allow(dead_code, reason = "some of it is for headers only")]
#[path = "src/people/tokens.rs"]
mod tokens;

/// The module of this name in `src/`, as far as `tokens` needs it.
mod names {
    pub(crate) use crate::simplified::{is_common_han, simplified};
}

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use cell_columns::{Block, Layout};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=build.rs");
    let data = Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("data");
    let schemas = files(&data.join("schemas"), "json")?;
    let is_table = |path: &PathBuf| schemas.iter().any(|schema| schema.file_stem() == path.file_stem());

    let mut code = String::new();
    writeln!(code, "pub(super) const SCHEMAS: &[(&str, &str)] = &[")?;
    for schema in &schemas {
        writeln!(code, "({:?}, include_str!({schema:?})),", text(schema.file_stem())?)?;
    }
    writeln!(code, "];")?;

    // The other tables of this folder are read by the modules that need them. Their schemas are in `data/schemas/language`.
    let shared = files(&data.join("language"), "csv")?.into_iter().filter(is_table).collect();
    writeln!(code, "pub(super) static SHARED: Bundle = {};", bundle("language", shared, "None", "&[]")?)?;

    let tables = |folder: &Path| -> Result<Vec<PathBuf>, Box<dyn Error>> {
        let all = files(folder, "csv")?;
        match all.iter().find(|path| !is_table(path)) {
            Some(unknown) => Err(format!("{}: no schema in data/schemas has this name", unknown.display()).into()),
            None => Ok(all),
        }
    };
    let mut bundles = String::new();
    for (number, folder) in folders(&data.join("packs"))?.into_iter().enumerate() {
        let mut all = tables(&folder)?;
        all.push(folder.join("datapackage.json"));
        let is_cells = |path: &PathBuf| path.file_name().is_some_and(|name| name == "market_cells.csv");
        let cells = match all.iter().position(is_cells).map(|at| all.remove(at)) {
            Some(path) => compressed_cells(&mut code, number, &path)?,
            None => "None".to_owned(),
        };
        // The default pack has no percentiles, and its start takes no longer.
        let packed = match cells.as_str() {
            "None" => "&[]".to_owned(),
            _ => compressed_files(&mut code, number, &mut all)?,
        };
        writeln!(bundles, "{},", bundle(text(folder.file_name())?, all, &cells, &packed)?)?;
    }
    writeln!(code, "pub(super) static PACKS: &[Bundle] = &[{bundles}];")?;
    writeln!(code, "pub(super) static OVERLAYS: &[Bundle] = &[")?;
    for folder in folders(&data.join("overlays"))? {
        writeln!(code, "{},", bundle(text(folder.file_name())?, tables(&folder)?, "None", "&[]")?)?;
    }
    writeln!(code, "];")?;
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    fs::write(out.join("bundles.rs"), code)?;
    let language = |name: &str| read_text(&data.join("language").join(name));
    let code = language_writer::write(&language("header_words.csv")?, &language("period_words.csv")?)?;
    fs::write(out.join("language.rs"), code)?;
    Ok(())
}

/// Compresses a table of percentiles as columns, and returns the expression for it. `number` is that of the pack.
fn compressed_cells(code: &mut String, number: usize, path: &Path) -> Result<String, Box<dyn Error>> {
    let table = read_text(path)?;
    let in_file = |problem: &str| format!("{}: {problem}", path.display());
    let written = cell_columns_writer::write(&table).map_err(|problem| in_file(&problem))?;
    let layout = Layout::parse(&written.layout).ok_or_else(|| in_file("its layout cannot be read"))?;
    let (header, rows) = table.split_once('\n').ok_or_else(|| in_file("there are no rows"))?;
    let read: String = written.blocks.iter().map(|(_, block)| Block::new(&layout, block).to_csv()).collect();
    if read != rows {
        return Err(in_file("the table is not read as it was written").into());
    }
    let first = rows.lines().next().map(|row| format!("{header}\n{row}\n")).unwrap_or_default();
    writeln!(code, "static BLOCKS_{number}: [CellBlock; {}] = [", written.blocks.len())?;
    for (at, (role, block)) in written.blocks.iter().enumerate() {
        let packed = packed("PackedBytes", &format!("cells-{number}-{at}"), block)?;
        writeln!(code, "CellBlock::new({role:?}, {packed}),")?;
    }
    writeln!(code, "];")?;
    let cells = format!("BundledCells::new({first:?}, {:?}, &BLOCKS_{number})", written.layout);
    writeln!(code, "static CELLS_{number}: BundledCells = {cells};")?;
    Ok(format!("Some(&CELLS_{number})"))
}

/// Other files of a pack with percentiles are compressed from this many bytes.
const MIN_COMPRESSED_LEN: u64 = 40 << 10;

/// Compresses the long files of a pack, takes them out of the list, and returns the expression for them. `number` is that of
/// the pack.
fn compressed_files(code: &mut String, number: usize, all: &mut Vec<PathBuf>) -> Result<String, Box<dyn Error>> {
    let mut long = Vec::new();
    for path in std::mem::take(all) {
        if fs::metadata(&path)?.len() < MIN_COMPRESSED_LEN {
            all.push(path);
        } else {
            long.push(path);
        }
    }
    writeln!(code, "static PACKED_{number}: [(&str, PackedText); {}] = [", long.len())?;
    for path in long {
        let name = text(path.file_name())?;
        writeln!(
            code,
            "({name:?}, {}),",
            packed("PackedText", &format!("packed-{number}-{name}"), read_text(&path)?.as_bytes())?
        )?;
    }
    writeln!(code, "];")?;
    Ok(format!("&PACKED_{number}"))
}

/// The text of a file, which is UTF-8.
fn read_text(path: &Path) -> Result<String, Box<dyn Error>> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// Writes compressed bytes into a file of the build, and returns the expression for them, which makes a value of the type `kind`.
fn packed(kind: &str, file_name: &str, bytes: &[u8]) -> Result<String, Box<dyn Error>> {
    let file = Path::new(&std::env::var("OUT_DIR")?).join(file_name);
    let mut encoder = flate2::write::DeflateEncoder::new(fs::File::create(&file)?, flate2::Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()?;
    Ok(format!("{kind}::new(include_bytes!({file:?}), {})", bytes.len()))
}

/// The expression for a folder and its files. `cells` and `packed` are the expressions for its percentiles and long files.
fn bundle(name: &str, files: Vec<PathBuf>, cells: &str, packed: &str) -> Result<String, Box<dyn Error>> {
    let mut code = format!("Bundle {{ name: {name:?}, cells: {cells}, packed: {packed}, files: &[");
    for file in &files {
        write!(code, "({:?}, include_str!({file:?})),", text(file.file_name())?)?;
    }
    Ok(code + "] }")
}

/// The files of a folder with an extension, by name.
fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let all = entries(folder)?;
    Ok(all.into_iter().filter(|path| path.extension().is_some_and(|found| found == extension)).collect())
}

fn folders(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    Ok(entries(folder)?.into_iter().filter(|path| path.is_dir()).collect())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, std::io::Error>>()?;
    paths.sort();
    Ok(paths)
}

fn text(name: Option<&std::ffi::OsStr>) -> Result<&str, Box<dyn Error>> {
    name.and_then(|name| name.to_str()).ok_or_else(|| "a name in data/ is not text".into())
}
