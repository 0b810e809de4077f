//! What each format looks like, kept in `tests/golden/render`. `PAYBAND_BLESS=1 cargo test --test render` writes the files
//! anew; then read them.

use std::path::Path;

use payband::answer::Answer;
use payband::render::{Format, Meta, Options};
use payband::screen::Screen;

use crate::sample::{benchmark, catalogue, city, on_screen, text};

fn compare(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/render").join(name);
    if std::env::var_os("PAYBAND_BLESS").is_some() {
        std::fs::write(&path, actual).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(actual == expected, "{} differs; it should be\n{expected}\nand is\n{actual}", path.display());
}

#[test]
fn tables_at_narrow_usual_and_wide_screens() {
    let answers: [(&str, Answer); 3] = [("benchmark", benchmark()), ("catalogue", catalogue()), ("city", city())];
    for (name, answer) in answers {
        for width in [20, 40, 80, 120, 200] {
            compare(&format!("{name}-{width}.txt"), &on_screen(&answer, width));
        }
        compare(&format!("{name}-unlimited.txt"), &text(&answer, &Options::new(Format::Table)));
    }
}

#[test]
fn a_table_in_colour() {
    let screen = Screen { width: Some(80), colour: true, sanitise: true };
    let coloured = text(&benchmark(), &Options { screen, ..Options::new(Format::Table) });
    compare("benchmark-80-colour.txt", &coloured);
}

#[test]
fn data_formats_and_markdown() {
    let meta = Meta { command: "benchmark".into(), pack_name: "china-hit".into(), pack_version: "2025.1".into() };
    for format in [Format::Csv, Format::Tsv, Format::Json, Format::Jsonl, Format::Markdown] {
        let options = Options { meta: meta.clone(), ..Options::new(format) };
        compare(&format!("benchmark.{format}"), &text(&benchmark(), &options));
    }
    compare("city.markdown", &text(&city(), &Options::new(Format::Markdown)));
}
