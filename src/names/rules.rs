//! The rules by which a title means a role, whatever holds the names.

use super::fold::{Folded, stem};
use super::match_kind::MatchKind;
use super::words::{Lists, Parsed};

/// Which names to look among.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Among {
    Titles,
    Aliases,
}

impl Among {
    /// How a name that is found as it stands was found.
    pub(super) fn kind(self) -> MatchKind {
        match self {
            Among::Titles => MatchKind::Exact,
            Among::Aliases => MatchKind::Alias,
        }
    }
}

/// What is kept of a name, to find it by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// All of it, folded.
    Exact,
    /// The same without the words of the pack's own domain.
    Reduced,
    /// The same in any order, plurals removed.
    Bag,
}

/// Longest part of a title that is looked at; what is longer is no title.
pub(super) const LONGEST_TITLE: usize = 400;

/// Marks that part one title from another in the same text.
pub(super) const BETWEEN_TITLES: [char; 18] =
    ['/', '、', ',', '，', ';', '；', '|', '(', ')', '（', '）', '【', '】', '[', ']', '&', '–', '—'];

/// A role that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found<'p> {
    pub(super) role: &'p str,
    pub(super) kind: MatchKind,
    /// How much the name says that was found, its domain words with it; `None` when there were several.
    pub(super) weight: Option<usize>,
}

/// The roles of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning<'p> {
    /// This one, and how much the name says.
    One(&'p str, usize),
    /// One of these, as an alias means that has several rows.
    OneOf(Vec<&'p str>),
}

impl<'p> Meaning<'p> {
    /// The same as something that was found in this way.
    pub(super) fn found(self, kind: MatchKind) -> Named<'p> {
        match self {
            Meaning::One(role, weight) => Named::One(Found { role, kind, weight: Some(weight) }),
            Meaning::OneOf(roles) => Named::OneOf(roles),
        }
    }

    /// Adds another role.
    pub(super) fn or(&mut self, role: &'p str) {
        match self {
            Meaning::One(one, _) if *one == role => {}
            Meaning::One(one, _) => *self = Meaning::OneOf(vec![*one, role]),
            Meaning::OneOf(roles) if roles.contains(&role) => {}
            Meaning::OneOf(roles) => roles.push(role),
        }
    }

    /// Whether this role is among those.
    pub(super) fn has(&self, role: &str) -> bool {
        match self {
            Meaning::One(one, _) => *one == role,
            Meaning::OneOf(roles) => roles.contains(&role),
        }
    }
}

/// What a name was found to stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Named<'p> {
    /// This role.
    One(Found<'p>),
    /// One of these roles.
    OneOf(Vec<&'p str>),
}

/// What a title means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Decision<'p> {
    /// This role. By its own title, once or more, which was not taken apart: no word of a title means a level. What else people
    /// write may name one, an alias too.
    Role { found: Found<'p>, is_title: bool },
    /// More than one, or one of these and it cannot be said which.
    Several(Vec<&'p str>),
    /// One of another domain.
    OtherDomain,
    /// None.
    Unknown,
}

/// Buffers that the rules need, to be used again for the next title.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    pub(super) all: Folded,
    pub(super) parsed: Parsed,
    part: Folded,
    part_parsed: Parsed,
    pub(super) bag: Bag,
}

/// Words in any order, plurals removed.
#[derive(Debug, Default)]
pub(super) struct Bag {
    order: Vec<usize>,
    text: String,
}

impl Bag {
    /// The bag of some words.
    pub(super) fn read(&mut self, content: &Folded) -> &str {
        let Bag { order, text } = self;
        let word = |at: usize| stem(content.get(at).map_or("", |token| token.text));
        order.clear();
        order.extend(0..content.len());
        order.sort_unstable_by(|one, other| word(*one).cmp(word(*other)));
        text.clear();
        for at in order {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word(*at));
        }
        text
    }
}

