//! The level of a row, what its years decide, and what a missing city means.

use super::{price, price_in};
use crate::sandbox::{Sandbox, payband};

fn levels(file: &str, arguments: &str) -> Vec<String> {
    price(file, &format!("{arguments} --columns level,status")).well().column("market_level")
}

/// Catches an order other than column, title, years, default.
#[test]
fn the_column_wins_over_the_title_and_the_title_over_the_years() {
    let file = "title,level,years\nSenior Cloud Architect,entry,5\nSenior Cloud Architect,,1\nCloud Architect,,5\n\
                Cloud Architect,,0\nCloud Architect,,\nCloud Architect,高级,0\nCloud Architect,wizard,5\n";
    assert_eq!(levels(file, ""), ["Entry", "Senior", "Mid", "Entry", "", "Senior", ""]);
    assert_eq!(levels(file, "--default-level senior"), ["Entry", "Senior", "Mid", "Entry", "Senior", "Senior", ""]);
    assert_eq!(levels(file, "--level-column none"), ["Senior", "Senior", "Mid", "Entry", "", "Entry", "Mid"]);
    assert_eq!(levels(file, "--years-column none"), ["Entry", "Senior", "", "", "", "Senior", ""]);
}

/// Catches level words in titles that are not read, or are read twice.
#[test]
fn words_of_titles_are_levels() {
    let file = "title\nSr. Cloud Architect\n高级医疗数据科学家\nJunior Data Scientist\nSenior/Junior Data Scientist\n\
                Lead Cloud Architect\nData Scientist Intern\nData Scientist\n\
                Senior Cloud Architect 云架构师\n高级云架构师/Cloud Architect\n";
    let ended = price(file, "--columns level,status").well();
    assert_eq!(
        ended.column("market_level"),
        ["Senior", "Senior", "Entry", "", "Lead", "Intern", "", "Senior", "Senior"]
    );
    assert_eq!(
        ended.column("market_status"),
        [
            "priced",
            "priced",
            "priced",
            "unknown-level",
            "priced",
            "unpriced-level",
            "unknown-level",
            "priced",
            "priced"
        ]
    );
}

/// Catches the default level on a row whose title names a level in a part that was set aside, and such a level word that is not
/// read because the whole title is an alias.
#[test]
fn levels_in_what_is_set_aside_and_in_aliases() {
    let file = "title\nSoftware Engineer (Intern Team)\nSenior Software Engineer (Intern Team)\nSoftware Engineer (Imaging Team)\n";
    let ended = price(file, "--columns level,status --default-level mid").well();
    assert_eq!(ended.column("market_level"), ["", "Senior", "Mid"]);
    assert_eq!(ended.column("market_status"), ["unknown-level", "priced", "priced"]);

    // Stated years come before a level word in the name of a team.
    let file = "title,years\nSoftware Engineer (Senior Living Team),5\nSenior/Junior Software Engineer,5\n";
    assert_eq!(levels(file, "--default-level entry"), ["Mid", "Mid"]);

    let sandbox = Sandbox::new();
    sandbox.write("names/role_aliases.csv", "alias,id,lang\nSenior Widget Wrangler,software-engineer,en\n");
    let file = "title\nSenior Widget Wrangler\nSr. Widget Wrangler\n";
    sandbox.write("in.csv", file);
    let ended = price_in(&sandbox, file, "price in.csv --overlay names --columns level,match --default-level entry");
    let ended = ended.well();
    assert_eq!(ended.column("market_match"), ["alias", "tokens"]);
    assert_eq!(ended.column("market_level"), ["Senior", "Senior"]);
    let line = "benchmark -r senior-widget-wrangler --overlay names -f csv";
    let (out, _) = sandbox.payband(line).streams();
    assert_eq!(out.lines().count(), 2, "one level: {out}");
}

