//! Years on the command line: a number, or a range as job ads write it.

use std::str::FromStr;

use crate::answer::Note;
use crate::money::Decimal;
use crate::names::years_of_experience;

/// Years of experience that somebody has or that a job ad asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct YearsArg {
    /// The low end of a range: 3 years meet an ad for 3-5 years. Files are read in the same way.
    pub(in crate::cli) least: Decimal,
    /// The text, if it is not a plain number.
    range: Option<String>,
}

impl FromStr for YearsArg {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let range = text.parse::<Decimal>().is_err().then(|| text.to_owned());
        match years_of_experience(text) {
            Some(least) => Ok(YearsArg { least, range }),
            None => Err("give a number of years from 0 to 100, or a range like 3-5".to_owned()),
        }
    }
}

impl YearsArg {
    /// A note on how a range of `--domain-years` was read; `None` for a number.
    pub(super) fn domain_note(&self) -> Option<Note> {
        let range = self.range.as_ref()?;
        Some(Note::warning(format!("--domain-years \"{range}\" is read as {} or more", self.least.normalize())))
    }

    /// A note on the level that `--years` chose; a warning for a range, of which only the low end counts.
    pub(in crate::cli) fn note(&self, level: &str) -> Note {
        let least = self.least.normalize();
        match &self.range {
            Some(range) => Note::warning(format!("--years \"{range}\" is read as {least} or more: {level}")),
            None => Note::new(format!("{least} years of career are taken as {level} (editorial)")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_read_as_its_low_end_as_in_files() {
        for (text, least) in
            [("4", "4"), (" 2.5 ", "2.5"), ("3-5", "3"), ("3–5 years", "3"), ("5+", "5"), ("三年以上", "3")]
        {
            assert_eq!(text.parse::<YearsArg>().unwrap().least, least.parse().unwrap(), "{text}");
        }
        for text in ["", "senior", "-3", "101", "2019"] {
            assert!(text.parse::<YearsArg>().is_err(), "{text}");
        }
    }
}
