//! The pages in print: on A4, with nothing cut.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::webdriver::{Browser, has};
use crate::{PAGES, more_pages, written};

/// Width and height of A4, in points.
const A4: (f64, f64) = (594.96, 841.92);

/// The smallest font size of a page, in points. The market page is dense and may have smaller letters.
fn min_font_size(name: &str) -> f64 {
    if name == "market" { 7.0 } else { 8.5 }
}

/// The most sheets of a page.
fn most_sheets(name: &str) -> usize {
    if name == "market" { 14 } else { 6 }
}

/// The text of each sheet without blanks, in the order in which it was drawn.
fn sheets(pdf: &Path) -> Vec<String> {
    let run = Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(pdf).arg("-").output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let text = String::from_utf8(run.stdout).unwrap();
    text.trim_end_matches('\u{c}').split('\u{c}').map(closed_up).collect()
}

fn closed_up(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// The size of each sheet, and the words that lie outside of it.
fn sizes_and_words_outside(pdf: &Path) -> (Vec<(f64, f64)>, Vec<String>) {
    let run = Command::new("pdftotext").arg("-bbox").arg(pdf).arg("-").output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let text = String::from_utf8(run.stdout).unwrap();
    let value = |line: &str, name: &str| -> f64 {
        line.split_once(&format!("{name}=\"")).unwrap().1.split('"').next().unwrap().parse().unwrap()
    };
    let mut sizes = Vec::new();
    let mut outside = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with("<page ") {
            sizes.push((value(line, "width"), value(line, "height")));
        } else if line.starts_with("<word ") {
            let (width, height) = *sizes.last().unwrap();
            let inside = value(line, "xMin") >= 0.0
                && value(line, "xMax") <= width
                && value(line, "yMin") >= 0.0
                && value(line, "yMax") <= height;
            if !inside {
                outside.push(line.to_owned());
            }
        }
    }
    (sizes, outside)
}

/// The cells of each table row as they are drawn: the style sheet puts commas between the numbers of sources.
const ROWS: &str = "return [...document.querySelectorAll('tr')].filter(row => row.checkVisibility()).map(row =>
    [...row.cells].map(cell => {
        const refs = [...cell.querySelectorAll('.ref')].map(ref => ref.innerText);
        return refs.length > 1 ? cell.innerText.replace(refs.join(''), refs.join(',')) : cell.innerText;
    }))";

const HEADINGS: &str = "return [...document.querySelectorAll('h2, h3, dt')].map(one => one.textContent)";

#[test]
fn no_table_leaves_the_paper_and_no_row_is_cut() {
    if !has(&["pdftotext"]) {
        return;
    }
    let Some(browser) = Browser::start() else { return };
    for (name, args) in PAGES {
        let written = written(args);
        // The dark colour scheme must not apply in print.
        browser.medium("", "dark");
        browser.open(&written.page);
        let rows: Vec<Vec<String>> = serde_json::from_value(browser.run(ROWS)).unwrap();
        let pdf = written.page.with_extension("pdf");
        std::fs::write(&pdf, browser.pdf()).unwrap();
        if let Some(folder) = std::env::var_os("PAYBAND_PAGES") {
            std::fs::copy(&pdf, Path::new(&folder).join(format!("{name}.pdf"))).unwrap();
        }
        let (sizes, outside) = sizes_and_words_outside(&pdf);
        let is_a4 = |size: &(f64, f64)| (size.0 - A4.0).abs() < 1.0 && (size.1 - A4.1).abs() < 1.0;
        assert!(sizes.iter().all(is_a4), "{name}: {sizes:?}");
        assert_eq!(outside, Vec::<String>::new(), "{name}: words off the paper");
        assert!(sizes.len() <= most_sheets(name), "{name} takes {} sheets", sizes.len());
        let sheets = sheets(&pdf);
        let last = sheets.last().unwrap();
        assert!(last.contains("Sources") && last.len() > 300, "{name}: a sheet with only a footer: {last}");
        let headings: Vec<String> = serde_json::from_value(browser.run(HEADINGS)).unwrap();
        for sheet in &sheets {
            assert!(
                !headings.iter().any(|heading| sheet.ends_with(&closed_up(heading))),
                "{name}: a heading alone: {sheet}"
            );
        }
        assert!(rows.len() > 30, "{name}: {} rows only", rows.len());
        for row in rows {
            let wanted = closed_up(&row.concat());
            assert!(
                sheets.iter().any(|sheet| sheet.contains(&wanted)),
                "{name}: this row is cut, or not there: {row:?}"
            );
        }
    }
    browser.medium("", "");
}

