//! Reads the place that an address names.
//!
//! When one part of an address names a city and no other part names another, the address means that city: whatever else stands
//! in it is a district, a street or a remark. A province or country that contradicts the city makes the address unknown.

use super::address_parts::{AddressPart, MAX_CODE_LEN, Separator, address_parts, has_word_in_capitals};
use super::no_place::NoPlace;
use super::place_names::{MAX_NAME_CHARS, MAX_NAME_TOKENS, MAX_RUN_CHARS, NamedPlace, PlaceNames};
use super::place_words::{PlaceWords, excludes_place};
use super::regional_address::RegionalReader;
use crate::names::match_kind::MatchKind;
use crate::names::text::fold::{Folded, Token};
use crate::names::text::words::WordLists;
use crate::pack::WordFunction;

/// The shortest Chinese name that is found inside a longer run, in characters: `苏` in `苏南` is no province.
const MIN_INNER_NAME_CHARS: usize = 2;

/// The fewest characters behind the name of a city, the suffix included, with which they are the name of a district or street
/// in that city: `上海张江路` and `北京朝阳区`, but `南京东路` and `西安区` lie elsewhere.
const MIN_PART_CHARS: usize = 3;

/// The functions of words that name no place when they stand alone.
const FILLER_FUNCTIONS: [WordFunction; 7] = [
    WordFunction::Noise,
    WordFunction::PlaceFiller,
    WordFunction::CitySuffix,
    WordFunction::ProvinceSuffix,
    WordFunction::District,
    WordFunction::Street,
    WordFunction::Direction,
];

/// What is needed to read addresses.
#[derive(Debug, Clone, Copy)]
pub(super) struct AddressReader<'a, 'p> {
    pub(in crate::names) names: &'a PlaceNames<'p>,
    pub(in crate::names) words: WordLists<'a>,
    /// Whether an unknown part between commas makes the address unknown. In a request it may be a misspelt name of a list.
    pub(super) is_list: bool,
}

/// The places that a part of an address, or all parts, name.
#[derive(Debug, Default)]
struct PlacesFound<'p> {
    /// Cities by their own name.
    cities: Vec<&'p str>,
    /// Cities by an alias, which may be the name of a district.
    aliases: Vec<&'p str>,
    remote: Option<&'p str>,
    /// Provinces of the pack.
    provinces: Vec<&'p str>,
    /// The provinces that are named, each with the ids that it may be.
    province_ids: Vec<Vec<&'p str>>,
    /// Whether a city or country is named that the pack does not have.
    elsewhere: bool,
    /// Whether some of the text is unknown.
    is_unknown: bool,
    /// Whether it is the name of an institution, which may begin with another place than that of its site.
    is_institution: bool,
    /// Whether it is the site of an institution: `苏州校区`.
    is_site: bool,
    /// Whether the last Latin word ends the name of a district or street, so that unknown words before it are its name.
    ends_a_district: bool,
}

impl<'p> PlacesFound<'p> {
    fn add(&mut self, place: &NamedPlace<'_, 'p>) {
        match place {
            NamedPlace::City { id, is_own_name: true } => push_new(&mut self.cities, id),
            NamedPlace::City { id, is_own_name: false } => push_new(&mut self.aliases, id),
            NamedPlace::Remote(id) => self.remote = Some(id),
            NamedPlace::Province(id) => {
                push_new(&mut self.provinces, id);
                self.province_ids.push(vec![id]);
            }
            NamedPlace::Outside(outside) if outside.is_elsewhere => self.elsewhere = true,
            NamedPlace::Outside(outside) => self.province_ids.push(outside.provinces.clone()),
        }
    }

    /// Whether a city is named, of the pack or elsewhere.
    fn has_city(&self) -> bool {
        !(self.cities.is_empty() && self.aliases.is_empty()) || self.elsewhere
    }

    /// Forgets the places in the name of an institution whose site is named.
    fn forget_places(&mut self) {
        self.cities.clear();
        self.aliases.clear();
        self.elsewhere = false;
    }

    fn names_nothing(&self) -> bool {
        !self.has_city() && self.remote.is_none() && self.province_ids.is_empty()
    }
}

fn push_new<'p>(list: &mut Vec<&'p str>, id: &'p str) {
    if !list.contains(&id) {
        list.push(id);
    }
}

