//! Places in the text of a role: `nurse informaticist in Austin`.

use std::path::Path;

use super::name_list::listed_names;
use super::other_packs::{pack_with_place, pack_with_place_of};
use super::pay_in_role::role_without_pay;
use crate::answer::{Note, NoteTarget};
use crate::cli::failure::Failure;
use crate::names::{NameWords, Places, Titles, Unresolved, UnresolvedReason};
use crate::pack::{DataError, Pack, PlaceKind};

/// A title and a place that were given as one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) struct TitleAndPlace<'t> {
    title: &'t str,
    pub(in crate::cli) place: &'t str,
    /// The level or the years that the text names behind the place: `senior` of `cloud architect in Shanghai, senior`. Empty where it
    /// names none.
    level: &'t str,
}

impl TitleAndPlace<'_> {
    /// The title, with the level that stands behind the place.
    pub(in crate::cli) fn title(&self) -> String {
        format!("{} {}", self.title, self.level).trim_end().to_owned()
    }

    /// The options that name both.
    fn options(&self) -> String {
        format!("--role \"{}\" --city \"{}\"", self.title(), self.place)
    }

    /// Whether more than a space divides both in a text, or the place is not in Latin letters.
    fn is_marked_in(&self, text: &str) -> bool {
        !self.between(text).trim().is_empty() || !self.place.is_ascii()
    }

    /// Whether what divides both in a text makes a place of what follows: a word, such as `in`, or one of [`MARKS_BEFORE_PLACES`].
    fn is_called_place_in(&self, text: &str) -> bool {
        let is_mark = |letter: char| letter.is_alphabetic() || MARKS_BEFORE_PLACES.contains(&letter);
        self.between(text).contains(is_mark)
    }

    /// What a text has between the title and the place.
    fn between<'a>(&self, text: &'a str) -> &'a str {
        let (Some(title), Some(place)) = (text.find(self.title), text.rfind(self.place)) else { return "" };
        let range = if title < place { title + self.title.len()..place } else { place + self.place.len()..title };
        text.get(range).unwrap_or_default()
    }

    /// A warning that the place is read from the text of the role. The title of a table says it.
    pub(in crate::cli) fn note(&self) -> Note {
        Note::warning(format!("\"{}\" in the role is read as its city", self.place)).only_for(NoteTarget::Data)
    }
}

/// The most places in a text at which it is divided into title and place.
const MAX_DIVISIONS: usize = 16;

/// Marks behind which a place stands.
const MARKS_BEFORE_PLACES: [char; 5] = [',', '，', '@', '(', '（'];

/// Marks that stand between a title and a place.
const SEPARATORS: [char; 19] =
    [',', '，', '、', ';', '；', ':', '：', '-', '–', '—', '|', '/', '@', '·', '(', ')', '（', '）', '.'];

/// The role and the place in the text of the only role. The place is taken from the text if titles pass it over, a word or mark
/// divides it from the title, or it is not in Latin letters. A Latin name that only a space divides from the title could be a word of
/// another job: `Mobile developer`.
///
/// # Errors
/// A failure that names both options, where the place is not taken from the text. [`DataError`] when a table cannot be read.
pub(in crate::cli) fn place_in_role<'t>(
    pack: &Pack,
    words: &NameWords,
    roles: &'t [String],
    failure: Option<&Failure>,
) -> Result<Option<TitleAndPlace<'t>>, Failure> {
    if failure.is_some_and(|failure| !is_unknown_role(failure)) {
        return Ok(None);
    }
    for text in roles {
        if failure.is_none() && !names_passed_over_place(pack, text)? {
            continue;
        }
        let parts = listed_names(text);
        let is_list = roles.len() > 1 || parts.len() > 1 && are_titles(pack, words, text)?;
        let found = if is_list { first_with_place(pack, words, &parts)? } else { title_and_place(pack, words, text)? };
        let Some(mut found) = found else { continue };
        // A city says more than a word for work from any place.
        if is_any_place(pack, words, found.place)?
            && let Some(in_city) = title_and_place(pack, words, found.title)?
        {
            found = in_city;
        }
        if !is_list && (found.is_marked_in(text) || has_role_of(pack, words, text, &found)?) {
            return Ok(Some(found));
        }
        let apart = if is_list { "ask for each role with its place" } else { "write the place apart" };
        return Err(Failure::failed(anyhow::anyhow!("\"{text}\" names a role and a place"))
            .hint(format!("{apart}: {}", found.options())));
    }
    Ok(None)
}

