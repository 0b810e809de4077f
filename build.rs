//! Lists the files of `data/` that are compiled into the binary: the schemas of tables, the words that every pack shares, and
//! the bundled packs and overlays. So a table, a pack or an overlay is added by its files alone.
//!
//! Tables of percentiles are long. They are compressed, role by role: a price needs the rows of one role. So are the other long
//! files of such packs.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

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
    fs::write(Path::new(&std::env::var("OUT_DIR")?).join("bundles.rs"), code)?;
    Ok(())
}

/// Compresses a table of percentiles, and returns the expression for it. `number` is that of the pack.
///
/// Each block is a CSV file with the header and the rows of one role.
fn compressed_cells(code: &mut String, number: usize, path: &Path) -> Result<String, Box<dyn Error>> {
    let table = fs::read_to_string(path)?;
    let (header, rows) = table.split_once('\n').ok_or("a table of percentiles without rows")?;
    let mut roles: Vec<(&str, String)> = Vec::new();
    for row in rows.lines().filter(|row| !row.is_empty()) {
        let role = row.split(',').next().unwrap_or_default();
        if row.contains('"') {
            return Err(format!("{}: quotes are not supported: {row}", path.display()).into());
        }
        if roles.last().is_none_or(|(last, _)| *last != role) {
            if roles.iter().any(|(known, _)| *known == role) {
                return Err(format!("{}: sort the rows by role: {role}", path.display()).into());
            }
            roles.push((role, format!("{header}\n")));
        }
        if let Some((_, block)) = roles.last_mut() {
            writeln!(block, "{row}")?;
        }
    }
    let first = rows.lines().next().map(|row| format!("{header}\n{row}\n")).unwrap_or_default();
    writeln!(code, "static CELLS_{number}: [CellBlock; {}] = [", roles.len())?;
    for (at, (role, text)) in roles.iter().enumerate() {
        let packed = packed(&format!("cells-{number}-{at}"), text)?;
        writeln!(code, "CellBlock {{ role: {role:?}, text: {packed} }},")?;
    }
    writeln!(code, "];")?;
    Ok(format!("Some(BundledCells {{ first: {first:?}, blocks: &CELLS_{number} }})"))
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
        writeln!(code, "({name:?}, {}),", packed(&format!("packed-{number}-{name}"), &fs::read_to_string(&path)?)?)?;
    }
    writeln!(code, "];")?;
    Ok(format!("&PACKED_{number}"))
}

/// Writes a compressed text into a file of the build, and returns the expression for it.
fn packed(file_name: &str, text: &str) -> Result<String, Box<dyn Error>> {
    let file = Path::new(&std::env::var("OUT_DIR")?).join(file_name);
    let mut encoder = flate2::write::DeflateEncoder::new(fs::File::create(&file)?, flate2::Compression::best());
    encoder.write_all(text.as_bytes())?;
    encoder.finish()?;
    Ok(format!("PackedText::new(include_bytes!({file:?}), {})", text.len()))
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
