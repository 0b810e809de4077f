//! The rules by which a title means a role. They do not depend on how names are stored.

use super::abbreviations::Abbreviations;
use super::recruiting::recruiting_word;
use super::role_kinds::RoleKinds;
use crate::names::match_kind::MatchKind;
use crate::names::text::fold::Folded;
use crate::names::text::separators::{before_department, separates_titles};
use crate::names::text::sorted_stems::SortedStems;
use crate::names::text::words::{Parsed, WordLists};

/// The two kinds of names of a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::names) enum NameKind {
    /// A title or the id.
    Title,
    /// An alias.
    Alias,
}

impl NameKind {
    /// The kind of match when the whole text is a name of this kind.
    pub(in crate::names) fn match_kind(self) -> MatchKind {
        match self {
            NameKind::Title => MatchKind::Exact,
            NameKind::Alias => MatchKind::Alias,
        }
    }
}

/// The forms of a name by which it is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameForm {
    /// The whole name, folded.
    Exact,
    /// The folded name without words of the pack's own domain.
    Reduced,
    /// Like `Reduced`, with the words stemmed and sorted.
    SortedStems,
    /// Like `SortedStems`, with the words of the domain; only names that have such words.
    DomainStems,
}

/// The longest text that is read as a title, in bytes.
pub(super) const MAX_TITLE_LEN: usize = 400;

/// A role that a name resolved to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FoundRole<'p> {
    pub(in crate::names) role: &'p str,
    pub(in crate::names) kind: MatchKind,
    /// The weight of the name, domain words included; `None` when several names matched.
    pub(in crate::names) weight: Option<usize>,
}

/// What a name of the pack stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NameEntry<'p> {
    /// One role, and the weight of the name.
    One(&'p str, usize),
    /// Any of these roles: an alias may have several rows.
    OneOf(Vec<&'p str>),
}

impl<'p> NameEntry<'p> {
    /// The result of a lookup that found this entry, with the kind of match.
    pub(in crate::names) fn lookup(self, kind: MatchKind) -> Lookup<'p> {
        match self {
            NameEntry::One(role, weight) => Lookup::One(FoundRole { role, kind, weight: Some(weight) }),
            NameEntry::OneOf(roles) => Lookup::OneOf(roles),
        }
    }

    /// Adds a role that the name also stands for.
    pub(super) fn add_role(&mut self, role: &'p str) {
        match self {
            NameEntry::One(one, _) if *one == role => {}
            NameEntry::One(one, _) => *self = NameEntry::OneOf(vec![*one, role]),
            NameEntry::OneOf(roles) if roles.contains(&role) => {}
            NameEntry::OneOf(roles) => roles.push(role),
        }
    }

    /// Whether the name stands for this role.
    pub(in crate::names) fn has(&self, role: &str) -> bool {
        match self {
            NameEntry::One(one, _) => *one == role,
            NameEntry::OneOf(roles) => roles.contains(&role),
        }
    }
}