/// Whatever holds the names of roles.
pub(super) trait Names<'p> {
    /// Why names cannot be looked at.
    type Error;

    /// The words to take out of a text.
    fn words(&self, text: &Folded) -> Result<Lists<'_>, Self::Error>;

    /// What an alias of an overlay stands for, by the whole of it, folded. It wins over every other name: whoever lays an
    /// overlay over a pack knows what the name means there.
    fn of_overlay(&self, whole: &str) -> Result<Option<Named<'p>>, Self::Error>;

    /// What this very name, folded, stands for.
    fn as_it_stands(&self, among: Among, whole: &str) -> Result<Option<Named<'p>>, Self::Error>;

    /// What a title stands for which has been taken apart, by [`by_forms`].
    fn taken_apart(&self, among: Among, parsed: &Parsed, bag: &mut Bag) -> Result<Option<Named<'p>>, Self::Error>;

    /// The role that a text means, its words read already. The words taken out are left in `scratch.parsed`.
    fn decide(&self, text: &str, scratch: &mut Scratch) -> Result<Decision<'p>, Self::Error> {
        let Scratch { all, parsed, bag, .. } = scratch;
        if let Some(named) = self.of_overlay(all.joined())? {
            self.words(all)?.parse(all, parsed);
            return Ok(named.decided(false));
        }
        if let Some(named) = self.as_it_stands(Among::Titles, all.joined())? {
            return Ok(named.decided(true));
        }
        self.words(all)?.parse(all, parsed);
        let mut named = if can_mean(parsed) { self.of_overlay(parsed.with_domain.joined())? } else { None };
        if named.is_none() {
            named = self.taken_apart(Among::Titles, parsed, bag)?;
        }
        if named.is_none() {
            named = self.as_it_stands(Among::Aliases, all.joined())?;
        }
        if named.is_none() {
            named = self.taken_apart(Among::Aliases, parsed, bag)?;
        }
        if let Some(named) = named {
            return Ok(named.decided(false));
        }
        if parsed.other_domain.is_some() {
            return Ok(Decision::OtherDomain);
        }
        self.repeated(text, scratch)
    }

    /// A title that says the same role more than once: in two languages, or between slashes.
    fn repeated(&self, text: &str, scratch: &mut Scratch) -> Result<Decision<'p>, Self::Error> {
        let Scratch { all, parsed, part, part_parsed, bag } = scratch;
        if text.contains(BETWEEN_TITLES) {
            let mut roles = Roles::default();
            for piece in text.split(BETWEEN_TITLES) {
                part.read(piece);
                roles.add(self.part(part, part_parsed, bag)?, !part_parsed.levels.is_empty());
                if roles.unknown {
                    break;
                }
            }
            if let Some(decision) = roles.decision() {
                return Ok(decision);
            }
        }
        // Words for levels were taken out before.
        let names_level = !parsed.levels.is_empty();
        let (content, mut roles) = (&parsed.content, Roles { names_level, ..Roles::default() });
        // In one script, and with nothing taken out, there is nothing new to see.
        let one_script = content.iter().all(|token| token.han) || !content.has_han();
        if one_script && content.len() == all.len() && content.joined() == all.joined() {
            return Ok(Decision::Unknown);
        }
        for han in [false, true] {
            part.clear();
            content.iter().filter(|token| token.han == han).for_each(|token| part.push(token));
            roles.add(self.part(part, part_parsed, bag)?, !part_parsed.levels.is_empty());
            if roles.unknown {
                break;
            }
        }
        Ok(roles.decision().unwrap_or(Decision::Unknown))
    }

    /// What a part of a title means, and what was taken out of it.
    fn part(&self, part: &Folded, parsed: &mut Parsed, bag: &mut Bag) -> Result<Part<'p>, Self::Error> {
        self.words(part)?.parse(part, parsed);
        if parsed.content.is_empty() {
            return Ok(Part::Nothing);
        }
        let mut named = self.of_overlay(part.joined())?;
        if named.is_none() {
            if let Some(Named::One(found)) = self.as_it_stands(Among::Titles, part.joined())? {
                return Ok(Part::Role { role: found.role, is_title: true });
            }
            named = if can_mean(parsed) { self.of_overlay(parsed.with_domain.joined())? } else { None };
        }
        if named.is_none() {
            named = self.taken_apart(Among::Titles, parsed, bag)?;
        }
        if named.is_none() {
            named = self.taken_apart(Among::Aliases, parsed, bag)?;
        }
        Ok(match named {
            None => Part::Unknown,
            Some(Named::One(found)) => Part::Role { role: found.role, is_title: false },
            Some(Named::OneOf(roles)) => Part::OneOf(roles),
        })
    }
}

