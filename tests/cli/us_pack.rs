//! The bundled pack of US percentiles: requests and payrolls as people write them.
//!
//! Would catch a place or title that a request reads otherwise than a file, a wrong conversion of hourly pay, and a ratio to
//! another figure than P50.

use crate::sandbox::{Run, Sandbox, payband};

/// A payroll, with the role, place, P10, P50, P90 and ratio of each row.
const PAYROLL: [[&str; 4]; 12] = [
    [
        "Sr. Software Engineer II",
        "San Francisco, CA",
        "$185,000",
        "Software Developer|San Francisco-Oakland-Fremont, CA|128090.00|186640.00|273400.00|0.9912|priced",
    ],
    [
        "Systems Administrator",
        "New York City Metropolitan Area",
        "$48.50/hr",
        // 48.50 × 2080 = 100,880.
        "Systems Administrator|New York-Newark-Jersey City, NY-NJ|75810.00|119390.00|171470.00|0.8450|priced",
    ],
    [
        "Data Analyst",
        "Remote - US",
        "$92,000 per year",
        "Data Scientist|United States|67240.00|120230.00|199130.00|0.7652|priced",
    ],
    [
        "Help Desk Technician",
        "Austin, Texas Metropolitan Area",
        "$22/hour",
        "IT Support Specialist|Austin-Round Rock-San Marcos, TX|39110.00|61990.00|95770.00|0.7382|priced",
    ],
    [
        "Medical Coder",
        "Phoenix, AZ (Hybrid)",
        "$27.10 an hour",
        "Medical Records Specialist|Phoenix-Mesa-Chandler, AZ|36530.00|47450.00|75950.00|1.1879|priced",
    ],
    ["Data Engineer", "Seattle, WA", "$165,000", "|Seattle-Tacoma-Bellevue, WA|||||ambiguous-role"],
    ["Nurse Manager", "Portland", "$120,000", "Health Services Manager||||||ambiguous-city"],
    ["QA Analyst", "Plano, TX", "$90,000", "QA Analyst||||||unknown-city"],
    ["CIO", "Boise, ID", "$210,000", "IT Manager|Boise City, ID|92680.00|161990.00|220700.00|1.2964|priced"],
    ["Software Developer", "Chicago, IL / Detroit, MI", "$120,000", "Software Developer||||||two-cities"],
    ["Electrician", "Remote", "$60,000", "|United States|||||no-role-match"],
    [
        "Biostatistician III",
        "Raleigh, NC 27601",
        "$104,000",
        "Statistician|Raleigh-Cary, NC|75420.00|152880.00|210350.00|0.6803|priced",
    ],
];

fn us(line: &str) -> Run<'static> {
    payband(&format!("--pack us-oews-2025 {line}"))
}

#[test]
fn the_pack_is_sound() {
    us("pack check").prints("us-oews-2025 2025.5.0: 13 tables are sound\n");
}

#[test]
fn a_payroll_is_compared_with_the_median_of_each_place() {
    let sandbox = Sandbox::new();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["job title", "location", "pay"]).unwrap();
    PAYROLL.iter().for_each(|row| writer.write_record(&row[..3]).unwrap());
    sandbox.write("staff.csv", String::from_utf8(writer.into_inner().unwrap()).unwrap());
    let line = "--pack us-oews-2025 -q price staff.csv --columns role,city,p10,mid,p90,ratio,status";
    let (out, _) = sandbox.payband(line).streams();
    let rows: Vec<csv::StringRecord> = csv::Reader::from_reader(out.as_bytes()).records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), PAYROLL.len());
    for (row, [title, place, pay, expected]) in rows.iter().zip(PAYROLL) {
        assert_eq!([&row[0], &row[1], &row[2]], [title, place, pay]);
        assert_eq!(row.iter().skip(3).collect::<Vec<_>>().join("|"), expected, "{title}, {place}");
    }
}

#[test]
fn a_request_is_read_as_a_row_of_a_file() {
    for (request, line) in [
        ("'nurse informaticist' Austin", "Systems Analyst, Austin-Round Rock-San Marcos, TX: "),
        ("SWE SF", "Software Developer, San Francisco-Oakland-Fremont, CA: "),
        ("'data scientist' remote", "Data Scientist, United States: "),
        ("'Sr. Sysadmin II' 'Portland, Oregon 97201'", "Systems Administrator, Portland-Vancouver-Hillsboro, OR-WA: "),
        ("'Data Scientist' --segment hospitals", "Data Scientist, United States, Hospitals: "),
    ] {
        let (out, _) = us(&format!("-q benchmark {request} --brief-line")).streams();
        assert!(out.starts_with(line), "{request}: {out}");
    }
}

