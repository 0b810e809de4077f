//! Ageing, and how old a figure is.

use super::{senior, senior_anywhere};
use crate::expected::{csv, notes};
use crate::sandbox::payband;

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
