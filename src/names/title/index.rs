//! Job titles of whole files. Every name is hashed once, and parsed when a title is not a name as it stands; reading a title reads no
//! table.

use std::convert::Infallible;
use std::sync::OnceLock;

use foldhash::HashMap;

use super::abbreviations::Abbreviations;
use super::covered_jobs::CoveredJobs;
use super::field_remarks::role_with_remarks;
use super::name_forms::NameForms;
use super::overlay_aliases::overlay_aliases;
use super::parts::TitleParts;
use super::reading::{LevelWord, MAX_TIE_GAP, NoRole, PARTIAL_MATCH_SCORE, RoleMatch, TitleReading, tokens_score};
use super::role_kinds::RoleKinds;
use super::rules::{
    Decision, FoundRole, Lookup, MAX_TITLE_LEN, NameEntry, NameForm, NameKind, RoleNames, Scratch, can_match,
    lookup_by_domain_forms, lookup_by_forms,
};
use super::system_prefix::role_behind_systems;
use crate::names::level::levels::{LevelText, Levels};
use crate::names::lexicon::Lexicon;
use crate::names::match_kind::MatchKind;
use crate::names::near::near_titles::NearTitles;
use crate::names::near::near_words::NearWords;
use crate::names::near::nearest::{MAX_SUGGESTIONS, Suggestion};
use crate::names::place::index::PlaceIndex;
use crate::names::text::fold::{Folded, Token, stem, tokens};
use crate::names::text::sorted_stems::SortedStems;
use crate::names::text::words::{Parsed, WordLists};
use crate::pack::{DataError, Pack, PackText};

/// Reads the titles of files. It can be shared between threads; each thread has its own [`TitleScratch`].
///
/// It resolves every title that [`crate::names::Titles`] resolves, with the same kind of match. It also ignores the parts of a title
/// that name a place (`Software Engineer - Wuhan`) or an organisation (`Software Engineer, Imaging Team`), and in a pack of
/// occupations, behind a title of a trade, unknown parts without a word for another job (`Web Developer - University Communications`).
///
/// # Scores
/// - 1 for a name as it stands, with any level and any noise words (`exact`, `alias`). A title of a role that contains a level
///   word matches as a whole only: without that word it may be another role.
/// - `0.98 − 0.18 · i ÷ (k + i)` for a name found by its words (`tokens`). *k* is the weight of the words that identify the
///   role. *i* is the weight of the words that are ignored (noise, codes, places, organisations, remarks) or stand in only one of title
///   and name (domain words, plurals). The weight is the number of letters; a Chinese character counts twice. The score is 0.8
///   or more.
/// - Less than 0.8 for a partial match: `0.8 · k ÷ (k + u)` when parts of the title are unknown, where *u* is their weight
///   (`partial`); `0.8 ·` the mean Jaro–Winkler similarity when one or two words are misspelt (`spelling`).
///
/// By default a score under 0.8 is no match: the unknown part may change the job, and the misspelt word may be another word.
///
/// ```
/// use payband::names::{LevelWord, TitleIndex, TitleScratch};
///
/// let pack = payband::pack::Pack::bundled();
/// let index = TitleIndex::new(&pack)?;
/// let mut scratch = TitleScratch::default();
///
/// // Found as `Cloud Solutions Architect`, 23 letters; `Azure` is noise and `Healthcare` is not in that name: 15 letters.
/// let reading = index.read("Sr. Cloud Solutions Architect (Azure) – Healthcare", &mut scratch);
/// let found = reading.role.ok().ok_or("no match")?;
/// assert_eq!(found.role, "healthcare-cloud-architect");
/// assert_eq!(format!("{:.3}", found.score), format!("{:.3}", 0.98 - 0.18 * 15.0 / (23.0 + 15.0)));
/// assert_eq!(reading.level, LevelWord::One("senior"));
///
/// // The name of a team is not the role.
/// assert!(index.read("Sales Manager, Cloud Architect team", &mut scratch).role.is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct TitleIndex<'p> {
    titles: NameForms<'p>,
    aliases: NameForms<'p>,
    /// The aliases of overlays, folded.
    overlay_aliases: HashMap<Box<str>, NameEntry<'p>>,
    pub(super) levels: Levels<'p>,
    pub(super) places: PlaceIndex<'p>,
    pack: &'p Pack,
    near_words: OnceLock<NearWords>,
    near_titles: OnceLock<NearTitles<'p>>,
    kinds: OnceLock<RoleKinds<'p>>,
    pub(super) covered_jobs: CoveredJobs<'p>,
    abbreviations: Abbreviations,
    pub(super) has_occupations: bool,
    min_score: f64,
}