/// The title and the place of the first of some texts that has both.
fn first_with_place<'t>(
    pack: &Pack,
    words: &NameWords,
    texts: &[&'t str],
) -> Result<Option<TitleAndPlace<'t>>, DataError> {
    for text in texts {
        if let Some(found) = title_and_place(pack, words, text)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// Whether a place may be the nation, or is any place: `remote`.
fn is_any_place(pack: &Pack, words: &NameWords, place: &str) -> Result<bool, DataError> {
    let cities = pack.cities()?;
    let is_any =
        |id: &String| cities.get(id).is_some_and(|place| matches!(place.kind, PlaceKind::Nation | PlaceKind::Remote));
    Ok(Places::new(pack, words)?.meant(place)?.iter().any(is_any))
}

/// Whether each part of a list is a title, perhaps with a place.
fn are_titles(pack: &Pack, words: &NameWords, list: &str) -> Result<bool, DataError> {
    let titles = Titles::new(pack, words);
    for part in listed_names(list) {
        if !titles.is_title(part)? && title_and_place(pack, words, part)?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a text and the title in it mean the same role, so that the place in it is no word of the job.
fn has_role_of(pack: &Pack, words: &NameWords, text: &str, found: &TitleAndPlace<'_>) -> Result<bool, DataError> {
    let titles = Titles::new(pack, words);
    Ok(match (titles.resolve(text)?, titles.resolve(found.title)?) {
        (Ok(whole), Ok(title)) => whole.role == title.role,
        _ => false,
    })
}

/// The title and the place in the text of a role, where the place is the nation or a word for any place: `data scientist remote`. Titles
/// pass such words over. `None` where the title alone means another role than the text.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(in crate::cli) fn any_place_in_role<'t>(
    pack: &Pack,
    words: &NameWords,
    text: &'t str,
) -> Result<Option<TitleAndPlace<'t>>, DataError> {
    let Some(found) = title_and_place(pack, words, text)? else { return Ok(None) };
    let is_it = is_any_place(pack, words, found.place)? && has_role_of(pack, words, text, &found)?;
    Ok(Some(found).filter(|_| is_it))
}

/// The failure for an unknown role, with a hint where its text is a title and a place of another bundled pack, or a title and a
/// misspelt place.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(in crate::cli) fn with_hint_of_place(
    pack: &Pack,
    words: &NameWords,
    roles: &[String],
    mut failure: Failure,
) -> Result<Failure, DataError> {
    if !is_unknown_role(&failure) {
        return Ok(failure);
    }
    if let Some(hint) = place_alone(pack, words, roles)? {
        failure.hints = vec![hint];
        return Ok(failure);
    }
    let in_other_pack = |role: &String| in_other_pack(pack, &role_without_pay(role).unwrap_or_else(|| role.clone()));
    if let Some(hint) = roles.iter().find_map(in_other_pack) {
        failure.hints = vec![hint];
        return Ok(failure);
    }
    // Of several roles, only the one that the error is about can hold an unknown place. A word of another domain is no place.
    let is_the_unknown_name = |role: &&String| {
        failure
            .error
            .downcast_ref::<Unresolved>()
            .is_some_and(|error| error.reason == UnresolvedReason::Unknown && error.text.trim() == role.trim())
    };
    let unknown = roles.iter().find(is_the_unknown_name);
    if let Some(hint) = unknown.map(|role| near_place(pack, words, role)).transpose()?.flatten() {
        failure.hints.insert(0, hint);
    }
    Ok(failure)
}

