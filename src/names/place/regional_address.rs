//! Reads the place that an address names, in packs that have states.
//!
//! A name means a city of the state that stands beside it; a city without a state must have one meaning. Whatever else stands
//! in an address is accepted only where a state confirms the city, because a town without a price of its own must not get that
//! of another place.

use super::address_parts::{AddressPart, MAX_CODE_LEN, Separator, has_word_in_capitals, whole_parts};
use super::no_place::NoPlace;
use super::place_words::excludes_place;
use super::regional_names::{NameSense, PlacesMeant, RegionalNames};
use crate::names::match_kind::MatchKind;
use crate::names::text::fold::{Folded, Token};
use crate::names::text::words::WordLists;
use crate::pack::WordFunction;

/// The most tokens of a name inside an address: names of areas are long.
const MAX_NAME_TOKENS: usize = 8;

/// The functions of words that say nothing in an address.
const FILLER_FUNCTIONS: [WordFunction; 3] = [WordFunction::Noise, WordFunction::PlaceFiller, WordFunction::EndNoise];

/// What is needed to read addresses.
#[derive(Debug, Clone, Copy)]
pub(super) struct RegionalReader<'a, 'p> {
    pub(in crate::names) names: &'a RegionalNames<'p>,
    pub(in crate::names) words: WordLists<'a>,
    /// Whether an unknown part makes the address unknown. In a request it may be a misspelt name of a list.
    pub(super) is_list: bool,
}

/// A name in an address.
type Named<'a, 'p> = &'a [NameSense<'p>];

/// The names of one place: those of the parts between marks of choice.
#[derive(Debug, Default)]
struct PlaceText<'a, 'p> {
    names: Vec<Named<'a, 'p>>,
    /// Whether some of the text is unknown.
    is_unknown: bool,
    /// Whether some of the text is unknown that may belong to the name of the place: not what stands behind a city and its state.
    is_unknown_within: bool,
}

impl PlaceText<'_, '_> {
    /// Whether a city and its state are named, so that what follows is a site or a remark: `Aurora, CO - Anschutz Campus`.
    fn is_whole(&self) -> bool {
        let Some((last, others)) = self.names.split_last() else { return false };
        last.iter().any(|sense| matches!(sense, NameSense::Region(_)))
            && others.iter().copied().flatten().any(|sense| sense.place().is_some())
    }
}

/// The number of digits in a postal code.
const POSTAL_CODE_LEN: usize = 5;

impl<'a, 'p> RegionalReader<'a, 'p> {
    /// The place that an address names, or why it names none. `all` holds the tokens of the text.
    pub(in crate::names) fn resolve(self, text: &str, all: &Folded) -> Result<(&'p str, MatchKind), NoPlace> {
        let mut meant = self.names.alone(all.joined());
        let is_place = |sense: &NameSense<'p>| !matches!(sense, NameSense::Nation(_));
        let names_place = |name: &str| self.names.senses(name).is_some_and(|senses| senses.iter().any(is_place));
        if meant == PlacesMeant::Unknown && excludes_place(all, self.words, names_place, |_| false) {
            return Err(NoPlace::Unknown);
        }
        if meant == PlacesMeant::Unknown {
            meant = self.read(text);
        }
        // The name of an area ends with its states: `Minneapolis-St. Paul-Bloomington, MN-WI MSA`.
        if meant == PlacesMeant::Unknown {
            meant = self.names.alone(self.without_fillers(all).joined());
        }
        match meant {
            PlacesMeant::One(id, kind) => Ok((id, kind)),
            PlacesMeant::Ambiguous(ids) => Err(NoPlace::ambiguous(&ids)),
            PlacesMeant::Several(ids) => Err(NoPlace::several(&ids)),
            PlacesMeant::Unknown => Err(NoPlace::Unknown),
        }
    }