/// The result of a lookup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lookup<'p> {
    /// One role.
    One(FoundRole<'p>),
    /// Any of these roles.
    OneOf(Vec<&'p str>),
}

/// What a title means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Decision<'p> {
    /// One role. `is_title` says that the text is a title of the role, once or more; its words then name no level.
    Role { found: FoundRole<'p>, is_title: bool },
    /// Any of these roles.
    Several(Vec<&'p str>),
    /// Perhaps one of these roles: the text means them in some senses of its short forms and no role in another, or it is a short
    /// form alone, which says too little.
    Perhaps(Vec<&'p str>),
    /// A role of another domain.
    OtherDomain,
    /// No role.
    Unknown,
}

/// Buffers for reading titles, reused from title to title.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    /// The whole title.
    pub(in crate::names) all: Folded,
    /// The whole title, parsed.
    pub(in crate::names) parsed: Parsed,
    /// A part of the title.
    part: Folded,
    /// The part, parsed.
    part_parsed: Parsed,
    pub(in crate::names) stems: SortedStems,
}

/// A source of role names. Its provided methods are the rules by which a title means a role.
pub(super) trait RoleNames<'p> {
    /// The error of a lookup.
    type Error;

    /// The word lists that a text needs.
    fn words(&self, text: &Folded) -> Result<WordLists<'_>, Self::Error>;

    /// Looks up a folded text among the aliases of overlays. These win over every other name: an overlay states what a name
    /// means to its author.
    fn lookup_overlay_alias(&self, whole: &str) -> Result<Option<Lookup<'p>>, Self::Error>;

    /// Looks up a folded text among the names of one kind.
    fn lookup_exact(&self, kind: NameKind, whole: &str) -> Result<Option<Lookup<'p>>, Self::Error>;

    /// Looks up a parsed title among the names of one kind, by [`lookup_by_forms`].
    fn lookup_parsed(
        &self,
        kind: NameKind,
        parsed: &Parsed,
        stems: &mut SortedStems,
    ) -> Result<Option<Lookup<'p>>, Self::Error>;

    /// Looks up a parsed title with its domain words among the names that have the same ones. Such a name comes before one
    /// without them: a `Healthcare Data Analyst` need not be any data analyst.
    fn lookup_with_domain(&self, parsed: &Parsed, stems: &mut SortedStems) -> Result<Option<Lookup<'p>>, Self::Error>;

    /// Which roles are a kind of another.
    fn role_kinds(&self) -> Result<&RoleKinds<'p>, Self::Error>;

    /// Whether the pack has occupations, with jobs of many names.
    fn has_occupations(&self) -> Result<bool, Self::Error>;

    /// The short forms of words.
    fn abbreviations(&self) -> Result<&Abbreviations, Self::Error>;

    /// Decides what a text means. `scratch.all` holds the folded text; the parsed text is left in `scratch.parsed`. A text that means
    /// nothing as it is written is read with its short forms written out.
    fn decide(&self, text: &str, scratch: &mut Scratch) -> Result<Decision<'p>, Self::Error> {
        let decision = self.decide_as_written(text, scratch)?;
        if decision != Decision::Unknown {
            return Ok(decision);
        }
        let readings = self.abbreviations()?.readings(text);
        if readings.is_empty() {
            return Ok(Decision::Unknown);
        }
        // A short form alone, such as `Dev`, says too little.
        let is_alone = scratch.parsed.content.len() == 1;
        let mut decision = self.decide_by_readings(&readings, scratch)?;
        if let (true, Decision::Role { found, .. }) = (is_alone, &decision) {
            decision = Decision::Perhaps(vec![found.role]);
        }
        if decision == Decision::Unknown {
            scratch.all.read(text);
            let Scratch { all, parsed, .. } = scratch;
            self.words(all)?.parse(all, parsed);
        }
        Ok(decision)
    }

    /// Decides a text by its readings: the senses of its short forms, each with several forms. It means a role, or one of another
    /// domain, if it does so in every sense. For another domain, `scratch.parsed` is left with its word.
    fn decide_by_readings(&self, readings: &[Vec<String>], scratch: &mut Scratch) -> Result<Decision<'p>, Self::Error> {
        let (mut roles, mut has_other_sense): (Vec<&'p str>, bool) = (Vec::new(), false);
        // For each sense that means no role, its first form with a word of another domain.
        let mut of_other_domain: Vec<&String> = Vec::new();
        for forms in readings {
            let (mut is_known, mut other_domain) = (false, None);
            for form in forms {
                scratch.all.read(form);
                let found = match self.decide_as_written(form, scratch)? {
                    Decision::Role { found, .. } => vec![found.role],
                    Decision::Several(found) => found,
                    Decision::OtherDomain => {
                        other_domain.get_or_insert(form);
                        continue;
                    }
                    Decision::Perhaps(_) | Decision::Unknown => continue,
                };
                is_known = true;
                for role in found {
                    if !roles.contains(&role) {
                        roles.push(role);
                    }
                }
            }
            has_other_sense |= !is_known;
            of_other_domain.extend(other_domain.filter(|_| !is_known));
        }
        Ok(match roles.as_slice() {
            [] => match of_other_domain.first() {
                Some(form) if of_other_domain.len() == readings.len() => {
                    let Scratch { all, parsed, .. } = scratch;
                    all.read(form);
                    self.words(all)?.parse(all, parsed);
                    Decision::OtherDomain
                }
                _ => Decision::Unknown,
            },
            _ if has_other_sense => Decision::Perhaps(roles),
            [role] => {
                Decision::Role { found: FoundRole { role, kind: MatchKind::Tokens, weight: None }, is_title: false }
            }
            _ => Decision::Several(roles),
        })
    }

    /// Decides what a text means without writing short forms out, as [`RoleNames::decide`] does.
    fn decide_as_written(&self, text: &str, scratch: &mut Scratch) -> Result<Decision<'p>, Self::Error> {
        let Scratch { all, parsed, part, part_parsed, stems } = scratch;
        if let Some(named) = self.lookup_overlay_alias(all.joined())? {
            self.words(all)?.parse(all, parsed);
            return Ok(named.decided(false));
        }
        if let Some(named) = self.lookup_exact(NameKind::Title, all.joined())? {
            return Ok(named.decided(true));
        }
        self.words(all)?.parse(all, parsed);
        // All words for recruiting are also noise or levels, so that other titles do without the list of them.
        let may_recruit = parsed.noise > 0 || !parsed.levels.is_empty();
        if may_recruit
            && let Some(word) = recruiting_word(text, all, self.words(all)?, (part, part_parsed))
            && self.lookup_exact(NameKind::Alias, all.joined())?.is_none()
        {
            parsed.other_domain = Some(word.to_owned());
            return Ok(Decision::OtherDomain);
        }
        let mut named = if can_match(parsed) { self.lookup_overlay_alias(parsed.with_domain.joined())? } else { None };
        if named.is_none() && parsed.has_domain_word() {
            named = self.lookup_with_domain(parsed, stems)?;
        }
        if named.is_none() {
            named = self.lookup_parsed(NameKind::Title, parsed, stems)?;
        }
        if named.is_none() {
            named = self.lookup_exact(NameKind::Alias, all.joined())?;
        }
        if named.is_none() {
            named = self.lookup_parsed(NameKind::Alias, parsed, stems)?;
        }
        if let Some(named) = named {
            return self.beside_head(text, named.decided(false));
        }
        if parsed.other_domain.is_some() {
            return Ok(Decision::OtherDomain);
        }
        self.decide_by_parts(text, scratch)
    }

    /// The decision for a text with the words of a name. In a pack of occupations the words on both sides of a mark can make up a name,
    /// as in `Analyst, Business Systems` or `Developer, Web`. But where several words before the mark mean another role, or several others,
    /// the rest may be a department: `Software Engineer - Sales`, `Systems Engineer - Infrastructure`.
    fn beside_head(&self, text: &str, decision: Decision<'p>) -> Result<Decision<'p>, Self::Error> {
        let Decision::Role { found, .. } = &decision else { return Ok(decision) };
        if found.kind != MatchKind::Tokens || !self.has_occupations()? {
            return Ok(decision);
        }
        let Some(head) = before_department(text) else { return Ok(decision) };
        let mut scratch = Scratch::default();
        scratch.all.read(head);
        let of_head = self.decide_as_written(head, &mut scratch)?;
        self.words(&scratch.all)?.parse(&scratch.all, &mut scratch.parsed);
        if scratch.parsed.content.len() < 2 {
            return Ok(decision);
        }
        Ok(match of_head {
            Decision::Role { found: of_head, .. } if of_head.role != found.role => {
                Decision::Several(vec![of_head.role, found.role])
            }
            // One of several may be what the rest says.
            Decision::Several(mut roles) if !roles.contains(&found.role) => {
                roles.push(found.role);
                Decision::Several(roles)
            }
            _ => decision,
        })
    }

    /// Decides a text that names a role more than once: between separators, or in two scripts.
    fn decide_by_parts(&self, text: &str, scratch: &mut Scratch) -> Result<Decision<'p>, Self::Error> {
        let Scratch { all, parsed, part, part_parsed, stems } = scratch;
        if text.contains(separates_titles) {
            let mut roles = PartRoles::default();
            for piece in text.split(separates_titles) {
                part.read(piece);
                roles.add(self.read_part(part, part_parsed, stems)?, !part_parsed.levels.is_empty());
                if roles.unknown {
                    break;
                }
            }
            if let Some(decision) = roles.decision() {
                return self.special_decision(decision, roles.names_level);
            }
        }
        // The words that mean a level are in `parsed` already, and no longer in `content`.
        let names_level = !parsed.levels.is_empty();
        let (content, mut roles) = (&parsed.content, PartRoles { names_level, ..PartRoles::default() });
        // A text in one script from which no word was removed has been looked up already.
        let one_script = content.iter().all(|token| token.han) || !content.has_han();
        if one_script && content.len() == all.len() && content.joined() == all.joined() {
            return Ok(Decision::Unknown);
        }
        for han in [false, true] {
            part.clear();
            content.iter().filter(|token| token.han == han).for_each(|token| part.push(token));
            roles.add(self.read_part(part, part_parsed, stems)?, !part_parsed.levels.is_empty());
            if roles.unknown {
                break;
            }
        }
        self.special_decision(roles.decision().unwrap_or(Decision::Unknown), roles.names_level)
    }

    /// Of several roles, the one that is a kind of all others: a general word beside the special one means the special one.
    fn special_decision(&self, decision: Decision<'p>, names_level: bool) -> Result<Decision<'p>, Self::Error> {
        let Decision::Several(roles) = &decision else { return Ok(decision) };
        let special = self.role_kinds()?.special_of(roles);
        Ok(special.map_or(decision, |role| Decision::Role {
            found: FoundRole { role, kind: MatchKind::Tokens, weight: None },
            is_title: !names_level,
        }))
    }

    /// Reads a part of a title; the parsed part is left in `parsed`.
    fn read_part(
        &self,
        part: &Folded,
        parsed: &mut Parsed,
        stems: &mut SortedStems,
    ) -> Result<PartMeaning<'p>, Self::Error> {
        self.words(part)?.parse(part, parsed);
        if parsed.content.is_empty() {
            return Ok(PartMeaning::Nothing);
        }
        let mut named = self.lookup_overlay_alias(part.joined())?;
        if named.is_none() {
            if let Some(Lookup::One(found)) = self.lookup_exact(NameKind::Title, part.joined())? {
                return Ok(PartMeaning::Role { role: found.role, is_title: true });
            }
            named = if can_match(parsed) { self.lookup_overlay_alias(parsed.with_domain.joined())? } else { None };
        }
        if named.is_none() && parsed.has_domain_word() {
            named = self.lookup_with_domain(parsed, stems)?;
        }
        if named.is_none() {
            named = self.lookup_parsed(NameKind::Title, parsed, stems)?;
        }
        if named.is_none() {
            named = self.lookup_parsed(NameKind::Alias, parsed, stems)?;
        }
        Ok(match named {
            None => PartMeaning::Unknown,
            Some(Lookup::One(found)) => PartMeaning::Role { role: found.role, is_title: false },
            Some(Lookup::OneOf(roles)) => PartMeaning::OneOf(roles),
        })
    }
}

