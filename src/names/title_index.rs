//! Titles for whole files: every name taken apart and hashed once, nothing read after that.

use std::convert::Infallible;
use std::sync::OnceLock;

use foldhash::HashMap;

use super::fold::{Folded, Token};
use super::lexicon::Lexicon;
use super::match_kind::MatchKind;
use super::near_titles::NearTitles;
use super::nearest::Suggestion;
use super::place_index::PlaceIndex;
use super::reading::{LevelWord, NEAR_TIE, NoRole, RoleMatch, TitleReading, UNEXPLAINED, share, tokens_score};
use super::rules::{
    Among, Bag, Decision, Form, Found, LONGEST_TITLE, Meaning, Named, Names, Part, Scratch, by_forms, can_mean,
    has_other_forms,
};
use super::title_parts::Pieces;
use super::words::{Lists, Parsed};
use crate::pack::{DataError, Pack, PackText};

/// Reads the titles of files. It can be shared between threads; each brings its own [`TitleScratch`].
///
/// What [`super::Titles`] finds it finds too, with the same kind. Besides, it sets aside the parts of a title that say where
/// (`Software Engineer - Wuhan`) or for whom (`Software Engineer, Imaging Team`; `Example Ltd. - Software Engineer`).
///
/// # Scores
/// - 1 for a name as it stands, of whatever level and with whatever words that say nothing (`exact`, `alias`). A role's own title
///   that holds a word for a level is known by the whole of it only: without that word it may be another role.
/// - `0.98 − 0.18 · i ÷ (k + i)` for one found by its words (`tokens`): *k* is how much of the title tells its role, *i* how
///   much was set aside (noise, codes, places, organisations) or is in the name or the title only (domain words, plurals),
///   in letters, a Chinese one counting twice. So it is 0.8 or more.
/// - Less than 0.8 where something is left over: a part of the title that nobody can explain
///   (`0.8 · k ÷ (k + u)`, *u* how much it says), or one or two misspelt words (`0.8 ·` their mean Jaro–Winkler likeness).
///
/// By default nothing under 0.8 is a match: what is left over may change the job, and a misspelling may be another word.
///
/// ```
/// use payband::names::{LevelWord, TitleIndex, TitleScratch};
///
/// let pack = payband::pack::Pack::bundled();
/// let index = TitleIndex::new(&pack)?;
/// let mut scratch = TitleScratch::default();
///
/// // Found as `Cloud Solutions Architect`, 23 letters; 15 besides: `Azure` says nothing, `Healthcare` is not in that name.
/// let reading = index.read("Sr. Cloud Solutions Architect (Azure) – Healthcare", &mut scratch);
/// let found = reading.role.ok().ok_or("no match")?;
/// assert_eq!(found.role, "healthcare-cloud-architect");
/// assert_eq!(format!("{:.3}", found.score), format!("{:.3}", 0.98 - 0.18 * 15.0 / (23.0 + 15.0)));
/// assert_eq!(reading.level, LevelWord::One("senior"));
///
/// // Somebody else's team.
/// assert!(index.read("Sales Manager, Cloud Architect team", &mut scratch).role.is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct TitleIndex<'p> {
    titles: Forms<'p>,
    aliases: Forms<'p>,
    /// Aliases that overlays bring, as they stand.
    of_overlays: HashMap<Box<str>, Meaning<'p>>,
    levels: Lexicon,
    places: PlaceIndex<'p>,
    pack: &'p Pack,
    near: OnceLock<NearTitles<'p>>,
    min_score: f64,
}

/// The names of one kind by their forms, each with its role and how much it says.
#[derive(Debug, Default)]
struct Forms<'p> {
    exact: HashMap<Box<str>, Meaning<'p>>,
    reduced: HashMap<Box<str>, Meaning<'p>>,
    bags: HashMap<Box<str>, Meaning<'p>>,
}

/// Buffers for reading titles, to be used again for the next.
#[derive(Debug, Default)]
pub struct TitleScratch {
    rules: Scratch,
    pieces: Pieces,
    part: Folded,
    parsed: Parsed,
    rest: String,
}

impl<'p> TitleIndex<'p> {
    /// The score from which a title means a role, unless another is asked for.
    pub const MIN_SCORE: f64 = UNEXPLAINED;

