//! Options that take one name of a list that the domain has, such as the formats of `--format`.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Arg, Command, Error};

/// A value parser that reads the name of one of some values.
///
/// The values and their names come from the domain (`T::ALL` and `T::as_str`), so that a value added there is a value of the
/// option too. Help, completions and error messages list the names.
#[derive(Debug, Clone)]
pub(in crate::cli) struct ValueList<T: 'static> {
    values: &'static [T],
    name: fn(T) -> &'static str,
    synonyms: fn(T) -> &'static [&'static str],
    help: Option<fn(T) -> &'static str>,
    offers: fn(T) -> bool,
}

impl<T: Copy> ValueList<T> {
    pub(in crate::cli) fn new(values: &'static [T], name: fn(T) -> &'static str) -> Self {
        ValueList { values, name, synonyms: |_| &[], help: None, offers: |_| true }
    }

    /// The same, with other names that are taken and not listed.
    pub(in crate::cli) fn with_synonyms(self, synonyms: fn(T) -> &'static [&'static str]) -> Self {
        ValueList { synonyms, ..self }
    }

    /// The same, with a line of help for each value.
    pub(in crate::cli) fn with_help(self, help: fn(T) -> &'static str) -> Self {
        ValueList { help: Some(help), ..self }
    }

    /// The same, where help, completions and errors offer only some of the values.
    pub(in crate::cli) fn offering(self, offers: fn(T) -> bool) -> Self {
        ValueList { offers, ..self }
    }

    fn possible(&self) -> impl Iterator<Item = PossibleValue> + use<T> {
        let (name, synonyms, help, offers) = (self.name, self.synonyms, self.help, self.offers);
        self.values.iter().map(move |value| {
            let possible = PossibleValue::new(name(*value)).aliases(synonyms(*value)).hide(!offers(*value));
            match help {
                Some(help) => possible.help(help(*value)),
                None => possible,
            }
        })
    }
}

impl<T: Copy + Send + Sync + 'static> TypedValueParser for ValueList<T> {
    type Value = T;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, given: &OsStr) -> Result<T, Error> {
        let text = PossibleValuesParser::new(self.possible()).parse_ref(command, arg, given)?;
        // The parser has compared case where the argument asks for it.
        let is_named = |value: &T| {
            std::iter::once(&(self.name)(*value))
                .chain((self.synonyms)(*value))
                .any(|name| name.eq_ignore_ascii_case(&text))
        };
        let found = self.values.iter().copied().find(is_named);
        found.ok_or_else(|| Error::new(clap::error::ErrorKind::InvalidValue).with_cmd(command))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.possible()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Period;

    fn command() -> Command {
        let periods = ValueList::new(&Period::ALL, Period::as_str).with_synonyms(Period::synonyms).with_help(
            |period| match period {
                Period::Year => "Of 12 months.",
                Period::Month => "One of them.",
                Period::Hour => "Of work.",
            },
        );
        Command::new("x").arg(Arg::new("period").long("period").value_parser(periods))
    }

    /// Would catch a value that cannot be named, and a name that is read as another value.
    #[test]
    fn every_value_is_read_by_its_name() {
        for period in Period::ALL {
            for word in std::iter::once(&period.as_str()).chain(period.synonyms()) {
                let matches = command().try_get_matches_from(["x", "--period", word]).unwrap();
                assert_eq!(matches.get_one::<Period>("period"), Some(&period), "{word}");
            }
        }
        let error = command().try_get_matches_from(["x", "--period", "week"]).unwrap_err().to_string();
        assert!(
            error.contains("invalid value 'week'") && error.contains("[possible values: year, month, hour]"),
            "{error}"
        );
    }

    /// Would catch help that lists the names without what they mean.
    #[test]
    fn help_has_a_line_for_each_value() {
        let help = command().render_long_help().to_string();
        assert!(help.contains("- year:  Of 12 months.") && help.contains("- month: One of them."), "{help}");
    }
}