impl<'p> Lookup<'p> {
    fn decided(self, is_title: bool) -> Decision<'p> {
        match self {
            Lookup::One(found) => Decision::Role { found, is_title },
            Lookup::OneOf(roles) => Decision::Several(roles),
        }
    }
}

/// Looks up a parsed title by each form in turn.
pub(super) fn lookup_by_forms<'p>(
    kind: NameKind,
    parsed: &Parsed,
    stems: &mut SortedStems,
    look: impl Fn(NameForm, &str) -> Option<NameEntry<'p>>,
) -> Option<Lookup<'p>> {
    let named = |kind| move |entry: NameEntry<'p>| entry.lookup(kind);
    look(NameForm::Exact, parsed.with_domain.joined())
        .map(named(kind.match_kind()))
        .or_else(|| look(NameForm::Reduced, parsed.content.joined()).map(named(MatchKind::Tokens)))
        .or_else(|| {
            let none = parsed.content.is_empty();
            (!none)
                .then(|| look(NameForm::SortedStems, stems.read(&parsed.content)))
                .flatten()
                .map(named(MatchKind::Tokens))
        })
}

/// Looks up a parsed title with its domain words: as it is written, then by its sorted stems.
pub(super) fn lookup_by_domain_forms<'p>(
    parsed: &Parsed,
    stems: &mut SortedStems,
    look: impl Fn(NameKind, NameForm, &str) -> Option<NameEntry<'p>>,
) -> Option<Lookup<'p>> {
    if !can_match(parsed) {
        return None;
    }
    let whole = parsed.with_domain.joined();
    let stems = stems.read(&parsed.with_domain);
    let kinds = [NameKind::Title, NameKind::Alias];
    let exact = kinds.into_iter().find_map(|kind| Some(look(kind, NameForm::Exact, whole)?.lookup(kind.match_kind())));
    exact.or_else(|| {
        kinds.into_iter().find_map(|kind| Some(look(kind, NameForm::DomainStems, stems)?.lookup(MatchKind::Tokens)))
    })
}

