//! `payband benchmark`: the worked example to the cent, every option that changes a figure, and the notes.

use crate::expected::{Row, cloud, csv, notes, row};
use crate::sandbox::{Sandbox, payband};

const SHANGHAI: &str = "Shanghai, all roles: 2,400 vacancies, 2.3 candidates each, 48 days to fill";

/// The worked example: senior, literal reading.
fn senior() -> Row {
    cloud("Shanghai", "Senior").pays(
        "87360.00 94250.00 101400.00",
        "13104.00 16493.75 20280.00",
        "100464.00 110743.75 121680.00",
    )
}

/// The worked example without a city.
fn senior_anywhere() -> Row {
    cloud("", "Senior").with("geo_basis", "reference rate").pays(
        "62400.00 65000.00 67600.00",
        "9360.00 11375.00 13520.00",
        "71760.00 76375.00 81120.00",
    )
}

fn mid_anywhere() -> Row {
    cloud("", "Mid").with("geo_basis", "reference rate").pays(
        "57200.00 58500.00 59800.00",
        "8580.00 10237.50 11960.00",
        "65780.00 68737.50 71760.00",
    )
}

fn entry_anywhere() -> Row {
    cloud("", "Entry").with("geo_basis", "reference rate").base("52000.00 52000.00 52000.00")
}

fn calibrated(row: Row) -> Row {
    row.with("reading", "calibrated")
}

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
        .caveats("medians-undefined usd-without-rate ranges-without-samples level-baselines fintech-both-ways")
        .caveats("medians-above-official-pay ranges-narrower-than-readings")
        .caveats("level-steps-narrow levels-hold-sector-premium hospitals-pay-less-in-the-us level-years-editorial")
        .caveats("senior-figure-covers-two-roles city-premium-reference remote-work-gap bonus-recurrence")
        .caveats("city-rates-beside-statistics second-tier-called-competitive")
        .caveats("bonus-by-level")
        .caveats("figure-without-distribution")
        .caveats(" city-table-unsourced cities-against-national-growth")
        .source("talenbrium-2025");
    payband("benchmark --role 'Cloud Architect' --city Shanghai --caveats").ends(0, &rows, &beside.text());
}