/// The most words of a title that is read as a misspelling.
const MAX_CORRECTED_WORDS: usize = 8;

/// Buffers for reading titles, reused from title to title.
#[derive(Debug, Default)]
pub struct TitleScratch {
    pub(super) rules: Scratch,
    pub(super) parts: TitleParts,
    /// A part of the title.
    pub(super) part: Folded,
    /// The part, parsed.
    pub(super) parsed: Parsed,
    /// The title without its context.
    pub(super) rest: String,
}

impl<'p> TitleIndex<'p> {
    /// The default of the lowest score with which a title means a role.
    pub const MIN_SCORE: f64 = PARTIAL_MATCH_SCORE;

    /// An index of the roles of a pack.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub fn new(pack: &'p Pack) -> Result<Self, DataError> {
        let places = PlaceIndex::new(pack)?;
        let mut titles = NameForms::with_capacity(NameKind::Title, 3 * pack.roles()?.len());
        let mut aliases = NameForms::with_capacity(NameKind::Alias, pack.role_aliases()?.len());
        let mut folded = Folded::default();
        for role in pack.roles()? {
            for name in [&role.title, &role.title_zh, &role.id] {
                titles.add(name, &role.id, &mut folded);
            }
        }
        // The role of the first row of each alias, by the alias as it is written.
        let mut first_roles: HashMap<&str, &str> = HashMap::default();
        first_roles.reserve(pack.role_aliases()?.len());
        for alias in pack.role_aliases()? {
            let first = *first_roles.entry(&alias.alias).or_insert(&alias.id);
            let is_new = aliases.add(&alias.alias, &alias.id, &mut folded);
            // An alias that is written the same for several roles could mean any of them; of two that differ when written, the
            // first counts.
            if !is_new && *first != *alias.id {
                aliases.add_role(&alias.alias, first, &alias.id, &mut folded);
            }
        }
        let overlay_aliases = overlay_aliases(pack)?;
        let levels = Levels::new(pack)?;
        let covered_jobs = CoveredJobs::new(pack, places.words(), |_| true)?;
        Ok(TitleIndex {
            titles,
            aliases,
            overlay_aliases,
            levels,
            places,
            pack,
            near_words: OnceLock::new(),
            near_titles: OnceLock::new(),
            kinds: OnceLock::new(),
            covered_jobs,
            abbreviations: Abbreviations::new(pack)?,
            has_occupations: pack.has_occupations()?,
            min_score: Self::MIN_SCORE,
        })
    }

    /// The same index with another lowest score.
    #[must_use]
    pub fn with_min_score(self, min_score: f64) -> Self {
        TitleIndex { min_score, ..self }
    }

    /// The places of the same pack.
    #[must_use]
    pub fn places(&self) -> &PlaceIndex<'p> {
        &self.places
    }

    /// The names of the levels of the same pack.
    #[must_use]
    pub fn levels(&self) -> &Lexicon {
        self.levels.lexicon()
    }

    /// Whether the pack has levels.
    #[must_use]
    pub fn has_levels(&self) -> bool {
        !self.levels.is_empty()
    }

    /// What a cell of a column of levels says.
    #[must_use]
    pub fn read_level(&self, text: &str) -> LevelText<'_> {
        self.levels.read(text, self.places.words())
    }

    /// Reads the role and the level of a title.
    #[must_use]
    pub fn read<'i>(&'i self, title: &str, scratch: &mut TitleScratch) -> TitleReading<'i> {
        scratch.rules.all.clear();
        if title.len() <= MAX_TITLE_LEN {
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
            Decision::Role { found, .. } => {
                let role = self.scored(found, &scratch.rules.parsed, 0);
                Ok(RoleMatch { is_covered_job: self.is_covered_job(&role, &mut scratch.rules), ..role })
            }
            // One of the roles may be that of an abbreviation that only names a system: `Systems Architect (HIS)`.
            Decision::Several(_) => match self.decide_without_context(title, scratch) {
                Ok(Some((role, rest_level))) => {
                    level = rest_level;
                    Ok(role)
                }
                Ok(None) => Err(NoRole::Ambiguous),
                Err(reason) => Err(reason),
            },
            Decision::Perhaps(_) => Err(NoRole::Ambiguous),
            Decision::OtherDomain => Err(NoRole::OtherDomain),
            Decision::Unknown => self.read_without_context(title, scratch).map(|(role, rest_level)| {
                level = if rest_level == LevelWord::Unstated { self.context_level(title, scratch) } else { rest_level };
                role
            }),
        };
        let level = self.levels.of_title(level, title, self.places.words());
        let role =
            role.and_then(|role| if role.score < self.min_score { Err(NoRole::Unknown(Some(role))) } else { Ok(role) });
        TitleReading { role, level }
    }

    /// At most three of the roles among which a title does not decide, or else of those whose names are nearest to it, the
    /// nearest first. The work is bounded, whatever the number of names.
    #[must_use]
    pub fn nearest(&self, title: &str, scratch: &mut TitleScratch) -> Vec<Suggestion> {
        if title.len() > MAX_TITLE_LEN {
            return Vec::new();
        }
        scratch.rules.all.clear();
        scratch.rules.all.read(title);
        if let Ok(Decision::Several(roles) | Decision::Perhaps(roles)) = self.decide(title, &mut scratch.rules) {
            let table = self.pack.roles().ok();
            let title_of = |id: &str| table.and_then(|roles| roles.get(id)).map(|role| role.title.owned());
            let named = |id: &str| Some(Suggestion { id: id.to_owned(), name: title_of(id)? });
            return roles.into_iter().filter_map(named).take(MAX_SUGGESTIONS).collect();
        }
        scratch.part.read(title);
        self.places.words().parse(&scratch.part, &mut scratch.parsed);
        let (terms, words) = (self.near_words(), self.places.words());
        // The tables have been read before. If one cannot be read again, there are no suggestions.
        let titles = self.near_titles.get_or_init(|| NearTitles::new(self.pack, terms, words).unwrap_or_default());
        titles.nearest(terms, &scratch.parsed.content)
    }

    /// The words of all names. They take a fifth of the memory of [`NearTitles`], which only suggestions need.
    fn near_words(&self) -> &NearWords {
        // If a table that has been read before cannot be read again, no misspelling is recognised.
        self.near_words.get_or_init(|| NearWords::new(self.pack).unwrap_or_default())
    }

    pub(super) fn level(&self, words: &[PackText]) -> LevelWord<'_> {
        self.levels.of_words(words)
    }

    /// The match for a role. `ignored` is the weight of the parts that were left out.
    pub(super) fn scored(&self, found: FoundRole<'p>, parsed: &Parsed, ignored: usize) -> RoleMatch<'p> {
        let FoundRole { role, kind, weight } = found;
        let score = if kind == MatchKind::Tokens {
            let differs = weight.map_or(0, |weight| weight.abs_diff(parsed.with_domain.weight()));
            tokens_score(parsed.content.weight(), parsed.noise + ignored + differs)
        } else {
            1.0
        };
        RoleMatch { role, kind, score, is_covered_job: false }
    }

    /// Whether the folded title names one of several jobs that its role covers.
    pub(super) fn is_covered_job(&self, found: &RoleMatch<'_>, scratch: &mut Scratch) -> bool {
        let Scratch { all, parsed, stems, .. } = scratch;
        found.kind != MatchKind::Exact && self.covered_jobs.has_job(found.role, all, self.places.words(), parsed, stems)
    }

    /// Reads a title that the rules do not know: first without the parts that are context, then without the parts that are
    /// unknown, then as a misspelling. The level is that of the remaining parts.
    fn read_without_context<'i>(
        &'i self,
        title: &str,
        scratch: &mut TitleScratch,
    ) -> Result<(RoleMatch<'p>, LevelWord<'i>), NoRole<'p>> {
        if let Some(found) = self.decide_without_context(title, scratch)? {
            return Ok(found);
        }
        if let Some(found) = self.read_before_remarks(title, scratch)? {
            return Ok(found);
        }
        if let Some(found) = self.read_remaining_parts(title, scratch)? {
            return Ok(found);
        }
        if let Some(role) = self.read_behind_systems(scratch) {
            return Ok((role, self.level(&scratch.rules.parsed.levels)));
        }
        let role = self.read_misspelt(scratch)?;
        Ok((role, self.level(&scratch.rules.parsed.levels)))
    }

    /// Reads a title without the systems and fields before the job.
    fn read_behind_systems(&self, scratch: &mut TitleScratch) -> Option<RoleMatch<'p>> {
        let TitleScratch { rules: Scratch { parsed: all, stems, .. }, part, parsed, .. } = scratch;
        let Ok(found) = role_behind_systems(self, &all.content, (part, parsed, stems));
        let (role, ignored) = found?;
        let role = self.scored(FoundRole { role, kind: MatchKind::Tokens, weight: None }, parsed, ignored + all.noise);
        Some(RoleMatch { is_covered_job: self.covered_jobs.has_any(role.role), ..role })
    }

    /// Reads a title without the parts that are context.
    fn decide_without_context<'i>(
        &'i self,
        title: &str,
        scratch: &mut TitleScratch,
    ) -> Result<Option<(RoleMatch<'p>, LevelWord<'i>)>, NoRole<'p>> {
        let words = self.places.words();
        let TitleScratch { rules, parts, part, parsed, rest } = scratch;
        let ignored = parts.mark_context(title, part, &self.places);
        let special = self.special_of_shared_job(title, parts, rules)?;
        if ignored == 0 {
            // Later rules read the whole title.
            rules.all.read(title);
            words.parse(&rules.all, &mut rules.parsed);
            return Ok(None);
        }
        parts.join_remaining(title, rest);
        rules.all.read(rest);
        let Ok(decision) = self.decide(rest, rules);
        match decision {
            Decision::Role { found, is_title } => {
                rules.all.read(rest);
                // A name that is found as it stands has not been parsed.
                words.parse(&rules.all, &mut rules.parsed);
                let rest_level = if is_title { LevelWord::Unstated } else { self.level(&rules.parsed.levels) };
                let buffers = (part, parsed, &mut rules.stems);
                let Ok(role) = role_with_remarks(self, found.role, rest, parts.context(title), buffers);
                let Ok(kinds) = self.role_kinds();
                let role = special.filter(|special| kinds.is_kind_of(special, role)).unwrap_or(role);
                let role = self.scored(FoundRole { role, kind: MatchKind::Tokens, ..found }, &rules.parsed, ignored);
                let is_covered_job = self.is_covered_job(&role, rules);
                Ok(Some((RoleMatch { is_covered_job, ..role }, rest_level)))
            }
            Decision::Several(_) | Decision::Perhaps(_) => Err(NoRole::Ambiguous),
            Decision::OtherDomain => Err(NoRole::OtherDomain),
            Decision::Unknown => Ok(None),
        }
    }

    /// The special one of two roles that share a job, of which one is a kind of the other: `Python/Java开发工程师`. An error where they are
    /// two jobs, as in `硬件/软件工程师`; both together may be a name, as `UI/UX Designer` is.
    fn special_of_shared_job(
        &self,
        title: &str,
        parts: &TitleParts,
        scratch: &mut Scratch,
    ) -> Result<Option<&'p str>, NoRole<'p>> {
        let mut role_of = |text: &str| {
            scratch.all.read(text);
            let Ok(decision) = self.decide(text, scratch);
            match decision {
                Decision::Role { found, .. } => Some(found.role),
                Decision::Several(_) | Decision::Perhaps(_) | Decision::OtherDomain | Decision::Unknown => None,
            }
        };
        let mut special = None;
        for (titles, other, both) in parts.sharing_job(title) {
            let Some(role) = role_of(other).filter(|_| role_of(both).is_none()) else { continue };
            let Some(first) = titles.iter().find_map(|text| role_of(text)).filter(|first| *first != role) else {
                continue;
            };
            let Ok(kinds) = self.role_kinds();
            special = Some(kinds.special_of(&[first, role]).ok_or(NoRole::Ambiguous)?);
        }
        Ok(special)
    }

    /// [`LevelWord::SetAside`] if a part that is context names a level.
    fn context_level(&self, title: &str, scratch: &mut TitleScratch) -> LevelWord<'p> {
        let TitleScratch { parts, part, parsed, .. } = scratch;
        let names_one = parts.context(title).any(|piece| {
            part.clear();
            tokens(piece).iter().for_each(|token| part.push(Token { text: stem(token.text), ..token }));
            self.places.words().parse(part, parsed);
            self.level(&parsed.levels) != LevelWord::Unstated
        });
        if names_one { LevelWord::SetAside } else { LevelWord::Unstated }
    }

    /// The role that a title means when one or two of its words are misspelt.
    fn read_misspelt(&self, scratch: &mut TitleScratch) -> Result<RoleMatch<'p>, NoRole<'p>> {
        let TitleScratch { rules: Scratch { parsed, stems, .. }, part, .. } = scratch;
        let content = &parsed.content;
        if content.is_empty() || content.has_han() || content.len() > MAX_CORRECTED_WORDS {
            return Err(NoRole::Unknown(None));
        }
        let (mut best, mut second): (Option<RoleMatch<'p>>, f64) = (None, 0.0);
        let mut corrected_parsed = Parsed::default();
        for (corrected, similarity) in self.near_words().corrections(content) {
            part.clear();
            corrected.iter().for_each(|word| part.push(Token { text: word, han: false }));
            let look = |form, text: &str| {
                let kinds = [NameKind::Title, NameKind::Alias];
                match kinds.into_iter().find_map(|kind| self.look(kind, form, text)) {
                    Some(NameEntry::One(role, _)) => Some(role),
                    Some(NameEntry::OneOf(_)) | None => None,
                }
            };
            let Some(role) =
                look(NameForm::Reduced, part.joined()).or_else(|| look(NameForm::SortedStems, stems.read(part)))
            else {
                continue;
            };
            let score = PARTIAL_MATCH_SCORE * similarity;
            match best {
                Some(known) if known.role == role => best = Some(RoleMatch { score: known.score.max(score), ..known }),
                Some(known) if known.score >= score => second = second.max(score),
                _ => {
                    second = best.map_or(second, |known| second.max(known.score));
                    let is_covered_job =
                        self.covered_jobs.has_job(role, part, self.places.words(), &mut corrected_parsed, stems);
                    best = Some(RoleMatch { role, kind: MatchKind::Spelling, score, is_covered_job });
                }
            }
        }
        match best {
            Some(best) if best.score >= self.min_score && best.score - second < MAX_TIE_GAP => Err(NoRole::Ambiguous),
            Some(best) => Ok(best),
            None => Err(NoRole::Unknown(None)),
        }
    }
}