#[test]
fn a_name_of_several_places_or_occupations_is_a_question() {
    us("benchmark sysadmin 'rural Montana'").fails(
        "error: \"rural Montana\" could mean East-Central Montana nonmetropolitan area, Southwest Montana nonmetropolitan area or \
         West Montana nonmetropolitan area\n\
         hint: name one of them: --city \"East-Central Montana nonmetropolitan area\"\n\
         hint: --city \"Montana\" prices the whole state\n",
    );
    // A misspelt name is found from the other pack too.
    payband("benchmark 'Cloud Architect' Pheonix").fails(
        "error: no city is called \"Pheonix\"\nhint: did you mean \"Phoenix-Mesa-Chandler, AZ\"? That is in us-oews-2025: --pack us-oews-2025\n\
         hint: `payband city` lists the cities; --city-premium prices a city that is not listed, and without --city the reference rate is used\n",
    );
    // Names with commas of their own are told apart by quotes.
    us("benchmark sysadmin Springfield").fails(
        "error: \"Springfield\" could mean \"Eugene-Springfield, OR\", \"Springfield, IL\", \"Springfield, MA\", \"Springfield, MO\" or \
         \"Springfield, OH\"\n\
         hint: name one of them: --city \"Eugene-Springfield, OR\"\n",
    );
    // The first words of the name of one of them are enough.
    let (line, said) = us("benchmark sysadmin 'West Montana' --brief-line").streams();
    assert!(line.starts_with("Systems Administrator, West Montana nonmetropolitan area: "), "{line}");
    let warning = "warning: \"West Montana\" is read as West Montana nonmetropolitan area: the figures leave out the \
                   cities there\n";
    assert!(said.contains(warning), "{said}");
    let (exchanged, said) = us("benchmark 'West Montana' sysadmin --brief-line").streams();
    assert!(exchanged == line && said.contains(warning), "{exchanged}{said}");
    us("benchmark 'Full Stack Developer' Seattle")
        .fails("error: \"Full Stack Developer\" could mean Software Developer or Web Developer\nhint: name one of them, such as \"Software Developer\"\n");
    us("benchmark 'Data Scientist' Seatle").fails(
        "error: no city is called \"Seatle\"\nhint: did you mean \"Seattle-Tacoma-Bellevue, WA\"?\n\
         hint: `payband --pack us-oews-2025 city` lists the places; without --city the whole market is priced\n",
    );
}

/// Would catch a level or years in a title that are dropped in silence, as if the figures were of that level.
#[test]
fn a_level_in_a_title_is_said_to_change_nothing() {
    let said = |title: &str| us(&format!("benchmark '{title}' Seattle")).streams().1;
    assert!(
        said("senior data scientist")
            .contains("warning: \"senior\" changes nothing: the figures are of all levels together\n")
    );
    assert!(said("senior data scientist (5+ years)").contains("warning: \"senior, 5+ years\" changes nothing"));
    assert!(said("data scientist 3 years").contains("warning: \"3 years\" changes nothing"));
    assert!(!said("data scientist").contains("changes nothing"));
}

/// Would catch a request of one sentence that is answered for another place than its own, with or without a word about it.
#[test]
fn a_role_and_a_place_in_one_text_are_told_apart() {
    for (text, role, place) in [
        ("nurse informaticist in Austin", "nurse informaticist", "Austin"),
        ("SWE in SF", "SWE", "SF"),
        ("sysadmin, Seattle", "sysadmin", "Seattle"),
        ("Data Scientist - Seattle, WA", "Data Scientist", "Seattle, WA"),
    ] {
        let (printed, errors) = us(&format!("benchmark '{text}' -f csv")).streams();
        let apart = us(&format!("benchmark --role '{role}' --city '{place}' -f csv")).streams().0;
        assert_eq!(printed, apart, "{text}");
        assert!(
            errors.contains(&format!("warning: \"{place}\" in the role is read as its city\n")),
            "{text}: {errors}"
        );
        // From the other pack, the hint names this one.
        let (code, _, errors) = payband(&format!("benchmark '{text}'")).fallible();
        let hint =
            format!("hint: {place} is in us-oews-2025: --pack us-oews-2025 --role \"{role}\" --city \"{place}\"\n");
        assert!(code == Some(1) && errors.ends_with(&hint), "{text}: {errors}");
    }
    // The names of some places are passed over in titles.
    for text in
        ["cloud architect in Shanghai", "Shanghai cloud architect", "上海 云架构师", "上海云架构师", "云架构师（上海）"]
    {
        let printed = payband(&format!("-q benchmark '{text}' -f csv")).streams().0;
        assert_eq!(printed, payband("-q benchmark 'cloud architect' Shanghai -f csv").streams().0, "{text}");
    }
    // A level behind the place is that of the role.
    for text in ["cloud architect Shanghai senior", "cloud architect, Shanghai, senior", "云架构师 上海 高级"] {
        let printed = payband(&format!("-q benchmark '{text}' -f csv")).streams().0;
        assert_eq!(printed, payband("-q benchmark 'senior cloud architect' Shanghai -f csv").streams().0, "{text}");
    }
    // A city says more than a word for any place, and a level before that word is read.
    let printed = payband("-q benchmark 'remote cloud architect Shanghai' -f csv").streams().0;
    assert_eq!(printed, payband("-q benchmark 'cloud architect' Shanghai -f csv").streams().0);
    let printed = payband("-q benchmark 'cloud architect Shanghai senior remote' -f csv").streams().0;
    assert_eq!(printed, payband("-q benchmark 'senior cloud architect' Shanghai -f csv").streams().0);
    let by_years = payband("-q benchmark 'cloud architect Shanghai 5 years' -f csv").streams().0;
    assert_eq!(by_years, payband("-q benchmark 'cloud architect' Shanghai --level mid -f csv").streams().0);
    let (printed, errors) = us("benchmark 'Data Scientist, Seattle, WA, senior' -f csv").streams();
    assert_eq!(printed, us("-q benchmark 'Data Scientist' Seattle -f csv").streams().0);
    assert!(errors.contains("warning: \"senior\" changes nothing"), "{errors}");
    // Titles pass over words for any place, which is a place of its own, or the whole market.
    for text in ["data scientist remote", "远程数据科学家", "Data Scientist (WFH)"] {
        let printed = payband(&format!("-q benchmark '{text}' -f csv")).streams().0;
        assert_eq!(printed, payband("-q benchmark 'data scientist' Remote -f csv").streams().0, "{text}");
    }
    let whole_market = us("-q benchmark 'data scientist' 'United States' -f csv").streams().0;
    assert_eq!(us("-q benchmark 'remote data scientist' -f csv").streams().0, whole_market);
    for plain in ["benchmark 'cloud architect' Shanghai -f csv", "benchmark 'cloud architect' -f csv"] {
        assert!(!payband(plain).streams().1.contains("in the role"), "{plain}");
    }
    // After a space alone the place could be a word of another job, and of several roles each could have its own place.
    let refused = |request: Run<'static>, hint: &str| {
        let (code, _, errors) = request.fallible();
        assert!(code == Some(1) && errors.ends_with(&format!("hint: write the place apart: {hint}\n")), "{errors}");
    };
    refused(us("benchmark 'Data Scientist Seattle'"), "--role \"Data Scientist\" --city \"Seattle\"");
    // What stands behind the place makes no mark between it and the title.
    refused(us("benchmark 'Data Scientist Seattle, senior'"), "--role \"Data Scientist senior\" --city \"Seattle\"");
    for listed in ["cloud architect in Shanghai, data analyst", "cloud architect in Shanghai, data analyst in Beijing"]
    {
        let (code, _, errors) = payband(&format!("benchmark '{listed}'")).fallible();
        let hint = "hint: ask for each role with its place: --role \"cloud architect\" --city \"Shanghai\"\n";
        assert!(code == Some(1) && errors.ends_with(hint), "{errors}");
    }
    let (code, _, errors) = us("benchmark 'gardener in Austin'").fallible();
    assert!(code == Some(1) && !errors.contains("write the place apart"), "{errors}");
}