#[test]
fn each_step_names_its_own_unit() {
    let line = "benchmark -r 'Cloud Architect' -c Shanghai -l mid --explain --currency CNY --period month -f markdown";
    let (table, _) = payband(line).streams();
    let units: Vec<&str> = table
        .lines()
        .filter(|line| line.starts_with('|'))
        .skip(2)
        .map(|line| line.split('|').nth(2).unwrap().trim())
        .collect();
    let (us, year, month) = ("USD a year", "CNY a year", "CNY a month");
    assert_eq!(units, [us, us, us, year, month, month, month], "{table}");
    assert!(table.lines().next().unwrap().ends_with(": how it is made**"), "no unit of all of them: {table}");
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
        .caveats("medians-undefined usd-without-rate ranges-without-samples level-baselines fintech-both-ways")
        .caveats("medians-above-official-pay ranges-narrower-than-readings")
        .caveats("level-steps-narrow levels-hold-sector-premium hospitals-pay-less-in-the-us level-years-editorial")
        .caveats("senior-figure-covers-two-roles city-premium-reference remote-work-gap bonus-recurrence")
        .caveats("city-rates-beside-statistics second-tier-called-competitive")
        .caveats("bonus-by-level")
        .caveats("figure-without-distribution")
        .caveats(" city-table-unsourced cities-against-national-growth")
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
        .caveats("medians-undefined usd-without-rate ranges-without-samples level-baselines")
        .caveats("medians-above-official-pay ranges-narrower-than-readings")
        .caveats("level-steps-narrow levels-hold-sector-premium hospitals-pay-less-in-the-us level-years-editorial")
        .caveats("city-premium-reference remote-work-gap bonus-recurrence")
        .caveats("city-rates-beside-statistics second-tier-called-competitive")
        .caveats("bonus-by-level")
        .caveats("figure-without-distribution city-table-unsourced cities-against-national-growth")
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
fn a_given_retention_bonus_holds_at_every_level_and_none_leaves_it_empty() {
    payband("-q benchmark -r 'Cloud Architect' -c Shanghai -l entry -l senior --retention 10%").prints(&csv(&[
        cloud("Shanghai", "Entry").with("basis", "given").pays(
            "72800.00 75400.00 78000.00",
            "7280.00 7540.00 7800.00",
            "80080.00 82940.00 85800.00",
        ),
        senior().with("basis", "given").pays(
            "87360.00 94250.00 101400.00",
            "8736.00 9425.00 10140.00",
            "96096.00 103675.00 111540.00",
        ),
    ]));
    payband("-q benchmark -r 'Cloud Architect' -c Shanghai -l senior --retention none")
        .prints(&csv(&[senior().base("87360.00 94250.00 101400.00")]));
}

#[test]
fn a_foreign_hire_is_a_step_of_its_own_before_the_bonus() {
    payband("-q benchmark -r 'Cloud Architect' -c Shanghai -l senior --foreign-hire").prints(&csv(&[senior().pays(
        "122304.00 141375.00 162240.00",
        "18345.60 24740.63 32448.00",
        "140649.60 166115.63 194688.00",
    )]));
}

#[test]
fn years_choose_the_level_and_domain_years_the_bonus() {
    // More than three years are needed for the bonus; without --domain-years, --years counts.
    for (line, row) in [
        ("--years 2", entry_anywhere()),
        ("--years 3", mid_anywhere().base("57200.00 58500.00 59800.00")),
        ("--years 3.5", mid_anywhere()),
        ("--years 7", senior_anywhere()),
        ("--years 8 --domain-years 3", senior_anywhere().base("62400.00 65000.00 67600.00")),
        // With both, the level decides the differential and the years the bonus.
        ("--level senior --years 2", senior_anywhere().base("62400.00 65000.00 67600.00")),
        (
            "--level entry --domain-years 3.1",
            entry_anywhere().pays(
                "52000.00 52000.00 52000.00",
                "7800.00 9100.00 10400.00",
                "59800.00 61100.00 62400.00",
            ),
        ),
    ] {
        payband(&format!("-q benchmark -r 'Cloud Architect' {line}")).prints(&csv(&[row]));
    }
    let beside = notes()
        .note("8 years of career are taken as senior (editorial)")
        .bonus_by_career()
        .literal("11")
        .caveats("medians-undefined usd-without-rate ranges-without-samples level-baselines fintech-both-ways")
        .caveats("medians-above-official-pay ranges-narrower-than-readings")
        .caveats("level-steps-narrow levels-hold-sector-premium hospitals-pay-less-in-the-us level-years-editorial")
        .caveats("senior-figure-covers-two-roles bonus-recurrence figure-without-distribution")
        .caveats("bonus-by-level")
        .source("talenbrium-2025");
    payband("benchmark -r 'Cloud Architect' --years 8 --caveats").ends(0, &csv(&[senior_anywhere()]), &beside.text());
}

#[test]
fn a_role_without_a_median_is_slotted_says_so_and_can_be_refused() {
    let slotted = row("machine-learning-engineer", "Machine Learning Engineer", "Shanghai", "Senior")
        .with("yoy_pct", "")
        .with("basis", "slotted")
        .with("match_grade", "B")
        .with("source", "talenbrium-2025;us-oews-2025;china-wage-guidance-2024")
        .pays("75600.00 84417.19 93892.50", "11340.00 14773.01 18778.50", "86940.00 99190.20 112671.00");
    let beside = notes()
        .note(SHANGHAI)
        .warning("priced from the median of Healthcare Data Scientist, 0–7%, match grade B")
        .bonus()
        .slotted("30")
        .caveats("medians-undefined usd-without-rate ranges-without-samples level-baselines fintech-both-ways")
        .caveats("medians-above-official-pay ranges-narrower-than-readings")
        .caveats("level-steps-narrow levels-hold-sector-premium hospitals-pay-less-in-the-us level-years-editorial")
        .caveats("senior-figure-covers-two-roles city-premium-reference remote-work-gap bonus-recurrence")
        .caveats("city-rates-beside-statistics second-tier-called-competitive")
        .caveats("bonus-by-level")
        .caveats("figure-without-distribution slotting-is-editorial")
        .caveats(" city-table-unsourced cities-against-national-growth")
        .source("talenbrium-2025")
        .source("us-oews-2025")
        .source("china-wage-guidance-2024");
    payband("benchmark -r 'ML Engineer' -c Shanghai -l senior --caveats").ends(0, &csv(&[slotted]), &beside.text());
    payband("benchmark -r 'ML Engineer' --published-only").fails(
        "error: Machine Learning Engineer has no published median: it would be priced from Healthcare Data Scientist, \
         match grade B\nhint: leave out --published-only to accept a slotted price\n",
    );
    payband("benchmark -r 'Privacy Officer' --min-grade C").fails(
        "error: Privacy Officer has no published median: it would be priced from EHR Systems Engineer, match grade D\n\
         hint: --min-grade D accepts it\n",
    );
    let (accepted, _) = payband("-q benchmark -r 'ML Engineer' -l mid --min-grade b").streams();
    assert_eq!(accepted, payband("-q benchmark -r 'ML Engineer' -l mid").streams().0);
    payband("benchmark -r 'ML Engineer' --min-grade A").fails(
        "error: Machine Learning Engineer has no published median: it would be priced from Healthcare Data Scientist, \
         match grade B\nhint: leave out --published-only to accept a slotted price\n",
    );
}

#[test]
fn lead_and_principal_price_as_senior_with_a_note_and_interns_not_at_all() {
    let as_senior = |level: &str| senior().with("level", level).with("basis", "editorial");
    let beside = notes()
        .note(SHANGHAI)
        .warning("no figure is published for lead: priced as senior")
        .warning("no figure is published for principal: priced as senior")
        .bonus()
        .literal("30")
        .caveats("medians-undefined usd-without-rate ranges-without-samples level-baselines fintech-both-ways")
        .caveats("medians-above-official-pay ranges-narrower-than-readings")
        .caveats("level-steps-narrow levels-hold-sector-premium hospitals-pay-less-in-the-us level-years-editorial")
        .caveats("senior-figure-covers-two-roles city-premium-reference remote-work-gap bonus-recurrence")
        .caveats("city-rates-beside-statistics second-tier-called-competitive")
        .caveats("bonus-by-level")
        .caveats("figure-without-distribution")
        .caveats(" city-table-unsourced cities-against-national-growth")
        .source("talenbrium-2025");
    payband("benchmark -r 'Cloud Architect' -c Shanghai -l 组长 -l Principal --caveats").ends(
        0,
        &csv(&[as_senior("Lead"), as_senior("Principal")]),
        &beside.text(),
    );
    payband("benchmark -r 'Cloud Architect' -l intern")
        .fails("error: the level Intern has no price\nhint: levels with a price: entry, mid, senior\n");
}

#[test]
fn a_level_word_in_a_title_is_the_level_unless_another_is_asked_for() {
    for title in ["Senior Cloud Architect", "Sr. Cloud Architect", "高级云架构师", "资深医疗云架构师"] {
        payband(&format!("-q benchmark -r '{title}'")).prints(&csv(&[senior_anywhere()]));
        payband(&format!("-q benchmark -r '{title}' -l mid")).prints(&csv(&[mid_anywhere()]));
    }
    let beside = |first: &str| {
        let notes = notes();
        let notes = match first.split_once(": ") {
            Some(("note", text)) => notes.note(text),
            Some((_, text)) => notes.warning(text),
            None => notes,
        };
        notes
            .bonus()
            .literal("11")
            .caveats("medians-undefined usd-without-rate ranges-without-samples level-baselines fintech-both-ways")
            .caveats("medians-above-official-pay ranges-narrower-than-readings")
            .caveats("level-steps-narrow levels-hold-sector-premium hospitals-pay-less-in-the-us level-years-editorial")
            .caveats("senior-figure-covers-two-roles bonus-recurrence figure-without-distribution")
            .caveats("bonus-by-level")
            .source("talenbrium-2025")
    };
    payband("benchmark -r 'Senior Cloud Architect' --caveats").ends(
        0,
        &csv(&[senior_anywhere()]),
        &beside("note: the level senior is read from the title; --level overrides it").text(),
    );
    payband("benchmark -r 'Senior Junior Cloud Architect' --caveats").ends(
        0,
        &csv(&[senior_anywhere()]),
        &beside("note: the level senior is read from the title; --level overrides it").text(),
    );
    payband("benchmark -r 'Senior Intern Cloud Architect' --caveats").ends(
        0,
        &csv(&[entry_anywhere(), mid_anywhere(), senior_anywhere()]),
        &beside(
            "warning: \"Senior Intern Cloud Architect\" names more than one level (senior, intern): none is chosen",
        )
        .text(),
    );
}

#[test]
fn ageing_brings_the_figures_to_a_date() {
    // 2025-11-05 to 2026-11-22 is 12 months and 17 ÷ 30.4375 of one.
    let aged = senior().with("effective", "2026-11-22");
    for (options, row) in [
        (
            "",
            aged.clone().pays(
                "94870.88 102353.26 110117.99",
                "14230.63 17911.82 22023.60",
                "109101.52 120265.08 132141.59",
            ),
        ),
        (
            "--ageing simple",
            aged.clone()
                .pays("94884.28 102367.71 110133.53", "14232.64 17914.35 22026.71", "109116.92 120282.06 132160.24")
                .other("66507.67 71611.66 76973.55"),
        ),
        (
            "--ageing-rate role",
            aged.clone().pays(
                "101119.65 109094.86 117371.02",
                "15167.95 19091.60 23474.20",
                "116287.60 128186.46 140845.23",
            ),
        ),
        (
            "--ageing-rate 5%",
            aged.clone().with("basis", "given").pays(
                "91936.54 99187.49 106712.05",
                "13790.48 17357.81 21342.41",
                "105727.02 116545.30 128054.46",
            ),
        ),
    ] {
        payband(&format!("-q benchmark -r 'Cloud Architect' -c Shanghai -l senior --on 2026-11-22 {options}"))
            .prints(&csv(&[row]));
    }
    payband("-q benchmark -r 'Cloud Architect' -c Shanghai -l senior --on today")
        .env("PAYBAND_TODAY", "2025-11-05")
        .prints(&csv(&[senior()]));
    payband("benchmark -r 'Cloud Architect' --on 2025-11-04").fails(
        "error: 2025-11-04 is before 2025-11-05, the date from which the figures hold\n\
         hint: give a later date, or leave out --on\n",
    );
    payband("benchmark -r 'ML Engineer' --on today --ageing-rate role").fails(
        "error: Machine Learning Engineer has no published growth of its own to age by\n\
         hint: use --ageing-rate sector, or give a percentage\n",
    );
}

#[test]
fn old_figures_say_how_old_they_are_unless_they_are_aged() {
    let caveats = "medians-undefined usd-without-rate ranges-without-samples level-baselines fintech-both-ways \
                   senior-figure-covers-two-roles medians-above-official-pay ranges-narrower-than-readings level-steps-narrow \
                   levels-hold-sector-premium hospitals-pay-less-in-the-us level-years-editorial";
    let old = notes()
        .bonus()
        .literal("11")
        .warning("the figures hold from 2025-11-05, more than 14 months ago; --on today ages them")
        .caveats(caveats)
        .caveats("bonus-recurrence figure-without-distribution")
        .caveats("bonus-by-level")
        .source("talenbrium-2025");
    payband("benchmark -r 'Cloud Architect' -l senior --caveats").env("PAYBAND_TODAY", "2027-02-01").ends(
        0,
        &csv(&[senior_anywhere()]),
        &old.text(),
    );
    let a_year = notes()
        .bonus()
        .literal("11")
        .caveats(caveats)
        .caveats("bonus-recurrence figure-without-distribution")
        .caveats("bonus-by-level")
        .source("talenbrium-2025");
    payband("benchmark -r 'Cloud Architect' -l senior --caveats").env("PAYBAND_TODAY", "2026-11-05").ends(
        0,
        &csv(&[senior_anywhere()]),
        &a_year.text(),
    );
}

#[test]
fn currency_and_period_change_the_unit_and_not_the_pay() {
    let yuan = senior().with("currency", "CNY").with("source", "talenbrium-2025;pboc-2025-11-03");
    let given = senior().with("currency", "CNY").with("basis", "given");
    for (options, row) in [
        (
            "--currency cny",
            yuan.clone()
                .pays("619094.11 667921.48 718591.38", "92864.12 116886.26 143718.28", "711958.23 784807.73 862309.66")
                .other("433944.47 467246.65 502231.50"),
        ),
        (
            "--currency RMB --fx 7.10",
            given.pays(
                "620256.00 669175.00 719940.00",
                "93038.40 117105.63 143988.00",
                "713294.40 786280.63 863928.00",
            ),
        ),
        (
            "--period month",
            senior().monthly().pays("7280.00 7854.17 8450.00", "1092.00 1374.48 1690.00", "8372.00 9228.65 10140.00"),
        ),
        (
            "--currency CNY --period month --months 13",
            yuan.with("period", "month").with("basis", "given").pays(
                "47622.62 51378.58 55276.26",
                "7143.39 8991.25 11055.25",
                "54766.02 60369.83 66331.51",
            ),
        ),
    ] {
        payband(&format!("-q benchmark -r 'Cloud Architect' -c Shanghai -l senior {options}")).prints(&csv(&[row]));
    }
}

#[test]
fn an_offer_and_present_pay_are_set_against_base() {
    let offered = |row: Row, salary: &str, ratio: &str, gap: &str, penetration: &str, position: &str| {
        row.with("salary", salary)
            .with("market_ratio", ratio)
            .with("gap", gap)
            .with("range_penetration", penetration)
            .with("position", position)
    };
    let within = offered(senior(), "90000.00", "0.9549", "-4250.00", "0.1880", "within");
    let uplift = |row: Row, current: &str| row.with("current", current);
    payband("-q benchmark -r 'Cloud Architect' -c Shanghai -l senior --salary 90000")
        .prints(&csv(std::slice::from_ref(&within)));
    payband("-q benchmark -r 'Cloud Architect' -c Shanghai -l senior --salary 90000 --current 80000").prints(&csv(&[
        uplift(within, "80000.00")
            .with("uplift_low", "0.0920")
            .with("uplift_mid", "0.1781")
            .with("uplift_high", "0.2675"),
    ]));
    // In another currency and period than the answer.
    payband("-q benchmark -r 'Cloud Architect' -c Shanghai -l senior --salary ¥650,000 --current '¥40k/month x13'")
        .prints(&csv(&[uplift(
            offered(
                senior().with("source", "talenbrium-2025;pboc-2025-11-03"),
                "91721.11",
                "0.9732",
                "-2528.89",
                "0.3106",
                "within",
            ),
            // Twelve months of it are base salary; the 13th is not.
            "67732.51",
        )
        .with("uplift_low", "0.2898")
        .with("uplift_mid", "0.3915")
        .with("uplift_high", "0.4971")]));
    // Below and above, and a range without width has no penetration.
    payband("-q benchmark -r 'Cloud Architect' -c Shanghai -l senior --salary 87359.99").prints(&csv(&[offered(
        senior(),
        "87359.99",
        "0.9269",
        "-6890.01",
        "0.0000",
        "below",
    )]));
    payband("-q benchmark -r 'Cloud Architect' -l entry --salary 90000").prints(&csv(&[offered(
        entry_anywhere(),
        "90000.00",
        "1.7308",
        "38000.00",
        "",
        "above",
    )]));
    // An open end has no midpoint: the columns are there and empty.
    payband("-q benchmark -r 'Cloud Architect' -l entry --salary '90k+'").prints(&csv(&[offered(
        entry_anywhere(),
        "",
        "",
        "",
        "",
        "",
    )]));
}

#[test]
fn json_has_the_same_columns_as_numbers_and_the_trace_of_every_figure() {
    let line = "-q benchmark -r 'Cloud Architect' -c Shanghai -l senior --salary 90000 --current 80000";
    let document = payband(&format!("{line} --format json")).json();
    assert_eq!(document["schema_version"], 1);
    assert_eq!(document["command"], "benchmark");
    assert_eq!(document["pack"]["name"], "china-healthcare-it-2025");
    assert_eq!(document["unit"], "USD a year");
    let row = document["rows"][0].as_object().unwrap();
    let names: Vec<&str> = row.keys().map(String::as_str).collect();
    let (table, _) = payband(&format!("{line} --format csv")).streams();
    let (header, cells) = table.trim_end().split_once('\n').unwrap();
    let columns: Vec<&str> = names.iter().copied().filter(|name| *name != "trace").collect();
    assert_eq!(columns.join(","), header);
    for (name, cell) in header.split(',').zip(cells.split(',')) {
        let value = &row[name];
        // The same digits as in CSV, as a number.
        let numeric = cell.parse::<f64>().is_ok();
        let text = if value.is_null() { String::new() } else { value.to_string() };
        assert_eq!((value.is_number(), text.trim_matches('"')), (numeric, cell), "{name}");
    }
    let steps: Vec<String> = row["trace"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| {
            let text = |name: &str| step[name].as_str().unwrap_or("-").to_owned();
            let range = ["low", "mid", "high"].map(|end| step[end].to_string()).join(" ");
            format!("{} | {range} | {} | {} | {}", text("kind"), text("basis"), text("source"), text("section"))
        })
        .collect();
    assert_eq!(
        steps,
        [
            "median | 52000.00 52000.00 52000.00 | published | talenbrium-2025 | salary",
            "city | 72800.00 75400.00 78000.00 | published | talenbrium-2025 | salary",
            "level | 87360.00 94250.00 101400.00 | published | talenbrium-2025 | salary",
            "retention | 13104.00 16493.75 20280.00 | editorial | talenbrium-2025 | salary",
            "total | 100464.00 110743.75 121680.00 | editorial | - | -",
        ]
    );
    let bare = payband("benchmark -r 'Cloud Architect' -f json").json();
    assert_eq!(bare["rows"][0]["city"], serde_json::Value::Null, "what is missing is null");
    assert_eq!(bare["rows"][0]["retention_low"], serde_json::Value::Null);
    let notes = bare["notes"].as_array().unwrap();
    assert!(notes.iter().any(|note| note["kind"] == "caveat" && note["id"] == "medians-undefined"));
    assert_eq!(bare["sources"][0]["id"], "talenbrium-2025");
}

#[test]
fn explain_is_the_waterfall_of_every_step() {
    let step = |kind: &str, rest: &str| {
        format!("healthcare-cloud-architect,Healthcare Cloud Architect,Shanghai,Senior,{kind},{rest}\n")
    };
    let header = "role_id,role,city,level,kind,step,factor_low,factor_mid,factor_high,low,mid,high,currency,basis,source,\
                  section,note\n";
    let all = [
        header.to_owned(),
        step(
            "median",
            "published median,,,,52000.00,52000.00,52000.00,USD,published,talenbrium-2025,salary,\"taken as base salary a \
             year, holding from 2025-11-05 (editorial)\"",
        ),
        step(
            "ageing",
            "\"aged to 2026-11-05 at 8.2% a year (the sector's growth, National Bureau of Statistics of China), compound\",1.082,1.082,1.082,56264.00,56264.00,\
             56264.00,USD,published,talenbrium-2025,salary,12 months",
        ),
        step(
            "city",
            "Shanghai 40–50% over second-tier cities,1.4,1.45,1.5,78769.60,81582.80,84396.00,USD,published,talenbrium-2025,\
             salary,",
        ),
        step(
            "level",
            "Senior 20–30% over e-commerce or fintech at senior level,1.2,1.25,1.3,94523.52,101978.50,109714.80,USD,\
             published,talenbrium-2025,salary,",
        ),
        step(
            "foreign_hire",
            "specialist from abroad often 40–60% over the local market rate,1.4,1.5,1.6,132332.93,152967.75,175543.68,\
             USD,published,talenbrium-2025,migration,whole packages of veterans of Silicon Valley and of specialists of \
             European health technology",
        ),
        step(
            "currency",
            "\"USD/CNY 7, given\",7,7,7,926330.50,1070774.25,1228805.76,CNY,given,,,",
        ),
        step(
            "period",
            "\"a month, of 12 paid a year\",0.08333333,0.08333333,0.08333333,77194.21,89231.19,102400.48,CNY,editorial,payband-editorial,,",
        ),
        step(
            "retention",
            "\"retention bonus 10% of base, given\",0.1,0.1,0.1,7719.42,8923.12,10240.05,CNY,given,,,",
        ),
        step("total", "base + retention,,,,84913.63,98154.31,112640.53,CNY,editorial,,,"),
    ]
    .concat();
    payband(
        "-q benchmark -r 'Cloud Architect' -c Shanghai -l senior --explain --on 2026-11-05 --foreign-hire --currency CNY \
         --fx 7 --period month --retention 10%",
    )
    .prints(&all);
}

/// Would catch a trace that calls the second-tier rate of the report unpublished, or says nothing of a tier-one city.
#[test]
fn the_step_of_a_city_without_a_differential_names_its_reference_rate() {
    for (city, step) in [
        ("Chengdu", "Chengdu: second-tier reference rate"),
        ("Hangzhou", "Hangzhou: second-tier reference rate"),
        ("Shenzhen", "Shenzhen: reference rate (tier one, likely too low)"),
        ("Wuhan", "Wuhan: reference rate"),
    ] {
        let (trace, _) = payband(&format!("-q benchmark -r 'Cloud Architect' -c {city} -l senior --explain")).streams();
        let row = trace.lines().find(|line| line.contains(city) && line.contains("reference rate")).unwrap();
        assert!(row.contains(step) && row.contains(",1,1,1,"), "{row}");
        assert!(row.ends_with(",no differential of its own is published"), "{row}");
    }
}

#[test]
fn brief_lines_are_one_a_cell_with_both_readings() {
    payband("benchmark -r 'Cloud Architect' -c Shanghai -l entry -l senior --brief-line").prints(
        "Healthcare Cloud Architect, Shanghai, entry: USD 72,800–78,000, mid 75,400/year (CNY 44,528/month); calibrated mid \
         52,746; Talenbrium 2025-11-05\n\
         Healthcare Cloud Architect, Shanghai, senior: USD 87,360–101,400, mid 94,250/year (CNY 55,660/month); with retention \
         110,744; calibrated mid 65,933; Talenbrium 2025-11-05\n",
    );
    // A slotted role is marked; --fx applies to the currency of --currency.
    payband("benchmark -r 'ML Engineer' -l entry --brief-line --currency CNY --fx 7 --months 14").prints(
        "Machine Learning Engineer, reference rate, entry: CNY 315,000–337,050, mid 326,025/year (CNY 23,288/month); slotted, \
         grade B; calibrated mid 289,800; rate given; Talenbrium 2025-11-05\n",
    );
    // An offer, with what was assumed about it.
    payband("benchmark -r 'Cloud Architect' -c Shanghai -l senior --brief-line --salary ¥650,000").ends(
        0,
        "Healthcare Cloud Architect, Shanghai, senior: USD 87,360–101,400, mid 94,250/year (CNY 55,660/month); with retention \
         110,744; calibrated mid 65,933; offer at 97% (139%), within; Talenbrium 2025-11-05\n",
        "warning: --salary is read as CNY a year\n",
    );
}

/// Would catch a line that a chat would cut off, and a mark that is dropped to make it shorter.
#[test]
fn a_brief_line_fits_a_chat_for_every_cell_with_an_offer_and_keeps_its_marks() {
    let line = "-q benchmark -r all -c all -l all --brief-line --salary ¥650,000 --foreign-hire --on 2026-06-30";
    let (lines, _) = payband(line).streams();
    assert_eq!(lines.lines().count(), listed_roles("") * 7 * 5);
    for line in lines.lines() {
        assert!(line.chars().count() <= 200, "{} characters: {line}", line.chars().count());
        assert!(line.contains("mid") && line.contains("calibrated") && line.contains("offer"), "{line}");
        let has_rate = line.contains(", Shanghai, ") || line.contains(", Beijing, ");
        assert_eq!(line.contains("no city rate"), !has_rate, "{line}");
    }
}

#[test]
fn the_result_is_the_product_of_what_is_repeated_in_the_order_asked() {
    let cell = |row: Row| row;
    let data_scientist = |city: &str, level: &str| {
        row("healthcare-data-scientist", "Healthcare Data Scientist", city, level).with("yoy_pct", "12")
    };
    let rows = [
        cell(cloud("Beijing", "Senior")).pays(
            "87360.00 94250.00 101400.00",
            "13104.00 16493.75 20280.00",
            "100464.00 110743.75 121680.00",
        ),
        cell(cloud("Beijing", "Entry")).base("72800.00 75400.00 78000.00"),
        senior(),
        cell(cloud("Shanghai", "Entry")).base("72800.00 75400.00 78000.00"),
        data_scientist("Beijing", "Senior").pays(
            "75600.00 81562.50 87750.00",
            "11340.00 14273.44 17550.00",
            "86940.00 95835.94 105300.00",
        ),
        data_scientist("Beijing", "Entry").base("63000.00 65250.00 67500.00"),
        data_scientist("Shanghai", "Senior").pays(
            "75600.00 81562.50 87750.00",
            "11340.00 14273.44 17550.00",
            "86940.00 95835.94 105300.00",
        ),
        data_scientist("Shanghai", "Entry").base("63000.00 65250.00 67500.00"),
    ];
    // The second 北京 is the same city and adds no row.
    payband("-q benchmark -r 'Cloud Architect' -r 数据科学家 -c Beijing -c 上海 -c 北京市 -l senior -l entry")
        .prints(&csv(&rows));
}

/// The number of roles that `payband roles` lists: those with a price, unless an option adds others.
fn listed_roles(option: &str) -> usize {
    payband(&format!("-q roles {option}")).streams().0.lines().count() - 1
}

#[test]
fn all_means_everything_with_a_price_and_a_note_names_the_rest() {
    let (table, beside) = payband("benchmark -r all -c all -l all --caveats").streams();
    // Roles, 7 cities, 5 levels.
    assert_eq!(table.lines().count(), 1 + listed_roles("") * 7 * 5);
    let mut notes = beside.lines();
    let roles = notes.next().unwrap();
    assert!(roles.starts_with("note: roles without a price are left out: AI Governance Officer, "), "{roles}");
    assert_eq!(roles.split(", ").count(), listed_roles("--all") - listed_roles(""));
    assert_eq!(notes.next(), Some("note: provinces are left out: Guangdong, Jiangsu, Zhejiang"));
    assert_eq!(notes.next(), Some("note: levels without a price are left out: Intern"));

    let (table, beside) = payband("benchmark -r all -l mid --published-only --caveats").streams();
    assert_eq!(table.lines().count(), 1 + 5);
    let first = beside.lines().next().unwrap();
    assert!(first.starts_with("note: roles without a published median are left out: Software Engineer, "), "{first}");
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

#[test]
fn a_table_fits_the_columns_and_says_what_stands_under_it() {
    let (table, beside) = payband("benchmark -r 'Cloud Architect' -c Shanghai -l senior -l mid --format table")
        .env("COLUMNS", "80")
        .streams();
    let figures = "\
Healthcare Cloud Architect, Shanghai · USD a year

        ───── Base salary ─────  Calibrated   Bonus  ─── Base + retention ────
Level      low     mid     high         mid     mid      low      mid     high
──────────────────────────────────────────────────────────────────────────────
Senior  87,360  94,250  101,400      65,933  16,494  100,464  110,744  121,680
Mid     80,080  84,825   89,700      59,340  14,844   92,092   99,669  107,640

Shanghai, all roles: 2,400 vacancies, 2.3 candidates each, 48 days to fill
";
    let bonus = "the bonus assumes over 3 years in the field; --domain-years N\n";
    let reading = "warning: pay is 30% lower if the median includes premiums; --reading calibrated\n";
    let short = format!("{figures}{bonus}{reading}Source: Talenbrium, 2025-11-05 · 21 caveats: --caveats\n");
    assert_eq!(table, short);
    assert_eq!(beside, "");
    // With --caveats all of them are printed.
    let line = "benchmark -r 'Cloud Architect' -c Shanghai -l senior -l mid --format table --caveats";
    let (table, _) = payband(line).env("COLUMNS", "80").streams();
    let (before, caveats) = table.split_once("\nCaveats, by how far they can move a figure:\n").unwrap();
    assert!(before.starts_with(figures) && before.contains("\nliteral reading: "), "{before}");
    assert_eq!(caveats.matches("\n- ").count() + 1, 21);
    assert!(caveats.starts_with("- high: ") && caveats.contains("\n- low: "), "{caveats}");
    assert!(caveats.ends_with("\n  2025 Edition, 2025-11-05\n"), "{caveats}");
    assert!(table.lines().all(|line| unicode_width::UnicodeWidthStr::width(line) <= 80), "{table}");

    // The same without notes, with Chinese names and in yuan.
    payband("-q benchmark -r 云架构师 -c 上海 -c 苏州 -l 高级 --currency CNY --period month -f table")
        .env("COLUMNS", "72")
        .prints(
            "\
Healthcare Cloud Architect, senior · CNY a month, 12 paid a year

          ────── Base salary ──────  Calibrated  Base + retention
City          low      mid     high         mid               mid
─────────────────────────────────────────────────────────────────
Shanghai  51,591   55,660   59,883      38,937            65,401
Suzhou    36,851*  38,386*  39,922*     26,853*           45,104*

* second-tier reference rate: Suzhou; --city-premium sets one
",
        );
}

#[test]
fn a_brief_line_says_what_it_rests_on() {
    let (line, _) = payband("benchmark -r 'Cloud Architect' -c Shenzhen -l lead --foreign-hire --brief-line").streams();
    for mark in ["priced as senior", "no city rate", "foreign hire"] {
        assert!(line.contains(mark), "{mark} is missing: {line}");
    }
}

#[test]
fn what_the_caller_gives_is_named_under_the_table() {
    let (_, beside) =
        payband("benchmark -r 'Cloud Architect' -c Shenzhen -l senior --city-premium 20% --retention 30% --caveats")
            .streams();
    for note in ["note: used: geographic differential 20%, given", "note: used: retention bonus 30% of base, given"] {
        assert!(beside.contains(note), "{note} is missing: {beside}");
    }
    let (_, beside) = payband("benchmark -r 'Cloud Architect' -l senior --salary ¥650,000 --caveats").streams();
    assert!(beside.contains("note: the pay given is converted at USD/CNY 7.0867 of 2025-11-03"), "{beside}");
}

#[test]
fn a_median_of_another_country_or_for_another_span_of_time_is_not_taken_for_one_of_ours() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "abroad/salaries.csv",
        "role,effective,geography,currency,median\nhealthcare-cloud-architect,2026-01-01,US,USD,180000\n",
    );
    let line = "-q benchmark -r 'Cloud Architect' -c Shanghai -l entry";
    sandbox
        .payband(&format!("--overlay abroad {line}"))
        .prints(&csv(&[cloud("Shanghai", "Entry").base("72800.00 75400.00 78000.00")]));
    sandbox.write(
        "monthly/salaries.csv",
        "role,effective,currency,median,period\nhealthcare-cloud-architect,2026-01-01,CNY,30000,month\n",
    );
    sandbox.payband(&format!("--overlay monthly {line}")).fails(
        "error: monthly/salaries.csv:2: column period, value \"month\": not one of the values allowed\n\
         hint: use one of year\n",
    );
}