/// The title and the place in the text of a role where a city is given too, and is none of those that the place may mean.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(in crate::cli) fn other_place_in_role<'t>(
    pack: &Pack,
    words: &NameWords,
    text: &'t str,
    cities: &[Option<String>],
) -> Result<Option<TitleAndPlace<'t>>, DataError> {
    let Some(found) = title_and_place(pack, words, text)? else { return Ok(None) };
    let meant = Places::new(pack, words)?.meant(found.place)?;
    let is_given = cities.iter().flatten().any(|city| meant.contains(city));
    Ok(Some(found).filter(|_| !is_given))
}

/// The failure for a role beside cities, with a hint where a city is one of another bundled pack, or where the text of an unknown role
/// is a title and a place.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(in crate::cli) fn with_hint_of_two_places(
    pack: &Pack,
    words: &NameWords,
    roles: &[String],
    cities: &[String],
    mut failure: Failure,
) -> Result<Failure, DataError> {
    let places = Places::new(pack, words)?;
    for city in cities {
        if places.meant(city)?.is_empty()
            && let Some(elsewhere) = pack_with_place(pack, city)
        {
            failure.hints.insert(0, elsewhere);
            return Ok(failure);
        }
    }
    if is_unknown_role(&failure) {
        if let [role] = roles
            && !places.meant(role)?.is_empty()
        {
            let place = role.trim();
            failure.hints =
                vec![format!("\"{place}\" is a place, and another city is given; `payband roles` lists the roles")];
        }
        for role in roles {
            if let Some(found) = title_and_place(pack, words, role)? {
                failure.hints = vec![format!(
                    "\"{}\" is a role, and \"{}\" a place beside the city; name one place: {}",
                    found.title(),
                    found.place,
                    found.options()
                )];
            }
        }
    }
    Ok(failure)
}

/// The hint for a place that stands where a role has to: `payband benchmark Shanghai`.
fn place_alone(pack: &Pack, words: &NameWords, roles: &[String]) -> Result<Option<String>, DataError> {
    let [text] = roles else { return Ok(None) };
    let is_place = !Places::new(pack, words)?.meant(text)?.is_empty();
    Ok(is_place.then(|| {
        format!(
            "\"{0}\" is a place; name a role too: --role ROLE --city \"{0}\" (`payband roles` lists the roles)",
            text.trim()
        )
    }))
}

/// The hint for a text that is a title and a misspelt place, as `swe in san fransisco`, or a title and what a word or mark makes a
/// place, as `swe in Atlantis`.
fn near_place(pack: &Pack, words: &NameWords, text: &str) -> Result<Option<String>, DataError> {
    let (titles, places) = (Titles::new(pack, words), Places::new(pack, words)?);
    let mut found: Option<TitleAndPlace<'_>> = None;
    let mut near = None;
    for Division { front, back, .. } in divisions(text).iter().filter(|division| division.begins_word) {
        if !titles.is_title(front)? {
            continue;
        }
        // The shortest title, and the shortest place: `swe in` is a title too.
        let title = found.map_or(*front, |found| found.title);
        found = Some(TitleAndPlace { title, place: back, level: "" });
        if let Err(Unresolved { reason: UnresolvedReason::Unknown, nearest, .. }) = places.resolve(back)? {
            near = nearest.into_iter().next().or(near);
        }
    }
    let Some(found) = found else { return Ok(None) };
    let TitleAndPlace { title, place, .. } = found;
    let unknown = format!("\"{title}\" is a role, and no place is called \"{place}\"");
    let question = near.map(|near| {
        let meant = TitleAndPlace { place: &near.name, ..found };
        format!("did you mean {}?", meant.options())
    });
    Ok(match (found.is_called_place_in(text), question) {
        (true, Some(question)) => Some(format!("{unknown}; {question}")),
        (true, None) => Some(unknown),
        (false, question) => question,
    })
}

/// Whether a failure is that of a role that the pack does not know.
pub(in crate::cli) fn is_unknown_role(failure: &Failure) -> bool {
    failure.error.downcast_ref::<Unresolved>().is_some_and(|error| {
        error.what == "role" && matches!(error.reason, UnresolvedReason::Unknown | UnresolvedReason::OtherDomain(_))
    })
}