/// Catches a span of levels that is read as one of them, or that gets the default level.
#[test]
fn a_span_of_levels_states_none() {
    let file = "title,level,years\nData Scientist,Junior to Senior,\nData Scientist,Junior to Senior,5\n\
                Senior Data Scientist,Junior to Senior,\nData Scientist,初/中/高级,\nData Scientist,I-III,8\n\
                Data Scientist,初级/中级,\nData Scientist,可接受应届,5\nData Scientist (Junior/Senior),,\nData Scientist I-III,,3\n";
    let ended = price(file, "--columns level,status --default-level mid").well();
    assert_eq!(ended.column("market_level"), ["", "Mid", "Senior", "", "Senior", "Mid", "", "", "Mid"]);
    let (unknown, priced) = ("unknown-level", "priced");
    let expected = [unknown, priced, priced, unknown, priced, priced, unknown, unknown, priced];
    assert_eq!(ended.column("market_status"), expected);
}

/// Catches a word of a role's name that is read as a level, and a level word in an unexplained part of a title that is taken for
/// the person's own.
#[test]
fn words_in_the_name_of_a_role_are_no_levels() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "ours/roles.csv",
        "id,title,area,kind,slotted_to,match_grade\n\
         nurse,Staff Research Nurse,ai,covered,healthcare-data-scientist,C\n",
    );
    let file = "title\nStaff Research Nurse\n\"Staff Research Nurse, Wuhan\"\n\"Staff Research Nurse, Intern Team\"\n\
                Staff Research Nurse / Staff Research Nurse\nStaff Research Nurses\nResearch Nurse\n";
    sandbox.write("in.csv", file);
    let line = "price in.csv --overlay ours --columns level,status --default-level mid";
    let ended = price_in(&sandbox, file, line).well();
    // Without that word, or in another form, it may be another role.
    let expected = ["priced", "priced", "unknown-level", "priced", "no-role-match", "no-role-match"];
    assert_eq!(ended.column("market_status"), expected);
    assert_eq!(ended.column("market_level"), ["Mid", "Mid", "", "Mid", "Principal", ""]);

    let file = "title\n\"Software Engineer, Principal Widgetry\"\n\"Senior Software Engineer, Principal Widgetry\"\n";
    assert_eq!(levels(file, "--min-score 0.1 --default-level mid"), ["", "Senior"]);
}

/// Catches years that are not read as the lower limit, and thresholds off by one.
#[test]
fn years_as_people_write_them() {
    let file = "title,工作经验\nCloud Architect,2.9\nCloud Architect,3\nCloud Architect,3-5年\nCloud Architect,7年以上\n\
                Cloud Architect,1年以下\nCloud Architect,应届毕业生\nCloud Architect,10+ years\nCloud Architect,?\n";
    assert_eq!(levels(file, ""), ["Entry", "Mid", "Mid", "Senior", "Entry", "Entry", "Senior", ""]);
}

/// Catches a level cell of non-ASCII whitespace whose row gets the level of the years of another row.
#[test]
fn a_blank_cell_of_any_script_leaves_the_level_to_the_years() {
    for blank in ["", " ", "\u{3000}", "\u{a0}", "\"\"", "\" \"", "\"\n\"", "\u{2003}\t"] {
        for columns in ["title,level,years", "level,title,years"] {
            let row = |years: u8| match columns {
                "title,level,years" => format!("Cloud Architect,{blank},{years}\n"),
                _ => format!("{blank},Cloud Architect,{years}\n"),
            };
            let file = format!("{columns}\n{}{}{}", row(1), row(5), row(9));
            assert_eq!(levels(&file, ""), ["Entry", "Mid", "Senior"], "{blank:?} {columns}");
        }
        let file =
            format!("title,city,level,years\nCloud Architect,Shanghai,{blank},1\nCloud Architect,Shanghai,{blank},9\n");
        assert_eq!(levels(&file, ""), ["Entry", "Senior"], "{blank:?}");
    }
}

