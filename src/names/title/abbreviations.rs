//! Short forms of words in job titles: `DevOps Eng`, `Sys Admin`.

use foldhash::HashMap;

use crate::names::text::language_names::with_language_names;
use crate::pack::{DataError, Pack};

/// The most readings of a title. A title with more is read as it is written only.
const MAX_READINGS: usize = 64;

/// The number of a sense, and its forms.
type NumberedSense = (u64, Vec<Box<str>>);

/// The words that short forms stand for.
#[derive(Debug, Default)]
pub(super) struct Abbreviations {
    /// For each short form its senses, each with its forms.
    senses: HashMap<Box<str>, Vec<Vec<Box<str>>>>,
}

impl Abbreviations {
    /// The short forms of a pack.
    ///
    /// # Errors
    /// [`DataError`] when the table cannot be read.
    pub(in crate::names) fn new(pack: &Pack) -> Result<Self, DataError> {
        let mut numbered: HashMap<Box<str>, Vec<NumberedSense>> = HashMap::default();
        for row in pack.abbreviations()? {
            let senses = numbered.entry(row.word.as_str().into()).or_default();
            match senses.iter_mut().find(|(sense, _)| *sense == row.sense) {
                Some((_, forms)) => forms.push(row.stands_for.as_str().into()),
                None => senses.push((row.sense, vec![row.stands_for.as_str().into()])),
            }
        }
        let senses =
            numbered.into_iter().map(|(word, senses)| (word, senses.into_iter().map(|(_, forms)| forms).collect()));
        Ok(Abbreviations { senses: senses.collect() })
    }

    /// The readings of a title in which short forms are written out: a list for each combination of their senses, in it one text for
    /// each combination of forms. A short form may be a word itself, so it is among the forms. Empty where the title has none, or too
    /// many.
    pub(in crate::names) fn readings(&self, title: &str) -> Vec<Vec<String>> {
        let mut readings = vec![vec![String::new()]];
        let mut has_any = false;
        let spelled = with_language_names(title);
        for piece in pieces(spelled.as_deref().unwrap_or(title)) {
            let senses = self.senses.get(piece.to_ascii_lowercase().as_str());
            has_any |= senses.is_some();
            let Some(senses) = senses else {
                readings.iter_mut().flatten().for_each(|text| text.push_str(piece));
                continue;
            };
            let with_forms = |texts: &Vec<String>, forms: &Vec<Box<str>>| -> Vec<String> {
                let forms = || forms.iter().map(|form| &**form).chain([piece]);
                texts.iter().flat_map(|text| forms().map(move |form| format!("{text}{form}"))).collect()
            };
            readings = readings.iter().flat_map(|texts| senses.iter().map(|forms| with_forms(texts, forms))).collect();
            if readings.iter().map(Vec::len).sum::<usize>() > MAX_READINGS {
                return Vec::new();
            }
        }
        if has_any { readings } else { Vec::new() }
    }
}

/// The words of a text, and what stands between them.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        // Letters and digits of every script stay together, so that no short form is read inside of `3d` or `naïve`.
        let is_of_word = |letter: char| letter.is_alphanumeric() == first.is_alphanumeric();
        let end = rest.find(|letter| !is_of_word(letter)).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Would catch a short form that is lost, one that is read inside of another word, and two meanings that are mixed.
    #[test]
    fn short_forms_are_written_out_by_sense() {
        let short = Abbreviations::new(&Pack::bundled()).unwrap();
        assert_eq!(short.readings("QA Engr."), [["QA engineer.", "QA Engr."]]);
        assert_eq!(short.readings("Jr.QA Eng"), [["Jr.QA engineer", "Jr.QA engineering", "Jr.QA Eng"]]);
        assert_eq!(
            short.readings("Prod Mgr"),
            [
                ["product manager", "product Mgr", "Prod manager", "Prod Mgr"],
                ["production manager", "production Mgr", "Prod manager", "Prod Mgr"],
            ]
        );
        for other in ["Product Manager", "", "3dev", "dévs", "工程师"] {
            assert!(short.readings(other).is_empty(), "{other}");
        }
        assert!(short.readings(&"Dev ".repeat(20)).is_empty());
    }
}