/// Would catch pay in the text of a role, or as an argument of its own, that is dropped in silence or taken for a name, and a number
/// of a name that is taken for pay.
#[test]
fn pay_beside_a_role_is_told() {
    for text in ["Cloud Architect 50k", "Cloud Architect (50k)", "50k Cloud Architect"] {
        let (printed, errors) = payband(&format!("benchmark '{text}' Shanghai -f csv")).streams();
        assert_eq!(printed, payband("-q benchmark 'Cloud Architect' Shanghai -f csv").streams().0, "{text}");
        let warning = "warning: the pay beside \"Cloud Architect\" is left out; benchmark --salary PAY compares it\n";
        assert_eq!(errors.matches("the pay beside").count(), 1, "{errors}");
        assert!(errors.contains(warning), "{errors}");
    }
    let (printed, errors) = us("benchmark 'PHP 8 Developer' -f csv").streams();
    assert!(printed.contains("web-developer") && !errors.contains("the pay beside"), "{printed}{errors}");
    let (_, errors) = us("benchmark 'Data Scientist' 'NYC, $160k' -f csv").streams();
    assert!(errors.contains("warning: the pay beside \"NYC\" is left out"), "{errors}");
    let (_, _, errors) = payband("benchmark 'senior data scientist, NYC, $160k'").fallible();
    assert!(errors.ends_with("--pack us-oews-2025 --role \"senior data scientist\" --city \"NYC\"\n"), "{errors}");
    let (_, _, errors) = payband("benchmark 'Cloud Architect 10k users'").fallible();
    assert!(errors.starts_with("error: no role is called \"Cloud Architect 10k users\"\n"), "{errors}");
    for line in ["benchmark 'Cloud Architect' 50k", "benchmark 'Cloud Architect' Shanghai 50k"] {
        let (code, _, errors) = payband(line).fallible();
        assert!(
            code.is_some_and(|code| code > 0) && errors.contains("hint: pay has a flag: --salary 50k\n"),
            "{errors}"
        );
    }
}

/// Would catch an ambiguous place that leads to another error, and a place among the words of a search that is not found out.
#[test]
fn a_place_leads_to_one_that_can_be_asked_for() {
    let (_, _, errors) = payband("benchmark swe Springfield").fallible();
    let city = "--pack us-oews-2025 --city \"Eugene-Springfield, OR\"\n";
    assert!(
        errors.contains(&format!("hint: Springfield is several places of us-oews-2025, such as: {city}")),
        "{errors}"
    );
    let (_, _, errors) = payband("benchmark 'Java developer, Portland'").fallible();
    let both = "--pack us-oews-2025 --role \"Java developer\" --city \"Portland-South Portland, ME\"\n";
    assert!(errors.ends_with(&format!("such as: {both}")), "{errors}");
    for (search, place) in [("San Francisco", "\"San Francisco\""), ("engineer Seattle", "Seattle")] {
        us(&format!("roles {search} --budget 50k")).fails(&format!(
            "error: no role is called \"{0}\"\nhint: \"{0}\" is a place: --city {place}\n",
            place.trim_matches('"')
        ));
    }
}

