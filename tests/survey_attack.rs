//! An attack on the suppression of `survey`: from everything that one run prints, the number of rows of no suppressed group can be
//! solved for, and nothing of its pay is printed.
//!
//! The attacker knows the rule and how groups are hidden. For each suppressed group the attack looks for two files of the same
//! shape that would have been printed alike and that differ in the number of rows of the group.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use payband::answer::Answer;
use payband::names::TitleIndex;
use payband::pack::{Pack, Population};
use payband::pay::{Defaults, PayPeriod};
use payband::payroll::{CountOptions, FilePricer, PayrollOptions};
use payband::people::{ColumnChoice, Columns, GivenUnit};
use payband::pricing::Options;
use payband::render::{Format, RenderOptions, render};
use payband::survey::{
    Dimension, Disclosure, Duplicates, GroupSize, Outliers, PercentileMethod, Rule, Suppression, SurveyOptions,
    SurveyedGroup, Weighting, disclosures, survey,
};
use payband::tabular::{Delimiter, Input, ProcessOptions, ReadOptions};
use payband::views::{self, SurveyAbout};

const FILES: u64 = 1000;
const HEADERS: [&str; 4] = ["company", "title", "team", "base salary"];

/// Pay that no row has, in thousands: all amounts of a file are different, and none is a part of another number.
const FIRST_PAY: u64 = 700_001;

/// SplitMix64 (Steele, Lea and Flood, 2014): random numbers that a seed repeats.
struct Random(u64);

impl Random {
    /// A number from 0 to below `end`.
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ mixed >> 31) % end
    }
}

struct Surveyor {
    pack: &'static Pack,
    pricer: FilePricer<'static>,
}

impl Surveyor {
    fn new() -> Self {
        let pack: &'static Pack = Box::leak(Box::new(Pack::bundled()));
        let pricing = Options::default();
        let headers = HEADERS.map(str::to_owned);
        let columns = Columns::find(&headers, |_| ColumnChoice::Detected).unwrap();
        let payroll = PayrollOptions {
            pay_defaults: Defaults::new(payband::pricing::native_currency(pack).unwrap().unwrap(), PayPeriod::Year),
            given_unit: GivenUnit::default(),
            conventions: payband::pricing::conventions(pack, &pricing).unwrap(),
            with_retention: false,
            default_level: None,
            counts: CountOptions::default(),
        };
        let titles = TitleIndex::new(pack).unwrap();
        let pricer = FilePricer::new(pack, titles, &pricing, columns, payroll, Vec::new(), Delimiter::COMMA).unwrap();
        Surveyor { pack, pricer }
    }

    fn print(&self, file: &str, rule: Rule) -> Answer {
        let options = SurveyOptions {
            by: vec![Dimension::Column { at: 2, name: "team".to_owned() }],
            population: Population::Incumbents,
            method: PercentileMethod::R7,
            weighting: Weighting::Incumbent,
            rule,
            outliers: Outliers::Flag,
            duplicates: Duplicates::Keep,
            organisation: Some(0),
            headcount: None,
            date: None,
            ageing: None,
            rollups: false,
        };
        let input = Input::open(file.as_bytes(), &ReadOptions::default()).unwrap();
        let result = survey(self.pack, &self.pricer, input, &ProcessOptions::default(), &options).unwrap();
        let about = SurveyAbout { element: payband::pay::PayElement::Base, source: "pay.csv".to_owned() };
        let groups: Vec<&SurveyedGroup> = result.groups.iter().collect();
        views::survey(self.pack, &result, &groups, &options, &about).unwrap()
    }
}

/// A small file: the rows of up to six teams, of organisations of different sizes, and rows that are not used.
fn file(random: &mut Random) -> String {
    let mut text = HEADERS.join(",") + "\n";
    let mut pay = FIRST_PAY;
    // Most groups are small, and often of the same size, which is where numbers can be solved for.
    let largest = 1 + random.below(12);
    for team in 0..1 + random.below(6) {
        let organisations = 1 + random.below(12);
        for row in 0..1 + random.below(largest) {
            let organisation = if random.below(10) < 8 { row } else { random.below(organisations) };
            text += &format!("Org{organisation},Data Scientist,team{team},{pay}\n");
            pay += 1;
        }
    }
    (0..random.below(3)).for_each(|_| text += "Org1,Data Scientist,team0,negotiable\n");
    (0..random.below(3)).for_each(|_| text += ",,,\n");
    text
}

/// A group as it is printed.
#[derive(Debug)]
struct Printed {
    n: Option<u64>,
    is_small: bool,
    is_suppressed: bool,
    reason: String,
}

/// Everything that a run printed.
struct Output {
    groups: Vec<Printed>,
    /// The number of used rows, or the number that they are fewer than.
    used: (bool, u64),
}

fn number(text: &str) -> u64 {
    text.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap()
}