/// Would catch a line for each role without a growth of its own.
#[test]
fn roles_without_a_growth_are_counted_in_one_line() {
    let (_, said) = payband("benchmark -r all --on 2027-01-01 --ageing-rate role -f csv").streams();
    let left_out: Vec<&str> = said.lines().filter(|line| line.contains("left out")).collect();
    assert_eq!(
        left_out,
        ["warning: left out: 57 roles have no published growth of their own to age by; --caveats names them"]
    );
}

/// Would catch ids in place of titles, a date that is that of one figure only, and an empty table where nothing has a price.
#[test]
fn roles_with_later_figures_are_counted_in_one_line() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "ours/salaries.csv",
        "role,median,currency,effective\nhealthcare-cloud-architect,52000,USD,2026-06-01\n\
         healthcare-data-scientist,45000,USD,2026-07-01\n",
    );
    let line = "--overlay ours benchmark -r all -l entry --on 2026-01-01 --caveats -f csv";
    let (csv, said) = sandbox.payband(line).streams();
    assert!(!csv.contains("healthcare-cloud-architect,") && csv.contains("software-engineer,"), "{csv}");
    let left_out: Vec<&str> = said.lines().filter(|line| line.contains(": left out: ")).collect();
    let [counted, named] = left_out.as_slice() else { panic!("{said}") };
    assert!(counted.ends_with(" hold only from a later date than 2026-01-01; --caveats names them"), "{counted}");
    assert!(named.contains("Healthcare Cloud Architect, ") && named.contains("Healthcare Data Scientist"), "{named}");
    for command in ["benchmark -r all", "compare -r all", "roles --budget 90000", "chart ranges -r all", "report"] {
        payband(&format!("{command} --on 2020-01-01")).fails(
            "error: 2020-01-01 is before 2025-11-05, the date from which the figures hold\n\
             hint: give a later date, or leave out --on\n",
        );
    }
}