    /// The roles of a pack.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub fn new(pack: &'p Pack) -> Result<Self, DataError> {
        let places = PlaceIndex::new(pack)?;
        let (mut titles, mut aliases) = (Forms::default(), Forms::default());
        let mut scratch = Scratch::default();
        for role in pack.roles()? {
            for name in [&role.title, &role.title_zh, &role.id] {
                titles.add(Among::Titles, name, &role.id, places.words(), &mut scratch);
            }
        }
        // The role of the first row with an alias, as it is written.
        let mut first_roles: HashMap<&str, &str> = HashMap::default();
        first_roles.reserve(pack.role_aliases()?.len());
        for alias in pack.role_aliases()? {
            let first = *first_roles.entry(&alias.alias).or_insert(&alias.id);
            let is_new = aliases.add(Among::Aliases, &alias.alias, &alias.id, places.words(), &mut scratch);
            // Of two names that are only folded alike the first counts; one that is written twice could mean either role.
            if !is_new && *first != *alias.id {
                aliases.add_meaning(first, &alias.id, &mut scratch);
            }
        }
        let of_overlays = of_overlays(pack)?;
        let levels = Lexicon::levels(pack)?;
        Ok(TitleIndex {
            titles,
            aliases,
            of_overlays,
            levels,
            places,
            pack,
            near: OnceLock::new(),
            min_score: Self::MIN_SCORE,
        })
    }

    /// The same with another score from which a title means a role.
    #[must_use]
    pub fn with_min_score(self, min_score: f64) -> Self {
        TitleIndex { min_score, ..self }
    }

    /// The places of the same pack.
    #[must_use]
    pub fn places(&self) -> &PlaceIndex<'p> {
        &self.places
    }

    /// The levels of the same pack.
    #[must_use]
    pub fn levels(&self) -> &Lexicon {
        &self.levels
    }

    /// What a title is read as.
    #[must_use]
    pub fn read<'i>(&'i self, title: &str, scratch: &mut TitleScratch) -> TitleReading<'i> {
        scratch.rules.all.clear();
        if title.len() <= LONGEST_TITLE {
            scratch.rules.all.read(title);
        }
        if scratch.rules.all.is_empty() {
            let reason = if title.trim().is_empty() { NoRole::Empty } else { NoRole::Unknown(None) };
            return TitleReading { role: Err(reason), level: LevelWord::Unstated };
        }
        let Ok(decision) = self.decide(title, &mut scratch.rules);
        let mut level = LevelWord::Unstated;
        if !matches!(decision, Decision::Role { is_title: true, .. }) {
            level = self.level(&scratch.rules.parsed.levels);
        }
        let role = match decision {
            Decision::Role { found, .. } => Ok(self.scored(found, &scratch.rules.parsed, 0)),
            Decision::Several(_) => Err(NoRole::Ambiguous),
            Decision::OtherDomain => Err(NoRole::OtherDomain),
            Decision::Unknown => self.set_aside(title, scratch).map(|(role, kept)| {
                level = if kept == LevelWord::Unstated { self.level_set_aside(title, scratch) } else { kept };
                role
            }),
        };
        let role =
            role.and_then(|role| if role.score < self.min_score { Err(NoRole::Unknown(Some(role))) } else { Ok(role) });
        TitleReading { role, level }
    }

    /// The roles whose names are nearest to a title, the nearest first. The cost is bounded, whatever the number of names.
    #[must_use]
    pub fn nearest(&self, title: &str, scratch: &mut TitleScratch) -> Vec<Suggestion> {
        if title.len() > LONGEST_TITLE {
            return Vec::new();
        }
        scratch.part.read(title);
        self.places.words().parse(&scratch.part, &mut scratch.parsed);
        self.near().nearest(&scratch.parsed.content)
    }

    fn near(&self) -> &NearTitles<'p> {
        // Every table has been read once; one that cannot be read again has no names.
        self.near.get_or_init(|| NearTitles::new(self.pack, self.places.words()).unwrap_or_default())
    }

    fn level(&self, words: &[PackText]) -> LevelWord<'_> {
        let levels = words.iter().filter_map(|word| self.levels.find(word)).map(|(id, _)| LevelWord::One(id));
        levels.fold(LevelWord::Unstated, LevelWord::and)
    }

    /// A role with its score.
    fn scored(&self, found: Found<'p>, parsed: &Parsed, aside: usize) -> RoleMatch<'p> {
        let Found { role, kind, weight } = found;
        let score = if kind == MatchKind::Tokens {
            let differs = weight.map_or(0, |weight| weight.abs_diff(parsed.with_domain.weight()));
            tokens_score(parsed.content.weight(), parsed.noise + aside + differs)
        } else {
            1.0
        };
        RoleMatch { role, kind, score }
    }

    /// Reads a title that the rules do not know: without the parts that say where or for whom, then without those that
    /// nobody can explain, then as if it were misspelt. The level is that of what is left.
    fn set_aside<'i>(
        &'i self,
        title: &str,
        scratch: &mut TitleScratch,
    ) -> Result<(RoleMatch<'p>, LevelWord<'i>), NoRole<'p>> {
        let words = self.places.words();
        let TitleScratch { rules, pieces, part, rest, .. } = scratch;
        let aside = pieces.explain(title, part, &self.places);
        if aside > 0 {
            pieces.unexplained(title, rest);
            rules.all.read(rest);
            let Ok(decision) = self.decide(rest, rules);
            match decision {
                Decision::Role { found, is_title } => {
                    // What was found as it stands was not taken apart.
                    words.parse(&rules.all, &mut rules.parsed);
                    let kept = if is_title { LevelWord::Unstated } else { self.level(&rules.parsed.levels) };
                    let role = self.scored(Found { kind: MatchKind::Tokens, ..found }, &rules.parsed, aside);
                    return Ok((role, kept));
                }
                Decision::Several(_) => return Err(NoRole::Ambiguous),
                Decision::OtherDomain => return Err(NoRole::OtherDomain),
                Decision::Unknown => {}
            }
        }
        if let Some(found) = self.beside_the_unexplained(title, scratch)? {
            return Ok(found);
        }
        let role = self.misspelt(scratch)?;
        Ok((role, self.level(&scratch.rules.parsed.levels)))
    }

    /// [`LevelWord::SetAside`] if a part that says where or for whom names a level.
    fn level_set_aside(&self, title: &str, scratch: &mut TitleScratch) -> LevelWord<'p> {
        let TitleScratch { pieces, part, parsed, .. } = scratch;
        let names_one = pieces.explained_pieces(title).any(|piece| {
            part.read(piece);
            self.places.words().parse(part, parsed);
            self.level(&parsed.levels) != LevelWord::Unstated
        });
        if names_one { LevelWord::SetAside } else { LevelWord::Unstated }
    }

    /// The one role that parts of a title name, beside parts that nobody can explain; the level is that of
    /// those that can be read, or set aside with the others.
    fn beside_the_unexplained<'i>(
        &'i self,
        title: &str,
        scratch: &mut TitleScratch,
    ) -> Result<Option<(RoleMatch<'p>, LevelWord<'i>)>, NoRole<'p>> {
        let TitleScratch { rules: Scratch { bag, .. }, pieces, part, parsed, .. } = scratch;
        if pieces.left() < 2 {
            return Ok(None);
        }
        let (mut role, mut known, mut unknown) = (None, 0, 0);
        let mut level = LevelWord::Unstated;
        for piece in pieces.unexplained_pieces(title) {
            part.read(piece);
            let Ok(found) = self.part(part, parsed, bag);
            let named = self.level(&parsed.levels);
            match (found, role) {
                (Part::Nothing, _) => level = level.and(named),
                (Part::Unknown | Part::OneOf(_), _) => {
                    unknown += parsed.content.weight();
                    if named != LevelWord::Unstated {
                        level = level.and(LevelWord::SetAside);
                    }
                }
                (Part::Role { role: other, .. }, Some(one)) if one != other => return Err(NoRole::Ambiguous),
                (Part::Role { role: found, is_title }, _) => {
                    role = Some(found);
                    known += parsed.content.weight();
                    level = if is_title { level } else { level.and(named) };
                }
            }
        }
        let score = UNEXPLAINED * share(known, known + unknown);
        Ok(role.map(|role| (RoleMatch { role, kind: MatchKind::Tokens, score }, level)))
    }

    /// The one role that a title means when one or two of its words are misspelt.
    fn misspelt(&self, scratch: &mut TitleScratch) -> Result<RoleMatch<'p>, NoRole<'p>> {
        let TitleScratch { rules: Scratch { parsed, bag, .. }, part, .. } = scratch;
        let content = &parsed.content;
        if content.is_empty() || content.has_han() || content.len() > 8 {
            return Err(NoRole::Unknown(None));
        }
        let (mut best, mut second): (Option<RoleMatch<'p>>, f64) = (None, 0.0);
        for (corrected, likeness) in self.near().corrections(content) {
            part.clear();
            corrected.iter().for_each(|word| part.push(Token { text: word, han: false }));
            let look = |form, text: &str| {
                let found = self.titles.get(form, text).or_else(|| self.aliases.get(form, text));
                match found {
                    Some(Meaning::One(role, _)) => Some(role),
                    Some(Meaning::OneOf(_)) | None => None,
                }
            };
            let Some(role) = look(Form::Reduced, part.joined()).or_else(|| look(Form::Bag, bag.read(part))) else {
                continue;
            };
            let score = UNEXPLAINED * likeness;
            match best {
                Some(known) if known.role == role => best = Some(RoleMatch { score: known.score.max(score), ..known }),
                Some(known) if known.score >= score => second = second.max(score),
                _ => {
                    second = best.map_or(second, |known| second.max(known.score));
                    best = Some(RoleMatch { role, kind: MatchKind::Tokens, score });
                }
            }
        }
        match best {
            Some(best) if best.score >= self.min_score && best.score - second < NEAR_TIE => Err(NoRole::Ambiguous),
            Some(best) => Ok(best),
            None => Err(NoRole::Unknown(None)),
        }
    }
}

