//! `payband report`: the market and a hiring brief as page, Markdown and workbook. `golden` holds whole pages, and
//! `tests/browser` opens them.

use std::fs;
use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};

use crate::sandbox::{COVERED, Sandbox, payband};

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
    for (option, value) in
        [("--city", "Shanghai"), ("--level", "senior"), ("--years", "5"), ("--domain-years", "4"), ("--salary", "90k")]
    {
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
            "error: a hiring brief is about one role in one city\nhint: call `payband report` once for each; `payband \
             benchmark` prices a grid\n",
        );
    }
    sandbox.payband("report -r Nobody -o x.html").fails(&format!("error: no role is called \"Nobody\"\n{COVERED}"));
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
    let table = markdown_table(&page, "Offer check");
    assert_eq!(table[0], ["Unit", "90% of mid below", "100% of mid within", "110% of mid above"]);
    let wanted = [
        ["USD a year", "84,825", "94,250", "103,675"],
        ["USD a month", "7,069", "7,854", "8,640"],
        ["CNY a year", "601,129", "667,921", "734,714"],
        ["CNY a month", "50,094", "55,660", "61,226"],
    ];
    assert_eq!(table[2..], wanted);
}

/// The largest letters, and the line under them.
fn headline(line: &str) -> (String, String) {
    let (page, said) = payband(line).env("PAYBAND_TODAY", "2025-12-01").streams();
    assert_eq!(said, "");
    let mut lines = page.lines().skip_while(|line| !line.starts_with("**"));
    (lines.next().unwrap().trim_matches('*').to_owned(), lines.nth(1).unwrap().replace('\\', ""))
}

/// Catches a headline that does not follow from the figures, one that hides that a city has no rate or a role no median, and one
/// whose second unit repeats the first.
#[test]
fn a_brief_answers_in_a_sentence_and_says_what_kind_of_figure_it_is() {
    assert_eq!(
        headline(&format!("{BRIEF} -l senior")),
        (
            "USD 87–101k base, about CNY 52–60k a month".to_owned(),
            "computed from published figures · with retention USD 100–122k · 48 days to fill a post in Shanghai, all roles · USD 61–71k if the median \
             includes premiums"
                .to_owned()
        )
    );
    assert_eq!(headline(BRIEF).0, "USD 73–101k base, entry to senior, about CNY 43–60k a month");
    let by_month = headline(&format!("{BRIEF} -l senior --currency CNY --period month")).0;
    assert_eq!(by_month, "CNY 52–60k base a month, about USD 87–101k a year");
    let (_, details) = headline("report -r 'AI Researcher' -c Suzhou -l mid");
    assert!(details.starts_with("slotted, grade D, no city rate · with retention "), "{details}");
    // Percentiles, in a pack without a second currency.
    let (sentence, details) = headline("--pack us-oews-2025 report -r 'Software Developer'");
    assert_eq!((sentence.as_str(), details.as_str()), ("USD 105–172k wages a year, P25 to P75", "percentiles"));
}