/// Would catch a 13th or 14th month that is counted as base, and an answer that does not say which element is compared.
#[test]
fn base_salary_and_guaranteed_pay_are_told_apart() {
    let line = "benchmark -r 'Cloud Architect' -c Shanghai -l senior --salary 35k*14 --format csv";
    let (_, stderr) = payband(line).streams();
    assert_eq!(stderr, "warning: --salary: 12 of 14 months are compared, CNY 420,000 (local currency)\n");
    let (_, stderr) = payband(&line.replace("35k*14", "30K·13薪")).streams();
    assert_eq!(stderr, "warning: --salary: 12 of 13 months are compared, CNY 360,000\n");
    for (offer, said) in [
        ("--salary 35k*14", "\nall 14 months are CNY 490,000, 73% of mid; compare by --months 14, not x14\n"),
        ("--salary '¥35k/month x14'", "\nall 14 months are CNY 490,000, 73% of mid; compare by --months 14, not x14\n"),
        (
            "--salary ¥35k/month --months 14",
            "\nbase salary is CNY 420,000, 63% of mid; write \"¥35k/month x14\" to compare it\n",
        ),
        (
            "--salary 35k --period month --currency CNY --months 14",
            "\nbase salary is CNY 420,000, 63% of mid; write \"CNY 35k x14\" to compare it\n",
        ),
    ] {
        let line = format!("benchmark -r 'Cloud Architect' -c Shanghai -l senior {offer} -f table");
        let (table, _) = payband(&line).env("COLUMNS", "80").streams();
        assert!(table.contains(said), "{offer}: {table}");
        let is_local = offer == "--salary 35k*14";
        assert_eq!(table.contains("\nwarning: --salary is read in CNY, the local currency\n"), is_local, "{table}");
        // The sentence of the offer says it already.
        assert!(!table.contains("months are compared,"), "{offer}: {table}");
    }
    // Two ways to write one offer, so that the advice holds.
    let compared = |offer: &str| {
        let line = "-q benchmark -r 'Cloud Architect' -c Shanghai -l senior --currency CNY --period month --months 14";
        let document = payband(&format!("{line} --salary '{offer}' -f json")).json();
        document["rows"][0]["market_ratio"].clone()
    };
    assert_eq!(compared("CNY 35k x14"), compared("420k/year"));
    assert_eq!(compared("35k"), compared("490k/year"));
}