impl<'p> Names<'p> for TitleIndex<'p> {
    type Error = Infallible;

    fn words(&self, _: &Folded) -> Result<Lists<'_>, Infallible> {
        Ok(self.places.words())
    }

    fn of_overlay(&self, whole: &str) -> Result<Option<Named<'p>>, Infallible> {
        Ok(self.of_overlays.get(whole).map(|meaning| meaning.clone().found(MatchKind::Alias)))
    }

    fn as_it_stands(&self, among: Among, whole: &str) -> Result<Option<Named<'p>>, Infallible> {
        Ok(self.among(among).get(Form::Exact, whole).map(|meaning| meaning.found(among.kind())))
    }

    fn taken_apart(&self, among: Among, parsed: &Parsed, bag: &mut Bag) -> Result<Option<Named<'p>>, Infallible> {
        if !can_mean(parsed) {
            return Ok(None);
        }
        Ok(by_forms(among, parsed, bag, |form, name| self.among(among).get(form, name)))
    }
}

impl<'p> TitleIndex<'p> {
    fn among(&self, among: Among) -> &Forms<'p> {
        match among {
            Among::Titles => &self.titles,
            Among::Aliases => &self.aliases,
        }
    }
}

/// The aliases that overlays bring, folded. The last overlay's counts, and in it the first of two that are folded alike; one
/// that is written twice could mean either role.
fn of_overlays(pack: &Pack) -> Result<HashMap<Box<str>, Meaning<'_>>, DataError> {
    let mut written: HashMap<Box<str>, &str> = HashMap::default();
    let mut meanings: HashMap<Box<str>, Meaning<'_>> = HashMap::default();
    let mut folded = Folded::default();
    for row in pack.overlay_rows(pack.role_aliases()?) {
        folded.read(&row.alias);
        if folded.is_empty() {
            continue;
        }
        match meanings.get_mut(folded.joined()) {
            None => {
                written.insert(folded.joined().into(), &row.alias);
                meanings.insert(folded.joined().into(), Meaning::One(&row.id, folded.weight()));
            }
            Some(meaning) if written.get(folded.joined()).is_some_and(|first| row.alias == **first) => {
                meaning.or(&row.id);
            }
            Some(_) => {}
        }
    }
    Ok(meanings)
}

