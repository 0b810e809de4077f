//! `payband report`: the market and a hiring brief as page, Markdown and workbook. `golden` holds whole pages, and
//! `tests/browser` opens them.

use std::fs;
use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};

use crate::sandbox::{Sandbox, payband};

const BRIEF: &str = "report -r 'Cloud Architect' -c Shanghai";

fn sheets(bytes: &[u8]) -> Vec<(String, Range<Data>)> {
    Xlsx::new(Cursor::new(bytes)).unwrap().worksheets()
}

#[test]
fn the_extension_chooses_the_format_and_format_overrules_it() {
    let sandbox = Sandbox::new();
    for line in ["report", BRIEF] {
        let html = sandbox.payband(&format!("{line} -f html")).bytes();
        let markdown = sandbox.payband(line).bytes();
        let xlsx = sandbox.payband(&format!("{line} --format xlsx")).bytes();
        assert!(html.starts_with(b"<!doctype html>") && html.ends_with(b"</html>"), "{line}");
        assert!(markdown.starts_with(b"# "), "{line}");
        assert!(markdown == sandbox.payband(&format!("{line} -f markdown -o -")).bytes(), "{line}");
        for (name, option, wanted) in [
            ("a.html", "", &html),
            ("a.HTM", "", &html),
            ("a.md", "", &markdown),
            ("a.xlsx", "", &xlsx),
            ("a.txt", "-f html", &html),
            ("b.html", "-f markdown", &markdown),
        ] {
            sandbox.payband(&format!("{line} -o {name} {option}")).prints("");
            assert!(&fs::read(sandbox.path(name)).unwrap() == wanted, "{line} -o {name} {option}");
        }
    }
}

#[test]
fn what_cannot_be_a_page_is_refused_before_anything_is_written() {
    let sandbox = Sandbox::new();
    for name in ["x.pdf", "x", "x.csv", ".html"] {
        sandbox.payband(&format!("report -o {name}")).misuses(&format!(
            "error: {name}: no page format has this extension\nhint: end it in .html, .md or .xlsx, or add --format\n"
        ));
    }
    for (option, value) in [("--city", "Shanghai"), ("--level", "senior"), ("--years", "5"), ("--domain-years", "4")] {
        sandbox.payband(&format!("report {option} {value} -o x.html")).misuses(&format!(
            "error: {option} goes with --role\nhint: name a role for a hiring brief, or leave the option out for the whole \
             market\n"
        ));
    }
    for grid in [
        "-r 'Cloud Architect' -r 'Data Scientist'",
        "-r all",
        "-r 'Cloud Architect' -c all",
        "-r 'Cloud Architect' -c Beijing -c Shanghai",
    ] {
        sandbox.payband(&format!("report {grid} -o x.html")).misuses(
            "error: a hiring brief is about one role in one city\nhint: call payband report once for each; `payband \
             benchmark` prices a grid\n",
        );
    }
    sandbox
        .payband("report -r Nobody -o x.html")
        .fails("error: no role is called \"Nobody\"\nhint: `payband roles` lists the roles\n");
    sandbox.payband("report -r 'Sustainable IT Engineer' -o x.html").fails(
        "error: Sustainable IT Engineer has no price: it is an emerging role, and nothing is published about its \
         pay\nhint: the nearest role with a price is \"Hospital IT Engineer\"\nhint: `payband roles` lists the roles with a price; an --overlay with a salaries.csv can add one\n",
    );
    assert_eq!(sandbox.files(), Vec::<String>::new());
}

/// The table of a page under the heading of its part, as rows of cells.
fn markdown_table(page: &str, heading: &str) -> Vec<Vec<String>> {
    let part = page.split(&format!("\n## {heading}\n")).nth(1).unwrap_or_else(|| panic!("no {heading} in {page}"));
    let lines = part.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    let rows = lines.map(|line| line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect());
    rows.collect()
}

#[test]
fn an_offer_is_a_share_of_the_mid_in_two_currencies_a_year_and_a_month() {
    let (page, _) = payband(&format!("{BRIEF} -l senior --currency CNY")).streams();
    // Mid 94,250: 65,000 × 1.45, senior over general IT 1.25 taken over 52,000. A USD is 7.0867 CNY.
    let wanted = [
        ["90%", "84,825", "7,069", "601,129", "50,094", "below"],
        ["100%", "94,250", "7,854", "667,921", "55,660", "within"],
        ["110%", "103,675", "8,640", "734,714", "61,226", "above"],
    ];
    let table = markdown_table(&page, "Offer check");
    assert_eq!(table.len(), 2 + wanted.len(), "{table:?}");
    for (row, wanted) in table.iter().skip(2).zip(wanted) {
        for cell in wanted {
            assert!(row.contains(&cell.to_owned()), "no {cell} in {row:?}");
        }
    }
}

