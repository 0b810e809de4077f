//! Workbooks on paper: LibreOffice prints them, and pdftotext reads what stands on the sheets.
//!
//! Would catch: a text that its row or its neighbour cuts, a number shown as `###`, a column that no page has, and an id or a
//! provenance that is printed. Where a program is not installed the test says that it was skipped; under `CI` it fails instead. To
//! install them: `apt-get install --no-install-recommends libreoffice-calc-nogui poppler-utils`.

use std::io::Cursor;
use std::path::Path;
use std::process::Command;

use crate::run_payband::payband;
use calamine::{Data, Reader, Xlsx};

/// The workbooks: the name of each file, and the arguments that make it.
const BOOKS: [(&str, &[&str]); 12] = [
    ("market", &["report"]),
    ("brief", &["report", "-r", "Cloud Architect", "-c", "Shanghai", "-l", "senior", "--salary", "90000"]),
    ("grid", &["benchmark", "-r", "Cloud Architect,AI Engineer", "-c", "all", "-l", "all"]),
    ("steps", &["benchmark", "-r", "AI Engineer", "-c", "Shanghai", "--explain"]),
    ("compare", &["compare", "-r", "Cloud Architect", "-c", "Beijing,Wuhan"]),
    ("cities", &["city"]),
    ("skills", &["skills"]),
    ("roles", &["roles", "--all"]),
    ("price", &["price", "people.csv"]),
    ("survey", &["survey", "people.csv", "--rule", "own"]),
    ("us-brief", &["--pack", "us-oews-2025", "report", "-r", "Data Scientist", "-c", "New York"]),
    ("us-grid", &["--pack", "us-oews-2025", "benchmark", "-r", "Data Scientist", "-c", "New York,Boston"]),
];

const PEOPLE: &str = "title,city,level,salary,organisation
Cloud Architect,Shanghai,senior,98000,A
Cloud Architect,Shanghai,senior,85000,B
Cloud Architect,Shanghai,senior,88000,C
Data Scientist,Shenzhen,mid,52000,C
";

/// Whether a program is installed. If not, the test is skipped.
fn has(program: &str, package: &str) -> bool {
    let found = Command::new(program).arg("--help").output().is_ok();
    if !found {
        let missing = format!("no {program}; apt-get install --no-install-recommends {package}");
        crate::skipped::skip("no workbook was printed", &missing);
    }
    found
}

fn closed_up(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// The texts of a workbook, by sheet: those of the printed columns, and those of the others.
fn texts(bytes: &[u8]) -> Vec<(String, Vec<String>, Vec<String>)> {
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let names = book.defined_names().to_vec();
    // Of `'Hiring brief'!$A$1:$L$111` the sheet, and L as a number.
    let printed_columns = |sheet: &str| {
        let areas = names.iter().filter(|(name, _)| name.contains("Print_Area"));
        let area = areas.map(|(_, area)| area.rsplit_once('!').unwrap()).find(|(of, _)| of.trim_matches('\'') == sheet);
        area.map(|(_, cells)| {
            let letters = cells.rsplit_once(":$").unwrap().1.chars().take_while(char::is_ascii_alphabetic);
            letters.fold(0, |column, letter| column * 26 + (letter as usize - 'A' as usize) + 1)
        })
    };
    let sheets = book.worksheets().into_iter().map(|(name, range)| {
        let printed = printed_columns(&name).unwrap_or(usize::MAX);
        let of = |is_printed: bool| {
            let cells = range.used_cells().filter(move |(_, column, _)| (*column < printed) == is_printed);
            cells
                .filter_map(|(.., cell)| if let Data::String(text) = cell { Some(text.clone()) } else { None })
                .collect()
        };
        (name.clone(), of(true), of(false))
    });
    sheets.collect()
}

#[test]
fn libreoffice_prints_every_text_of_the_printed_columns_whole() {
    if !has("soffice", "libreoffice-calc-nogui") || !has("pdftotext", "poppler-utils") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("people.csv"), PEOPLE).unwrap();
    for (name, args) in BOOKS {
        payband(folder.path(), &[args, &["-o", &format!("{name}.xlsx")]].concat());
    }
    // A profile of its own, because LibreOffice refuses to share one with another that runs.
    let converted = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", at("profile").display()))
        .args(["--headless", "--convert-to", "pdf", "--outdir"])
        .arg(folder.path())
        .args(BOOKS.map(|(name, _)| at(&format!("{name}.xlsx"))))
        .output()
        .unwrap();
    assert!(converted.status.success(), "{}", String::from_utf8_lossy(&converted.stderr));
    for (name, _) in BOOKS {
        let seen = printed(&at(&format!("{name}.pdf")));
        if let Some(kept) = std::env::var_os("PAYBAND_PAGES") {
            std::fs::copy(at(&format!("{name}.pdf")), Path::new(&kept).join(format!("{name}.pdf"))).unwrap();
        }
        assert!(!seen.contains("###"), "{name}: a number is wider than its column");
        let sheets = texts(&std::fs::read(at(&format!("{name}.xlsx"))).unwrap());
        let wanted: String =
            sheets.iter().flat_map(|(_, of_printed, _)| of_printed).map(|text| closed_up(text)).collect();
        for (sheet, of_printed, others) in sheets {
            assert!(!of_printed.is_empty(), "{name}, {sheet}");
            for text in of_printed {
                assert!(seen.contains(&closed_up(&text)), "{name}, {sheet}: cut, or not there: {text}");
            }
            // An id of a source is printed in the list of sources.
            for text in others.iter().map(|text| closed_up(text)).filter(|text| !wanted.contains(text.as_str())) {
                assert!(text.len() < 12 || !seen.contains(&text), "{name}, {sheet}: {text} is printed");
            }
        }
    }
}

/// The text of a PDF without blanks, in the order in which it was drawn.
fn printed(pdf: &Path) -> String {
    let run = Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(pdf).arg("-").output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    closed_up(&String::from_utf8(run.stdout).unwrap())
}
