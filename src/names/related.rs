//! Which roles are near a role of the pack, by the words of their names.

use foldhash::HashMap;

use super::fold::Folded;
use super::near_titles::each_piece;
use super::nearest::Suggestion;
use super::words::{Lists, Parsed};
use crate::pack::{DataError, Pack, Record, Role};

/// The least likeness by words; below it the area decides.
const RELATED: f64 = 0.5;
/// What the same area adds to the likeness by words.
const SAME_AREA: f64 = 0.05;
/// What a name that is no title of the role itself counts for.
const BY_ALIAS: f64 = 0.9;
/// How much less alike than the best role another named role may be.
const BESIDE_THE_BEST: f64 = 0.03;
/// How many roles are named at most.
const NAMED: usize = 3;

/// The names of roles by their words, in a script without blanks by pairs of letters. Words of the domain are left out.
struct Names<'p> {
    /// For each role, in the order of the table, the words of each name, titles first.
    roles: Vec<(&'p Record<Role>, Vec<Vec<String>>)>,
    /// How many roles have each word in a name.
    holders: HashMap<String, usize>,
}

/// Roles near a role of the pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The roles, the nearest first.
    pub roles: Vec<Suggestion>,
    /// Whether they share no more with it than the area.
    pub by_area: bool,
}

/// The roles nearest to a role among those that are `offered`: first by the words that their names share, where a word that
/// few roles have counts for more; where they share too little, those of its area. The nearest first.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(super) fn related(
    pack: &Pack,
    words: Lists<'_>,
    id: &str,
    offered: impl Fn(&Record<Role>) -> Result<bool, DataError>,
) -> Result<Related, DataError> {
    let names = Names::new(pack, words)?;
    let Some((role, own)) = names.roles.iter().find(|(role, _)| role.id == *id) else {
        return Ok(Related { roles: Vec::new(), by_area: false });
    };
    let mut near: Vec<(f64, &Record<Role>)> = Vec::new();
    let mut of_area: Vec<&Record<Role>> = Vec::new();
    for (other, others) in names.roles.iter().filter(|(other, _)| other.id != *id) {
        if !offered(other)? {
            continue;
        }
        let same_area = !role.area.is_empty() && role.area == other.area;
        let by_words = names.likeness(own, others);
        if by_words >= RELATED {
            near.push((by_words + if same_area { SAME_AREA } else { 0.0 }, other));
        }
        if same_area {
            of_area.push(other);
        }
    }
    near.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    let best = near.first().map_or(0.0, |(likeness, _)| *likeness);
    let by_words = near.iter().take_while(|(likeness, _)| best - likeness < BESIDE_THE_BEST).map(|(_, role)| *role);
    let by_area = near.is_empty();
    let chosen: Vec<&Record<Role>> =
        if by_area { of_area.into_iter().take(NAMED).collect() } else { by_words.take(NAMED).collect() };
    let roles = chosen.into_iter().map(|role| Suggestion { id: role.id.owned(), name: role.title.owned() }).collect();
    Ok(Related { roles, by_area })
}

impl<'p> Names<'p> {
    fn new(pack: &'p Pack, words: Lists<'_>) -> Result<Self, DataError> {
        let mut names = Names { roles: Vec::new(), holders: HashMap::default() };
        let mut parsed = Parsed::default();
        let mut all = Folded::default();
        for role in pack.roles()? {
            let aliases = pack.role_aliases()?.iter().filter(|alias| alias.id == role.id).map(|alias| &alias.alias);
            let mut of_role: Vec<Vec<String>> = Vec::new();
            for name in [&role.title, &role.title_zh].into_iter().chain(aliases) {
                all.read(name);
                words.parse(&all, &mut parsed);
                let mut pieces = Vec::new();
                each_piece(&parsed.content, |piece| pieces.push(piece.to_owned()));
                of_role.push(pieces);
            }
            let mut different: Vec<&String> = of_role.iter().flatten().collect();
            different.sort_unstable();
            different.dedup();
            for word in different {
                *names.holders.entry(word.clone()).or_default() += 1;
            }
            names.roles.push((role, of_role));
        }
        Ok(names)
    }

    /// The likeness of the two names that are most alike.
    fn likeness(&self, own: &[Vec<String>], others: &[Vec<String>]) -> f64 {
        let mut best = 0.0_f64;
        for (at, name) in own.iter().enumerate() {
            // Titles come first, in two languages.
            let counts = if at < 2 { 1.0 } else { BY_ALIAS };
            for other in others {
                best = best.max(counts * self.shared(name, other));
            }
        }
        best
    }

    /// The share of both names that the words in both account for.
    fn shared(&self, one: &[String], other: &[String]) -> f64 {
        let sum = |words: &mut dyn Iterator<Item = &String>| -> f64 { words.map(|word| self.weight(word)).sum() };
        let all = sum(&mut one.iter()) + sum(&mut other.iter());
        let both = sum(&mut one.iter().filter(|word| other.contains(word)));
        if all > 0.0 { 2.0 * both / all } else { 0.0 }
    }

    /// `ln(1 + N ÷ n)`: *n* of *N* roles have the word.
    fn weight(&self, word: &str) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a pack has few roles")]
        let [roles, holders] =
            [self.roles.len(), self.holders.get(word).copied().unwrap_or(1)].map(|count| count as f64);
        (roles / holders).ln_1p()
    }
}