impl<'p> RoleNames<'p> for TitleIndex<'p> {
    type Error = Infallible;

    fn words(&self, _: &Folded) -> Result<WordLists<'_>, Infallible> {
        Ok(self.places.words())
    }

    fn role_kinds(&self) -> Result<&RoleKinds<'p>, Infallible> {
        // The tables have been read before. If one cannot be read again, no role is a kind of another.
        Ok(self.kinds.get_or_init(|| RoleKinds::new(self.pack).unwrap_or_default()))
    }

    fn has_occupations(&self) -> Result<bool, Infallible> {
        Ok(self.has_occupations)
    }

    fn abbreviations(&self) -> Result<&Abbreviations, Infallible> {
        Ok(&self.abbreviations)
    }

    fn lookup_overlay_alias(&self, whole: &str) -> Result<Option<Lookup<'p>>, Infallible> {
        Ok(self.overlay_aliases.get(whole).map(|entry| entry.clone().lookup(MatchKind::Alias)))
    }

    fn lookup_exact(&self, kind: NameKind, whole: &str) -> Result<Option<Lookup<'p>>, Infallible> {
        Ok(self.look(kind, NameForm::Exact, whole).map(|entry| entry.lookup(kind.match_kind())))
    }

    fn lookup_parsed(
        &self,
        kind: NameKind,
        parsed: &Parsed,
        stems: &mut SortedStems,
    ) -> Result<Option<Lookup<'p>>, Infallible> {
        if !can_match(parsed) {
            return Ok(None);
        }
        Ok(lookup_by_forms(kind, parsed, stems, |form, name| self.look(kind, form, name)))
    }

    fn lookup_with_domain(&self, parsed: &Parsed, stems: &mut SortedStems) -> Result<Option<Lookup<'p>>, Infallible> {
        Ok(lookup_by_domain_forms(parsed, stems, |kind, form, name| self.look(kind, form, name)))
    }
}

impl<'p> TitleIndex<'p> {
    /// What a name of one kind, in one of its forms, stands for.
    fn look(&self, kind: NameKind, form: NameForm, name: &str) -> Option<NameEntry<'p>> {
        let forms = match kind {
            NameKind::Title => &self.titles,
            NameKind::Alias => &self.aliases,
        };
        forms.get(form, name, self.places.words())
    }
}