/// Catches a bonus from exactly three years on, one that moves the base, and keys that do not tell years apart.
#[test]
fn years_decide_the_bonus_and_not_the_base() {
    let file = "title,city,level,years,pay\nCloud Architect,Shanghai,senior,3,94250\nCloud Architect,Shanghai,senior,3.1,94250\n\
                Cloud Architect,Shanghai,senior,,94250\nCloud Architect,Shanghai,entry,9,75400\nCloud Architect,Shanghai,entry,1,75400\n";
    let base = price(file, "").well();
    assert_eq!(base.column("market_mid"), ["94250.00", "94250.00", "94250.00", "75400.00", "75400.00"]);
    assert_eq!(base.column("market_ratio"), ["1.0000"; 5]);
    let total = price(file, "--with-retention").well();
    // 75,400 × 1.175.
    assert_eq!(total.column("market_mid"), ["94250.00", "110743.75", "110743.75", "88595.00", "75400.00"]);
    assert_eq!(total.column("market_ratio")[..3], ["1.0000", "0.8511", "0.8511"]);
    assert!(total.said.contains("; pay is compared with base + retention; the market is China\n"), "{}", total.said);
    // `benchmark` gives the same figures.
    for (years, row) in [("3", 0), ("3.1", 1)] {
        let line = format!("benchmark -r cloud-architect -c Shanghai -l senior --domain-years {years} -f csv");
        let (out, _) = payband(&line).streams();
        let mut reader = csv::Reader::from_reader(out.as_bytes());
        let at = reader.headers().unwrap().iter().position(|name| name == "total_mid").unwrap();
        assert_eq!(reader.records().next().unwrap().unwrap()[at], total.column("market_mid")[row]);
    }
}

/// Catches a blank city that is priced, and a file without cities that is not.
#[test]
fn no_column_of_cities_is_the_reference_rate_and_a_blank_cell_is_not() {
    let ended = price("title,level\nCloud Architect,senior\n", "").well();
    assert_eq!(ended.column("market_mid"), ["65000.00"]);
    assert_eq!(ended.column("market_city"), [""]);
    assert!(
        ended.said.contains("; no column with cities is read: the reference rate is used; the market is China\n"),
        "{}",
        ended.said
    );
    let file = "title,city,level\nCloud Architect,,senior\nCloud Architect,Shanghai,senior\n";
    assert_eq!(price(file, "").well().column("market_mid"), ["", "94250.00"]);
    assert_eq!(price(file, "--city-column none").well().column("market_mid"), ["65000.00"; 2]);
}

/// Catches names of places that are not understood, and a city without a premium that gets one.
#[test]
fn places_as_people_write_them() {
    let file = "title,city,level\nCloud Architect,北京-昌平区,mid\nCloud Architect,\"Shanghai, China\",mid\n\
                Cloud Architect,深圳市,mid\nCloud Architect,SHANGHAI,mid\nCloud Architect,Guangdong,mid\n";
    let ended = price(file, "").well();
    assert_eq!(ended.column("market_city"), ["Beijing", "Shanghai", "Shenzhen", "Shanghai", ""]);
    assert_eq!(ended.column("market_mid")[2], "58500.00");
    assert!(ended.said.contains("warning: reference rate (tier one, likely too low): Shenzhen"), "{}", ended.said);
}

/// Catches a default level that does not exist, without an error.
#[test]
fn the_default_level_has_to_be_one() {
    let refused = price("title\nCloud Architect\n", "--default-level wizard");
    assert_eq!((refused.code, refused.out.len()), (Some(1), 0));
    assert!(refused.said.contains("wizard") && refused.said.contains("hint: "), "{}", refused.said);
}

/// Catches the first digits of another value that are read as years, and full-width digits that are not read.
#[test]
fn years_are_right_or_unknown() {
    let file = "role,years\nCloud Architect,100 days\nCloud Architect,１5\nCloud Architect,12/2015\nCloud Architect,1e400\n\
                Cloud Architect,\"1,000\"\n";
    let ended = price(file, "--columns level,status").well();
    assert_eq!(ended.column("market_level"), ["", "Senior", "", "", ""]);
    let unknown = "unknown-level";
    assert_eq!(ended.column("market_status"), [unknown, "priced", unknown, unknown, unknown]);
}