/// Would catch figures of a wide occupation that look like those of one of its jobs.
#[test]
fn a_job_of_an_occupation_is_said_to_be_priced_as_it() {
    let grade = |title: &str| {
        let (printed, errors) = us(&format!("benchmark '{title}' Seattle -f json")).streams();
        assert!(!errors.contains("is priced as"), "a note, no warning: {errors}");
        let answer: serde_json::Value = serde_json::from_str(&printed).unwrap();
        let said = answer["notes"]
            .as_array()
            .unwrap()
            .iter()
            .any(|note| note["text"].as_str().unwrap().starts_with(&format!("\"{title}\" is priced as ")));
        let grade = answer["rows"][0]["match_grade"].as_str().unwrap().to_owned();
        assert_eq!(said, grade != "A", "{title}");
        grade
    };
    for job in ["SWE", "nurse informaticist", "Java Developer", "data analyst"] {
        assert_eq!(grade(job), "B", "{job}");
    }
    for own in
        ["software developer", "Senior Software Developers", "15-1252", "DBA", "sysadmin", "Computer Systems Analyst"]
    {
        assert_eq!(grade(own), "A", "{own}");
    }
    let shown = us("-q benchmark 'SWE' Seattle -f table").streams().0;
    assert!(shown.contains("grade") && shown.contains(" B "), "the grade stays under -q: {shown}");
    for option in ["--published-only", "--min-grade A"] {
        let (code, _, errors) = us(&format!("benchmark SWE {option}")).fallible();
        assert_eq!(code, Some(1));
        assert!(errors.contains("hint: ask for \"Software Developer\", or accept match grade B"), "{errors}");
    }
}

/// Would catch a request that is refused although the same title in a file has a price, one that drops a place, and a title whose
/// department makes another role of it.
#[test]
fn a_title_with_a_product_or_a_department_is_read_as_in_a_file() {
    let asked = |title: &str| us(&format!("benchmark '{title}' Austin -f table")).fallible();
    let (_, shown, _) = asked("EHR Analyst (Epic)");
    assert!(shown.starts_with("Systems Analyst, Austin-Round Rock"), "{shown}");
    assert!(shown.contains("\"EHR Analyst (Epic)\" is priced as Systems Analyst"), "{shown}");
    let (_, shown, _) = asked("Web Developer II - University Communications");
    assert!(shown.contains("is read as Web Developer") && shown.contains("the level changes nothing"), "{shown}");
    for (title, meant) in [
        ("Software Engineer - Sales", "Software Developer or Sales Engineer"),
        ("Systems Engineer - Infrastructure", "Software Developer, Other Computer Specialist or Systems Administrator"),
    ] {
        let (_, _, errors) = asked(title);
        assert!(errors.starts_with(&format!("error: \"{title}\" could mean {meant}\n")), "{errors}");
        let (rows, _) = us("-q price - --columns status").stdin(format!("title\n{title}\n")).streams();
        assert!(rows.ends_with(",ambiguous-role\n"), "{rows}");
    }
    let (inverted, _) = us("-q price - --columns role").stdin("title\n\"Developer, Web\"\n").streams();
    assert!(inverted.ends_with(",Web Developer\n"), "{inverted}");
    // A place outside the pack is not passed over.
    let (code, _, errors) = payband("benchmark 'Cloud Architect - Jinan'").fallible();
    assert_eq!(code, Some(1), "{errors}");
}

/// Would catch pay an hour that is rounded to whole dollars, or divided by another number of hours than the source counts.
#[test]
fn pay_an_hour_is_that_of_a_year_divided_by_its_hours() {
    // 167,280 ÷ 2,080 = 80.42307…
    for word in ["hour", "hourly"] {
        let shown = us(&format!("-q benchmark 'software developer' Seattle --period {word} -f table")).streams().0;
        assert!(
            shown.starts_with("Software Developer, Seattle-Tacoma-Bellevue, WA · USD an hour, 2,080 paid a year\n"),
            "{shown}"
        );
        assert!(shown.contains("  80.42  "), "{shown}");
    }
    let verdict = us("-q benchmark 'software developer' Seattle --period hour --salary 85 -f table").streams().0;
    assert!(verdict.contains("\nOffer 85 = USD 85.00 an hour: 106% of P50"), "{verdict}");
    let printed = us("-q benchmark 'software developer' Seattle --period hour -f csv").streams().0;
    assert!(printed.contains(",USD,hour,63.85,80.42,101.86,"), "{printed}");
    let steps = us("-q benchmark 'software developer' Seattle --period hour --explain -f csv").streams().0;
    assert!(steps.contains("\"an hour, of 2,080 paid a year\""), "{steps}");
    let compared = us("-q compare 'software developer' Seattle Austin --period hour -f table").streams().0;
    assert!(compared.contains("USD an hour, 2,080 paid a year") && compared.contains("80.42"), "{compared}");
    // The hours of a year in China: 8 × 21.75 × 12.
    let china = payband("-q benchmark 'cloud architect' Shanghai -l senior --period hour -f table").streams().0;
    assert!(china.contains("USD an hour, 2,088 paid a year") && china.contains("45.14"), "{china}");
    let sandbox = Sandbox::new();
    sandbox.write(
        "pay.csv",
        "title,city,pay\nSoftware Developer,Seattle,$80.42/hr\nSoftware Developer,Seattle,$167280/year\n",
    );
    let columns = "--columns period,mid,ratio";
    let priced = sandbox.payband(&format!("-q --pack us-oews-2025 price pay.csv --period hour {columns}")).streams().0;
    assert!(priced.contains(",hour,80.42,1.0000\n"), "{priced}");
    assert_eq!(priced.matches(",hour,80.42,1.0000").count(), 2, "{priced}");
}

