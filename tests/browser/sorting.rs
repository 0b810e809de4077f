//! Sorting of tables by a click on a heading.

use serde_json::Value;

use crate::webdriver::Browser;
use crate::written;

/// The texts of the cells of each sortable table, row by row.
const TABLES: &str = "return [...document.querySelectorAll('table.sortable')].map(table =>
    [...table.tBodies[0].rows].map(row => [...row.cells].map(cell => cell.innerText.trim())))";

type Rows = Vec<Vec<String>>;

fn tables(browser: &Browser) -> Vec<Rows> {
    serde_json::from_value(browser.run(TABLES)).unwrap()
}

/// The value of a figure as it is printed: `52,000`, `+15%`, `9.9`.
fn number(text: &str) -> Option<f64> {
    text.trim_end_matches('%').replace(',', "").parse().ok()
}

fn is_missing(text: &str) -> bool {
    matches!(text, "" | "–")
}

/// Whether the numbers of a column are in order, and missing values come last.
fn in_order(rows: &Rows, at: usize, up: bool) -> bool {
    let cells: Vec<&str> = rows.iter().map(|row| row[at].as_str()).collect();
    let known = cells.iter().take_while(|cell| !is_missing(cell)).count();
    if cells[known..].iter().any(|cell| !is_missing(cell)) {
        return false;
    }
    let numbers: Option<Vec<f64>> = cells[..known].iter().map(|cell| number(cell)).collect();
    // Text is compared by the browser, in the order of its language. Only numbers are compared by the script of the page.
    let Some(numbers) = numbers else { return true };
    numbers.is_sorted_by(|one, next| if up { one <= next } else { one >= next })
}

/// The rows in an order that does not depend on how the page sorts them.
fn unordered(rows: &Rows) -> Rows {
    let mut rows = rows.clone();
    rows.sort();
    rows
}

#[test]
fn clicks_sort_up_then_down_then_back() {
    let Some(browser) = Browser::start() else { return };
    let written = written(&["report"]);
    browser.open(&written.page);
    browser.resize(1400, 900);
    let heading = "section#location table.sortable th:nth-child(5) button";
    let seen = || {
        browser.run(
            "const table = document.querySelector('section#location table.sortable');
             return [
                 [...table.tHead.rows[0].cells].map(cell => cell.getAttribute('aria-sort')).filter(order => order),
                 [...table.tBodies[0].rows].map(row => row.cells[0].innerText),
             ]",
        )
    };
    // Vacancies: 2,800, 2,400, 1,600, 1,200, 950 in the order of the page, which is that of the workforce.
    let published: Value = serde_json::json!(["Beijing", "Shanghai", "Shenzhen", "Guangzhou", "Hangzhou"]);
    let cities = |order: &[&str], said: &[&str]| serde_json::json!([said, order]);
    assert_eq!(seen()[1], published);
    let title = browser.run(&format!("return document.querySelector('{heading}').innerText"));
    assert_eq!(title, "Vacancies");
    browser.click(heading);
    assert_eq!(seen(), cities(&["Hangzhou", "Guangzhou", "Shenzhen", "Shanghai", "Beijing"], &["ascending"]));
    browser.click(heading);
    assert_eq!(seen(), cities(&["Beijing", "Shanghai", "Shenzhen", "Guangzhou", "Hangzhou"], &["descending"]));
    browser.click(heading);
    assert_eq!(seen(), serde_json::json!([[], published]));
    assert_eq!(browser.console_errors(), Vec::<String>::new());
}

#[test]
fn every_column_of_every_table_sorts_numbers_by_number_and_what_is_missing_last() {
    let Some(browser) = Browser::start() else { return };
    let written = written(&["report"]);
    browser.open(&written.page);
    let original = tables(&browser);
    assert!(original.len() >= 10, "{} tables only", original.len());
    let columns = original.iter().map(|rows| rows[0].len()).max().unwrap();
    let mut numeric = 0;
    let mut gaps = 0;
    for at in 0..columns {
        // Clicks on the same column of all tables.
        let click = format!(
            "for (const table of document.querySelectorAll('table.sortable'))
                 table.tHead.rows[0].cells[{at}]?.querySelector('button').click()"
        );
        for up in [true, false] {
            browser.run(&click);
            for (rows, before) in tables(&browser).iter().zip(&original).filter(|(rows, _)| rows[0].len() > at) {
                assert!(in_order(rows, at, up), "column {at}, up {up}: {rows:?}");
                assert_eq!(unordered(rows), unordered(before), "a row was lost");
                numeric += usize::from(number(&rows[0][at]).is_some());
                gaps += usize::from(is_missing(&rows.last().unwrap()[at]) && !is_missing(&rows[0][at]));
            }
        }
        browser.run(&click);
        assert_eq!(tables(&browser), original, "column {at}: the third click brings back the order of the page");
    }
    assert!(numeric >= 30 && gaps >= 4, "{numeric} columns of numbers and {gaps} with gaps: too few to prove anything");
}

/// Catches figures that are sorted across units: 950 vacancies after 45 %, or after "about 180–220%" as a word.
#[test]
fn figures_of_several_units_sort_within_their_unit() {
    let Some(browser) = Browser::start() else { return };
    let written = written(&["report"]);
    browser.open(&written.page);
    browser.resize(1400, 900);
    let mut sorted = 0;
    for up in [true, false] {
        browser.run(
            "for (const cell of document.querySelectorAll('table.sortable thead th')) {
                 if (cell.innerText === 'Figure') cell.querySelector('button').click();
             }",
        );
        let tables: Vec<Vec<(String, f64)>> = serde_json::from_value(browser.run(
            "return [...document.querySelectorAll('table.sortable')].map(table => [...table.tBodies[0].rows]
                 .map(row => [...row.cells].find(cell => cell.dataset.unit !== undefined))
                 .filter(cell => cell).map(cell => [cell.dataset.unit, Number(cell.dataset.sort)])).filter(rows => rows.length)",
        ))
        .unwrap();
        for rows in &tables {
            for (at, (unit, number)) in rows.iter().enumerate() {
                let Some((next_unit, next)) = rows.get(at + 1) else { continue };
                if unit == next_unit {
                    assert!(if up { number <= next } else { number >= next }, "{up}: {rows:?}");
                    sorted += 1;
                } else {
                    assert!(!rows[at + 1..].iter().any(|(later, _)| later == unit), "{unit} in two groups: {rows:?}");
                }
            }
        }
    }
    assert!(sorted > 50, "{sorted} neighbours only");
}