/// Catches an ad that asks for no number of years and is priced as one for beginners.
#[test]
fn years_that_are_not_asked_for_leave_the_title_and_the_default_to_decide() {
    let file = "职位,工作经验\n数据科学家,经验不限\n数据科学家,不限\n高级数据科学家,不限经验\n数据科学家,any\n数据科学家,应届\n";
    let ended = price(file, "--default-level mid").well();
    assert_eq!(ended.column("market_level"), ["Mid", "Mid", "Senior", "Mid", "Entry"]);
    let ended = price(file, "").well();
    assert_eq!(ended.column("market_level"), ["", "", "Senior", "", "Entry"]);
}

/// Catches an employer's grade that is not read in a cell, in a title or in a request, and one that is read without the table.
#[test]
fn a_grade_map_says_what_grades_mean() {
    let sandbox = Sandbox::new();
    sandbox.write("grades/grade_map.csv", "grade,level\nP6,senior\nT3-2,mid\nII,senior\n");
    let file = "title,level\nCloud Architect,P6\nCloud Architect,t3-2\nCloud Architect (P6),\nCloud Architect II,-\n";
    sandbox.write("in.csv", file);
    let ended = price_in(&sandbox, file, "price in.csv --overlay grades --columns level").well();
    assert_eq!(ended.column("market_level"), ["Senior", "Mid", "Senior", "Senior"]);
    let ended = price_in(&sandbox, file, "price in.csv --columns level").well();
    assert_eq!(ended.column("market_level"), ["", "", "", "Mid"]);
    let (out, _) = sandbox.payband("benchmark -r 'Cloud Architect' --level P6 --overlay grades -f csv").streams();
    assert!(out.contains(",Senior,"), "{out}");
}

/// Catches a date, an age or a head count that is taken for no statement at all, so that the default level is assumed.
#[test]
fn numbers_that_are_no_years_leave_the_level_unknown() {
    let file = "title,years of experience\nCloud Architect,3-Jan\nCloud Architect,32岁\nCloud Architect,10-12人\n\
                Cloud Architect,n/a\nCloud Architect,\nCloud Architect,9\n";
    let ended = price(file, "--default-level mid --columns level,status").well();
    let out = String::from_utf8(ended.out).unwrap();
    let levels: Vec<&str> = out.lines().skip(1).map(|line| line.splitn(3, ',').nth(2).unwrap()).collect();
    let unknown = ",unknown-level";
    assert_eq!(levels, [unknown, unknown, unknown, "Mid,priced", "Mid,priced", "Senior,priced"]);
    assert!(ended.said.contains("--years-column none"), "{}", ended.said);
}

/// Catches a grade of an employer's own that is passed over in silence for the default level, and one that is said to be where
/// another cell states the level.
#[test]
fn grades_in_titles_that_are_not_read_are_said() {
    let file = "title,level\nData Scientist IV,\nData Scientist 3,\nData Scientist (P6),\nData Scientist,\nData Scientist P6,senior\n";
    let warning = "warning: 3 priced rows have a grade in the title, such as IV or P6, that is not read: they are priced at the default \
                   level; a table grade_map in an --overlay says what a grade means\n";
    let ended = price(file, "--default-level mid --columns level,status").well();
    assert_eq!(ended.column("market_level"), ["Mid", "Mid", "Mid", "Mid", "Senior"]);
    assert!(ended.said.contains(warning), "{}", ended.said);
    let one = price("title\nData Scientist IV\nData Scientist\n", "--default-level mid").well();
    let warning = "warning: 1 priced row has a grade in the title, such as IV or P6, that is not read: it is priced at the default level";
    assert!(one.said.contains(warning), "{}", one.said);
    let ended = price(file, "--columns level,status").well();
    assert!(!ended.said.contains("grade_map"), "{}", ended.said);
}

