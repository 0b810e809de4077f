//! Attacks on the suppression of `survey`: from everything that one run prints, also with the pack that it writes, the number of rows
//! of no suppressed group can be solved for, nothing of its pay is printed, and no difference of figures is one of few people.
//!
//! The attacker knows the rule and how groups are hidden. For each suppressed group the attack looks for two files of the same
//! shape that would have been printed alike and that differ in the number of rows of the group.

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
    Dimension, Disclosure, Duplicates, GroupSize, Outliers, PercentileMethod, Rule, SourceFile, Suppression, Survey,
    SurveyOptions, SurveyPack, Weighting, disclosures, pack_files, survey,
};
use payband::tabular::{Delimiter, Input, ProcessOptions, ReadOptions};
use payband::views::{self, SurveyAbout};

const FILES: u64 = 1000;
const HEADERS: [&str; 4] = ["company", "title", "team", "base salary"];
const PACK_HEADERS: [&str; 5] = ["company", "title", "city", "segment", "base salary"];

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
    fn new(headers: &[&str]) -> Self {
        let pack: &'static Pack = Box::leak(Box::new(Pack::bundled()));
        let pricing = Options::default();
        let headers: Vec<String> = headers.iter().map(|header| (*header).to_owned()).collect();
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

    fn survey(&self, file: &str, options: &SurveyOptions) -> Survey {
        let input = Input::open(file.as_bytes(), &ReadOptions::default()).unwrap();
        survey(self.pack, &self.pricer, input, &ProcessOptions::default(), options).unwrap()
    }

    fn print(&self, result: &Survey, options: &SurveyOptions) -> Answer {
        let about = SurveyAbout { element: payband::pay::PayElement::Base, source: "pay.csv".to_owned() };
        let groups: Vec<_> = result.groups.iter().collect();
        views::survey(self.pack, result, &groups, options, &about).unwrap()
    }
}

