//! The two readings, to the cent.

use super::{SHANGHAI, calibrated, entry_anywhere, mid_anywhere, senior, senior_anywhere};
use crate::expected::{cloud, csv, notes};
use crate::sandbox::payband;

#[test]
fn literal_reading_of_the_worked_example_with_every_column_note_and_caveat() {
    // The header is written out here, because scripts depend on it.
    let header = "role_id,role,city,level,currency,period,base_low,base_mid,base_high,retention_low,retention_mid,\
                  retention_high,total_low,total_mid,total_high,yoy_pct,effective,reading,geo_basis,basis,match_grade,source,\
                  alt_reading,alt_base_low,alt_base_mid,alt_base_high,p10,p90,n,employment,organisations,mean_rse_pct,\
                  segment,population,element,certainty\n";
    let rows = csv(&[
        cloud("Shanghai", "Entry").base("72800.00 75400.00 78000.00"),
        cloud("Shanghai", "Mid").pays(
            "80080.00 84825.00 89700.00",
            "12012.00 14844.38 17940.00",
            "92092.00 99669.38 107640.00",
        ),
        senior(),
    ]);
    assert!(rows.starts_with(header));
    let beside = notes()
        .note(SHANGHAI)
        .bonus()
        .literal("30")
        .caveats_of_differentials()
        .caveats("fintech-both-ways senior-figure-covers-two-roles")
        .source("talenbrium-2025");
    payband("benchmark --role 'Cloud Architect' --city Shanghai --caveats").ends(0, &rows, &beside.text());
}

#[test]
fn calibrated_reading_of_the_worked_example() {
    let rows = csv(&[
        calibrated(cloud("Shanghai", "Entry")).base("51028.04 52746.32 54515.07"),
        calibrated(cloud("Shanghai", "Mid"))
            .pays("58682.24 59339.61 59966.57", "8802.34 10384.43 11993.31", "67484.58 69724.04 71959.89")
            .other("80080.00 84825.00 89700.00"),
        calibrated(cloud("Shanghai", "Senior"))
            .pays("61233.64 65932.90 70869.59", "9185.05 11538.26 14173.92", "70418.69 77471.15 85043.50")
            .other("87360.00 94250.00 101400.00"),
    ]);
    let beside = notes()
        .note(SHANGHAI)
        .bonus()
        .calibrated("43")
        .caveats_of_differentials()
        .caveats("fintech-both-ways senior-figure-covers-two-roles")
        .source("talenbrium-2025");
    payband("benchmark --role 'Cloud Architect' --city Shanghai --reading calibrated --caveats").ends(
        0,
        &rows,
        &beside.text(),
    );
}

#[test]
fn without_a_city_the_readings_mean_different_things() {
    payband("-q benchmark -r 'Cloud Architect'").prints(&csv(&[entry_anywhere(), mid_anywhere(), senior_anywhere()]));
    let national = |level| calibrated(cloud("", level)).with("geo_basis", "national median");
    payband("-q benchmark -r 'Cloud Architect' --reading calibrated -l mid -l senior").prints(&csv(&[
        national("Mid").pays("52000.00 52000.00 52000.00", "7800.00 9100.00 10400.00", "59800.00 61100.00 62400.00"),
        national("Senior")
            .pays("54260.87 57777.78 61454.55", "8139.13 10111.11 12290.91", "62400.00 67888.89 73745.45")
            .other("62400.00 65000.00 67600.00"),
    ]));
}