/// Whether a parsed title can mean a role of this pack.
pub(super) fn can_match(parsed: &Parsed) -> bool {
    !(parsed.content.is_empty() && parsed.with_domain.is_empty()) && parsed.other_domain.is_none()
}

/// Whether words are enough to identify a role: two words, or four Chinese characters.
pub(super) fn is_distinctive(content: &Folded) -> bool {
    match content.len() {
        0 => false,
        1 => content.has_han() && content.joined().chars().count() >= 4,
        _ => true,
    }
}

/// Whether a name can be looked up by [`NameForm::Reduced`] and [`NameForm::SortedStems`] too.
pub(in crate::names) fn has_other_forms(kind: NameKind, all: &Folded, parsed: &Parsed) -> bool {
    // A level word in a title belongs to the title: `Staff Research Nurse` without it may be another role.
    if kind == NameKind::Title && !parsed.levels.is_empty() {
        return false;
    }
    // The reduced name must still identify the role: `Healthcare IT Architect` is not any architect.
    parsed.content.joined() == all.joined() || is_distinctive(&parsed.content)
}

/// What a part of a title means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PartMeaning<'p> {
    /// Nothing, or only a level.
    Nothing,
    /// No role.
    Unknown,
    /// One role; `is_title` as in [`Decision::Role`].
    Role { role: &'p str, is_title: bool },
    /// Any of these roles.
    OneOf(Vec<&'p str>),
}

/// The roles that the parts of a title mean together.
#[derive(Debug, Default)]
struct PartRoles<'p> {
    /// The roles that every part can mean; the roles of all parts when `different`.
    found: Vec<&'p str>,
    /// Whether two parts mean different roles.
    different: bool,
    /// Whether a part means no role.
    unknown: bool,
    /// Whether a part names a level and is not a title of a role.
    names_level: bool,
}

