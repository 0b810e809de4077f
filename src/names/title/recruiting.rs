//! Titles of people who recruit: `技术招聘经理`, `IT Hiring Manager`. The word for recruiting is noise where a title advertises a job:
//! `招聘Java开发工程师`, `软件工程师招聘`, `【招聘】软件工程师`.

use super::job_words::{RecruitingWord, is_general_job, recruiting_words};
use super::parts::title_parts;
use crate::names::text::fold::{Folded, Token};
use crate::names::text::words::{Parsed, WordLists};
use crate::pack::WordFunction;

/// The word by which a title is that of a recruiter; `None` where it is none. `all` holds the folded title; `buffers` are overwritten.
pub(super) fn recruiting_word(
    title: &str,
    all: &Folded,
    words: WordLists<'_>,
    (part, parsed): (&mut Folded, &mut Parsed),
) -> Option<&'static str> {
    if !recruiting_words().iter().any(|word| all.joined().contains(word.text.as_str())) {
        return None;
    }
    let texts = title_parts(title);
    let mut parts = Vec::with_capacity(texts.len());
    for text in texts {
        part.read(text);
        parts.push(RecruitingPart::of(part, words, parsed));
    }
    let found = parts.iter().enumerate().find_map(|(at, here)| {
        let word = here.word?;
        let names_job = |part: &&RecruitingPart| part.has_job_behind;
        let before = parts.get(..at)?.iter().rev().find(names_job);
        let after = parts.get(at + 1..)?.iter().find(names_job);
        here.is_recruiter(word, before, after).then_some(word)
    })?;
    Some(&found.text)
}

/// A part of a title.
#[derive(Debug, Default)]
struct RecruitingPart {
    /// The word for recruiting in it.
    word: Option<&'static RecruitingWord>,
    /// Whether words that are no noise stand before the word for recruiting.
    has_job_before: bool,
    /// Whether noise stands before it, as in `高薪招聘`: then it advertises.
    has_noise_before: bool,
    /// Whether words that are no noise stand behind the word for recruiting, or anywhere in a part that has none.
    has_job_behind: bool,
    /// Whether these are a job that people of every trade have, and nothing else.
    is_general_job: bool,
    /// Whether they end with such a job.
    ends_with_general_job: bool,
}

impl RecruitingPart {
    fn of(part: &Folded, words: WordLists<'_>, parsed: &mut Parsed) -> Self {
        let mut here = RecruitingPart::default();
        let (mut front, mut back) = (Folded::default(), Folded::default());
        let mut at = 0;
        while let Some(token) = part.get(at) {
            if here.word.is_none()
                && let Some((word, before, behind)) = split_at_word(token)
            {
                here.word = Some(word);
                front.push(Token { text: before, han: token.han });
                back.push(Token { text: behind, han: token.han });
                at += 1;
                continue;
            }
            // `Now hiring` and `we are hiring` advertise.
            let noise = words.token_count(part, at, WordFunction::Noise).unwrap_or(1);
            for used in at..at + noise {
                if let Some(token) = part.get(used) {
                    if here.word.is_none() { front.push(token) } else { back.push(token) }
                }
            }
            at += noise;
        }
        if here.word.is_some() {
            words.parse(&front, parsed);
            here.has_job_before = !parsed.with_domain.is_empty();
            here.has_noise_before = !front.is_empty() && !here.has_job_before;
        } else {
            std::mem::swap(&mut front, &mut back);
        }
        words.parse(&back, parsed);
        here.has_job_behind = !parsed.with_domain.is_empty();
        let count = parsed.with_domain.len();
        let last = count.checked_sub(1).and_then(|last| parsed.with_domain.get(last));
        here.ends_with_general_job = last.is_some_and(|last| is_general_job(last, false));
        here.is_general_job = count == 1 && last.is_some_and(|last| is_general_job(last, true));
        here
    }

    /// Whether the word for recruiting in this part is that of a job. `before` and `after` are the nearest parts with other words.
    fn is_recruiter(&self, word: &RecruitingWord, before: Option<&Self>, after: Option<&Self>) -> bool {
        if self.is_general_job || self.has_job_before && self.has_job_behind {
            return true;
        }
        if word.is_drive {
            return false;
        }
        let is_general = |part: Option<&Self>| part.is_some_and(|part| part.ends_with_general_job);
        if self.has_job_behind {
            return before.is_some() && self.ends_with_general_job;
        }
        if self.has_job_before {
            return is_general(after);
        }
        // Alone in its part it advertises, but it is the field of a manager, whose job does not tell the field: `IT经理（招聘）`.
        before.is_some() && !self.has_noise_before && (is_general(before) || is_general(after))
    }
}

/// The word for recruiting in a token, and what stands before and behind it.
fn split_at_word(token: Token<'_>) -> Option<(&'static RecruitingWord, &str, &str)> {
    recruiting_words().iter().find_map(|word| {
        let at =
            if token.han { token.text.find(word.text.as_str())? } else { (token.text == word.text).then_some(0)? };
        let (before, rest) = token.text.split_at_checked(at)?;
        Some((word, before, rest.strip_prefix(word.text.as_str())?))
    })
}