/// The hint for a text whose title and place another bundled pack has.
fn in_other_pack(pack: &Pack, text: &str) -> Option<String> {
    let own = pack.descriptor().ok().map(|descriptor| descriptor.name.as_str());
    Pack::bundled_names().filter(|other| Some(*other) != own).find_map(|name| {
        let other = Pack::open(Some(Path::new(name)), &[] as &[&Path]).ok()?;
        let found = title_and_place(&other, &NameWords::default(), text).ok()??;
        pack_with_place_of(pack, found.place, |place| format!(" {}", TitleAndPlace { place, ..found }.options()))
    })
}

/// Whether the text of a role names a place that titles pass over, because no job is named after such places.
fn names_passed_over_place(pack: &Pack, role: &str) -> Result<bool, DataError> {
    let lower = role.to_lowercase();
    let has = |name: &str| !name.is_empty() && lower.contains(&name.to_lowercase());
    let is_passed_over = |kind| matches!(kind, PlaceKind::City | PlaceKind::Province | PlaceKind::State);
    let mut named = pack.cities()?.iter().filter(|city| is_passed_over(city.kind));
    Ok(named.any(|city| has(&city.name) || has(&city.name_zh)))
}

/// Divides a text into a title, a place of the pack and a level behind the place, if there is one; `None` where it is not both.
fn title_and_place<'t>(pack: &Pack, words: &NameWords, text: &'t str) -> Result<Option<TitleAndPlace<'t>>, DataError> {
    let (titles, places) = (Titles::new(pack, words), Places::new(pack, words)?);
    for Division { front, back, .. } in divisions(text) {
        if titles.is_level(back)?
            && let Some(found) = divided_once(&titles, &places, front)?
            && front.ends_with(found.place)
        {
            return Ok(Some(TitleAndPlace { level: back, ..found }));
        }
    }
    let Some(found) = divided_once(&titles, &places, text)? else { return Ok(None) };
    for word in found.place.split_whitespace() {
        if titles.is_level(word)? {
            return Ok(Some(TitleAndPlace { level: word, ..found }));
        }
    }
    Ok(Some(found))
}

/// Divides a text into a title and a place of the pack, the longest place at its end or the shortest at its beginning; `None` where
/// it is not both.
fn divided_once<'t>(
    titles: &Titles<'_>,
    places: &Places<'_>,
    text: &'t str,
) -> Result<Option<TitleAndPlace<'t>>, DataError> {
    let is_title = |text: &str| titles.is_title(text);
    let meant = |text: &str| places.meant(text);
    let divisions = divisions(text);
    let of_backs = divisions.iter().map(|division| meant(division.back)).collect::<Result<Vec<_>, _>>()?;
    for (at, (Division { front, back, .. }, ids)) in divisions.iter().zip(&of_backs).enumerate() {
        // What stands between a title and its place is a word or none, so a place with more words before it is passed over. To
        // look a title up takes long where a pack has many names.
        let has_two_shorter = of_backs.get(at + 1) == Some(ids) && of_backs.get(at + 2) == Some(ids);
        if !ids.is_empty() && !has_two_shorter && is_title(front)? {
            // `in Austin` is a place too; `Montana` is another one than `rural Montana`.
            let mut place = *back;
            for shorter in divisions.iter().skip(at + 1).filter(|shorter| shorter.begins_word) {
                if meant(shorter.back)? == *ids {
                    place = shorter.back;
                }
            }
            return Ok(Some(TitleAndPlace { title: front, place, level: "" }));
        }
        if !meant(front)?.is_empty() && is_title(back)? {
            return Ok(Some(TitleAndPlace { title: back, place: front, level: "" }));
        }
    }
    Ok(None)
}

/// The two parts of a text.
struct Division<'t> {
    front: &'t str,
    back: &'t str,
    /// Whether the text is divided before a word, and not inside a run without spaces.
    begins_word: bool,
}