/// Would catch a name of several places that has the status of a cell with two cities, or is listed without these places.
#[test]
fn the_places_that_a_cell_may_mean_are_listed() {
    let sandbox = Sandbox::new();
    let file = "title,city\nData Scientist,Portland\nData Scientist,\"Columbus, USA\"\nData Scientist,\"Chicago, IL / Detroit, MI\"\n";
    sandbox.write("in.csv", file);
    let run = sandbox.payband("--pack us-oews-2025 price in.csv --columns status --unmatched open");
    let (out, said) = run.streams();
    let states: Vec<&str> = out.lines().skip(1).filter_map(|line| line.rsplit(',').next()).collect();
    assert_eq!(states, ["ambiguous-city", "ambiguous-city", "two-cities"]);
    let told = "note: open lists the texts of these rows: ambiguous-city: several places have this name; with its state (Springfield, \
                IL) it is one. two-cities: ";
    assert!(said.contains(told), "{said}");
    assert_eq!(
        sandbox.read("open/city_aliases.csv").trim_start_matches('\u{feff}'),
        "alias,id,lang,rows,nearest\n\
         \"Chicago, IL / Detroit, MI\",,,1,chicago-naperville-elgin-il-in; detroit-warren-dearborn-mi\n\
         \"Columbus, USA\",,,1,columbus-ga-al; columbus-in; columbus-oh\n\
         Portland,,,1,portland-south-portland-me; portland-vancouver-hillsboro-or-wa\n"
    );
}

/// Would catch a word between two roles that is taken for a part of a role.
#[test]
fn roles_and_cities_are_compared_with_versus_between_them() {
    let wanted = us("-q compare 'data scientist' 'web developer' Seattle -f csv").streams().0;
    for line in ["'data scientist vs web developer' Seattle", "'data scientist' vs 'web developer' Seattle"] {
        assert_eq!(us(&format!("-q compare {line} -f csv")).streams().0, wanted, "{line}");
    }
    let cities = us("-q compare 'data scientist' Seattle Austin -f csv").streams().0;
    assert_eq!(us("-q compare 'data scientist' 'Seattle versus Austin' -f csv").streams().0, cities);
}

/// Would catch a place of a known state that is answered with "no city" alone.
#[test]
fn an_unknown_place_of_a_known_state_leads_to_the_state() {
    us("benchmark 'data scientist' 'Butte, Montana'").fails(
        "error: no city is called \"Butte, Montana\"\n\
         hint: --city \"Montana\" prices the whole state; outside its cities: \"East-Central Montana nonmetropolitan area\", \
         \"Southwest Montana nonmetropolitan area\", \"West Montana nonmetropolitan area\"\n\
         hint: `payband --pack us-oews-2025 city` lists the places; without --city the whole market is priced\n",
    );
    // A place without a figure lies in a state that has one.
    us("benchmark 'Data scientist' 'Bangor ME'").fails(
        "error: no pay of Data Scientist is published for Bangor, ME\n\
         hint: there is a figure for the whole state: --city \"Maine\"\n",
    );
}

/// Would catch a title that the pack does not have, or a misspelt place behind one, that leads nowhere.
#[test]
fn an_unknown_title_leads_to_what_the_pack_covers() {
    let covered = "hint: us-oews-2025 has 29 occupations (United States, IT and health information, 2025); `payband --pack \
                   us-oews-2025 roles` lists them\n";
    for (request, title, nearest) in [
        ("'registered nurse' Ohio", "registered nurse", ""),
        ("'compliance manager' NYC", "compliance manager", "hint: did you mean \"Compliance Officer\"?\n"),
        (
            "'swe in san fransisco'",
            "swe in san fransisco",
            "hint: \"swe\" is a role, and no place is called \"san fransisco\"; did you mean --role \"swe\" --city \"San Francisco-Oakland-Fremont, CA\"?\n",
        ),
    ] {
        us(&format!("benchmark {request}")).fails(&format!("error: no role is called \"{title}\"\n{nearest}{covered}"));
    }
}

#[test]
fn a_name_of_the_whole_market_is_said_to_be_it() {
    let said = |place: &str| us(&format!("benchmark 'data scientist' '{place}' -f table")).streams();
    let whole = "\"remote\" is priced as United States, the whole market";
    let (out, errors) = said("remote");
    assert!(out.contains(whole) || errors.contains(whole), "{out}{errors}");
    // Within the title, too.
    assert_eq!(us("benchmark 'data scientist remote' -f table").streams(), (out, errors));
    for own in ["US", "United States", "Seattle"] {
        let (out, errors) = said(own);
        assert!(!format!("{out}{errors}").contains("the whole market"), "{own}: {out}{errors}");
    }
}

