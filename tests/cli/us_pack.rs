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
    ["Nurse Manager", "Portland", "$120,000", "Health Services Manager||||||two-cities"],
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
         hint: `payband city` lists the places; without --city the whole market is priced\n",
    );
    us("benchmark 'Full Stack Developer' Seattle")
        .fails("error: \"Full Stack Developer\" could mean Software Developer or Web Developer\nhint: `payband roles` lists the roles\n");
    us("benchmark 'Data Scientist' Seatle").fails(
        "error: no city is called \"Seatle\"\nhint: did you mean \"Seattle-Tacoma-Bellevue, WA\"?\n\
         hint: `payband city` lists the places; without --city the whole market is priced\n",
    );
}

/// Would catch a level in a title that is dropped in silence, as if the figures were of that level.
#[test]
fn a_level_in_a_title_is_said_to_change_nothing() {
    let said = |title: &str| us(&format!("benchmark '{title}' Seattle")).streams().1;
    assert!(
        said("senior data scientist")
            .contains("warning: \"senior\" changes nothing: the figures are of all levels together\n")
    );
    assert!(!said("data scientist").contains("changes nothing"));
}
