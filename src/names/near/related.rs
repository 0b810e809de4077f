//! The roles of a pack that are near to one of its roles.

use foldhash::HashMap;

use super::near_words::for_each_term;
use super::nearest::Suggestion;
use crate::names::text::fold::Folded;
use crate::names::text::words::{Parsed, WordLists};
use crate::pack::{DataError, Pack, Record, Role};

/// The lowest similarity of related roles; when no role reaches it, the area decides.
const MIN_TERM_SIMILARITY: f64 = 0.5;
/// Added to the similarity of roles in the same area.
const SAME_AREA_BONUS: f64 = 0.05;
/// Factor for a name that is an alias of the role.
const ALIAS_FACTOR: f64 = 0.9;
/// The largest difference in similarity to the best role.
const MAX_GAP_TO_BEST: f64 = 0.03;
/// The most roles that are returned.
const MAX_RELATED_ROLES: usize = 3;

/// The terms of the names of roles, without domain words. A term is a stem, or a pair of adjacent Chinese characters.
struct RoleTerms<'p> {
    /// Each role, in the order of the table, with the terms of each of its names, titles first.
    roles: Vec<(&'p Record<Role>, Vec<Vec<String>>)>,
    /// The number of roles that have each term.
    role_counts: HashMap<String, usize>,
}

/// The roles near to a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The roles, the nearest first.
    pub roles: Vec<Suggestion>,
    /// Whether they have only the area in common with it.
    pub by_area: bool,
}

/// The offered roles nearest to a role: those whose names share terms with its names, where a rare term counts for more; when
/// no name is similar enough, those of its area. The nearest first.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(in crate::names) fn related(
    pack: &Pack,
    words: WordLists<'_>,
    id: &str,
    offered: impl Fn(&Record<Role>) -> Result<bool, DataError>,
) -> Result<Related, DataError> {
    let names = RoleTerms::new(pack, words)?;
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
        let by_words = names.similarity(own, others);
        if by_words >= MIN_TERM_SIMILARITY {
            near.push((by_words + if same_area { SAME_AREA_BONUS } else { 0.0 }, other));
        }
        if same_area {
            of_area.push(other);
        }
    }
    near.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    let best = near.first().map_or(0.0, |(similarity, _)| *similarity);
    let by_words = near.iter().take_while(|(similarity, _)| best - similarity < MAX_GAP_TO_BEST).map(|(_, role)| *role);
    let by_area = near.is_empty();
    let chosen: Vec<&Record<Role>> = if by_area {
        of_area.into_iter().take(MAX_RELATED_ROLES).collect()
    } else {
        by_words.take(MAX_RELATED_ROLES).collect()
    };
    let roles = chosen.into_iter().map(|role| Suggestion { id: role.id.owned(), name: role.title.owned() }).collect();
    Ok(Related { roles, by_area })
}

impl<'p> RoleTerms<'p> {
    fn new(pack: &'p Pack, words: WordLists<'_>) -> Result<Self, DataError> {
        let mut names = RoleTerms { roles: Vec::new(), role_counts: HashMap::default() };
        let mut parsed = Parsed::default();
        let mut all = Folded::default();
        for role in pack.roles()? {
            let aliases = pack.role_aliases()?.iter().filter(|alias| alias.id == role.id).map(|alias| &alias.alias);
            let mut of_role: Vec<Vec<String>> = Vec::new();
            for name in [&role.title, &role.title_zh].into_iter().chain(aliases) {
                all.read(name);
                words.parse(&all, &mut parsed);
                let mut terms = Vec::new();
                for_each_term(&parsed.content, |term| terms.push(term.to_owned()));
                of_role.push(terms);
            }
            let mut different: Vec<&String> = of_role.iter().flatten().collect();
            different.sort_unstable();
            different.dedup();
            for word in different {
                *names.role_counts.entry(word.clone()).or_default() += 1;
            }
            names.roles.push((role, of_role));
        }
        Ok(names)
    }

    /// The similarity of the two most similar names.
    fn similarity(&self, own: &[Vec<String>], others: &[Vec<String>]) -> f64 {
        let mut best = 0.0_f64;
        for (at, name) in own.iter().enumerate() {
            // The first two names are the titles in two languages.
            let counts = if at < 2 { 1.0 } else { ALIAS_FACTOR };
            for other in others {
                best = best.max(counts * self.shared(name, other));
            }
        }
        best
    }

    /// The share of the weight of both names that common terms account for.
    fn shared(&self, one: &[String], other: &[String]) -> f64 {
        let sum = |words: &mut dyn Iterator<Item = &String>| -> f64 { words.map(|word| self.weight(word)).sum() };
        let all = sum(&mut one.iter()) + sum(&mut other.iter());
        let both = sum(&mut one.iter().filter(|word| other.contains(word)));
        if all > 0.0 { 2.0 * both / all } else { 0.0 }
    }

    /// `ln(1 + N ÷ n)` for a term that *n* of *N* roles have.
    fn weight(&self, word: &str) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a pack has few roles")]
        let [roles, role_counts] =
            [self.roles.len(), self.role_counts.get(word).copied().unwrap_or(1)].map(|count| count as f64);
        (roles / role_counts).ln_1p()
    }
}
