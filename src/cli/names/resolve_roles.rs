//! Roles on the command line, to ids.

use super::name_list::{OrderedSet, is_all, note_left_out, resolve_one_or_list};
use super::unknown_role::unknown_role;
use crate::answer::Note;
use crate::cli::failure::Failure;
use crate::iter::listed;
use crate::names::{LevelWord, NameWords, RolePredicate, TitleIndex, TitleLevel, TitleMatch, TitleScratch, Titles};
use crate::pack::{DataError, Pack, Role};
use crate::pricing::{Cell, MatchGrade, Options, Pricer, PricingError, has_price};

/// A role that a name means.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::cli) struct NamedRole {
    pub(in crate::cli) id: String,
    /// The level that the name states.
    pub(in crate::cli) level: Option<String>,
    /// The name, where it is the title of one of several jobs that the role covers.
    pub(in crate::cli) covered_job: Option<String>,
    /// Whether the name has words that say nothing about the role, such as a place.
    pub(in crate::cli) has_noise: bool,
}

/// The roles that a command can answer for.
#[derive(Clone, Copy)]
pub(in crate::cli) struct Answerable {
    /// Whether a role is one of them. Suggestions and `all` are limited to these.
    pub(in crate::cli) accepts: RolePredicate,
    /// What a note calls the other roles.
    pub(in crate::cli) others: &'static str,
}

impl Answerable {
    /// Roles with a price of no worse a match grade than `min_grade`.
    pub(in crate::cli) fn priced(min_grade: Option<MatchGrade>) -> Self {
        let accepts: RolePredicate = match min_grade {
            None | Some(MatchGrade::D) => |pack, role| has_price(pack, role, None),
            Some(MatchGrade::A) => |pack, role| has_price(pack, role, Some(MatchGrade::A)),
            Some(MatchGrade::B) => |pack, role| has_price(pack, role, Some(MatchGrade::B)),
            Some(MatchGrade::C) => |pack, role| has_price(pack, role, Some(MatchGrade::C)),
        };
        let others = match min_grade {
            None => "roles without a price",
            Some(MatchGrade::A) => "roles without a published median",
            Some(_) => "roles without a price of the match grade asked for",
        };
        Answerable { accepts, others }
    }

    /// Every role.
    pub(in crate::cli) fn any() -> Self {
        Answerable { accepts: |_, _| Ok(true), others: "" }
    }

    /// Roles with skills.
    pub(in crate::cli) fn with_skills() -> Self {
        let accepts: RolePredicate = |pack, role| Ok(pack.role_skills()?.iter().any(|row| row.role == role.id));
        Answerable { accepts, others: "roles without skills" }
    }
}

/// Resolves names to roles with a price, each with the level that its name states.
///
/// # Errors
/// When a name is unknown, or its role has no price; the hint names the nearest roles that have one.
pub(in crate::cli) fn resolve_priced_roles(
    pack: &Pack,
    words: &NameWords,
    names: &[String],
    min_grade: Option<MatchGrade>,
    notes: &mut Vec<Note>,
) -> Result<Vec<NamedRole>, Failure> {
    let found = resolve_roles(pack, words, names, Answerable::priced(min_grade), notes)?;
    for NamedRole { id, covered_job, .. } in &found {
        let Some(role) = pack.roles()?.get(id) else { continue };
        if !has_price(pack, role, min_grade)? {
            return Err(without_price(pack, words, id, min_grade)?);
        }
        let Some(job) = covered_job else { continue };
        if min_grade == Some(MatchGrade::A) {
            let (title, covers) = (&role.title, &role.covers);
            return Err(Failure::failed(anyhow::anyhow!(
                "\"{job}\" has no figures of its own: it is one of the jobs of {title}, which covers {covers}"
            ))
            .hint(format!("ask for \"{title}\", or accept match grade B with --min-grade B")));
        }
        let note = covered_job_note(job, role);
        if !notes.iter().any(|other| other.text == note) {
            notes.push(Note::fact(note));
        }
    }
    Ok(found)
}