    fn read(self, text: &str) -> PlacesMeant<'p> {
        let mut texts = vec![PlaceText::default()];
        for part in whole_parts(text) {
            if part.before == Separator::Choice {
                texts.push(PlaceText::default());
            }
            self.read_part(&part, &mut texts);
        }
        // The places that each text means, and the whole markets that are named.
        let (mut all, mut nations): (Vec<Vec<&'p str>>, Vec<&'p str>) = (Vec::new(), Vec::new());
        let mut names_several = false;
        for text in texts.iter().filter(|text| text.is_unknown || !text.names.is_empty()) {
            match self.place_of(text) {
                PlacesMeant::Unknown => return PlacesMeant::Unknown,
                PlacesMeant::One(id, _) => all.push(vec![id]),
                PlacesMeant::Ambiguous(ids) => all.push(ids),
                PlacesMeant::Several(ids) => {
                    names_several = true;
                    all.push(ids);
                }
            }
            nations.extend(text.names.iter().copied().flatten().filter_map(|sense| match sense {
                NameSense::Nation(id) => Some(*id),
                _ => None,
            }));
        }
        names_several |= has_disjoint(&all);
        match self.names.most_exact(all.concat(), |id| nations.contains(&id)) {
            PlacesMeant::Ambiguous(ids) if names_several => PlacesMeant::Several(ids),
            meant => meant,
        }
    }

    /// Reads a part into the last text. A word for a choice begins another.
    fn read_part(self, part: &AddressPart<'_>, texts: &mut Vec<PlaceText<'a, 'p>>) {
        let tokens = &part.tokens;
        let (mut names, mut is_unknown) = (Vec::new(), false);
        let (mut at, mut behind_name, mut direction) = (0, false, false);
        let (mut behind_postal_code, mut has_remark) = (false, false);
        let mut end_text = |names: &mut Vec<Named<'a, 'p>>, is_unknown: bool, begins_next: bool| {
            if let Some(text) = texts.last_mut() {
                text.is_unknown |= is_unknown;
                text.is_unknown_within |= is_unknown && !text.is_whole();
                if !is_unknown {
                    text.names.append(names);
                }
            }
            names.clear();
            if begins_next {
                texts.push(PlaceText::default());
            }
        };
        while let Some(token) = tokens.get(at) {
            if let Some((senses, used)) = self.name_at(part, at, behind_name) {
                at += used;
                let has_place = senses.iter().any(|sense| sense.place().is_some());
                let next = tokens.get(at);
                // A filler counts before an end: `Seattle area` is no district.
                let next = next.filter(|next| !self.is_filler(*next));
                let is_end = |function| next.is_some_and(|next| self.words.is_word(next, &[function]));
                // `Main Street`, `Orange County`, `Texas City` and `East Texas` are other places.
                if is_end(WordFunction::Street) || is_end(WordFunction::District) {
                    is_unknown = true;
                    at += 1;
                }
                is_unknown |= !has_place && (direction || is_end(WordFunction::CitySuffix));
                names.push(senses);
                (behind_name, direction) = (true, false);
                continue;
            }
            if let Some(used) = self.filler_at(tokens, at) {
                at += used;
                continue;
            }
            at += 1;
            if token.is_code() || self.is_filler(token) {
                behind_postal_code |= behind_name && token.is_code() && token.text.len() == POSTAL_CODE_LEN;
                continue;
            }
            if self.words.is_word(token, &[WordFunction::Either]) {
                end_text(&mut names, is_unknown || direction, true);
                (is_unknown, behind_name, direction) = (false, false, false);
                behind_postal_code = false;
                continue;
            }
            // A postal code ends an address: `NJ 08103 Cooper Hospital`.
            if behind_postal_code {
                has_remark = true;
                continue;
            }
            let ends_name =
                behind_name && self.words.is_word(token, &[WordFunction::CitySuffix, WordFunction::ProvinceSuffix]);
            is_unknown |= direction;
            direction = self.words.is_word(token, &[WordFunction::Direction]);
            is_unknown |= !ends_name && !direction;
        }
        end_text(&mut names, is_unknown || direction, false);
        if let Some(text) = texts.last_mut() {
            text.is_unknown |= has_remark;
        }
    }

    /// The longest name that begins at a token, and the number of its tokens. `behind_name` says that a name stands before it.
    fn name_at(self, part: &AddressPart<'_>, at: usize, behind_name: bool) -> Option<(Named<'a, 'p>, usize)> {
        let tokens = &part.tokens;
        (1..=MAX_NAME_TOKENS.min(tokens.len().saturating_sub(at))).rev().find_map(|used| {
            let name = tokens.joined_range(at, used)?;
            let senses = self.names.senses(name)?;
            let is_name = name.len() > MAX_CODE_LEN || self.is_code_here(part, at, used, behind_name);
            is_name.then_some((senses, used))
        })
    }

    /// Whether a short name is a code where it stands, and no word such as `in` or `or`.
    fn is_code_here(self, part: &AddressPart<'_>, at: usize, used: usize, behind_name: bool) -> bool {
        let tokens = &part.tokens;
        let numbers =
            |range: std::ops::Range<usize>| range.filter_map(|at| tokens.get(at)).all(|token| token.is_code());
        if numbers(0..at) && numbers(at + used..tokens.len()) {
            return true;
        }
        let Some(name) = tokens.joined_range(at, used) else { return false };
        // Capitals may have points: `D.C.`.
        if !has_word_in_capitals(&part.text.replace('.', ""), name) {
            return false;
        }
        let is_word = tokens.get(at).is_some_and(|token| used == 1 && self.is_function_word(token));
        let next = tokens.joined_range(at + used, 1).filter(|_| !numbers(at + used..at + used + 1));
        let before_nation = next.is_none_or(|next| {
            self.names
                .senses(next)
                .is_some_and(|senses| senses.iter().any(|sense| matches!(sense, NameSense::Nation(_))))
        });
        !is_word || behind_name && before_nation || is_joined(part.text, name)
    }

    fn is_function_word(self, token: Token<'_>) -> bool {
        self.is_filler(token) || self.words.is_word(token, &[WordFunction::Either])
    }

    /// The number of tokens of the word that begins at a token and only stands beside places: `metro area`.
    fn filler_at(self, tokens: &Folded, at: usize) -> Option<usize> {
        self.words.longest_prefix(tokens, at, 0, &[WordFunction::PlaceFiller]).map(|(_, used, _)| used)
    }

    /// The tokens that are not of words beside places.
    fn without_fillers(self, tokens: &Folded) -> Folded {
        let (mut kept, mut at) = (Folded::default(), 0);
        while let Some(token) = tokens.get(at) {
            match self.filler_at(tokens, at) {
                Some(used) => at += used,
                None => {
                    kept.push(token);
                    at += 1;
                }
            }
        }
        kept
    }

    fn is_filler(self, token: Token<'_>) -> bool {
        self.words.is_word(token, &FILLER_FUNCTIONS)
    }

    /// The place that the names of one text mean together.
    fn place_of(self, text: &PlaceText<'a, 'p>) -> PlacesMeant<'p> {
        let is_elsewhere = |senses: &Named<'a, 'p>| senses.iter().all(|sense| *sense == NameSense::Elsewhere);
        let may_be_elsewhere = text.names.iter().any(|senses| senses.contains(&NameSense::Elsewhere));
        // Of `London, Ontario, CA` the unknown part is the city.
        if text.names.iter().any(is_elsewhere)
            || text.is_unknown && self.is_list
            || text.is_unknown_within && may_be_elsewhere
        {
            return PlacesMeant::Unknown;
        }
        let mut found: Vec<(&'p str, bool)> = Vec::new();
        for (place, state) in self.candidates(text) {
            if let Some(is_confirmed) = fits(text, place, state) {
                found.push((place, is_confirmed));
            }
        }
        let confirmed: Vec<&'p str> =
            found.iter().filter(|(_, is_confirmed)| *is_confirmed).map(|(place, _)| *place).collect();
        if !confirmed.is_empty() {
            return self.names.most_exact(confirmed, |_| false);
        }
        if text.is_unknown || may_be_elsewhere {
            return PlacesMeant::Unknown;
        }
        if found.is_empty() && self.has_two_places(text) {
            let firsts = text.names.iter().filter_map(|senses| senses.iter().find_map(NameSense::place));
            return match self.names.most_exact(firsts.collect(), |_| false) {
                PlacesMeant::Ambiguous(ids) => PlacesMeant::Several(ids),
                meant => meant,
            };
        }
        self.without_state(text, found.into_iter().map(|(place, _)| place).collect())
    }

    /// The place of a text in which no state stands beside a city. `places` are the cities that it could mean.
    fn without_state(self, text: &PlaceText<'a, 'p>, places: Vec<&'p str>) -> PlacesMeant<'p> {
        let mut all = places;
        let is_nation = |sense: &NameSense<'p>| matches!(sense, NameSense::Nation(_));
        let named: Vec<Named<'a, 'p>> =
            text.names.iter().copied().filter(|senses| !senses.iter().any(is_nation)).collect();
        let mut states: Option<Vec<&'p str>> = None;
        for senses in &named {
            let own = senses.iter().find_map(|sense| match sense {
                NameSense::Own(id, _) if senses.contains(&NameSense::Region(id)) => Some(*id),
                _ => None,
            });
            // `Wyoming` is the state, though a city elsewhere has the name.
            if let Some(own) =
                own.filter(|own| named.len() == 1 && !all.iter().any(|place| self.names.is_in(place, own)))
            {
                all.clear();
                all.push(own);
            }
            let here = senses.iter().filter_map(|sense| match sense {
                NameSense::Region(id) => Some(*id),
                _ => None,
            });
            let here: Vec<&'p str> = here.collect();
            states = Some(match states {
                Some(known) => known.into_iter().filter(|id| here.contains(id)).collect(),
                None => here,
            });
        }
        match states {
            // Nothing but the whole market is named.
            None => {
                let nation = text.names.iter().copied().flatten().find_map(|sense| match sense {
                    NameSense::Nation(id) => Some(*id),
                    _ => None,
                });
                all.extend(nation);
            }
            Some(states) => all.extend(states.into_iter().filter(|state| !all.contains(state)).collect::<Vec<_>>()),
        }
        self.names.most_exact(all, |_| false)
    }

    /// Every place that a text could mean, with each state that it could be in; `None` for a place without states.
    fn candidates(self, text: &PlaceText<'a, 'p>) -> Vec<(&'p str, Option<&'p str>)> {
        let mut found = Vec::new();
        for place in text.names.iter().copied().flatten().filter_map(NameSense::place) {
            let states = self.names.regions_of(place);
            let all = states.iter().copied().map(Some).chain(states.is_empty().then_some(None));
            for one in all.map(|state| (place, state)) {
                if !found.contains(&one) {
                    found.push(one);
                }
            }
        }
        found
    }

    /// Whether two names are of different places and could not be states.
    fn has_two_places(self, text: &PlaceText<'a, 'p>) -> bool {
        let places = |senses: &Named<'a, 'p>| senses.iter().filter_map(NameSense::place).collect::<Vec<_>>();
        let all: Vec<Vec<&str>> = text.names.iter().map(places).filter(|places| !places.is_empty()).collect();
        has_disjoint(&all)
    }
}

