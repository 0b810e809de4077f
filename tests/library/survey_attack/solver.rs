//! What a run prints of the numbers of rows, and which numbers of rows could have been printed so.

use std::collections::{BTreeMap, BTreeSet};

use payband::answer::Answer;
use payband::survey::{Disclosure, GroupSize, Rule, Suppression, disclosures};

/// A group as it is printed.
#[derive(Debug)]
pub(crate) struct Printed {
    pub(crate) n: Option<u64>,
    pub(crate) is_small: bool,
    pub(crate) is_suppressed: bool,
    pub(crate) reason: String,
    /// The number of organisations, and the people that the share of the largest of them gives. A suppressed group prints neither.
    organisations: Option<u64>,
    largest: Option<u64>,
}

/// The number of people whose share of `of` people is printed, in percent to four places. No other number of people has that share.
fn people_of_share(share_pct: &str, of: u64) -> Option<u64> {
    let share: f64 = share_pct.parse().ok()?;
    let is_printed = |people: &u64| (*people as f64 * 100.0 / of as f64 - share).abs() < 0.000_051;
    let found: Vec<u64> = (1..=of).filter(is_printed).collect();
    assert_eq!(found.len(), 1, "{share_pct}% of {of}");
    found.first().copied()
}

/// Everything that a run printed.
pub(crate) struct Output {
    pub(crate) groups: Vec<Printed>,
    /// The number of used rows, or the number that they are fewer than.
    pub(crate) used: (bool, u64),
}

pub(crate) fn csv_rows(csv: &str) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(csv.as_bytes()).deserialize().map(Result::unwrap).collect()
}

pub(crate) fn number(text: &str) -> u64 {
    text.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap()
}

/// The numbers of rows that are printed. `rows` are those of the result.
pub(crate) fn output(answer: &Answer, rows: &[BTreeMap<String, String>]) -> Output {
    // A group without usable pay has no people, as the attacker sees.
    let groups = rows.iter().filter(|row| row["state"] != "empty").map(|row| {
        let n = row["n"].as_str();
        let is_small = n == "<5";
        let n = (!is_small && !n.is_empty()).then(|| number(n));
        let organisations = row.get("organisations").and_then(|text| text.parse().ok());
        // Where each organisation counts the same, the share is one of the number of organisations.
        let of = if row["weighting"] == "organisation" { organisations } else { n };
        let largest = of.and_then(|of| people_of_share(&row["largest_share_pct"], of));
        Printed {
            n,
            is_small,
            is_suppressed: row["state"] == "suppressed",
            reason: row["reason"].clone(),
            organisations,
            largest,
        }
    });
    let groups: Vec<Printed> = groups.collect();
    let ended = answer.notes.iter().find_map(|note| note.text.strip_prefix("rows: ")).unwrap();
    let used = ended.split(", ").find_map(|part| part.strip_suffix(" used")).unwrap();
    assert!(answer.lead.starts_with(used), "{} is not of {used}", answer.lead);
    Output { groups, used: (!used.starts_with('<'), number(used)) }
}

/// Whether groups with these numbers of rows could have been printed so. Of a group that is hidden although it is large, the
/// attacker does not know whether it would be shown otherwise: both are tried.
fn could_be(output: &Output, rule: &Rule, rows: &[u64]) -> bool {
    let hidden: Vec<usize> = (0..rows.len()).filter(|at| output.groups[*at].n.is_none() && rows[*at] >= 5).collect();
    (0..1_u32 << hidden.len()).any(|shown| {
        let sizes: Vec<GroupSize> = output
            .groups
            .iter()
            .zip(rows)
            .enumerate()
            .map(|(at, (group, rows))| {
                let would_be_shown = match hidden.iter().position(|other| *other == at) {
                    Some(bit) => shown >> bit & 1 == 1,
                    None => !group.is_suppressed,
                };
                let organisations = Some(group.organisations.unwrap_or(if would_be_shown { *rows } else { 1 }));
                let largest = group.largest.unwrap_or(1);
                GroupSize { rows: *rows, organisations, largest, equal_organisations: false }
            })
            .collect();
        disclosures(rule, &sizes).iter().zip(&output.groups).zip(&sizes).all(|((disclosure, group), size)| {
            let hides_all = *disclosure == Disclosure::Suppressed(Suppression::ProtectsAnother);
            hides_all == (group.reason == Suppression::ProtectsAnother.as_str())
                && (hides_all || group.is_small == (size.rows < 5))
        })
    })
}

/// The number of rows of some groups together.
pub(crate) type Sum = (Vec<usize>, u64);

/// The numbers of rows that each group may have, by the numbers that are printed, their sum and further ones: at most two of each
/// are sought.
pub(crate) fn possible(output: &Output, rule: &Rule, further: &[Sum]) -> Vec<BTreeSet<u64>> {
    let printed: u64 = output.groups.iter().filter_map(|group| group.n).sum();
    let mut found = vec![BTreeSet::new(); output.groups.len()];
    let (is_exact, used) = output.used;
    let sums: Vec<u64> = if is_exact { vec![used - printed] } else { (0..used - printed).collect() };
    for sum in sums {
        try_rows(output, (rule, further), &mut Vec::new(), sum, &mut found);
    }
    found
}

fn try_rows(
    output: &Output,
    (rule, further): (&Rule, &[Sum]),
    rows: &mut Vec<u64>,
    left: u64,
    found: &mut [BTreeSet<u64>],
) {
    if found.iter().zip(&output.groups).all(|(found, group)| found.len() > 1 || group.n.is_some()) {
        return;
    }
    let Some(group) = output.groups.get(rows.len()) else {
        let adds_up = |(members, sum): &Sum| members.iter().map(|at| rows[*at]).sum::<u64>() == *sum;
        if left == 0 && further.iter().all(adds_up) && could_be(output, rule, rows) {
            found.iter_mut().zip(rows).for_each(|(found, rows)| {
                found.insert(*rows);
            });
        }
        return;
    };
    let candidates = match group.n {
        Some(n) => n..=n,
        None if group.is_small => 1..=left.min(4),
        None => 1..=left,
    };
    for n in candidates {
        rows.push(n);
        try_rows(output, (rule, further), rows, if group.n.is_some() { left } else { left - n }, found);
        rows.pop();
    }
}