/// Would catch a city that has the price of its namesake in another state or country than the columns beside it say.
#[test]
fn the_columns_of_states_and_countries_belong_to_the_place() {
    let priced = |options: &str, file: &str| {
        let (out, said) = us(&format!("price - --columns city,status {options}")).stdin(file).streams();
        let mut reader = csv::Reader::from_reader(out.as_bytes());
        let cities: Vec<String> =
            reader.records().map(|row| row.unwrap().iter().nth_back(1).unwrap().to_owned()).collect();
        (cities, said)
    };
    let file = "Job Title,City,State,Annual Salary\nData Scientist,Bellevue,NE,100000\nData Scientist,Springfield,IL,100000\n\
                Data Scientist,Portland,Maine,100000\nData Scientist,\"Austin, TX\",TX,100000\nData Scientist,,TX,100000\n\
                Data Scientist,Remote,CO,100000\nData Scientist,Seattle,,100000\n";
    let in_states = [
        "",
        "Springfield, IL",
        "Portland-South Portland, ME",
        "Austin-Round Rock-San Marcos, TX",
        "Texas",
        "Colorado",
        "Seattle-Tacoma-Bellevue, WA",
    ];
    for header in ["City,State", "Work Location City,Work Location State", "City,ST"] {
        let (cities, said) = priced("", &file.replace("City,State", header));
        assert_eq!(cities, in_states, "{header}: {said}");
        assert!(said.contains("state from \"") && said.contains("1 unknown-city"), "{said}");
    }
    let file = "Job Title,City,Country,Annual Salary (USD)\nData Scientist,Cambridge,United Kingdom,100000\n\
                Data Scientist,Birmingham,UK,100000\nData Scientist,Ontario,CA,100000\nData Scientist,Remote,India,100000\n\
                Data Scientist,Seattle,US,100000\nData Scientist,Remote,USA,100000\nData Scientist,Boston,,100000\n\
                Data Scientist,San Juan,PR,100000\nData Scientist,Springfield,UK,100000\n";
    let (seattle, boston) = ("Seattle-Tacoma-Bellevue, WA", "Boston-Cambridge-Newton, MA-NH");
    let at_home = ["", "", "", "", seattle, "United States", boston, "San Juan-Bayamon-Caguas, PR", ""];
    let (cities, said) = priced("", file);
    assert_eq!(cities, at_home);
    assert!(said.contains("5 unknown-city") && said.contains("country from \"Country\""), "{said}");
    // Without pay, the country is read and named too.
    let (cities, said) = priced("", "title,city,country\nData Scientist,Cambridge,GB\n");
    assert!(cities == [""] && said.contains("country from \"country\""), "{said}");
    // A caller names the column, also where there is none of cities, or leaves it out.
    assert_eq!(priced("--state-column X", "title,X\nData Scientist,TX\n").0, ["Texas"]);
    let alone =
        "title,state\nData Scientist,New York\nData Scientist,WA\nData Scientist,Washington\nData Scientist,Ontario\n";
    assert_eq!(priced("", alone).0, ["New York State", "Washington State", "Washington State", ""]);
    payband("price - --state-column 2")
        .stdin("title,state\nCloud Architect,1\n")
        .misuses("error: the places of the pack are in no states\nhint: leave --state-column out\n");
    let named = priced("--state-column X", "title,city,X\nData Scientist,Springfield,IL\n").0;
    assert_eq!(named, ["Springfield, IL"]);
    let austin = "Austin-Round Rock-San Marcos, TX";
    assert_eq!(priced("--state-column none", "title,city,state\nData Scientist,Austin,MN\n").0, [austin]);
    // A column of states of another kind is none.
    assert_eq!(priced("", "title,city,state,salary\nData Scientist,Austin,active,100000\n").0, [austin]);
}

/// Would catch a city and a state that it is not in which are priced as two places.
#[test]
fn a_state_behind_a_city_is_no_place_of_its_own() {
    let lines = |places: &str| us(&format!("-q benchmark 'data scientist' '{places}' --brief-line")).streams().0;
    for elsewhere in ["Bellevue, NE", "Athens, Ohio"] {
        let (code, _, said) = us(&format!("benchmark 'data scientist' --city '{elsewhere}'")).fallible();
        assert!(code == Some(1) && said.starts_with(&format!("error: no city is called \"{elsewhere}\"\n")), "{said}");
    }
    for two in
        ["Denver, CO, Austin, TX", "Denver, Austin, TX", "Denver vs Austin", "Texas vs Austin, TX", "Austin vs Texas"]
    {
        let lines = lines(two);
        assert!(lines.lines().count() == 2 && lines.contains(", Austin-Round Rock-San Marcos, TX: "), "{two}: {lines}");
    }
    assert_eq!(lines("California, Texas").lines().count(), 2);
}