/// Would catch a month that is one part of a year in the market range and another in the offer.
#[test]
fn an_offer_of_the_printed_mid_is_at_the_mid() {
    let shown = |line: &str| {
        let currency = if line.contains("--currency") { "" } else { "--currency CNY" };
        let line = format!("-q benchmark 'Cloud Architect' Shanghai -l senior {currency} -f table {line}");
        payband(&line).streams().0.lines().nth(1).unwrap().to_owned()
    };
    for (options, offer, said) in [
        ("", "667921.48", "667921.48 = CNY 667,921 a year"),
        ("--period month", "55660.12", "55660.12 = CNY 55,660 a month"),
        ("--period month --months 14", "47708.68", "47708.68, all 14 months = CNY 47,709 a month"),
        ("--period month --months 14", "'¥667921.48/year'", "¥667921.48/year = CNY 47,709 a month"),
        ("--months 14", "'¥47708.68/month'", "¥47708.68/month, all 14 months = CNY 667,922 a year"),
        ("--period hour", "319.89", "319.89 = CNY 319.89 an hour"),
    ] {
        let sentence = shown(&format!("{options} --salary {offer}"));
        assert!(sentence.starts_with(&format!("Offer {said}: 100% of market mid")), "{options} {offer}: {sentence}");
    }
    // Months that the text states are its own: 12 of them are base salary, which the sentence says.
    for options in ["", "--months 14", "--period month", "--period month --months 14"] {
        let sentence = shown(&format!("{options} --salary '¥50k/month x14'"));
        assert!(sentence.contains(": 90% of"), "{options}: {sentence}");
    }
    let year = shown("--period month --months 14 --salary '¥50k/month x14'");
    assert!(
        year.starts_with("Offer ¥50k/month x14, 12 of 14 months = CNY 600,000 a year = CNY 42,857 a month: 90%"),
        "{year}"
    );
    let dollars = shown("--currency USD --months 14 --salary '¥50k/month'");
    assert!(
        dollars.starts_with("Offer ¥50k/month, all 14 months = CNY 700,000 a year = USD 98,777 a year: 105%"),
        "{dollars}"
    );
}