/// Whether two of some lists share nothing.
fn has_disjoint(lists: &[Vec<&str>]) -> bool {
    let shares = |one: &Vec<&str>, other: &Vec<&str>| one.iter().any(|id| other.contains(id));
    lists.iter().enumerate().any(|(at, one)| lists.iter().skip(at + 1).any(|other| !shares(one, other)))
}

/// Whether all names of a text fit a place in a state; if they do, whether one of them is the state and another the place.
fn fits(text: &PlaceText<'_, '_>, place: &str, state: Option<&str>) -> Option<bool> {
    let (mut as_place, mut as_state) = (0_usize, 0_usize);
    for senses in &text.names {
        let is_place = senses.iter().any(|sense| match sense {
            NameSense::Place(id) => *id == place,
            NameSense::PlaceIn(id, of) => *id == place && Some(*of) == state,
            NameSense::Own(id, _) => *id == place,
            _ => false,
        });
        let is_state = senses.iter().any(|sense| matches!(sense, NameSense::Region(id) if Some(*id) == state));
        let is_nation = senses.iter().any(|sense| matches!(sense, NameSense::Nation(_)));
        if is_place && (!is_state || as_place == 0) {
            as_place += 1;
        } else if is_state {
            as_state += 1;
        } else if is_place {
            as_place += 1;
        } else if !is_nation {
            return None;
        }
    }
    // `WA, Seattle`: the state may stand before the city, and `New York, New York` names both.
    (as_place > 0).then_some(as_state > 0)
}

/// Whether a code stands between hyphens, or before one at the beginning: `US-OR-Portland`, `IN-Gary`.
fn is_joined(text: &str, code: &str) -> bool {
    let mut parts = text.split('-');
    let last = parts.next_back();
    last.is_some() && parts.any(|part| part.trim().eq_ignore_ascii_case(code))
}