impl<'p> PartRoles<'p> {
    fn add(&mut self, part: PartMeaning<'p>, names_level: bool) {
        self.names_level |= names_level && !matches!(part, PartMeaning::Role { is_title: true, .. });
        match part {
            PartMeaning::Nothing => {}
            PartMeaning::Unknown => self.unknown = true,
            PartMeaning::Role { role, .. } => self.intersect(&[role]),
            PartMeaning::OneOf(roles) => self.intersect(&roles),
        }
    }

    /// Keeps the roles that this part can mean too; adds the part's roles when there is no such role.
    fn intersect(&mut self, roles: &[&'p str]) {
        let agrees = roles.iter().any(|role| self.found.contains(role));
        if !self.found.is_empty() && !self.different && agrees {
            self.found.retain(|role| roles.contains(role));
            return;
        }
        self.different |= !self.found.is_empty() && !agrees;
        for role in roles {
            if !self.found.contains(role) {
                self.found.push(role);
            }
        }
    }

    fn decision(&self) -> Option<Decision<'p>> {
        match self.found.as_slice() {
            _ if self.unknown => None,
            [] => None,
            [role] => {
                let found = FoundRole { role, kind: MatchKind::Tokens, weight: None };
                Some(Decision::Role { found, is_title: !self.names_level })
            }
            several => Some(Decision::Several(several.to_vec())),
        }
    }
}