/// Catches a picture that is higher than a sheet, a first sheet with nothing but the title, and a last one with nothing but the
/// footer.
#[test]
fn a_picture_is_on_one_sheet_with_the_title() {
    if !has(&["pdftotext"]) {
        return;
    }
    let Some(browser) = Browser::start() else { return };
    for (name, written) in more_pages().into_iter().filter(|(name, _)| *name != "offer") {
        browser.open(&written.page);
        let svgs = "return [...document.querySelectorAll('figure .medium svg')].map(one =>
            [...one.querySelectorAll('text')].map(text => text.textContent))";
        let texts: Vec<Vec<String>> = serde_json::from_value(browser.run(svgs)).unwrap();
        assert_eq!(texts.len(), 1, "{name}");
        let pdf = written.page.with_extension("pdf");
        std::fs::write(&pdf, browser.pdf()).unwrap();
        let sheets = sheets(&pdf);
        for text in &texts[0] {
            assert!(sheets[0].contains(&closed_up(text)), "{name}: {text} is not on the first sheet");
        }
        let last = sheets.last().unwrap();
        assert!(last.contains("Sources"), "{name}: a sheet with only a footer: {last}");
    }
}

#[test]
fn in_print_every_table_has_room_and_no_letter_is_too_small() {
    let Some(browser) = Browser::start() else { return };
    for (name, args) in PAGES {
        let written = written(args);
        browser.medium("print", "dark");
        browser.open(&written.page);
        // The page is laid out at the width of A4 (210 mm, 96 pixels an inch) without the margins of its own `@page` rule.
        let margin = browser.run(
            "const rules = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]);
             const wanted = getComputedStyle(document.body).page;
             const page = rules.filter(rule => rule instanceof CSSPageRule)
                 .filter(rule => rule.selectorText === (wanted === 'auto' ? '' : wanted)).at(-1);
             return [page.style.marginLeft, page.style.size]",
        );
        assert_eq!(margin[1].as_str().map(str::to_lowercase).as_deref(), Some("a4"), "{name}");
        let millimetres: f64 = margin[0].as_str().unwrap().trim_end_matches("mm").parse().unwrap();
        assert!(millimetres >= 5.0, "{name}: printers leave out the edge");
        let width = (210.0 - 2.0 * millimetres) / 25.4 * 96.0;
        browser.resize(width as u32, 1000);
        let seen = browser.run(
            "const page = document.documentElement;
             const small = [];
             for (const element of document.body.querySelectorAll('*')) {
                 if (!element.checkVisibility() || element.closest('title, desc, script, option')) continue;
                 if (![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
                 const svg = element.closest('svg');
                 const scale = svg ? svg.getScreenCTM().a : 1;
                 const points = parseFloat(getComputedStyle(element).fontSize) * scale * 0.75;
                 small.push([points, `${element.tagName} ${element.textContent.trim().slice(0, 40)}`]);
             }
             return {
                 needed: page.scrollWidth - page.clientWidth,
                 wide: [...document.querySelectorAll('table, svg')]
                     .filter(one => one.getBoundingClientRect().right > page.clientWidth + 0.5)
                     .map(one => one.textContent.slice(0, 80)),
                 small,
                 paper: getComputedStyle(page).backgroundColor,
                 ink: getComputedStyle(page).color,
             }",
        );
        browser.medium("", "");
        assert_eq!(seen["wide"], Value::Array(Vec::new()), "{name}");
        assert_eq!(seen["needed"], 0, "{name}");
        assert_eq!((&seen["paper"], &seen["ink"]), (&"rgb(255, 255, 255)".into(), &"rgb(0, 0, 0)".into()), "{name}");
        let sizes = seen["small"].as_array().unwrap();
        let small: Vec<&Value> =
            sizes.iter().filter(|one| one[0].as_f64().unwrap() < min_font_size(name) - 0.05).collect();
        assert!(small.is_empty(), "{name}: letters under {} points: {small:?}", min_font_size(name));
        assert!(sizes.len() > 100, "{name}: {} pieces of text only", sizes.len());
    }
}