/// Would catch levels in the titles of a file that are dropped in silence.
#[test]
fn levels_in_the_titles_of_a_file_are_said_to_change_nothing() {
    let said = |titles: &str| us("price - --columns mid").stdin(format!("title\n{titles}")).streams().1;
    let levels =
        said("Senior Data Scientist\nData Scientist\nJunior Sysadmin\nSenior Gardener\nData Scientist (5+ years)\n");
    let line = "warning: 3 priced rows name a level in the title; the pack has none: their prices are of all levels together\n";
    assert!(levels.contains(line), "{levels}");
    assert!(!said("Data Scientist\nSysadmin\n").contains("name a level"));
}

/// Would catch an ambiguous title that is listed without the roles that it could mean.
#[test]
fn the_roles_of_an_ambiguous_title_are_listed() {
    let sandbox = Sandbox::new();
    sandbox.write("ads.csv", "title\nFull Stack Developer\nFull Stack Developer\nGardner\n");
    let (_, errors) = sandbox.payband("--pack us-oews-2025 price ads.csv --unmatched open -o out.csv").streams();
    let told = "note: open lists the texts of these rows: ambiguous-role: several roles fit the title. no-role-match: no role \
                matches the title; --overlay open applies the names whose `id` is filled in\n";
    assert!(errors.contains(told), "{errors}");
    let listed = sandbox.read("open/role_aliases.csv");
    let line = listed.lines().find(|line| line.starts_with("Full Stack Developer")).unwrap();
    assert!(line.ends_with(",software-developer; web-developer"), "{listed}");
}

/// Would catch pay by the hour without its period that gets no better advice than to check it.
#[test]
fn pay_that_may_be_by_the_hour_or_lack_a_digit_is_hinted_at() {
    let said = |pay: &str| us(&format!("benchmark SWE SF -f csv --salary '{pay}'")).fallible().2;
    for hourly in ["$72.50", "72.50"] {
        let errors = said(hourly);
        assert!(errors.contains("as USD an hour it is 81% of it; if so, write --salary \"USD 72.5/hour\""), "{errors}");
    }
    assert!(!said("$72.50/hour").contains("an hour"));
    for cut in ["2.50", ".50"] {
        let errors = said(cut);
        assert!(errors.contains("a shell needs single quotes around a $: '$72.50/hour'"), "{cut}: {errors}");
    }
}

/// Would catch digits of a rounded convention in the pay of a year: 2,080.000000000000000032 hours.
#[test]
fn pay_by_the_hour_is_2080_hours_a_year_to_the_cent() {
    let file = "title,pay,pay type\nSysadmin,$31.50/hr,\nSysadmin,22.75,Hourly\nSysadmin,98000,Salary\n";
    let (out, _) = us("-q price - --columns pay_annual,status").stdin(file).streams();
    let annual: Vec<&str> = out.lines().skip(1).map(|line| line.rsplit(',').nth(1).unwrap()).collect();
    assert_eq!(annual, ["65520", "47320", "98000"]);
}

/// Would catch a question about a role that hides that its city is in another pack.
#[test]
fn a_city_of_another_pack_is_told_before_a_question_about_the_role() {
    us("benchmark -r 'Cloud Architect' -c Shanghai").fails(
        "error: \"Cloud Architect\" could mean Network Architect or Other Computer Specialist\n\
         hint: Shanghai is in china-healthcare-it-2025: --pack china-healthcare-it-2025\n\
         hint: name one of them, such as \"Network Architect\"\n",
    );
}

/// Would catch a command in a note or a hint that answers from another pack than the one in use.
#[test]
fn commands_in_messages_repeat_the_pack() {
    let said = us("roles zzzz").streams().1;
    assert_eq!(said, "warning: no role matches; `payband --pack us-oews-2025 roles --all` lists them all\n");
    let sandbox = Sandbox::new();
    let line = "--overlay city-evidence roles zzzz";
    let said = sandbox.payband(line).env("PAYBAND_PACK", "us-oews-2025").streams().1;
    assert!(said.contains("`payband --overlay city-evidence roles --all`"), "{said}");
    let said = us("city Denver").streams().1;
    let command =
        "`payband --pack us-oews-2025 benchmark all \"Denver-Aurora-Centennial, CO\"` shows what roles pay there";
    assert!(said.contains(command), "{said}");
    us("-q benchmark all 'Denver-Aurora-Centennial, CO' -f csv").streams();
    sandbox.write("in.csv", "title,pay\nData Scientist,100000\n");
    let sql = sandbox.payband("-q --pack us-oews-2025 survey in.csv --rule own --by role --sql duckdb").streams().0;
    assert!(sql.contains("payband --pack us-oews-2025 price "), "{sql}");
}

/// Would catch two titles of one occupation that are compared with each other.
#[test]
fn names_of_one_role_are_not_compared() {
    us("compare 'data scientist' 'data analyst' Ohio").misuses(
        "error: there is nothing to compare: only one role, city and level is given\n\
         hint: name another role or city, repeat --level, or name a --baseline with --by\n",
    );
}

