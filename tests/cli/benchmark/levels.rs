//! Levels by years of experience and by the words of a title.

use super::{SHANGHAI, entry_anywhere, mid_anywhere, senior, senior_anywhere};
use crate::expected::{csv, notes};
use crate::sandbox::payband;

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
fn lead_and_principal_price_as_senior_with_a_note_and_interns_not_at_all() {
    let as_senior = |level: &str| senior().with("level", level).with("basis", "editorial");
    let beside = notes()
        .note(SHANGHAI)
        .warning("no figure is published for lead: priced as senior")
        .warning("no figure is published for principal: priced as senior")
        .bonus()
        .literal("30")
        .caveats_of_differentials()
        .caveats("fintech-both-ways senior-figure-covers-two-roles")
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
    for (words, levels) in [("Senior Junior", "senior, junior"), ("Senior Intern", "senior, intern")] {
        let title = format!("{words} Cloud Architect");
        payband(&format!("benchmark -r '{title}' --caveats")).ends(
            0,
            &csv(&[entry_anywhere(), mid_anywhere(), senior_anywhere()]),
            &beside(&format!("warning: \"{title}\" names more than one level ({levels}): none is chosen")).text(),
        );
    }
}