impl<'p> AddressReader<'_, 'p> {
    /// The place that an address names, or why it names none. `all` holds the tokens of the text.
    pub(in crate::names) fn resolve(self, text: &str, all: &Folded) -> Result<(&'p str, MatchKind), NoPlace> {
        if all.is_empty() {
            return Err(if text.trim().is_empty() { NoPlace::Empty } else { NoPlace::Unknown });
        }
        if let Some(names) = self.names.regional() {
            return RegionalReader { names, words: self.words, is_list: self.is_list }.resolve(text, all);
        }
        if let Some(place) = self.names.of_pack(all.joined()) {
            return Ok(place);
        }
        if let Some(ids) = self.names.sharing(all.joined()) {
            return Err(NoPlace::ambiguous(ids));
        }
        let names_place =
            |name: &str| self.names.get(name).is_some_and(|place| !matches!(place, NamedPlace::Remote(_)));
        if excludes_place(all, self.words, names_place, |run| self.longest_name(run).is_some()) {
            return Err(NoPlace::Unknown);
        }
        let parts = address_parts(text, self.words);
        let mut found = PlacesFound::default();
        let mut has_other_alias = false;
        for (at, part) in parts.iter().enumerate() {
            let here = self.read_part(part);
            let is_choice = [at, at + 1].iter().any(|at| separator(&parts, *at) == Some(Separator::Choice));
            let is_item = [at, at + 1]
                .iter()
                .any(|at| matches!(separator(&parts, *at), Some(Separator::Choice | Separator::Comma)));
            if self.is_list && is_item && here.is_unknown && here.names_nothing() {
                return Err(NoPlace::Unknown);
            }
            // Behind a city, another one counts when nothing else stands in its part: `上海-北京路` is in Shanghai.
            let counts = !found.has_city() || is_choice || !here.is_unknown || here.is_site;
            if here.is_site && found.is_institution && !is_choice {
                found.forget_places();
            }
            found.is_institution |= here.is_institution;
            if counts {
                has_other_alias |= is_choice && !here.is_unknown && !here.aliases.is_empty();
                here.cities.iter().for_each(|id| push_new(&mut found.cities, id));
                found.elsewhere |= here.elsewhere;
            }
            here.aliases.iter().for_each(|id| push_new(&mut found.aliases, id));
            here.provinces.iter().for_each(|id| push_new(&mut found.provinces, id));
            found.province_ids.extend(here.province_ids);
            found.remote = found.remote.or(here.remote);
            found.is_unknown |= here.is_unknown;
        }
        self.decide(&found, has_other_alias)
    }

    /// What the parts mean together. `has_other_alias` says that an alias stands alone beside another place.
    fn decide(self, found: &PlacesFound<'p>, has_other_alias: bool) -> Result<(&'p str, MatchKind), NoPlace> {
        let both: Vec<&str> = found.cities.iter().chain(&found.aliases).copied().collect();
        let id = match (found.cities.as_slice(), found.aliases.as_slice()) {
            ([_, _, ..], _) => return Err(NoPlace::several(&found.cities)),
            ([one], aliases) if has_other_alias && aliases.iter().any(|alias| alias != one) => {
                return Err(NoPlace::several(&both));
            }
            ([one], _) => *one,
            ([], [_, _, ..]) => return Err(NoPlace::several(&found.aliases)),
            // The alias may be a name elsewhere too, so nothing beside it may be unknown.
            ([], [_]) if found.is_unknown => return Err(NoPlace::Unknown),
            ([], [one]) => *one,
            ([], []) => return self.decide_without_city(found),
        };
        if found.elsewhere {
            return Err(NoPlace::several(&[id]));
        }
        let contradicts = |province: &str| found.province_ids.iter().any(|ids| !ids.contains(&province));
        if self.names.province_of(id).is_some_and(contradicts) {
            return Err(NoPlace::Unknown);
        }
        Ok((id, MatchKind::Alias))
    }

    fn decide_without_city(self, found: &PlacesFound<'p>) -> Result<(&'p str, MatchKind), NoPlace> {
        if found.elsewhere || found.is_unknown {
            return Err(NoPlace::Unknown);
        }
        if let Some(remote) = found.remote {
            return Ok((remote, MatchKind::Alias));
        }
        match found.provinces.as_slice() {
            [only] if found.province_ids.iter().all(|ids| ids.contains(only)) => Ok((only, MatchKind::Alias)),
            [_, _, ..] => Err(NoPlace::several(&found.provinces)),
            _ => Err(NoPlace::Unknown),
        }
    }

    fn read_part(self, part: &AddressPart<'_>) -> PlacesFound<'p> {
        let mut found = PlacesFound::default();
        let mut at = 0;
        while let Some(token) = part.tokens.get(at) {
            if token.han {
                self.read_run(token.text, &mut found);
                at += 1;
            } else {
                at += self.read_words(part, at, &mut found);
            }
        }
        found.is_unknown &= !found.ends_a_district;
        found
    }

    /// Reads the words at a token; returns the number of tokens used.
    fn read_words(self, part: &AddressPart<'_>, at: usize, found: &mut PlacesFound<'p>) -> usize {
        let AddressPart { text, tokens, .. } = part;
        // `Shen Zhen` and `Shenzhen City` have two tokens each.
        for used in (1..=MAX_NAME_TOKENS).rev() {
            let Some(name) = tokens.joined_range(at, used) else { continue };
            let Some(place) = self.names.get(name) else { continue };
            if name.len() <= MAX_CODE_LEN && tokens.len() > used && !has_word_in_capitals(text, name) {
                continue;
            }
            let behind = at + used;
            let is_site = tokens.get(behind).is_some_and(|next| PlaceWords::get().is_site_word(next.text));
            let is_alone = at == 0 && behind + 1 == tokens.len() && is_own_name(&place);
            if is_site && (found.is_institution || is_alone) {
                if found.is_institution {
                    found.forget_places();
                }
                found.add(&place);
                found.is_site = true;
                found.ends_a_district = false;
                return used + 1;
            }
            if let Some(end) = self.end_of_street(tokens, behind) {
                found.ends_a_district = true;
                return end - at;
            }
            // A district may have the name of a city elsewhere.
            let is_elsewhere = matches!(place, NamedPlace::Outside(outside) if outside.is_elsewhere);
            if !(is_elsewhere && self.has_function(tokens, behind, WordFunction::District)) {
                found.add(&place);
            }
            found.ends_a_district = false;
            return used;
        }
        let Some(token) = tokens.get(at) else { return 1 };
        found.is_institution |= PlaceWords::get().is_institution_word(token.text);
        if token.is_code() {
            return 1;
        }
        found.ends_a_district = self.words.is_word(token, &[WordFunction::District, WordFunction::Street]);
        found.is_unknown |= !self.is_filler(token);
        1
    }

    /// The token behind the name of a street whose first word stands before `at`: `Road`, `East Road`.
    fn end_of_street(self, tokens: &Folded, at: usize) -> Option<usize> {
        let at = if self.has_function(tokens, at, WordFunction::Direction) { at + 1 } else { at };
        self.has_function(tokens, at, WordFunction::Street).then_some(at + 1)
    }

    fn has_function(self, tokens: &Folded, at: usize, function: WordFunction) -> bool {
        tokens.get(at).is_some_and(|token| self.words.is_word(token, &[function]))
    }

    fn is_filler(self, token: Token<'_>) -> bool {
        self.words.is_word(token, &FILLER_FUNCTIONS)
    }

    /// Reads a Chinese run such as `浙江省杭州市余杭区`.
    fn read_run(self, run: &str, found: &mut PlacesFound<'p>) {
        if run.chars().count() > MAX_RUN_CHARS {
            found.is_unknown = true;
            return;
        }
        found.ends_a_district = false;
        for (segment, ending) in self.words.place_segments(run) {
            self.read_segment(segment, ending, found);
        }
    }

    /// Reads a segment of a run: a name, a name with a suffix, or several names.
    fn read_segment(self, segment: &str, ending: Option<WordFunction>, found: &mut PlacesFound<'p>) {
        let name = match ending {
            Some(suffix @ (WordFunction::CitySuffix | WordFunction::ProvinceSuffix)) => {
                self.words.without_ending(segment, suffix)
            }
            _ => segment,
        };
        if let Some(place) = self.names.get(segment).or_else(|| self.names.get(name)) {
            found.add(&place);
            return;
        }
        if self.is_filler(Token { text: segment, han: true }) || ending == Some(WordFunction::ProvinceSuffix) {
            return;
        }
        if self.read_site(segment, found) {
            return;
        }
        let is_part = matches!(ending, Some(WordFunction::District | WordFunction::Street));
        if is_part && found.has_city() {
            return;
        }
        let has_city_before = found.has_city();
        let mut rest = name;
        while !rest.is_empty() {
            let Some((place, behind)) = self.longest_name(rest) else {
                let filler = self.words.run_begins(rest, WordFunction::Noise);
                let Some(behind) = filler.and_then(|filler| rest.strip_prefix(filler)) else { break };
                rest = behind;
                continue;
            };
            if is_part && behind.chars().count() < MIN_PART_CHARS {
                return;
            }
            if ending.is_none() && found.has_city() && self.begins_a_longer_name(behind) {
                break;
            }
            found.add(&place);
            rest = behind;
            if is_part && found.has_city() {
                return;
            }
        }
        match ending {
            // A city that is not known, unless it lies in one that is.
            Some(WordFunction::CitySuffix) if !rest.is_empty() => {
                found.elsewhere |= !has_city_before && !found.has_city()
            }
            Some(_) => {}
            None => found.is_unknown |= !rest.is_empty(),
        }
    }

    /// Reads the name of an institution with the place of its site, or a site alone: `北京大学深圳医院`, `苏州校区`. Returns false for
    /// other texts.
    fn read_site(self, segment: &str, found: &mut PlacesFound<'p>) -> bool {
        let words = PlaceWords::get();
        let end = words.end_of_institution(segment);
        let is_behind_institution = found.is_institution;
        found.is_institution |= end.is_some();
        let Some(end) = end.filter(|end| *end < segment.len()) else {
            let Some((place, behind)) = self.longest_name(segment) else { return false };
            if !is_own_name(&place) || !words.is_site(behind) || found.has_city() && !is_behind_institution {
                return false;
            }
            if is_behind_institution {
                found.forget_places();
            }
            found.add(&place);
            found.is_site = true;
            found.is_unknown = true;
            return true;
        };
        let mut rest = segment.get(end..).unwrap_or_default();
        while !rest.is_empty() {
            if let Some((site, behind)) = self.longest_name(rest).filter(|(_, behind)| words.is_site(behind)) {
                self.add_site(segment, &site, found);
                found.is_unknown |= !behind.is_empty();
                return true;
            }
            rest = rest.get(rest.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
        }
        false
    }

    /// Adds the site of an institution. The name of a district may be another word, as in `上海中医药大学附属龙华医院`: where it lies in
    /// another city than the institution, either is meant.
    fn add_site(self, institution: &str, site: &NamedPlace<'_, 'p>, found: &mut PlacesFound<'p>) {
        found.add(site);
        let NamedPlace::City { id, is_own_name: false } = site else { return };
        if let Some((NamedPlace::City { id: own, .. }, _)) = self.longest_name(institution)
            && own != *id
        {
            push_new(&mut found.cities, own);
            found.elsewhere = true;
        }
    }

    /// Whether what stands behind a name makes it the beginning of a longer one, which is a part of the city before it: `长沙湾` in
    /// `香港长沙湾`.
    fn begins_a_longer_name(self, behind: &str) -> bool {
        let is_word = |function| self.words.run_begins(behind, function).is_some();
        !behind.is_empty()
            && behind.chars().count() < MIN_PART_CHARS
            && !FILLER_FUNCTIONS.into_iter().any(is_word)
            && self.longest_name(behind).is_none()
    }

    /// The longest name at the beginning of a Chinese text, and what stands behind it.
    fn longest_name<'t>(self, text: &'t str) -> Option<(NamedPlace<'t, 'p>, &'t str)>
    where
        Self: 't,
    {
        let ends: Vec<usize> = text
            .char_indices()
            .map(|(at, letter)| at + letter.len_utf8())
            .take(MAX_NAME_CHARS)
            .skip(MIN_INNER_NAME_CHARS - 1)
            .collect();
        ends.into_iter().rev().find_map(|end| {
            let (name, behind) = text.split_at_checked(end)?;
            Some((self.names.get(name)?, behind))
        })
    }
}

/// Whether a place is named by its own name, and not by that of a district, which may be another word.
fn is_own_name(place: &NamedPlace<'_, '_>) -> bool {
    matches!(place, NamedPlace::City { is_own_name: true, .. } | NamedPlace::Outside(_))
}

/// What stands before a part that is not the first.
fn separator(parts: &[AddressPart<'_>], at: usize) -> Option<Separator> {
    parts.get(at).filter(|_| at > 0).map(|part| part.before)
}
