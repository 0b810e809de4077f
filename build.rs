//! Lists the files of `data/` that are compiled into the binary: the schemas of tables, the words that every pack shares, and
//! the bundled packs and overlays. So a table, a pack or an overlay is added by its files alone.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
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
    writeln!(code, "pub(super) static SHARED: Bundle = {};", bundle("language", shared)?)?;

    let tables = |folder: &Path| -> Result<Vec<PathBuf>, Box<dyn Error>> {
        let all = files(folder, "csv")?;
        match all.iter().find(|path| !is_table(path)) {
            Some(unknown) => Err(format!("{}: no schema in data/schemas has this name", unknown.display()).into()),
            None => Ok(all),
        }
    };
    writeln!(code, "pub(super) static PACKS: &[Bundle] = &[")?;
    for folder in folders(&data.join("packs"))? {
        let mut all = tables(&folder)?;
        all.push(folder.join("datapackage.json"));
        writeln!(code, "{},", bundle(text(folder.file_name())?, all)?)?;
    }
    writeln!(code, "];")?;
    writeln!(code, "pub(super) static OVERLAYS: &[Bundle] = &[")?;
    for folder in folders(&data.join("overlays"))? {
        writeln!(code, "{},", bundle(text(folder.file_name())?, tables(&folder)?)?)?;
    }
    writeln!(code, "];")?;
    fs::write(Path::new(&std::env::var("OUT_DIR")?).join("bundles.rs"), code)?;
    Ok(())
}

/// The expression for a folder and its files.
fn bundle(name: &str, files: Vec<PathBuf>) -> Result<String, Box<dyn Error>> {
    let mut code = format!("Bundle {{ name: {name:?}, files: &[");
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