/// Catches an offer that is compared with another unit than its own, and one that a page calls by the name of an option.
#[test]
fn a_brief_says_how_an_offer_stands_in_the_range() {
    let (page, said) = payband(&format!("{BRIEF} -l senior --salary ¥650,000 -f html")).streams();
    assert_eq!(said, "");
    assert!(page.contains("<span>◆ ¥650,000: within, 3% under mid</span>"), "{page}");
    assert!(page.contains("<p class=\"lead\">Offer ¥650,000 = USD 91,721 a year: 97% of market mid"), "{page}");
    assert!(page.contains("the offer is read as CNY a year") && !page.contains("--salary"), "{page}");
    let (page, _) = payband(&format!("{BRIEF} --salary 90k -f html")).streams();
    for label in ["90k: above, 19% over mid", "90k: above, 6% over mid", "90k: within, 5% under mid"] {
        assert!(page.contains(label), "{label}: {page}");
    }
    let (page, _) = payband("--pack us-oews-2025 report -r 'Software Developer' --salary 120000 -f html").streams();
    assert!(page.contains("◆ 120000: at P37, interpolated, 12% under P50"), "{page}");
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
            "How the range is computed",
            "Offer check",
            "Pay by level",
            "How hard it is to hire",
            "Skills to screen for",
            "Who else is hiring",
            "What changes in engineering by 2030",
            "Caveats",
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

/// Catches a brief that hides the caveats that weigh most, that says one twice, and that leaves one out on paper.
#[test]
fn the_two_heavy_caveats_of_a_brief_stand_beside_the_range_and_the_others_at_the_end() {
    let (page, _) = payband(BRIEF).streams();
    let range = markdown_part(&page, "Market range");
    assert_eq!(range.matches("- **caveat ").count(), 2, "{range}");
    let others = markdown_part(&page, "Caveats");
    assert!(others.starts_with("\n- **caveat 3:** "), "{others}");
    let json = payband("benchmark -r 'Cloud Architect' -c Shanghai --format json").json();
    let heavy: Vec<&str> = json["notes"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|note| note["effect"] == "high")
        .map(|note| note["text"].as_str().unwrap())
        .collect();
    assert!(heavy.len() > 2);
    for (number, text) in heavy.iter().take(2).enumerate() {
        assert!(range.contains(&format!("- **caveat {}:** {text}. ", number + 1)), "{range}");
    }
    for words in ["specialised posts are said to take", "candidates per vacancy and openings per person"] {
        assert_eq!(page.matches(words).count(), 1, "{words}: {page}");
        assert!(others.contains(words), "{words}: {others}");
    }
    let (html, _) = payband(&format!("{BRIEF} -f html")).streams();
    let (beside, folded) = html.split_once("<details>").unwrap();
    assert!(beside.contains(heavy[0]) && beside.contains(heavy[1]), "{html}");
    for text in &heavy[2..] {
        assert!(folded.contains(text) && !beside.contains(text), "{text}");
    }
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
    for asked in ["USD", "CNY"] {
        let book = sheets(&payband(&format!("{BRIEF} --currency {asked} -f xlsx")).bytes());
        let offer = stacked(&book[0].1, "Offer check");
        for column in ["USD a year", "CNY a year"] {
            assert!(offer[0].contains(&Data::String(column.into())), "{asked}: {:?}", offer[0]);
        }
    }
}

#[test]
fn the_ladder_is_that_of_the_role_whatever_the_years_of_a_candidate() {
    let (few, many) = (format!("{BRIEF} --years 2"), format!("{BRIEF} --years 6"));
    let ladder = |line: &str| {
        let (page, _) = payband(&format!("{line} -f html")).streams();
        let part = page.split("<section id=\"ladder\"").nth(1).unwrap();
        part.split("aria-label=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    assert_eq!(ladder(&few), ladder(&many));
    assert!(
        ladder(&few).contains("Senior: low 87,360, mid 94,250, high 101,400, with retention 100,464–121,680"),
        "{}",
        ladder(&few)
    );
}

#[test]
fn what_only_a_picture_shows_is_a_table_where_there_are_no_pictures() {
    let (page, _) = payband(&format!("{BRIEF} -l senior")).streams();
    let ladder = markdown_table(&page, "Pay by level");
    let base: Vec<&str> =
        ladder.iter().filter(|row| row[0].ends_with(": base salary, USD a year")).map(|row| row[2].as_str()).collect();
    assert_eq!(base, ["75,400", "84,825", "94,250"], "{ladder:?}");
    let book = sheets(&payband(&format!("{BRIEF} -l senior -f xlsx")).bytes());
    assert_eq!(stacked(&book[0].1, "Pay by level").len(), 4);
    // Without --level the range has all levels, so that a ladder would repeat them.
    assert!(!payband(BRIEF).streams().0.contains("Pay by level"));
}

#[test]
fn steps_that_some_levels_share_are_written_once_and_name_them() {
    let (page, _) = payband(&format!("{BRIEF} -l senior -l lead")).streams();
    let steps = markdown_table(&page, "How the range is computed");
    let levels: Vec<&str> = steps.iter().skip(2).map(|row| row[0].as_str()).collect();
    assert!(levels.iter().all(|level| ["all levels", "Senior", "Lead"].contains(level)), "{levels:?}");
    let (page, _) = payband(&format!("{BRIEF} -l entry -l senior -l lead")).streams();
    let steps = markdown_table(&page, "How the range is computed");
    let levels: Vec<&str> = steps.iter().skip(2).map(|row| row[0].as_str()).collect();
    assert!(
        levels.contains(&"Senior, Lead") && levels.contains(&"all levels") && levels.contains(&"Entry"),
        "{levels:?}"
    );
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
        let (part, figure) = if line == "report" {
            ("<section id=\"ranges", ">60,000</td>")
        } else {
            ("<section id=\"made", ">60,000</td><td class=\"number\">60,000</td><td class=\"number\">60,000</td>")
        };
        let ranges = page.split(part).nth(1).unwrap().split("</section>").next().unwrap();
        let rows: Vec<&str> = ranges.split("<tr>").filter(|row| row.contains(figure)).collect();
        assert!(!rows.is_empty(), "{line}");
        for row in rows {
            assert!(row.contains(">overlay</td>") || row.contains("\"step-note\">overlay"), "{line}: {row}");
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
        }
        if table != "salaries" {
            sandbox.payband(&format!("--pack odd {BRIEF} -f html")).bytes();
        }
    }
}

/// The rows of a table in a sheet that holds several under each other, from its header: it stands under its heading, and ends
/// before an empty row.
fn stacked(sheet: &Range<Data>, heading: &str) -> Vec<Vec<Data>> {
    let rows: Vec<Vec<Data>> = sheet.rows().map(<[Data]>::to_vec).collect();
    let is_heading = |row: &Vec<Data>| matches!(&row[0], Data::String(text) if text.starts_with(heading));
    let at = rows.iter().position(is_heading).unwrap_or_else(|| panic!("no {heading} in {rows:?}"));
    let is_empty = |row: &Vec<Data>| row.iter().all(|cell| *cell == Data::Empty);
    rows[at + 1..].iter().take_while(|row| !is_empty(row)).cloned().collect()
}

/// Compares a table of a workbook with the CSV of a command: each column of CSV has a column of the table with the same values.
/// Returns how many numbers there were.
fn as_in_csv(name: &str, table: &[Vec<Data>], line: &str) -> usize {
    let (csv, _) = payband(&format!("-q {line} --format csv")).streams();
    let mut reader = csv::ReaderBuilder::new().from_reader(csv.as_bytes());
    let columns: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(table.len(), records.len() + 1, "{name}");
    let mut used = vec![false; table[0].len()];
    let mut numbers = 0;
    for (at, column) in columns.iter().enumerate() {
        let holds =
            |place: usize| table[1..].iter().zip(&records).all(|(cells, record)| is_same(&cells[place], &record[at]));
        let place = (0..used.len()).find(|place| !used[*place] && holds(*place));
        used[place.unwrap_or_else(|| panic!("{name}: no column has the values of {column} in the CSV of {line}"))] =
            true;
        numbers +=
            place.map_or(0, |place| table[1..].iter().filter(|cells| matches!(cells[place], Data::Float(_))).count());
    }
    numbers
}

/// Whether a cell has the value of a field of CSV. Percentage points are percentages.
fn is_same(cell: &Data, field: &str) -> bool {
    match cell {
        Data::Float(number) => {
            field.parse::<f64>().is_ok_and(|exact| *number == exact || (*number * 100.0 - exact).abs() < 1e-9)
        }
        Data::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            field == format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Empty => field.is_empty(),
        Data::String(words) => words == field,
        _ => false,
    }
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
        // A sheet's name has room for 31 letters, in whole words; a section's own rows come after its other tables.
        let (name, sheet) = market
            .iter()
            .rfind(|(name, sheet)| {
                let header = sheet.rows().next().unwrap();
                title.starts_with(name.as_str()) && header.contains(&Data::String("According to".into()))
            })
            .unwrap_or_else(|| panic!("no sheet for {title}"));
        let rows: Vec<Vec<Data>> = sheet.rows().map(<[Data]>::to_vec).collect();
        numbers += as_in_csv(name, &rows, &format!("market {id}"));
    };
    for (id, title) in &sections {
        of_section(id, title);
    }
    assert!(numbers > 150, "{numbers} numbers only");
    // A brief is one sheet, with its answer at the top, and caveats, notes and sources in others.
    let brief = sheets(&payband(&format!("{BRIEF} -l senior --salary 90000 -f xlsx")).bytes());
    let names: Vec<&str> = brief.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Hiring brief", "Caveats", "Notes", "Sources"]);
    let page = &brief[0].1;
    let top: Vec<String> = page.rows().take(8).map(|row| row[0].to_string()).collect();
    assert!(top[0].starts_with("Hiring brief: Healthcare Cloud Architect, Shanghai"), "{top:?}");
    assert!(
        top[1].starts_with("USD 87–101k base") && top.iter().any(|line| line.starts_with("90000: within")),
        "{top:?}"
    );
    let range = stacked(page, "Market range");
    for figure in [87_360.0, 94_250.0, 101_400.0] {
        assert!(range[1].contains(&Data::Float(figure)), "{range:?}");
    }
    let city = stacked(page, "The whole market in Shanghai");
    for figure in [38_000.0, 2_400.0, 2.3, 48.0, 0.22] {
        assert!(city[1].contains(&Data::Float(figure)), "{city:?}");
    }
    // Caveats in full.
    let of_market = &market.iter().find(|(name, _)| name == "Caveats").unwrap().1;
    assert!(of_market.height() > 5 && of_market.rows().skip(1).all(|row| row[2].to_string().len() > 60));
    let of_brief = &brief[1].1;
    assert!(
        of_brief.height() > 5 && of_brief.rows().skip(1).all(|row| row.iter().any(|cell| cell.to_string().len() > 60))
    );
}

/// Catches a band that repeats the same range for every level without figures of its own.
#[test]
fn levels_with_the_same_range_share_a_band() {
    let page = payband(&format!("{BRIEF} -l all -f html")).streams().0;
    assert!(page.contains("Senior = Lead = Principal: low 87,360, mid 94,250, high 101,400"), "{page}");
    assert!(page.contains("Senior = Lead = Principal: base salary, USD a year"), "{page}");
    assert!(!page.contains("; Lead: low"), "{page}");
}