/// Reads the output of all formats, and asserts that it says nothing else about suppressed groups.
fn read(answer: &Answer, file: &str) -> Output {
    let text = |format| String::from_utf8(render(answer, &RenderOptions::new(format)).unwrap()).unwrap();
    let (csv, json) = (text(Format::Csv), text(Format::Json));
    let rows: Vec<BTreeMap<String, String>> =
        csv::Reader::from_reader(csv.as_bytes()).deserialize().map(Result::unwrap).collect();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let objects = json["rows"].as_array().unwrap_or_else(|| panic!("{json}"));
    assert_eq!(objects.len(), rows.len());
    let told =
        ["n", "n_raw", "organisations", "largest_share_pct", "p10", "p25", "p50", "p75", "p90", "mean", "rhw_pct"];
    let rest = ["p50_ci_low", "p50_ci_high", "ci_coverage", "n_eff", "certainty"];
    let groups = rows.iter().zip(objects).map(|(row, object)| {
        let is_suppressed = row["state"] == "suppressed";
        for name in told.iter().chain(&rest).filter(|name| is_suppressed && **name != "n") {
            assert_eq!((row[*name].as_str(), &object[*name]), ("", &serde_json::Value::Null), "{name} of {row:?}");
        }
        assert_eq!(
            object["n"].as_str().map_or_else(|| object["n"].to_string(), str::to_owned).replace("null", ""),
            row["n"]
        );
        let n = row["n"].as_str();
        let is_small = n == "<5";
        let n = (!is_small && !n.is_empty()).then(|| number(n));
        Printed { n, is_small, is_suppressed, reason: row["reason"].clone() }
    });
    let groups: Vec<Printed> = groups.collect();
    let notes = answer.notes.iter().map(|note| note.text.as_str());
    let (json, markdown) = (json.to_string(), text(Format::Markdown));
    let everything = [&csv, &json, &markdown, &answer.lead].map(String::as_str);
    let suppressed_teams: BTreeSet<&str> =
        rows.iter().filter(|row| row["state"] == "suppressed").map(|row| row["team"].as_str()).collect();
    for text in everything.into_iter().chain(notes) {
        for row in file.lines().filter(|row| row.split(',').nth(2).is_some_and(|team| suppressed_teams.contains(team)))
        {
            let pay = row.rsplit(',').next().unwrap();
            assert!(pay.is_empty() || !text.contains(pay), "{pay} of {row} is printed: {text}");
        }
    }
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
                let organisations = Some(if would_be_shown { *rows } else { 1 });
                GroupSize { rows: *rows, organisations, largest: 1, equal_organisations: false }
            })
            .collect();
        disclosures(rule, &sizes).iter().zip(&output.groups).zip(&sizes).all(|((disclosure, group), size)| {
            let hides_all = *disclosure == Disclosure::Suppressed(Suppression::ProtectsAnother);
            hides_all == (group.reason == Suppression::ProtectsAnother.as_str())
                && (hides_all || group.is_small == (size.rows < 5))
        })
    })
}

/// The numbers of rows that each group may have, by the numbers that are printed and their sum: at most two of each are sought.
fn possible(output: &Output, rule: &Rule) -> Vec<BTreeSet<u64>> {
    let printed: u64 = output.groups.iter().filter_map(|group| group.n).sum();
    let mut found = vec![BTreeSet::new(); output.groups.len()];
    let (is_exact, used) = output.used;
    let sums: Vec<u64> = if is_exact { vec![used - printed] } else { (0..used - printed).collect() };
    for sum in sums {
        try_rows(output, rule, &mut Vec::new(), sum, &mut found);
    }
    found
}

fn try_rows(output: &Output, rule: &Rule, rows: &mut Vec<u64>, left: u64, found: &mut [BTreeSet<u64>]) {
    if found.iter().zip(&output.groups).all(|(found, group)| found.len() > 1 || group.n.is_some()) {
        return;
    }
    let Some(group) = output.groups.get(rows.len()) else {
        if left == 0 && could_be(output, rule, rows) {
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
        try_rows(output, rule, rows, if group.n.is_some() { left } else { left - n }, found);
        rows.pop();
    }
}

/// Catches a number of rows below five that follows from the others, their sum, or what else is hidden; and pay of a suppressed
/// group in any output.
#[test]
fn no_suppressed_group_can_be_solved_for() {
    let surveyor = Surveyor::new();
    let (mut suppressed, mut protecting, mut unprinted_sums) = (0, 0, 0);
    for seed in 0..FILES {
        let mut random = Random(seed);
        let file = file(&mut random);
        let rule: Rule = ["5/5/25", "8/6/20"][random.below(2) as usize].parse().unwrap();
        let output = read(&surveyor.print(&file, rule), &file);
        unprinted_sums += u32::from(!output.used.0);
        for (group, possible) in output.groups.iter().zip(possible(&output, &rule)) {
            suppressed += u32::from(group.is_suppressed);
            protecting += u32::from(group.reason == "protects-another-group");
            assert!(
                group.n.is_some() || possible.len() > 1,
                "seed {seed}, rule {rule}: {group:?} has {possible:?} rows\n{:?}\n{file}",
                output.groups
            );
        }
    }
    assert!(suppressed > 1000 && protecting > 100 && unprinted_sums > 10, "{suppressed} {protecting} {unprinted_sums}");
}