/// The two parts of a text at the beginning of each word, and between letters that are written without spaces.
fn divisions(text: &str) -> Vec<Division<'_>> {
    let separates = |letter: char| letter.is_whitespace() || SEPARATORS.contains(&letter);
    let mut found = Vec::new();
    let mut before: Option<char> = None;
    for (at, letter) in text.char_indices() {
        let begins_word = before.is_some_and(separates) && !separates(letter);
        let is_between = before.is_some_and(|before| !before.is_ascii() && !separates(before) && !separates(letter));
        if begins_word || is_between {
            let (front, back) = text.split_at(at);
            let (front, back) = (without_marks_around(front, separates), back.trim_matches(separates));
            if let Some(front) = front.filter(|front| !front.is_empty() && !back.is_empty()) {
                found.push(Division { front, back, begins_word });
            }
        }
        before = Some(letter);
    }
    found.truncate(MAX_DIVISIONS);
    found
}

/// A text without the marks around it, but with the bracket that closes an open one; `None` where a bracket in it is not closed.
fn without_marks_around(text: &str, is_mark: impl Fn(char) -> bool) -> Option<&str> {
    let text = text.trim_start_matches(&is_mark);
    let trimmed = text.trim_end_matches(&is_mark);
    let count = |brackets: [char; 2]| trimmed.matches(brackets).count();
    if count(['(', '（']) <= count([')', '）']) {
        return Some(trimmed);
    }
    let closing = text.get(trimmed.len()..)?.chars().next().filter(|mark| matches!(mark, ')' | '）'))?;
    text.get(..trimmed.len() + closing.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>((pack, words): (&Pack, &NameWords), text: &'t str) -> Option<(&'t str, &'t str)> {
        let found = title_and_place(pack, words, text).unwrap();
        found.map(|found| (found.title, found.place))
    }

    #[test]
    fn a_title_and_a_place_in_one_text_are_told_apart() {
        let us = Pack::open(Some(Path::new("us-oews-2025")), &[] as &[&Path]).unwrap();
        // The words of each pack are read once.
        let (us, china) = ((&us, &NameWords::default()), (&Pack::bundled(), &NameWords::default()));
        for (text, title, place) in [
            ("nurse informaticist in Austin", "nurse informaticist", "Austin"),
            ("SWE in SF", "SWE", "SF"),
            ("sysadmin, rural Montana", "sysadmin", "rural Montana"),
            ("Data Scientist Seattle", "Data Scientist", "Seattle"),
            ("Data Scientist - San Francisco, CA", "Data Scientist", "San Francisco, CA"),
            ("Data Scientist (New York)", "Data Scientist", "New York"),
            ("Data Scientist (5+ years) Seattle", "Data Scientist", "Seattle"),
            ("Austin nurse informaticist", "nurse informaticist", "Austin"),
            ("data scientist at Portland, Oregon", "data scientist", "Portland, Oregon"),
        ] {
            assert_eq!(found(us, text), Some((title, place)), "{text}");
        }
        for (text, title, place) in [
            ("cloud architect in Shanghai", "cloud architect", "Shanghai"),
            ("上海 云架构师", "云架构师", "上海"),
            ("上海云架构师", "云架构师", "上海"),
            ("云架构师，北京", "云架构师", "北京"),
        ] {
            assert_eq!(found(china, text), Some((title, place)), "{text}");
        }
        let near = |text: &str| near_place(us.0, us.1, text).unwrap().unwrap_or_default();
        for (text, title, place) in [
            ("swe in san fransisco", "swe", "San Francisco-Oakland-Fremont, CA"),
            ("Data Scientist, Seatle", "Data Scientist", "Seattle-Tacoma-Bellevue, WA"),
        ] {
            let hint = near(text);
            assert!(hint.ends_with(&format!("did you mean --role \"{title}\" --city \"{place}\"?")), "{text}: {hint}");
        }
        assert_eq!(near("swe in Xyzzyville"), "\"swe\" is a role, and no place is called \"Xyzzyville\"");
        assert!(
            near("swe in Atlantis").starts_with("\"swe\" is a role, and no place is called \"Atlantis\"; did you mean")
        );
        for other in ["gardener in san fransisco", "Data Scientist Xyzzyville", "swe", ""] {
            assert_eq!(near(other), "", "{other}");
        }
        for other in ["gardener in Austin", "nurse informaticist", "nurse informaticist in Atlantis", "Austin", ""] {
            assert_eq!(found(us, other), None, "{other}");
        }
    }
}