/// Catches a bare `--current` that is read in another currency than `--salary` without a word about it, and a warning about pay
/// that is plausible or states its whole unit.
#[test]
fn implausible_present_pay_is_told_with_what_it_may_be() {
    let said = |pay: &str| payband(&format!("benchmark -r 'Cloud Architect' -c Shanghai -l senior {pay}")).streams().1;
    for (pay, expected) in [
        (
            "--salary 'CNY 35k/month' --current 300000",
            "--current is 3.2 times the market mid; as CNY a year it is 45% of it; if so, write --current \"CNY …/year\"",
        ),
        (
            "--current 5k",
            "--current is 5% of the market mid; as USD a month it is 64% of it; if so, write --current \"USD …/month\"",
        ),
        // Plausible beside the market, but not beside the salary.
        (
            "--salary 60000 --current 250000",
            "--current is 4.2 times --salary; as CNY a year it is 59% of it; if so, write --current \"CNY …/year\"",
        ),
        (
            "--current 20",
            "--current is less than 0.1% of the market mid; as USD an hour it is 44% of it; if so, write --current \"USD …/hour\"",
        ),
        (
            "--current 0.2",
            "--current is less than 0.1% of the market mid: check its currency, period and zeros; a shell needs single quotes \
             around a $: '$72.50/hour'",
        ),
    ] {
        let said = said(pay);
        assert!(said.lines().any(|line| line == format!("warning: {expected}")), "{pay}: {said}");
    }
    for pay in [
        "--salary 60000 --current 80000",
        "--salary 60000 --current 'USD 250000/year'",
        "--salary 'CNY 35k/month' --current '¥30k/month'",
    ] {
        let said = said(pay);
        assert!(!said.contains("--current is 4") && !said.contains("market mid"), "{pay}: {said}");
    }
}

/// Would catch a start that reads one more table: every file but those of the price, or whose ids its rows name, is no CSV.
#[test]
fn a_price_as_csv_reads_only_the_tables_of_the_price() {
    const READ: [&str; 13] = [
        "bonuses",
        "cities",
        "city_market",
        "conventions",
        "fx",
        "geo_differentials",
        "levels",
        "name_words",
        "roles",
        "salaries",
        "skills",
        "sources",
        "wording",
    ];
    let sandbox = Sandbox::new();
    sandbox.with_pack("odd");
    let line = "benchmark -r 'Cloud Architect' -c Shanghai -f csv";
    let (expected, _) = sandbox.payband(&format!("-q --pack odd {line}")).streams();
    let mut broken = 0;
    for entry in std::fs::read_dir(sandbox.path("odd")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.strip_suffix(".csv").is_some_and(|table| !READ.contains(&table)) {
            sandbox.write(&format!("odd/{name}"), "broken\n\"x");
            broken += 1;
        }
    }
    assert!(broken > 10, "{broken}");
    assert_eq!(sandbox.payband(&format!("-q --pack odd {line}")).streams(), (expected, String::new()));
}