fn options(by: Vec<Dimension>, rule: Rule) -> SurveyOptions {
    SurveyOptions {
        by,
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

fn csv_rows(csv: &str) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(csv.as_bytes()).deserialize().map(Result::unwrap).collect()
}

fn number(text: &str) -> u64 {
    text.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap()
}

/// Reads the output of all formats, and asserts that it says nothing else about suppressed groups.
fn read(answer: &Answer, file: &str) -> Output {
    let text = |format| String::from_utf8(render(answer, &RenderOptions::new(format)).unwrap()).unwrap();
    let (csv, json) = (text(Format::Csv), text(Format::Json));
    let rows = csv_rows(&csv);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let objects = json["rows"].as_array().unwrap_or_else(|| panic!("{json}"));
    assert_eq!(objects.len(), rows.len());
    let told =
        ["n", "n_raw", "organisations", "largest_share_pct", "p10", "p25", "p50", "p75", "p90", "mean", "rhw_pct"];
    let rest = ["p50_ci_low", "p50_ci_high", "ci_coverage", "n_eff", "certainty"];
    for (row, object) in rows.iter().zip(objects) {
        let is_suppressed = row["state"] == "suppressed";
        for name in told.iter().chain(&rest).filter(|name| is_suppressed && **name != "n") {
            assert_eq!((row[*name].as_str(), &object[*name]), ("", &serde_json::Value::Null), "{name} of {row:?}");
        }
        assert_eq!(
            object["n"].as_str().map_or_else(|| object["n"].to_string(), str::to_owned).replace("null", ""),
            row["n"]
        );
    }
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
    output(answer, &rows)
}

/// The numbers of rows that are printed. `rows` are those of the result.
fn output(answer: &Answer, rows: &[BTreeMap<String, String>]) -> Output {
    let groups = rows.iter().map(|row| {
        let n = row["n"].as_str();
        let is_small = n == "<5";
        let n = (!is_small && !n.is_empty()).then(|| number(n));
        Printed { n, is_small, is_suppressed: row["state"] == "suppressed", reason: row["reason"].clone() }
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

/// The number of rows of some groups together.
type Sum = (Vec<usize>, u64);

/// The numbers of rows that each group may have, by the numbers that are printed, their sum and further ones: at most two of each
/// are sought.
fn possible(output: &Output, rule: &Rule, further: &[Sum]) -> Vec<BTreeSet<u64>> {
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

/// Catches a number of rows below five that follows from the others, their sum, or what else is hidden; and pay of a suppressed
/// group in any output.
#[test]
fn no_suppressed_group_can_be_solved_for() {
    let surveyor = Surveyor::new(&HEADERS);
    let (mut suppressed, mut protecting, mut unprinted_sums) = (0, 0, 0);
    for seed in 0..FILES {
        let mut random = Random(seed);
        let file = file(&mut random);
        let rule: Rule = ["5/5/25", "8/6/20"][random.below(2) as usize].parse().unwrap();
        let by = vec![Dimension::Column { at: 2, name: "team".to_owned() }];
        let weighting = [Weighting::Incumbent, Weighting::Organisation][random.below(2) as usize];
        let options = SurveyOptions { weighting, ..options(by, rule) };
        let output = read(&surveyor.print(&surveyor.survey(&file, &options), &options), &file);
        unprinted_sums += u32::from(!output.used.0);
        for (group, possible) in output.groups.iter().zip(possible(&output, &rule, &[])) {
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

const CITIES: [&str; 3] = ["beijing", "shanghai", "shenzhen"];

/// A person of a file for a pack: the organisation, and the indices of the city and the segment.
type Person = (u64, usize, usize);

/// The people of up to three cities and two segments. Nearly all organisations are different, so that their shares are small.
fn people(random: &mut Random) -> Vec<Person> {
    let largest = 1 + random.below(11);
    let mut people = Vec::new();
    for city in 0..1 + random.below(CITIES.len() as u64) as usize {
        for segment in 0..1 + random.below(2) as usize {
            for _ in 0..1 + random.below(largest) {
                let organisation = if random.below(12) < 11 { people.len() as u64 } else { random.below(12) };
                people.push((organisation, city, segment));
            }
        }
    }
    people
}

/// Whether the rule lets figures of these people be shown.
fn may_be_shown(people: &[Person]) -> bool {
    let mut of: BTreeMap<u64, u64> = BTreeMap::new();
    people.iter().for_each(|(organisation, ..)| *of.entry(*organisation).or_default() += 1);
    let largest = of.values().max().copied().unwrap_or_default();
    people.len() >= 5 && of.len() >= 5 && largest * 4 <= people.len() as u64
}

/// Catches a pooled figure from which those of its parts leave people that may not be shown, and one that tells a hidden number.
#[test]
fn no_figures_of_a_pack_tell_of_a_suppressed_group() {
    let surveyor = Surveyor::new(&PACK_HEADERS);
    let by = vec![Dimension::Role, Dimension::City, Dimension::Column { at: 3, name: "segment".to_owned() }];
    let options = SurveyOptions { rollups: true, ..options(by, Rule::default()) };
    let about = SurveyPack {
        name: "ours".to_owned(),
        title: None,
        files: vec![SourceFile { name: "pay.csv".to_owned(), sha256: "0".repeat(64) }],
        element: payband::pay::PayElement::Base,
    };
    let (mut packs, mut rests, mut pooled) = (0, 0, 0);
    for seed in 0..FILES {
        let mut random = Random(seed);
        let people = people(&mut random);
        let mut file = PACK_HEADERS.join(",") + "\n";
        for (pay, (organisation, city, segment)) in (FIRST_PAY..).zip(&people) {
            file += &format!("Org{organisation},Data Scientist,{},s{segment},{pay}\n", CITIES[*city]);
        }
        let mut result = surveyor.survey(&file, &options);
        result.effective = Some("2026-07-01".parse().unwrap());
        // Nothing is written where no group is shown, or one organisation has much of a group.
        let Ok(files) = pack_files(surveyor.pack, &result, &options, &about) else { continue };
        packs += 1;
        let (_, cells) = files.iter().find(|(name, _)| name.ends_with("market_cells.csv")).unwrap();
        // The people of each figure.
        let is_of = |cell: &BTreeMap<String, String>, (_, city, segment): &Person| {
            (cell["place"].is_empty() || cell["place"] == CITIES[*city])
                && (cell["segment"].is_empty() || cell["segment"] == format!("s{segment}"))
        };
        let cells = csv_rows(cells);
        let figures: Vec<BTreeSet<usize>> = cells
            .iter()
            .map(|cell| (0..people.len()).filter(|at| is_of(cell, &people[*at])).collect::<BTreeSet<usize>>())
            .collect();
        for (cell, of) in cells.iter().zip(&figures) {
            assert_eq!(cell["n"], of.len().to_string(), "seed {seed}: {cell:?}");
            let parts = figures.iter().filter(|part| part.len() < of.len() && part.is_subset(of));
            let known: BTreeSet<usize> = parts.flatten().copied().collect();
            let rest: Vec<Person> = of.difference(&known).map(|at| people[*at]).collect();
            rests += u32::from(!known.is_empty() && !rest.is_empty());
            assert!(rest.is_empty() || may_be_shown(&rest), "seed {seed}: {cell:?} leaves {rest:?}\n{file}");
        }
        let answer = surveyor.print(&result, &options);
        let csv = String::from_utf8(render(&answer, &RenderOptions::new(Format::Csv)).unwrap()).unwrap();
        let output = output(&answer, &csv_rows(&csv));
        let sums: Vec<Sum> = cells
            .iter()
            .map(|cell| {
                let groups = result.groups.iter().enumerate().filter(|(_, group)| {
                    (cell["place"].is_empty() || *cell["place"] == *group.key[1])
                        && (cell["segment"].is_empty() || *cell["segment"] == *group.key[2])
                });
                (groups.map(|(at, _)| at).collect(), number(&cell["n"]))
            })
            .collect();
        pooled += sums.iter().filter(|(members, _)| members.len() > 1).count();
        for (group, possible) in output.groups.iter().zip(possible(&output, &options.rule, &sums)) {
            assert!(
                group.n.is_some() || possible.len() > 1,
                "seed {seed}: {group:?} has {possible:?} rows\n{:?}\n{cells:#?}\n{file}",
                output.groups
            );
        }
    }
    assert!(packs > 200 && rests > 20 && pooled > 100, "{packs} {rests} {pooled}");
}
