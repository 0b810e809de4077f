//! Attacks on the suppression of `survey`: from everything that one run prints, also with the pack that it writes, the number of rows
//! of no suppressed group can be solved for, nothing of its pay is printed, and no difference of figures is one of few people.
//!
//! The attacker knows the rule and how groups are hidden, and works with the shares of the largest organisations too. For each
//! suppressed group the attack looks for two files of the same shape that would have been printed alike and that differ in the number
//! of rows of the group: first by solving for the numbers that are printed, then by surveying such a file, of which every byte in every
//! format must be the same.

mod packs;
mod people;
mod random;
mod solver;
mod surveyor;

use std::collections::BTreeSet;

use payband::pay::PayElement;
use payband::render::Format;
use payband::survey::{Dimension, Outliers, Rule, Survey, SurveyOptions, Weighting};

use self::people::{HEADERS, People};
use self::random::Random;
use self::solver::{Output, csv_rows, output, possible};
use self::surveyor::{Surveyor, ageing, options};

const FILES: u64 = 1000;

/// Of so many files, one is compared with others; of so many, in all formats.
const COMPARED: u64 = 10;
const IN_ALL_FORMATS: u64 = 100;

/// JSON has all cells and sentences.
const FORMATS: [Format; 2] = [Format::Csv, Format::Json];
const ALL_FORMATS: [Format; 5] = [Format::Csv, Format::Json, Format::Markdown, Format::Table, Format::Xlsx];

/// A file, the options of its survey, and the formats that are compared.
struct Run<'s> {
    surveyor: &'s Surveyor,
    people: People,
    options: SurveyOptions,
    formats: &'static [Format],
}

impl<'s> Run<'s> {
    /// One of the files and one of the ways to survey it.
    fn new(seed: u64, surveyors: &'s [Surveyor]) -> Self {
        let mut random = Random(seed);
        let people = People::new(&mut random);
        let rule: Rule = ["5/5/25", "8/6/20"][random.below(2) as usize].parse().unwrap();
        let by = vec![Dimension::Column { at: 2, name: "team".to_owned() }];
        let mut options = options(by, rule);
        options.weighting = [Weighting::Incumbent, Weighting::Organisation][random.below(2) as usize];
        options.outliers = Outliers::ALL[random.below(3) as usize];
        if random.below(2) == 0 {
            (options.date, options.ageing) = (Some(4), Some(ageing()));
        }
        let surveyor = &surveyors[random.below(surveyors.len() as u64) as usize];
        let formats = if seed.is_multiple_of(IN_ALL_FORMATS) { &ALL_FORMATS[..] } else { &FORMATS };
        Run { surveyor, people, options, formats }
    }

    fn survey(&self, people: &People) -> Survey {
        self.surveyor.survey(&people.file(), &self.options)
    }

    fn printed(&self, result: &Survey) -> Vec<Vec<u8>> {
        self.surveyor.printed(result, &self.options, self.formats)
    }

    /// Reads the result in the first two formats, and asserts that no format says anything else about suppressed groups.
    fn read(&self, result: &Survey, printed: &[Vec<u8>]) -> Output {
        let answer = self.surveyor.answer(result, &self.options);
        let texts: Vec<&str> = printed.iter().filter_map(|bytes| std::str::from_utf8(bytes).ok()).collect();
        let rows = csv_rows(texts[0]);
        let json: serde_json::Value = serde_json::from_str(texts[1]).unwrap();
        let objects = json["rows"].as_array().unwrap_or_else(|| panic!("{json}"));
        assert_eq!(objects.len(), rows.len());
        let shown = ["team", "population", "element", "currency", "period", "effective", "n", "weighting", "method"];
        let shown = shown.iter().chain(&["state", "reason", "source"]);
        let shown: BTreeSet<&str> = shown.copied().collect();
        for (row, object) in rows.iter().zip(objects) {
            let hidden = row.keys().filter(|name| row["state"] != "survey" && !shown.contains(name.as_str()));
            for name in hidden {
                assert_eq!((row[name].as_str(), &object[name]), ("", &serde_json::Value::Null), "{name} of {row:?}");
            }
            assert_eq!(
                object["n"].as_str().map_or_else(|| object["n"].to_string(), str::to_owned).replace("null", ""),
                row["n"]
            );
        }
        let suppressed: BTreeSet<&str> =
            rows.iter().filter(|row| row["state"] == "suppressed").map(|row| row["team"].as_str()).collect();
        for person in &self.people.paid {
            if suppressed.contains(format!("team{}", person.team).as_str()) {
                for pay in [person.pay, 12 * person.pay].map(|pay| pay.to_string()) {
                    let told = texts.iter().find(|text| text.contains(&pay));
                    assert!(told.is_none(), "{pay} of {person:?} is printed: {told:?}");
                }
            }
        }
        output(&answer, &rows)
    }
}

/// The index of the team of each group with usable pay, whether its number of rows is printed or not.
fn teams(result: &Survey) -> Vec<usize> {
    result.groups_with_pay().map(|group| group.key[0].strip_prefix("team").unwrap().parse().unwrap()).collect()
}

/// The number of rows of a team in a result.
fn rows_of(result: &Survey, team: usize) -> Option<u64> {
    let at = teams(result).iter().position(|other| *other == team)?;
    result.groups_with_pay().nth(at).map(|group| group.size.rows)
}

/// Catches a number of rows below five that follows from the others, their sum, or what else is hidden; pay of a suppressed
/// group in any output; and anything else in any output that depends on how many people a suppressed group has, what they earn,
/// of which day their pay is, or whether it states its months.
#[test]
fn no_suppressed_group_can_be_solved_for() {
    let surveyors = [PayElement::Base, PayElement::Guaranteed].map(|element| Surveyor::new(&HEADERS, element));
    let (mut suppressed, mut protecting, mut unprinted_sums, mut compared) = (0, 0, 0, 0);
    let mut empty = 0;
    for seed in 0..FILES {
        let run = Run::new(seed, &surveyors);
        let result = run.survey(&run.people);
        let printed = run.printed(&result);
        let output = run.read(&result, &printed);
        unprinted_sums += u32::from(!output.used.0);
        let teams = teams(&result);
        empty += result.groups.len() - teams.len();
        let hidden: BTreeSet<usize> =
            teams.iter().zip(&output.groups).filter(|(_, group)| group.n.is_none()).map(|(team, _)| *team).collect();
        let possible = possible(&output, &run.options.rule, &[]);
        for ((group, possible), team) in output.groups.iter().zip(possible).zip(&teams) {
            suppressed += u32::from(group.is_suppressed);
            protecting += u32::from(group.reason == "protects-another-group");
            if group.n.is_some() {
                continue;
            }
            let file = run.people.file();
            assert!(
                possible.len() > 1,
                "seed {seed}, rule {}: {group:?} has {possible:?} rows\n{:?}\n{file}",
                run.options.rule,
                output.groups
            );
            if !seed.is_multiple_of(COMPARED) {
                continue;
            }
            compared += 1;
            let is_alike = |people: People| {
                let other = run.survey(&people);
                rows_of(&other, *team) != rows_of(&result, *team) && run.printed(&other) == printed
            };
            assert!(
                run.people.alternatives(&hidden, *team).any(is_alike),
                "seed {seed}, {:?}: no other file is printed as this one\n{}\n{file}",
                run.options,
                String::from_utf8_lossy(&printed[0])
            );
        }
    }
    assert!(suppressed > 1000 && protecting > 100, "{suppressed} {protecting}");
    assert!(unprinted_sums > 10 && compared > 100 && empty > 100, "{unprinted_sums} {compared} {empty}");
}
