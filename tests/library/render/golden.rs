//! What each format looks like, kept in `tests/golden/render`.

use payband::answer::Answer;
use payband::render::{Format, Meta, RenderOptions};
use payband::screen::Screen;

use super::sample::{benchmark, catalogue, city, on_screen, text};
use crate::golden_files::compare;

#[test]
fn tables_at_narrow_usual_and_wide_screens() {
    let answers: [(&str, Answer); 3] = [("benchmark", benchmark()), ("catalogue", catalogue()), ("city", city())];
    for (name, answer) in answers {
        for width in [20, 40, 80, 120, 200] {
            compare(&format!("render/{name}-{width}.txt"), &on_screen(&answer, width));
        }
        compare(&format!("render/{name}-unlimited.txt"), &text(&answer, &RenderOptions::new(Format::Table)));
    }
}

#[test]
fn a_table_in_colour() {
    let screen = Screen { width: Some(80), colour: true, sanitise: true };
    let coloured = text(&benchmark(), &RenderOptions { screen, ..RenderOptions::new(Format::Table) });
    compare("render/benchmark-80-colour.txt", &coloured);
}

#[test]
fn data_formats_and_markdown() {
    let meta = Meta { command: "benchmark".into(), pack_name: "china-hit".into(), pack_version: "2025.1".into() };
    for format in [Format::Csv, Format::Tsv, Format::Json, Format::Jsonl, Format::Markdown] {
        let options = RenderOptions { meta: meta.clone(), ..RenderOptions::new(format) };
        compare(&format!("render/benchmark.{format}"), &text(&benchmark(), &options));
    }
    compare("render/city.markdown", &text(&city(), &RenderOptions::new(Format::Markdown)));
}