#[test]
fn a_brief_holds_the_figures_of_the_commands_it_stands_for() {
    let (page, said) = payband(&format!("{BRIEF} -l mid")).streams();
    assert_eq!(said, "");
    assert!(page.starts_with("# Hiring brief: Healthcare Cloud Architect, Shanghai"), "{page}");
    let parts: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    assert_eq!(
        parts,
        [
            "Market range",
            "Where it stands on the ladder",
            "Offer check",
            "How the range is made",
            "How hard the hire is",
            "Who else is hiring",
            "What to screen for",
            "What comes up in engineering by 2030",
            "Sources"
        ]
    );
    // The range, vacancies, candidates per vacancy, days to fill and growth, as `benchmark` and `city` say them.
    for figure in ["80,080", "84,825", "89,700", "92,092", "107,640", "2,400", "2.3", "48", "+22%"] {
        assert!(page.contains(&format!(" {figure} ")), "no {figure} in {page}");
    }
    for skill in ["Hybrid cloud deployment", "Security frameworks"] {
        assert!(page.contains(skill), "no {skill} in {page}");
    }
}

#[test]
fn quiet_takes_nothing_from_a_page() {
    for line in ["report", BRIEF] {
        for form in ["html", "markdown", "xlsx"] {
            let (all, quiet) = (payband(&format!("{line} -f {form}")), payband(&format!("-q {line} -f {form}")));
            assert!(all.bytes() == quiet.bytes(), "{line} as {form}");
        }
    }
}

/// A part of a page of Markdown, without its heading.
fn markdown_part<'a>(page: &'a str, heading: &str) -> &'a str {
    let part = page.split(&format!("\n## {heading}\n")).nth(1).unwrap_or_else(|| panic!("no {heading} in {page}"));
    part.split("\n## ").next().unwrap()
}

#[test]
fn a_caveat_of_a_sheet_stands_in_full_beside_what_it_affects_and_by_its_number_elsewhere() {
    let (page, _) = payband(BRIEF).streams();
    let range = markdown_part(&page, "Market range");
    assert!(
        range.contains("- **caveat 1:** medians come without level") && range.contains("- **caveat 21:** "),
        "{range}"
    );
    let hire = markdown_part(&page, "How hard the hire is");
    for words in ["specialised posts are said to take", "candidates per vacancy and openings per person"] {
        assert!(hire.contains(words) && !range.contains(words), "{words}: {page}");
    }
    let offer = markdown_part(&page, "Offer check");
    assert!(offer.contains("- **caveats above:** 1–"), "{offer}");
    assert!(markdown_part(&page, "How the range is made").contains("- **caveats above:** 1–21\n"), "{page}");
    let (html, _) = payband(&format!("{BRIEF} -f html")).streams();
    assert!(html.contains("<li>1–21 above</li>"), "{html}");
}

#[test]
fn pages_do_not_mention_options() {
    for line in ["report", BRIEF] {
        for form in ["html", "markdown"] {
            let (page, _) = payband(&format!("{line} -f {form}")).streams();
            assert!(!page.contains("--reading") && !page.contains("`payband"), "{line} as {form}");
        }
        let book = sheets(&payband(&format!("{line} -f xlsx")).bytes());
        let (_, notes) = book.iter().find(|(name, _)| name == "Notes").unwrap();
        assert!(notes.rows().all(|row| !row[1].to_string().contains(" --")), "{line}: {notes:?}");
    }
    // The level is given on the command line.
    assert!(payband("benchmark -r 'Cloud Architect' -f markdown").streams().0.contains("; --reading calibrated\n"));
}

#[test]
fn the_currency_asked_for_is_added_to_an_offer() {
    for (asked, wanted) in [("USD", ["usd_year", "cny_year"].as_slice()), ("CNY", &["usd_year", "cny_year"])] {
        let book = sheets(&payband(&format!("{BRIEF} --currency {asked} -f xlsx")).bytes());
        let (_, offer) = book.iter().find(|(name, _)| name == "Offer check").unwrap();
        let header: Vec<String> = offer.rows().next().unwrap().iter().map(ToString::to_string).collect();
        assert!(wanted.iter().all(|column| header.contains(&(*column).to_owned())), "{asked}: {header:?}");
    }
}

