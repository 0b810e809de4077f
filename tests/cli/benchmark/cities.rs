//! Cities without a published differential, premiums that are given, and those of overlays.

use super::calibrated;
use crate::expected::{Row, cloud, csv, notes};
use crate::sandbox::{Sandbox, payband};

#[test]
fn a_city_without_a_differential_says_so_and_is_priced_at_the_reference_rate() {
    let suzhou = cloud("Suzhou", "Mid").with("geo_basis", "none published").with("basis", "editorial").pays(
        "57200.00 58500.00 59800.00",
        "8580.00 10237.50 11960.00",
        "65780.00 68737.50 71760.00",
    );
    let beside = notes()
        .warning("second-tier reference rate: Suzhou; --city-premium sets one")
        .bonus()
        .literal("30")
        .caveats_of_differentials()
        .source("talenbrium-2025");
    payband("benchmark -r 'Cloud Architect' -c 苏州 -l mid --caveats").ends(0, &csv(&[suzhou]), &beside.text());

    let shenzhen = calibrated(cloud("Shenzhen", "Senior"))
        .with("geo_basis", "none published")
        .with("basis", "editorial")
        .pays("41715.88 45470.96 49536.96", "6257.38 7957.42 9907.39", "47973.26 53428.38 59444.35");
    payband("-q benchmark -r 'Cloud Architect' -c Shenzhen -l senior --reading calibrated").prints(&csv(&[shenzhen]));
}

/// Would catch a note on a city at the reference rate that hides the bundled overlay with its premium, or that takes two lines
/// for it.
#[test]
fn the_note_on_a_city_names_the_overlay_with_its_premium() {
    let table = |cities: &str, width: &str| {
        let line = format!("-q benchmark -r 'Cloud Architect' {cities} -l mid -f table");
        payband(&line).env("COLUMNS", width).streams().0
    };
    let said = "\n* second-tier reference rate: Hangzhou; --overlay city-evidence: +27–34%\n";
    assert!(table("-c Hangzhou", "80").contains(said));
    assert!(table("-c Hangzhou", "60").contains("\n* second-tier reference rate: Hangzhou\n"));
    assert!(table("-c Chongqing", "80").contains("Chongqing; --overlay city-evidence: -9 to -5%\n"));
    let several = "\n* second-tier reference rate: Hangzhou, Suzhou; --overlay city-evidence for 1\n";
    assert!(table("-c Hangzhou -c Suzhou", "80").contains(several));
    // With it there is nothing to note.
    let (priced, _) =
        payband("-q --overlay city-evidence benchmark -r 'Cloud Architect' -c Hangzhou -f table").streams();
    assert!(!priced.contains('*'), "{priced}");
}

#[test]
fn a_given_city_premium_replaces_the_published_one() {
    let given = |row: Row| row.with("geo_basis", "given").with("basis", "given");
    payband("-q benchmark -r 'Cloud Architect' -c Shanghai -l senior --city-premium 20-30%").prints(&csv(&[given(
        cloud("Shanghai", "Senior"),
    )
    .pays("74880.00 81250.00 87880.00", "11232.00 14218.75 17576.00", "86112.00 95468.75 105456.00")]));
    payband("-q benchmark -r 'Cloud Architect' -l senior --city-premium 25").prints(&csv(&[given(cloud(
        "", "Senior",
    ))
    .pays("78000.00 81250.00 84500.00", "11700.00 14218.75 16900.00", "89700.00 95468.75 101400.00")]));
    // It multiplies the reference rate of the calibrated reading, but does not change that rate.
    payband("-q benchmark -r 'Cloud Architect' -c Shanghai -l senior --city-premium 25% --reading calibrated").prints(
        &csv(&[calibrated(given(cloud("Shanghai", "Senior")))
            .pays("52144.85 56838.70 61921.20", "7821.73 9946.77 12384.24", "59966.57 66785.48 74305.44")
            .other("78000.00 81250.00 84500.00")]),
    );
}

#[test]
fn an_overlays_differential_prices_its_city_and_never_recalibrates_the_others() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "ours/geo_differentials.csv",
        "city,relative_to,low_pct,high_pct\nsuzhou,second-tier cities,10,20\nshanghai,second-tier cities,60,70\n",
    );
    let own = |row: Row| {
        row.with("geo_basis", "overlay:ours").with("basis", "overlay").with("source", "talenbrium-2025;overlay:ours")
    };
    sandbox.payband("-q --overlay ours benchmark -r 'Cloud Architect' -c Suzhou -l senior").prints(&csv(&[own(
        cloud("Suzhou", "Senior"),
    )
    .pays("68640.00 74750.00 81120.00", "10296.00 13081.25 16224.00", "78936.00 87831.25 97344.00")]));
    // Beijing is unchanged, though the overlay replaces Shanghai's published premium.
    sandbox
        .payband("-q --overlay ours benchmark -r 'Cloud Architect' -c Suzhou -c Shanghai -c Beijing -l senior --reading calibrated")
        .prints(&csv(&[
            own(calibrated(cloud("Suzhou", "Senior"))).pays(
                "45887.47 52291.61 59444.35",
                "6883.12 9151.03 11888.87",
                "52770.58 61442.64 71333.22",
            )
            .other("68640.00 74750.00 81120.00"),
            own(calibrated(cloud("Shanghai", "Senior"))).pays(
                "66745.40 75027.09 84212.83",
                "10011.81 13129.74 16842.57",
                "76757.21 88156.83 101055.40",
            )
            .other("99840.00 107250.00 114920.00"),
            calibrated(cloud("Beijing", "Senior")).pays(
                "61233.64 65932.90 70869.59",
                "9185.05 11538.26 14173.92",
                "70418.69 77471.15 85043.50",
            )
            .other("87360.00 94250.00 101400.00"),
        ]));
}