/// Resolves names to roles, each with the level that its name states; `all` means every answerable role.
pub(in crate::cli) fn resolve_roles(
    pack: &Pack,
    words: &NameWords,
    names: &[String],
    answerable: Answerable,
    notes: &mut Vec<Note>,
) -> Result<Vec<NamedRole>, Failure> {
    let titles = Titles::new(pack, words).suggesting(answerable.accepts);
    let mut out = OrderedSet::new();
    for name in names {
        if is_all(name) {
            let mut without = Vec::new();
            for role in pack.roles()? {
                if (answerable.accepts)(pack, role)? {
                    out.extend([NamedRole { id: role.id.owned(), level: None, covered_job: None, has_noise: false }]);
                } else {
                    without.push(role);
                }
            }
            note_left_out(notes, answerable.others, without.into_iter().map(|role| role.title.as_str()));
            continue;
        }
        let resolve = |name: &str| Ok(titles.resolve(name)?.map(|found| (name.trim().to_owned(), found)));
        let found = match resolve_one_or_list(name, resolve)? {
            Ok(found) => found,
            Err(error) => return Err(unknown_role(pack, error, answerable.accepts)?),
        };
        for (name, TitleMatch { role, level, is_covered_job, has_noise, .. }) in found {
            let level = match level {
                TitleLevel::Unstated => None,
                TitleLevel::One(level) => Some(level),
                TitleLevel::PackHasNone(words) => {
                    notes.push(Note::warning(format!(
                        "\"{}\" changes nothing: the figures are of all levels together",
                        words.join(", ")
                    )));
                    None
                }
                TitleLevel::Several(levels) => {
                    notes.push(Note::warning(format!(
                        "\"{name}\" names more than one level ({}): none is chosen",
                        levels.join(", ")
                    )));
                    None
                }
            };
            let covered_job = is_covered_job.then_some(name);
            out.extend([NamedRole { id: role, level, covered_job, has_noise }]);
        }
    }
    Ok(out.values)
}

/// The role with a price of a title that is no name, read as titles of files are: without products, departments and words of job ads.
/// `None` where such a title has none, or names a place, which titles of files pass over.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(in crate::cli) fn role_of_title_of_file(
    pack: &Pack,
    title: &str,
    min_grade: Option<MatchGrade>,
    notes: &mut Vec<Note>,
) -> Result<Option<NamedRole>, DataError> {
    let index = TitleIndex::new(pack)?;
    let reading = index.read(title, &mut TitleScratch::default());
    let Ok(found) = reading.role else { return Ok(None) };
    let Some(role) = pack.roles()?.get(found.role) else { return Ok(None) };
    if names_place(pack, title)? || !has_price(pack, role, min_grade)? {
        return Ok(None);
    }
    let title = title.trim();
    notes.push(Note::fact(match found.is_covered_job {
        true => covered_job_note(title, role),
        false => format!("\"{title}\" is read as {}", role.title),
    }));
    let level = match reading.level {
        LevelWord::One(level) => Some(level.to_owned()),
        LevelWord::PackHasNone => {
            notes.push(Note::warning("the level changes nothing: the figures are of all levels together"));
            None
        }
        LevelWord::Several => {
            notes.push(Note::warning(format!("\"{title}\" names more than one level: none is chosen")));
            None
        }
        LevelWord::Unstated | LevelWord::SetAside => None,
    };
    let covered_job = found.is_covered_job.then(|| title.to_owned());
    Ok(Some(NamedRole { id: found.role.to_owned(), level, covered_job, has_noise: true }))
}

/// Whether a title has the name of a place outside the pack.
fn names_place(pack: &Pack, title: &str) -> Result<bool, DataError> {
    let title = title.to_lowercase();
    let is_letter = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
    let has = |name: &str| {
        let name = name.to_lowercase();
        !name.is_empty()
            && title.match_indices(&name).any(|(at, _)| {
                let (before, after) = (title.get(..at), title.get(at + name.len()..));
                !is_letter(before.and_then(|text| text.chars().next_back()))
                    && !is_letter(after.and_then(|text| text.chars().next()))
            })
    };
    Ok(pack.gazetteer()?.iter().any(|place| has(&place.name) || has(&place.name_zh)))
}

/// What is said of a job that has no figures of its own.
fn covered_job_note(job: &str, role: &Role) -> String {
    format!("\"{job}\" is priced as {}: the occupation covers {}", role.title, role.covers)
}

/// The error for a role without a price; its hint names the nearest roles that have one.
fn without_price(pack: &Pack, words: &NameWords, id: &str, min_grade: Option<MatchGrade>) -> Result<Failure, Failure> {
    let cell = Cell { role: id.to_owned(), city: None, level: None };
    let pricer = Pricer::new(pack, Options { min_grade, ..Options::default() })?;
    let error = match pricer.quote(&cell) {
        Err(error) => error,
        Ok(_) => return Err(Failure::failed(anyhow::anyhow!("{id} has no price"))),
    };
    // The error for a slotted role names the role that it is priced from, so nothing nearer needs to be found.
    let asks_nearest = matches!(error, PricingError::NoPrice { .. });
    let mut failure = Failure::from(error);
    if asks_nearest {
        let titles = Titles::new(pack, words).suggesting(Answerable::priced(min_grade).accepts);
        let related = titles.related(id)?;
        let names: Vec<String> = related.roles.iter().map(|role| format!("\"{}\"", role.name)).collect();
        let what = if min_grade == Some(MatchGrade::A) { "a published median" } else { "a price" };
        let which = if related.by_area {
            format!("roles of the same area with {what}:")
        } else if let [_] = names.as_slice() {
            format!("the nearest role with {what} is")
        } else {
            format!("the nearest roles with {what} are")
        };
        if !names.is_empty() {
            failure.hints.insert(0, format!("{which} {}", listed(&names)));
        }
    }
    Ok(failure)
}