#[test]
fn the_ladder_is_that_of_the_role_whatever_the_years_of_a_candidate() {
    let (few, many) = (format!("{BRIEF} --years 2"), format!("{BRIEF} --years 6"));
    let ladder = |line: &str| {
        let (page, _) = payband(&format!("{line} -f html")).streams();
        page.split("<desc id=\"figure-ladder-0-description\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
    };
    assert_eq!(ladder(&few), ladder(&many));
    assert!(
        ladder(&few).contains("Senior: base 87,360 to 101,400, mid 94,250; base + retention 100,464"),
        "{}",
        ladder(&few)
    );
}

#[test]
fn what_only_a_picture_shows_is_a_table_where_there_are_no_pictures() {
    let (page, _) = payband(&format!("{BRIEF} -l senior")).streams();
    let ladder = markdown_table(&page, "Where it stands on the ladder");
    assert_eq!(ladder.len(), 2 + 3, "{ladder:?}");
    assert!(ladder[2].contains(&"75,400".to_owned()), "{ladder:?}");
    let book = sheets(&payband(&format!("{BRIEF} -l senior -f xlsx")).bytes());
    assert!(book.iter().any(|(name, sheet)| name == "Where it stands on the ladder" && sheet.height() == 4));
    // Without --level the range has all levels, so that a ladder would repeat them.
    assert!(!payband(BRIEF).streams().0.contains("on the ladder"));
}

#[test]
fn steps_that_some_levels_share_are_written_once_and_name_them() {
    let (page, _) = payband(&format!("{BRIEF} -l senior -l lead")).streams();
    let steps = markdown_table(&page, "How the range is made");
    let levels: Vec<&str> = steps.iter().skip(2).map(|row| row[0].as_str()).collect();
    assert!(levels.iter().all(|level| ["all", "Senior", "Lead"].contains(level)), "{levels:?}");
    let (page, _) = payband(&format!("{BRIEF} -l entry -l senior -l lead")).streams();
    let steps = markdown_table(&page, "How the range is made");
    let levels: Vec<&str> = steps.iter().skip(2).map(|row| row[0].as_str()).collect();
    assert!(levels.contains(&"Senior, Lead") && levels.contains(&"all") && levels.contains(&"Entry"), "{levels:?}");
}

#[test]
fn the_page_says_when_and_from_what_it_was_made() {
    let (page, _) = payband("report -f html").env("PAYBAND_TODAY", "2026-02-03").streams();
    let program = concat!(
        "Made on 2026-02-03 by payband ",
        env!("CARGO_PKG_VERSION"),
        " from the data china-healthcare-it-2025 "
    );
    assert!(page.contains(program), "{}", &page[page.len() - 3_000..]);
}

#[test]
fn an_overlay_is_named_wherever_its_figures_stand_and_its_names_stay_text() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "ours/roles.csv",
        "id,title,title_zh,area,kind,slotted_to,match_grade\n\
         evil,\"Ev\"\"il' <script>alert(1)</script> & Co\",坏<b>,ai,benchmark,,A\nright,مهندس السحابة,,ai,benchmark,,A\n",
    );
    sandbox.write(
        "ours/salaries.csv",
        "role,median,currency,yoy_pct,effective\nevil,60000,USD,-5,2025-11-05\nright,99999999,USD,250,2025-11-05\n",
    );
    sandbox.write("ours/geo_differentials.csv", "city,low_pct,high_pct\nsuzhou,-30,-10\n");
    for line in ["report", "report -r evil -c Suzhou"] {
        let (page, _) = sandbox.payband(&format!("--overlay ours {line} -f html")).streams();
        assert_eq!(page.matches("<script").count(), 1, "{line}: the page's own script and no other");
        assert!(page.contains("alert(1)") && !page.contains("<b>"), "{line}");
        assert!(page.contains(", with overlays."), "{line}");
        let at = page.split("<li id=\"source-").find(|item| item.contains("overlay:ours</li>")).unwrap();
        let number = at.split('"').next().unwrap();
        // Every row with a figure of the overlay names it as its source.
        let ranges = page.split("<section id=\"range").nth(1).unwrap().split("</section>").next().unwrap();
        let rows: Vec<&str> =
            ranges.lines().filter(|row| row.starts_with("<tr>") && row.contains("60,000</td>")).collect();
        assert!(!rows.is_empty(), "{line}");
        for row in rows {
            assert!(row.contains(">overlay</td>"), "{line}: {row}");
            assert!(row.contains(&format!("href=\"#source-{number}\"")), "{line}: {row}");
        }
        let (page, _) = sandbox.payband(&format!("--overlay ours {line}")).streams();
        assert!(!page.contains(" <script") && page.contains("\\<script"), "{line}: {page}");
        sandbox.payband(&format!("--overlay ours {line} -o out.xlsx")).prints("");
    }
}