/// Catches a column of grades of an employer's own that hides the levels of the titles, one that is left out in silence, and one
/// that the caller names and that is not used.
#[test]
fn a_column_without_a_known_level_is_not_used() {
    let file = |header: &str, cells: [&str; 2]| {
        let [one, other] = cells;
        format!("Job Title,{header}\nSenior Software Engineer,{one}\nSoftware Engineer,{other}\n")
    };
    for (header, cells) in [
        ("Compensation Grade", ["7", "5"]),
        ("Salary Band", ["B3", "B2"]),
        ("Job Grade", ["G7", ""]),
        ("Level", ["12", "10"]),
        ("职级", ["十二级", "十级"]),
    ] {
        let file = file(header, cells);
        let ended = price(&file, "--default-level mid").well();
        assert_eq!(ended.column("market_level"), ["Senior", "Mid"], "{header}: {}", ended.said);
        let note = format!("note: \"{header}\" names no level that is known, and is not used:");
        assert_eq!(ended.said.matches(&note).count(), 1, "{header}: {}", ended.said);
        let named = price(&file, &format!("--default-level mid --level-column '{header}'")).well();
        let blank = if cells[1].is_empty() { "Mid" } else { "" };
        assert_eq!(named.column("market_level"), ["", blank], "{header}");
        assert!(!named.said.contains("is not used"), "{header}: {}", named.said);
    }
    // One known level is enough, and another column may have it.
    let ended = price(file("Job Grade", ["7", "senior"]), "--default-level mid").well();
    assert_eq!(ended.column("market_level"), ["", "Senior"]);
    let two = file("Job Grade,Level", ["7,entry", "5,senior"]);
    let ended = price(two, "--default-level mid").well();
    assert_eq!(ended.column("market_level"), ["Entry", "Senior"], "{}", ended.said);
    assert!(!ended.said.contains("is not used"), "{}", ended.said);
}

/// Catches months of experience that are read as years, in a column of numbers and in one whose cells state their unit.
#[test]
fn months_of_experience_are_no_years() {
    let file = |header: &str, cells: &str| {
        let rows: String = cells.split(' ').map(|cell| format!("Software Engineer,{cell}\n")).collect();
        format!("Job Title,{header}\n{rows}")
    };
    let years = |header: &str| levels(&file(header, "2 4 5 8"), "");
    for header in ["Experience (months)", "Months of Experience", "experience_months", "工作年限(月)", "工作月数"]
    {
        let months = levels(&file(header, "24 48 60 96"), "");
        assert_eq!(months, years("Experience"), "{header}");
        assert_eq!(levels(&file(header, "2年 4年 5年 8年"), ""), months, "{header}");
    }
    assert_eq!(levels(&file("Experience (days)", "730 1825"), ""), levels(&file("Experience", "2 5"), ""));
}

/// Catches years in a post or with an employer that are taken for experience, alone or beside it.
#[test]
fn years_in_a_post_are_no_experience() {
    for post in
        ["Years in Role", "Years in Position", "Tenure", "Years with Company", "现岗位年限", "司龄", "Years in Grade"]
    {
        for career in ["Total Experience", "Professional Experience", "Years of Experience", "工作经验"] {
            let file = format!("Job Title,{post},{career}\nSoftware Engineer,1,12\n");
            let said = price(file, "").well().said;
            assert!(said.contains(&format!("years from \"{career}\"")), "{post}: {said}");
        }
        let alone = price(format!("Job Title,{post}\nSoftware Engineer,12\n"), "--default-level mid").well();
        assert_eq!(alone.column("market_level"), ["Mid"], "{post}: {}", alone.said);
        assert!(!alone.said.contains("years from"), "{post}: {}", alone.said);
    }
    let file = "Job Title,Experience,Total Experience\nSoftware Engineer,1,12\n";
    assert!(price(file, "").well().said.contains("years from \"Total Experience\""));
}
