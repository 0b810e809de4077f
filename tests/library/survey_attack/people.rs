//! Small files of people, and files that differ from them only in groups that are hidden.

use std::collections::BTreeSet;

use super::random::Random;

pub(crate) const HEADERS: [&str; 6] = ["company", "title", "team", "base salary", "day", "months"];

/// All amounts of a file are different, and none is a part of another number. Steps of an odd size keep means from being one.
const FIRST_PAY: u64 = 700_001;
const STEP: u64 = 1009;

/// The number of the team that has no pay, between those of others.
const UNPAID: usize = 3;

/// By how much pay is multiplied that is far from the rest.
const FAR: u64 = 20;

/// Some are more than twelve months before [`super::surveyor::ON`].
const DAYS: [&str; 4] = ["2026-06-01", "2025-01-01", "2025-12-31", "2024-11-30"];

/// A row with pay.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    organisation: u64,
    pub(crate) team: usize,
    pub(crate) pay: u64,
    day: usize,
    states_months: bool,
}

impl Person {
    fn is_far(&self) -> bool {
        self.pay >= FIRST_PAY * FAR
    }
}

/// The rows with pay, and those without.
#[derive(Debug, Clone)]
pub(crate) struct People {
    pub(crate) paid: Vec<Person>,
    unpaid: String,
}

impl People {
    /// The rows of up to six teams, of organisations of different sizes, and rows that are not used.
    pub(crate) fn new(random: &mut Random) -> Self {
        let mut paid = Vec::new();
        let mut amount = FIRST_PAY;
        // Most groups are small, and often of the same size, which is where numbers can be solved for.
        let largest = 1 + random.below(12);
        for team in 0..1 + random.below(6) as usize {
            let organisations = 1 + random.below(12);
            for row in 0..1 + random.below(largest) {
                let organisation = if random.below(10) < 8 { row } else { random.below(organisations) };
                let pay = if random.below(15) == 0 { amount * FAR } else { amount };
                let day = random.below(DAYS.len() as u64) as usize;
                paid.push(Person { organisation, team, pay, day, states_months: random.below(2) == 0 });
                amount += STEP;
            }
        }
        let mut unpaid = String::new();
        (0..random.below(3)).for_each(|_| unpaid += "Org1,Data Scientist,team0,negotiable,2026-06-01,\n");
        // A team without pay.
        (0..random.below(2))
            .for_each(|_| unpaid += &format!("Org1,Data Scientist,team{UNPAID},negotiable,2026-06-01,\n"));
        (0..random.below(3)).for_each(|_| unpaid += ",,,,,\n");
        People { paid, unpaid }
    }

    pub(crate) fn file(&self) -> String {
        let mut text = HEADERS.join(",") + "\n";
        for Person { organisation, team, pay, day, states_months } in &self.paid {
            // The same pay a year, whether it is stated or taken.
            let months = if *states_months { "12" } else { "" };
            text += &format!("Org{organisation},Data Scientist,team{team},{pay},{},{months}\n", DAYS[*day]);
        }
        text + &self.unpaid
    }

    /// Files in which the number of rows of a hidden team may be another one, while what is printed may be the same. What
    /// the hidden people state is not as it was.
    pub(crate) fn alternatives(&self, hidden: &BTreeSet<usize>, team: usize) -> impl Iterator<Item = People> {
        let relabelled = |from: &dyn Fn(usize) -> usize| {
            let paid = self.paid.iter().map(|person| Person { team: from(person.team), ..person.clone() });
            paid.collect::<Vec<_>>()
        };
        let mut all = Vec::new();
        for other in hidden.iter().copied().filter(|other| *other != team) {
            all.push(relabelled(&|old| match old {
                old if old == team => other,
                old if old == other => team,
                old => old,
            }));
            for (from, to) in [(team, other), (other, team)] {
                for at in self.first_and_last(from) {
                    let mut moved = self.paid.clone();
                    moved[at].team = to;
                    all.push(moved);
                }
            }
        }
        for at in self.first_and_last(team) {
            let mut fewer = self.paid.clone();
            let one = fewer.remove(at);
            let more = [self.paid.as_slice(), &[one]].concat();
            all.extend([fewer, more]);
        }
        // Where the sum of small groups is not printed, all have one person, or all have four; far pay may not count.
        for (people, far_stays) in [(1, false), (4, false), (1, true), (4, true)] {
            let stays = |person: &&Person| !hidden.contains(&person.team) || (far_stays && person.is_far());
            let mut all_alike: Vec<Person> = self.paid.iter().filter(stays).cloned().collect();
            for team in hidden {
                let of_team = self.paid.iter().filter(|person| person.team == *team && !stays(person));
                all_alike.extend(of_team.cycle().take(people).cloned());
            }
            all.push(all_alike);
        }
        let unpaid = self.unpaid.clone();
        let hidden = hidden.clone();
        all.into_iter().map(move |paid| People { paid: disguised(paid, &hidden), unpaid: unpaid.clone() })
    }

    /// The places of the first and of the last person of a team. One of them may be left out for pay that is far.
    fn first_and_last(&self, team: usize) -> impl Iterator<Item = usize> {
        let is_of_team = |person: &Person| person.team == team;
        self.paid.iter().position(is_of_team).into_iter().chain(self.paid.iter().rposition(is_of_team))
    }
}

/// The same rows, in which what each person of the hidden teams states has moved to the next of them. Pay that is far stays, because
/// it may be left out.
fn disguised(mut paid: Vec<Person>, hidden: &BTreeSet<usize>) -> Vec<Person> {
    let is_moved = |person: &Person| hidden.contains(&person.team) && !person.is_far();
    let at: Vec<usize> = (0..paid.len()).filter(|at| is_moved(&paid[*at])).collect();
    let old: Vec<Person> = at.iter().map(|at| paid[*at].clone()).collect();
    for (to, from) in at.iter().zip(old.iter().cycle().skip(1)) {
        let person = &mut paid[*to];
        (person.pay, person.day, person.states_months) = (from.pay, (from.day + 1) % DAYS.len(), !from.states_months);
    }
    paid
}
