//! Attacks on the packs that `survey --to-pack` writes, beside what the run prints.

use std::collections::{BTreeMap, BTreeSet};

use payband::pay::PayElement;
use payband::render::{Format, RenderOptions, render};
use payband::survey::{Dimension, Rule, SourceFile, SurveyOptions, SurveyPack, pack_files};

use super::FILES;
use super::random::Random;
use super::solver::{Sum, csv_rows, number, output, possible};
use super::surveyor::{Surveyor, options};

const HEADERS: [&str; 5] = ["company", "title", "city", "segment", "base salary"];

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
    let surveyor = Surveyor::new(&HEADERS, PayElement::Base);
    let by = vec![Dimension::Role, Dimension::City, Dimension::Column { at: 3, name: "segment".to_owned() }];
    let options = SurveyOptions { rollups: true, ..options(by, Rule::default()) };
    let about = SurveyPack {
        name: "ours".to_owned(),
        title: None,
        files: vec![SourceFile { name: "pay.csv".to_owned(), sha256: "0".repeat(64) }],
        element: PayElement::Base,
    };
    let (mut packs, mut rests, mut pooled) = (0, 0, 0);
    for seed in 0..FILES {
        let mut random = Random(seed);
        let people = people(&mut random);
        let mut file = HEADERS.join(",") + "\n";
        for (pay, (organisation, city, segment)) in (700_001_u64..).zip(&people) {
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
        let answer = surveyor.answer(&result, &options);
        let csv = String::from_utf8(render(&answer, &RenderOptions::new(Format::Csv)).unwrap()).unwrap();
        let output = output(&answer, &csv_rows(&csv));
        let sums: Vec<Sum> = cells
            .iter()
            .map(|cell| {
                let groups = result.groups_with_pay().enumerate().filter(|(_, group)| {
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
