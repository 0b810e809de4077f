//! `payband survey --to-pack`: a survey as a pack that the other commands price with, and what is refused.
//!
//! Would catch a pack that other commands cannot use or that gives other figures than the survey, names that no longer match,
//! and figures that may not be passed on.

use crate::sandbox::{Run, Sandbox};

/// Pay of ten organisations, one row each, in thousands.
pub(crate) const TEN: [u32; 10] = [180, 195, 200, 210, 220, 240, 250, 265, 300, 420];

/// Pay in thousands as rows of one title and place, each of another organisation.
pub(crate) fn rows(title: &str, place: &str, pay: &[u32]) -> String {
    let row = |(at, pay): (usize, &u32)| format!("Org{at},{title},{place},{pay}000,2026-07-01\n");
    pay.iter().enumerate().map(row).collect()
}

/// Ten engineers in Beijing, six in Shanghai, seven data scientists there, and two nurses' managers that may not be shown.
pub(crate) fn market() -> String {
    rows("Senior EHR Engineer", "北京", &TEN)
        + &rows("EHR工程师（高级）", "Shanghai", &TEN[..6])
        + &rows("Senior Data Scientist", "Shanghai", &TEN[2..9])
        + &rows("Senior Cloud Architect", "Chengdu", &[500, 510])
        + &rows("Senior Cloud Architect", "Shenzhen", &[500, 510, 520])
}

pub(crate) fn sandbox(rows: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("market.csv", format!("company,title,city,base salary (CNY),day\n{rows}"));
    sandbox
}

const SURVEY: &str = "survey market.csv --by role,city,level --currency CNY --effective 2026-07-01";

/// The pack `ours` of the market.
fn with_pack() -> Sandbox {
    let sandbox = sandbox(&market());
    sandbox.payband(&format!("-q {SURVEY} --to-pack ours --pack-title 'Our market'")).streams();
    sandbox
}

/// The cells of columns, of each row.
fn cells(csv: &str, columns: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let at: Vec<usize> = columns
        .split(',')
        .map(|name| headers.iter().position(|header| header == name).unwrap_or_else(|| panic!("no {name}")))
        .collect();
    let text = |row: &csv::StringRecord| at.iter().map(|at| row[*at].to_owned()).collect::<Vec<_>>().join(",");
    reader.records().map(|row| text(&row.unwrap())).collect()
}

fn of_run(run: Run<'_>, columns: &str) -> Vec<String> {
    cells(&run.streams().0, columns)
}