impl<'p> Named<'p> {
    fn decided(self, is_title: bool) -> Decision<'p> {
        match self {
            Named::One(found) => Decision::Role { found, is_title },
            Named::OneOf(roles) => Decision::Several(roles),
        }
    }
}

/// Looks a title up that has been taken apart: as it stands, without words of the domain, in any order.
pub(super) fn by_forms<'p>(
    among: Among,
    parsed: &Parsed,
    bag: &mut Bag,
    look: impl Fn(Form, &str) -> Option<Meaning<'p>>,
) -> Option<Named<'p>> {
    let named = |kind| move |meaning: Meaning<'p>| meaning.found(kind);
    look(Form::Exact, parsed.with_domain.joined())
        .map(named(among.kind()))
        .or_else(|| look(Form::Reduced, parsed.content.joined()).map(named(MatchKind::Tokens)))
        .or_else(|| {
            let none = parsed.content.is_empty();
            (!none).then(|| look(Form::Bag, bag.read(&parsed.content))).flatten().map(named(MatchKind::Tokens))
        })
}

/// Whether a title that has been taken apart can mean anything.
pub(super) fn can_mean(parsed: &Parsed) -> bool {
    !(parsed.content.is_empty() && parsed.with_domain.is_empty()) && parsed.other_domain.is_none()
}

/// Whether words are enough to tell a role: two of them, or four letters of a script without blanks.
pub(super) fn tells(content: &Folded) -> bool {
    match content.len() {
        0 => false,
        1 => content.has_han() && content.joined().chars().count() >= 4,
        _ => true,
    }
}

/// Whether a name has forms besides itself by which it can be found: reduced, and as a bag.
pub(super) fn has_other_forms(among: Among, all: &Folded, parsed: &Parsed) -> bool {
    // A word of a role's own title is no level: `Staff Research Nurse` without it may be another role, at another level.
    if among == Among::Titles && !parsed.levels.is_empty() {
        return false;
    }
    // What is left of a name must still be able to tell it: `Healthcare IT Architect` is not any architect.
    parsed.content.len() == all.len() || tells(&parsed.content)
}

/// What a part of a title means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part<'p> {
    /// It says nothing, but perhaps a level.
    Nothing,
    /// No role.
    Unknown,
    /// This role; by its own title, as in [`Decision::Role`], or not.
    Role { role: &'p str, is_title: bool },
    /// One of these roles.
    OneOf(Vec<&'p str>),
}

/// The roles of the parts of a title.
#[derive(Debug, Default)]
struct Roles<'p> {
    /// The roles that all parts so far can mean; all of them when parts mean different roles.
    found: Vec<&'p str>,
    different: bool,
    unknown: bool,
    /// Whether a part that is no title names a level.
    names_level: bool,
}

impl<'p> Roles<'p> {
    fn add(&mut self, part: Part<'p>, names_level: bool) {
        self.names_level |= names_level && !matches!(part, Part::Role { is_title: true, .. });
        match part {
            Part::Nothing => {}
            Part::Unknown => self.unknown = true,
            Part::Role { role, .. } => self.meet(&[role]),
            Part::OneOf(roles) => self.meet(&roles),
        }
    }

    fn meet(&mut self, roles: &[&'p str]) {
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
                let found = Found { role, kind: MatchKind::Tokens, weight: None };
                Some(Decision::Role { found, is_title: !self.names_level })
            }
            several => Some(Decision::Several(several.to_vec())),
        }
    }
}