impl<'p> Forms<'p> {
    fn get(&self, form: Form, name: &str) -> Option<Meaning<'p>> {
        let names = match form {
            Form::Exact => &self.exact,
            Form::Reduced => &self.reduced,
            Form::Bag => &self.bags,
        };
        names.get(name).cloned()
    }

    /// Adds a name, which stays in `scratch`; of two that are alike the first counts. False when it means another role already.
    fn add(&mut self, among: Among, name: &str, role: &'p str, words: Lists<'_>, scratch: &mut Scratch) -> bool {
        let Scratch { all, parsed, bag, .. } = scratch;
        all.read(name);
        if all.is_empty() {
            return true;
        }
        if let Some(earlier) = self.exact.get(all.joined()) {
            words.parse(all, parsed);
            return earlier.has(role);
        }
        words.parse(all, parsed);
        let meaning = Meaning::One(role, all.weight());
        if has_other_forms(among, all, parsed) {
            self.reduced.entry(parsed.content.joined().into()).or_insert_with(|| meaning.clone());
            if !parsed.content.is_empty() {
                self.bags.entry(bag.read(&parsed.content).into()).or_insert_with(|| meaning.clone());
            }
        }
        self.exact.insert(all.joined().into(), meaning);
        true
    }

    /// Lets the alias that was read last into `scratch` mean a role besides another one.
    fn add_meaning(&mut self, besides: &str, role: &'p str, scratch: &mut Scratch) {
        let Scratch { all, parsed, bag, .. } = scratch;
        let forms = [
            self.exact.get_mut(all.joined()),
            self.reduced.get_mut(parsed.content.joined()),
            self.bags.get_mut(bag.read(&parsed.content)),
        ];
        // A form may be that of another name, which does not become ambiguous.
        forms.into_iter().flatten().filter(|meaning| meaning.has(besides)).for_each(|meaning| meaning.or(role));
    }
}