#[test]
fn the_pack_has_the_groups_that_are_shown_and_pooled_ones_that_hide_as_much() {
    let sandbox = with_pack();
    assert_eq!(
        cells(
            &sandbox.read("ours/market_cells.csv"),
            "role,place,level,p10,p25,p50,p75,p90,mean,n,organisations,certainty"
        ),
        [
            // Sixteen engineers, and no more than they were in Beijing and Shanghai.
            "ehr-systems-engineer,,,187500,198750,215000,242500,282500,232812.5,16,10,C",
            "ehr-systems-engineer,,senior,187500,198750,215000,242500,282500,232812.5,16,10,C",
            "ehr-systems-engineer,beijing,senior,193500,202500,230000,261250,312000,248000,10,10,C",
            "ehr-systems-engineer,shanghai,senior,,196250,205000,217500,,207500,6,6,C",
            "healthcare-data-scientist,,,,215000,240000,257500,,240714.29,7,7,C",
            "healthcare-data-scientist,,senior,,215000,240000,257500,,240714.29,7,7,C",
            "healthcare-data-scientist,shanghai,senior,,215000,240000,257500,,240714.29,7,7,C",
        ]
    );
    // An interval of six has the least and the highest pay as its ends.
    let intervals = cells(&sandbox.read("ours/market_cells.csv"), "n,ci_low,ci_high");
    assert_eq!(intervals[1..4], ["16,195000,250000", "10,195000,300000", "6,,"]);
    let terms = "population,element,currency,effective,ci_low,ci_high,method,weighting,source,period";
    assert_eq!(
        cells(&sandbox.read("ours/market_cells.csv"), terms)[2],
        "incumbents,base,CNY,2026-07-01,195000,300000,r7,incumbent,market-csv,year"
    );
    let sources = sandbox.read("ours/sources.csv");
    let hash = {
        use sha2::Digest as _;
        let bytes = sandbox.read("market.csv");
        sha2::Sha256::digest(bytes.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    let own = format!("market-csv,market.csv,,,,,SHA-256 {hash}; 28 rows, 28 used; rule 5/5/25\n");
    assert!(sources.replace('"', "").contains(&own), "{sources}\n{own}");
    sandbox.payband("pack check ours").prints("ours 2026.7.1: 12 tables are sound\n");
    sandbox.write("few/market_cells.csv", sandbox.read("ours/market_cells.csv").replace(",,6,6,", ",,4,6,"));
    let (code, found, _) = sandbox.payband("--pack ours pack check few").fallible();
    assert_eq!(code, Some(1));
    assert!(found.contains("fewer than 5 people"), "{found}");
    // The two and the three architects are in no table of figures.
    for folder_file in ["market_cells.csv", "sources.csv", "datapackage.json"] {
        assert!(!sandbox.read(&format!("ours/{folder_file}")).contains("architect,"), "{folder_file}");
    }
}

#[test]
fn every_command_prices_with_the_pack() {
    let sandbox = with_pack();
    let on = |line: &str| sandbox.payband(&format!("--pack ours {line}"));
    let columns = "city,level,currency,base_low,base_mid,base_high,p10,p90,n,organisations,certainty,basis,source";
    let engineer = "-q benchmark 'EHR Engineer' -f csv";
    assert_eq!(
        of_run(on(&format!("{engineer} -c 上海 -c Beijing -l senior")), columns),
        [
            "Shanghai,Senior,CNY,196250.00,205000.00,217500.00,,,6,6,C,percentiles,market-csv",
            "Beijing,Senior,CNY,202500.00,230000.00,261250.00,193500.00,312000.00,10,10,C,percentiles,market-csv",
        ]
    );
    assert_eq!(of_run(on(engineer), "city,level,base_mid,n"), [",,215000.00,16", ",Senior,215000.00,16"]);
    let offer = on(&format!("{engineer} -c Beijing -l senior --salary 240000"));
    // 50 + (240,000 − 230,000) ÷ (261,250 − 230,000) × 25 = 58
    assert_eq!(of_run(offer, "market_ratio,gap,position,percentile"), ["1.0435,10000.00,within,58"]);
    let (table, _) = on("benchmark 'EHR Engineer' Beijing -l senior -f table").streams();
    assert!(table.contains("Certainty") && table.contains("Source: market.csv"), "{table}");
    let compared = on("-q compare -r 'EHR Engineer' -c Shanghai -c Beijing -l senior -f csv");
    assert_eq!(
        of_run(compared, "city,base_mid,base_gap,rank"),
        ["Shanghai,205000.00,0.00,2", "Beijing,230000.00,25000.00,1"]
    );
    assert_eq!(
        of_run(on("-q roles -f csv"), "role,kind,median,currency,effective"),
        [
            "Healthcare Data Scientist,benchmark,240000.00,CNY,2026-07-01",
            "EHR Systems Engineer,benchmark,215000.00,CNY,2026-07-01"
        ]
    );
    assert_eq!(of_run(on("-q city -f csv"), "city"), ["Beijing", "Shanghai"]);
    let (chart, _) = on("-q chart ranges -c Shanghai -l senior").streams();
    assert!(chart.contains("P25, P50 and P75 of base salary") && chart.contains("205,000"), "{chart}");
    let (brief, _) = on("report -r 'EHR Engineer' -c Beijing -l senior").streams();
    assert!(brief.contains("Our market") && brief.contains("312,000") && brief.contains("market.csv"), "{brief}");
    let (page, _) = on("report").streams();
    assert!(page.contains("EHR Systems Engineer") && !page.contains("Product Manager"), "{page}");
    on("benchmark 'Cloud Architect' Chengdu -l senior").fails(
        "error: Healthcare Cloud Architect has no price: the pack only names it, and holds no pay for it\n\
         hint: roles of the same area with a price: \"EHR Systems Engineer\"\n\
         hint: `payband --pack ours roles` lists the roles with a price; an --overlay with a salaries.csv can add one\n",
    );
    on("benchmark 'EHR Engineer' Beijing -l boss").fails(
        "error: no level is called \"boss\"\n\
         hint: the levels are intern, entry, mid, senior, lead, principal; --years N chooses one by years of career\n",
    );
}

/// Would catch a warning about levels that nobody asked for and that the role has in other places.
#[test]
fn the_levels_of_a_place_are_priced_by_default() {
    let senior = |place: &str| rows("Senior Cloud Architect", place, &TEN);
    let sandbox =
        sandbox(&(senior("Shanghai") + &senior("Beijing") + &rows("Junior Cloud Architect", "Beijing", &TEN)));
    sandbox.payband(&format!("-q {SURVEY} --to-pack ours")).streams();
    for (city, levels) in [("Shanghai", &["Senior"][..]), ("Beijing", &["Entry", "Senior"])] {
        let (printed, said) =
            sandbox.payband(&format!("--pack ours benchmark 'Cloud Architect' {city} -f csv")).streams();
        assert_eq!(cells(&printed, "level"), levels, "{city}");
        assert!(!said.contains("left out"), "{said}");
    }
    let compared =
        sandbox.payband("-q --pack ours compare 'Cloud Architect' Beijing Shanghai -l senior -f csv").streams().0;
    assert_eq!(cells(&compared, "level"), ["Senior", "Senior"]);
}

/// Would catch a name that the pack in use knew and that of the survey does not, and a title that gets the figures of another role.
#[test]
fn a_payroll_is_matched_as_in_the_survey() {
    let sandbox = with_pack();
    sandbox.write(
        "staff.csv",
        "title,city,pay\nEHR工程师（高级）,上海市浦东新区,210000\nSenior EHR Engineer - Guangzhou,Beijing,240000\n\
         Senior Cloud Architect,Chengdu,500000\nSenior EHR Engineer,Guangzhou,1\nEHR Engineer,Beijing,1\n",
    );
    let columns = "role,city,level,low,mid,high,p10,p90,percentile,n,certainty,status";
    sandbox.payband(&format!("-q --pack ours price staff.csv --columns {columns}")).prints(
        "title,city,pay,market_role,market_city,market_level,market_low,market_mid,market_high,market_p10,market_p90,\
         market_percentile,market_n,market_certainty,market_status\n\
         EHR工程师（高级）,上海市浦东新区,210000,EHR Systems Engineer,Shanghai,Senior,196250.00,205000.00,217500.00,,,60,6,C,priced\n\
         Senior EHR Engineer - Guangzhou,Beijing,240000,EHR Systems Engineer,Beijing,Senior,202500.00,230000.00,261250.00,\
         193500.00,312000.00,58,10,C,priced\n\
         Senior Cloud Architect,Chengdu,500000,Healthcare Cloud Architect,Chengdu,Senior,,,,,,,,,unpriced-role\n\
         Senior EHR Engineer,Guangzhou,1,EHR Systems Engineer,Guangzhou,Senior,,,,,,,,,unpriced-city\n\
         EHR Engineer,Beijing,1,EHR Systems Engineer,Beijing,,,,,,,,,,level-not-stated\n",
    );
}

#[test]
fn pay_is_aged_to_the_day_of_the_pack_and_segments_have_ids() {
    let sandbox = Sandbox::new();
    let of = |segment: &str, day: &str| {
        let row = |(at, pay): (usize, &u32)| format!("Org{at},EHR Engineer,{pay}000,{day},{segment}\n");
        TEN[..6].iter().enumerate().map(row).collect::<String>()
    };
    let rows = of("民营医院", "2025-07-01") + &of("Public hospitals", "2026-01-01") + &of("", "2026-07-01");
    sandbox.write("market.csv", format!("company,title,pay CNY,day,Segment\n{rows}"));
    let line =
        "-q survey market.csv --by role,segment --currency CNY --date-column day --on 2026-07-01 --ageing-rate 8.2%";
    sandbox.payband(&format!("{line} --to-pack ours")).streams();
    assert_eq!(
        cells(&sandbox.read("ours/market_cells.csv"), "segment,p50,n"),
        [",213695,18", "not-stated,205000,6", "public-hospitals,213239.42,6", "segment,221810,6"]
    );
    assert_eq!(
        cells(&sandbox.read("ours/segments.csv"), "id,name"),
        ["not-stated,not stated", "public-hospitals,Public hospitals", "segment,民营医院"]
    );
    assert!(
        sandbox
            .read("ours/sources.csv")
            .contains("have pay of 2025-07-01 to 2026-07-01; aged to 2026-07-01 by 8.2% a year")
    );
    sandbox.payband("pack check ours").streams();
    let run = sandbox.payband("-q --pack ours benchmark 'EHR Engineer' --segment 民营医院 -f csv");
    assert_eq!(of_run(run, "base_mid,segment"), ["221810.00,民营医院"]);
}

#[test]
fn a_folder_is_replaced_only_on_request_and_never_so_that_people_can_be_told() {
    let sandbox = with_pack();
    let again = |options: &str| sandbox.payband(&format!("-q {SURVEY} --to-pack ours {options}"));
    again("")
        .fails("error: ours is there already\nhint: choose another folder, or add --force to replace the pack in it\n");
    let before = sandbox.read("ours/market_cells.csv");
    again("--force").streams();
    assert_eq!(sandbox.read("ours/market_cells.csv"), before);
    // One more engineer in Beijing: the sum of the two means tells the pay.
    let more = "Org10,Senior EHR Engineer,Beijing,999000,\n";
    sandbox.write("market.csv", format!("company,title,city,base salary (CNY),day\n{}{more}", market()));
    let (code, _, error) = again("--force").fallible();
    assert_eq!(code, Some(1));
    assert!(
        error.contains("ehr-systems-engineer, beijing, senior has 11 people, and had 10") && !error.contains("999"),
        "{error}"
    );
    let in_both = "hint: keep the earlier pack; or leave each group that has a figure in both its people, or change their number by \
                   five at least";
    assert!(error.lines().last().unwrap().starts_with(in_both), "{error}");
    assert_eq!(sandbox.read("ours/market_cells.csv"), before);
    // Five more of other organisations, and the pooled figures that they are in.
    let more: String = (10..15).map(|at| format!("Org{at},Senior EHR Engineer,Beijing,2{at}000,\n")).collect();
    sandbox.write("market.csv", format!("company,title,city,base salary (CNY),day\n{}{more}", market()));
    again("--force").streams();
    // Other packs and folders stay.
    sandbox.write("notes/readme.txt", "mine");
    sandbox.payband("-q pack new theirs").streams();
    for folder in ["notes", "theirs"] {
        let (code, _, error) = sandbox.payband(&format!("-q {SURVEY} --to-pack {folder} --force")).fallible();
        assert_eq!(code, Some(1), "{folder}");
        assert!(error.contains("something else than the pack of an earlier survey"), "{error}");
        assert!(error.ends_with("hint: choose another folder: only such a pack is replaced\n"), "{error}");
    }
    // The pack that the survey is made with is not written over.
    let (code, _, error) = sandbox.payband(&format!("-q --pack ours {SURVEY} --to-pack ours --force")).fallible();
    assert_eq!(code, Some(2));
    assert!(error.contains("is a table of the pack"), "{error}");
}

/// Would catch a figure of a group of few organisations, as what is left of one over all cities.
#[test]
fn another_survey_of_the_file_does_not_tell_of_a_hidden_group() {
    let chengdu: String =
        (0..5).map(|at| format!("Org{},Senior EHR Engineer,Chengdu,{}000,\n", at % 2, 300 + at)).collect();
    let sandbox = sandbox(&(market() + &chengdu));
    sandbox.payband(&format!("-q {SURVEY} --to-pack ours")).streams();
    let before = sandbox.read("ours/market_cells.csv");
    assert!(!before.contains("chengdu"), "{before}");
    let by_role = SURVEY.replace("--by role,city,level", "--by role");
    let (code, _, error) = sandbox.payband(&format!("-q {by_role} --to-pack ours --force")).fallible();
    assert_eq!(code, Some(1), "{error}");
    assert!(error.contains("ehr-systems-engineer has 21 people, and its parts had 16"), "{error}");
    assert!(
        error.ends_with(
            "hint: keep the earlier pack; or survey by the same columns, so that a figure that is pooled or split has exactly the \
             people of its parts\n"
        ),
        "{error}"
    );
    assert_eq!(sandbox.read("ours/market_cells.csv"), before);
}

#[test]
fn a_pipe_has_the_same_hash_as_its_file() {
    let sandbox = sandbox(&market());
    for (name, file) in [("by-name", "market.csv"), ("by-pipe", "-")] {
        let line = format!(
            "cat market.csv | payband -q survey {file} --by role --currency CNY --effective 2026-07 --to-pack {name}"
        );
        assert_eq!(sandbox.shell(&line).0, Some(0));
    }
    let hash = |pack: &str| {
        let sources = sandbox.read(&format!("{pack}/sources.csv"));
        sources.split("SHA-256 ").nth(1).unwrap()[..64].to_owned()
    };
    assert_eq!(hash("by-name"), hash("by-pipe"));
}

#[test]
fn the_steps_of_a_group_are_told_and_nothing_of_a_suppressed_one() {
    let sandbox = sandbox(&market());
    let explain = format!("{SURVEY} --explain --date-column day");
    let (printed, _) =
        sandbox.payband(&format!("-q {explain} --group 'EHR Engineer' --group beijing -f csv")).streams();
    let steps = cells(&printed, "city_id,kind,n,low,mid,high,note");
    for step in [
        ",file,28,,,,",
        ",status,28,,,,",
        "beijing,rows,10,,,,",
        "beijing,rule,10,,,,10 organisations, the largest 10%: shown",
        "beijing,percentile,,,193500.00,,rank 1.90 of 10: 90% of the way from rank 1 to 2",
        "beijing,percentile,,,230000.00,,rank 5.50 of 10: 50% of the way from rank 5 to 6",
        "beijing,mean,,,248000.00,,",
        "beijing,interval,,195000.00,,300000.00,ranks 2 and 9 of 10; such an interval holds the median in 97.85% of samples",
        "beijing,certainty,,,,,10 people of equal weight; half the interval is 22.8% of the median",
    ] {
        assert!(steps.iter().any(|found| found == step), "no {step} in {steps:#?}");
    }
    assert!(!printed.contains("shanghai"), "{printed}");
    for format in ["csv", "json", "markdown", "table"] {
        let (printed, beside) =
            sandbox.payband(&format!("{explain} --group 'Cloud Architect' -f {format} --caveats")).streams();
        for pay in ["500", "505", "510", "520"] {
            assert!(!printed.contains(pay) && !beside.contains(pay), "{format}: {printed}{beside}");
        }
        assert!(printed.contains("few-rows") && printed.contains("<5"), "{format}: {printed}");
    }
    let (code, _, error) = sandbox.payband(&format!("{SURVEY} --group Lisbon")).fallible();
    assert_eq!(code, Some(1));
    assert!(error.contains("no group has \"Lisbon\""), "{error}");
}

#[test]
fn figures_that_are_passed_on_are_rounded_on_request() {
    let sandbox = sandbox(&market());
    let (printed, _) = sandbox.payband(&format!("-q {SURVEY} --round 3 --group beijing")).streams();
    let columns = "n,n_raw,organisations,p10,p25,p50,p75,p90,mean,p50_ci_low,ci_coverage,certainty";
    assert_eq!(cells(&printed, columns), ["10,10,10,194000.00,203000.00,230000.00,261000.00,312000.00,248000.00,,,C"]);
    let (printed, _) = sandbox.payband(&format!("-q {SURVEY} --round 2 --group shanghai")).streams();
    assert_eq!(
        cells(&printed, "n,n_eff,organisations,largest_share_pct,p25,p50,state"),
        ["5,5,5,,200000.00,210000.00,survey", "5,5,5,,220000.00,240000.00,survey"]
    );
    // The sum of 28 rows, less groups whose sizes a reader knows, would tell the size of another.
    let (table, beside) = sandbox.payband(&format!("{SURVEY} --round 3 -f table --caveats")).streams();
    assert!(table.contains("30 of 30 rows are in 5 groups") && table.contains("rows: 30 used"), "{table}");
    assert!(!table.contains("28") && !beside.contains("28"), "{table}{beside}");
}

/// Would catch steps that print sums by another rule than the result.
#[test]
fn steps_print_the_sum_of_rows_where_the_result_does() {
    let few = |place: &str, people| rows("Senior Cloud Architect", place, &TEN[..people]);
    for (rows, lead, expected) in [
        (few("Chengdu", 2) + &few("Shenzhen", 3), "5 of 5 rows", &[",file,5", ",status,5"][..]),
        (few("Chengdu", 2), "<5 rows", &[]),
    ] {
        let sandbox = sandbox(&rows);
        let (printed, _) = sandbox.payband(&format!("-q {SURVEY} --explain -f csv")).streams();
        let steps = cells(&printed, "city_id,kind,n");
        let sums: Vec<&String> =
            steps.iter().filter(|step| step.starts_with(",file,") || step.starts_with(",status,")).collect();
        assert_eq!(sums, expected);
        for explain in ["", "--explain"] {
            let (table, _) = sandbox.payband(&format!("{SURVEY} {explain} -f table")).streams();
            assert!(table.contains(lead), "{table}");
        }
    }
}

/// Would catch a pack that is compared with the earlier one by rounded numbers, and steps that state ranks of rounded numbers.
#[test]
fn a_pack_and_steps_are_not_rounded() {
    let sandbox = sandbox(&market());
    for (options, other) in [("--to-pack ours", "--to-pack <DIR>"), ("--explain", "--explain")] {
        for line in [format!("{SURVEY} --round 3 {options}"), format!("{SURVEY} {options} --round 3")] {
            let (code, printed, error) = sandbox.payband(&line).fallible();
            assert_eq!((code, printed.as_str()), (Some(2), ""), "{line}");
            assert!(error.contains("--round") && error.contains("cannot be used with"), "{line}: {error}");
            assert!(error.contains(other), "{line}: {error}");
        }
    }
    assert!(!sandbox.path("ours").exists());
}

#[test]
fn old_pay_another_unit_and_a_group_that_protects_another_are_said() {
    let sandbox = sandbox(&(market() + &rows("Senior Nurse Informaticist", "", &[1])));
    let line = "survey market.csv --by role,city --currency CNY --date-column day --ageing-rate 5%";
    let (_, beside) = sandbox.payband(&format!("{line} --on 2027-07-01 --caveats")).streams();
    assert!(!beside.contains("12 months older"), "{beside}");
    let (_, beside) = sandbox.payband(&format!("{line} --on 2027-08-01 --caveats")).streams();
    assert!(beside.contains("more than 12 months older than 2027-08-01; --max-age 12 leaves them out"), "{beside}");
    let monthly = rows("EHR Engineer", "Chengdu", &[16, 17, 18, 19, 20]) + &rows("EHR Engineer", "Shenzhen", &TEN[..7]);
    sandbox.write("market.csv", format!("company,title,city,base salary (CNY),day\n{}{monthly}", market()));
    let (_, beside) = sandbox.payband("survey market.csv --by role,city --currency CNY --caveats").streams();
    assert!(
        beside.contains("the median of EHR Systems Engineer, Chengdu is about 1/12 of that of its neighbours"),
        "{beside}"
    );
    // One person in Chengdu, and six and seven in other cities.
    let rows = rows("EHR Engineer", "Beijing", &TEN[..6])
        + &rows("EHR Engineer", "Shanghai", &TEN[..7])
        + &rows("EHR Engineer", "Chengdu", &[200]);
    sandbox.write("market.csv", format!("company,title,city,base salary (CNY),day\n{rows}"));
    let (table, _) = sandbox.payband("survey market.csv --by role,city --currency CNY -f table").streams();
    assert!(table.contains("protects-another-group: with its number of people and the sum of all"), "{table}");
}

/// Would catch addresses that the pack of a survey reads otherwise than the pack in use, and rows of remote work that stand for the
/// whole market.
#[test]
fn a_pack_of_places_in_states_reads_the_same_addresses() {
    let sandbox = sandbox(
        &(rows("Data Scientist", "\"Seattle, WA\"", &TEN[..6])
            + &rows("Data Scientist", "\"Austin, TX\"", &TEN[4..])
            + &rows("Data Scientist", "Remote", &TEN[2..8])),
    );
    let line = "survey market.csv --by role,city --currency USD --pay-currency USD --effective 2026-07-01";
    sandbox.payband(&format!("-q --pack us-oews-2025 {line} --to-pack ours")).streams();
    let on = |line: &str| sandbox.payband(&format!("-q --pack ours benchmark 'Data Scientist' {line} -f csv"));
    assert_eq!(of_run(on("'Seattle, WA'"), "base_mid,n"), ["205000.00,6"]);
    assert_eq!(of_run(on("'Downtown, Austin, TX 78701'"), "base_mid,n"), ["257500.00,6"]);
    assert_eq!(of_run(on(""), "base_mid,n"), ["230000.00,18"]);
    let remote = cells(&sandbox.read("ours/cities.csv"), "id,kind");
    assert!(remote.contains(&"us,remote".to_owned()), "{remote:?}");
}