/// Would catch a grid with a warning for each of its pieces, one that fails for its first place, and names that nothing lists.
#[test]
fn a_grid_says_once_how_much_is_not_published() {
    let (_, said) = us("benchmark --role all --city all --format csv").streams();
    let warnings: Vec<&str> = said.lines().filter(|line| line.contains("left out")).collect();
    let [counted] = warnings.as_slice() else { panic!("{said}") };
    assert!(counted.starts_with("warning: left out: no pay is published for "), "{counted}");
    assert!(counted.ends_with("; --caveats names them"), "{counted}");
    let (_, named) = us("benchmark --role all --city all --caveats --format csv").streams();
    assert!(named.contains("\nnote: left out: IT Manager in Arecibo, PR; "), "{named}");
    for line in ["compare 'Software Developer' --city all", "roles --budget 150000 --city all"] {
        let (csv, said) = us(&format!("{line} --format csv")).streams();
        assert!(csv.lines().count() > 1, "{line}");
        assert_eq!(said.lines().filter(|line| line.contains("left out")).count(), 1, "{line}: {said}");
    }
    // One is named itself.
    let (_, said) = us("benchmark --role all --city 'San Francisco' --format csv").streams();
    assert!(said.contains("warning: left out: no pay of Statistician is published for San Francisco-"), "{said}");
}

/// Would catch a comparison that has no gap, and does not say why, where the baseline has no pay beside one of the roles.
#[test]
fn a_baseline_without_pay_leaves_the_gap_empty() {
    let cells = "-c 'San Francisco' -c Seattle --baseline 'San Francisco' -f csv";
    for roles in ["-r 'Software Developer' -r Statistician", "-r Statistician -r 'Software Developer'"] {
        let (csv, said) = us(&format!("compare --by city {roles} {cells}")).streams();
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let headers = reader.headers().unwrap().clone();
        let mut rows: Vec<[String; 5]> = reader
            .records()
            .map(|row| {
                let row = row.unwrap();
                ["role_id", "city", "base_gap", "base_gap_pct", "baseline"]
                    .map(|name| row[headers.iter().position(|header| header == name).unwrap()].to_owned())
            })
            .collect();
        rows.sort();
        let [san_francisco, seattle, statistician] = rows.as_slice() else { panic!("{roles}: {csv}") };
        let baseline = &san_francisco[1];
        assert!(baseline.starts_with("San Francisco-"), "{csv}");
        assert_eq!(san_francisco[2..], ["0.00", "0", baseline]);
        assert!(!seattle[2].is_empty() && !seattle[3].is_empty() && seattle[4] == *baseline, "{csv}");
        assert!(statistician[0] == "statistician" && statistician[1].starts_with("Seattle-"), "{csv}");
        assert_eq!(statistician[2..], ["", "", ""], "{csv}");
        assert!(said.contains("warning: no gap where no pay of the baseline is published\n"), "{said}");
    }
    // Without any baseline there is nothing to compare with.
    let (code, _, said) = us(&format!("compare --by city -r Statistician {cells}")).fallible();
    assert_eq!(code, Some(1));
    assert!(said.starts_with("error: no pay of Statistician is published for San Francisco-"), "{said}");
}

/// Would catch a file for another pack that gets no price and no word of that pack, and one foreign place among others that sends
/// the whole file to another pack.
#[test]
fn a_file_of_places_that_another_pack_knows_is_told_so() {
    let warning = |run: Run<'static>, file: &'static str| {
        let said = run.stdin(file).streams().1;
        said.lines().find(|line| line.contains("of the pack in use")).map(str::to_owned)
    };
    let elsewhere = "of us-oews-2025, not of the pack in use: --pack us-oews-2025";
    let american =
        "title,city\nData Scientist,\"Austin, TX\"\nIT Manager,Seattle\nIT Manager,Seattle\nIT Manager,Nowhere\n";
    let said = warning(payband("price - --columns mid"), american);
    assert_eq!(said, Some(format!("warning: 3 of the first 4 rows with a place have one {elsewhere}")));
    let said = warning(payband("price -"), "city\nAustin\n");
    assert_eq!(said, Some(format!("warning: the first row with a place has one {elsewhere}")));
    assert_eq!(warning(us("price - --columns mid"), american), None);
    // By rows, not by names.
    for rows in ["IT Manager,上海\nIT Manager,Austin\n", "IT Manager,上海\nIT Manager,上海\nIT Manager,Austin\n"]
    {
        let file: &'static str = format!("title,city\n{rows}").leak();
        assert_eq!(warning(payband("price - --columns mid"), file), None, "{rows}");
    }
    let most = "title,city\nIT Manager,上海\nIT Manager,Austin\nIT Manager,Austin\n";
    let said = warning(payband("price - --columns mid"), most);
    assert_eq!(said, Some(format!("warning: 2 of the first 3 rows with a place have one {elsewhere}")));
    let chinese = "title,city\nIT Manager,上海\nIT Manager,北京\nIT Manager,Austin\n";
    assert_eq!(warning(payband("price - --columns mid"), chinese), None);
    let said = warning(us("price - --columns mid"), chinese).unwrap_or_default();
    assert!(
        said.ends_with("of china-healthcare-it-2025, not of the pack in use: --pack china-healthcare-it-2025"),
        "{said}"
    );
    // Places that no pack knows, and no place at all.
    for file in
        ["title,city\nIT Manager,Tokyo\nIT Manager,Atlantis\n", "title,city\nIT Manager,\n", "title\nIT Manager\n"]
    {
        assert_eq!(warning(payband("price - --columns mid"), file), None, "{file}");
    }
}