#[test]
fn a_pack_without_what_pictures_and_sections_look_for_still_makes_pages() {
    for table in
        ["salaries", "city_market", "facts", "geo_differentials", "sections", "caveats", "employers", "findings"]
    {
        let sandbox = Sandbox::new();
        sandbox.with_pack("odd");
        let path = format!("odd/{table}.csv");
        let header = sandbox.read(&path).lines().next().unwrap().to_owned();
        sandbox.write(&path, header + "\n");
        for form in ["html", "markdown", "xlsx"] {
            let bytes = sandbox.payband(&format!("--pack odd report -f {form}")).bytes();
            assert!(bytes.len() > 2_000, "{table}: {} bytes of {form}", bytes.len());
            if table != "salaries" {
                sandbox.payband(&format!("--pack odd {BRIEF} -f {form}")).bytes();
            }
        }
    }
}

/// Compares a sheet with the CSV of a command: the same columns with the same numbers and words.
fn as_in_csv(name: &str, sheet: &Range<Data>, line: &str) -> usize {
    let (csv, _) = payband(&format!("-q {line} --format csv")).streams();
    let mut reader = csv::ReaderBuilder::new().from_reader(csv.as_bytes());
    let columns: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let header: Vec<String> = sheet.rows().next().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(header, columns, "{name}");
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(sheet.height(), records.len() + 1, "{name}");
    let mut numbers = 0;
    for (cells, record) in sheet.rows().skip(1).zip(&records) {
        for ((cell, field), column) in cells.iter().zip(record).zip(&columns) {
            let holds = match cell {
                Data::Float(number) => {
                    numbers += 1;
                    field.parse() == Ok(*number)
                }
                Data::DateTime(day) => {
                    let (year, month, day, ..) = day.to_ymd_hms_milli();
                    field == format!("{year:04}-{month:02}-{day:02}")
                }
                Data::Empty => field.is_empty(),
                Data::String(words) => words == field,
                _ => false,
            };
            assert!(holds, "{name}: {column} is {cell:?} in the workbook, {field:?} in the CSV of {line}");
        }
    }
    numbers
}

#[test]
fn the_sheets_of_a_workbook_hold_the_numbers_of_csv() {
    let sections = csv::Reader::from_path(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/data/packs/china-healthcare-it-2025/sections.csv"
    ))
    .unwrap();
    let sections: Vec<(String, String)> = sections
        .into_records()
        .map(Result::unwrap)
        .map(|section| (section[0].to_owned(), section[1].to_owned()))
        .collect();
    let market = sheets(&payband("report -f xlsx").bytes());
    let mut numbers = 0;
    let mut of_section = |id: &str, title: &str| {
        // A sheet's name has room for 31 letters; a section's own rows come after its other tables.
        let start: String = title.chars().take(28).collect();
        let (name, sheet) = market
            .iter()
            .rfind(|(name, sheet)| {
                let header = sheet.rows().next().unwrap();
                name.starts_with(&start) && header.contains(&Data::String("attributed_to".into()))
            })
            .unwrap_or_else(|| panic!("no sheet for {title}"));
        numbers += as_in_csv(name, sheet, &format!("market {id}"));
    };
    for (id, title) in &sections {
        of_section(id, title);
    }
    assert!(numbers > 150, "{numbers} numbers only");
    let market_caveats = market;
    let brief = sheets(&payband(&format!("{BRIEF} -f xlsx")).bytes());
    let names: Vec<&str> = brief.iter().map(|(name, _)| name.as_str()).collect();
    let named = |name: &str| {
        let found = brief.iter().find(|(known, _)| known == name).map(|(_, sheet)| sheet);
        found.unwrap_or_else(|| panic!("no {name}: {names:?}"))
    };
    as_in_csv("Market range", named("Market range"), "benchmark -r 'Cloud Architect' -c Shanghai");
    let market = named("The whole market in Shanghai, a").rows().map(|row| row[1..7].to_vec()).collect::<Vec<_>>();
    let figures = [38_000.0, 2_400.0, 2.3, 48.0, 22.0].map(Data::Float);
    assert_eq!(market[1], [&[Data::String("Shanghai".into())], &figures[..]].concat());
    assert_eq!(names.iter().rev().take(3).copied().collect::<Vec<_>>(), ["Sources", "Notes", "Caveats"]);
    // Caveats in full.
    for book in [&market_caveats, &brief] {
        let (_, sheet) = book.iter().find(|(name, _)| name == "Caveats").unwrap();
        assert!(sheet.height() > 5 && sheet.rows().skip(1).all(|row| row[2].to_string().len() > 60), "{sheet:?}");
    }
}
