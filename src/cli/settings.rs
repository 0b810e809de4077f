//! The configuration file: where it is, and the settings in it.
//!
//! A flag wins over a variable of the environment, and a variable over the file. The file is read only if it exists; without it,
//! nothing is parsed.

use std::env;
use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::args::currency::currency;
use super::args::months::months;
use super::failure::{Exit, Failure};
use super::terminal::console::ColorChoice;
use crate::money::{Currency, Decimal, Period};
use crate::names::nearest_hint;
use crate::pack::Pack;
use crate::pricing::Reading;

/// The variable that names the configuration file.
pub(super) const VARIABLE: &str = "PAYBAND_CONFIG";

/// Every setting, in the order in which they are listed.
pub(super) const NAMES: [&str; 7] = ["currency", "period", "months", "reading", "pack", "overlays", "color"];

/// The settings of the configuration file. All are `None` without a file.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// As it is written; the pack decides what a sign means.
    pub(super) currency: Option<Setting<String>>,
    pub(super) period: Option<Setting<Period>>,
    pub(super) months: Option<Setting<Decimal>>,
    pub(super) reading: Option<Setting<Reading>>,
    /// The name of a bundled pack, or a folder.
    pub(super) pack: Option<Setting<PathBuf>>,
    pub(super) overlays: Option<Setting<Vec<PathBuf>>>,
    /// `Auto` or `Never`: colour in a pipe would change its format.
    pub(super) color: Option<Setting<ColorChoice>>,
    /// The file, if there is one.
    pub(super) file: Option<PathBuf>,
}

/// A value in the file.
#[derive(Debug, Clone)]
pub(super) struct Setting<T> {
    pub(super) value: T,
    /// File and line, for messages.
    pub(super) place: String,
}

impl<T> Setting<T> {
    pub(super) fn map<U>(&self, read: impl FnOnce(&T) -> U) -> Setting<U> {
        Setting { value: read(&self.value), place: self.place.clone() }
    }
}

impl Setting<String> {
    /// The currency that it names.
    ///
    /// # Errors
    /// When it names none that the pack knows.
    pub(super) fn currency(&self, pack: &Pack) -> Result<Currency, Failure> {
        // The file is wrong, not the command line.
        currency(pack, &format!("{}: currency", self.place), &self.value)
            .map_err(|failure| Failure { exit: Exit::Failed, ..failure })
    }
}

/// The configuration file: that of the variable, or else `payband/config.toml` where the system keeps such files. `None` if
/// the system names no folder.
pub(super) fn path() -> Option<PathBuf> {
    named().or_else(|| {
        // Without HOME the library would look the user up in the system's list of users, which loads further libraries.
        let is_known = cfg!(not(unix)) || env::var_os("HOME").is_some_and(|home| !home.is_empty());
        let folders = is_known.then(etcetera::choose_base_strategy)?.ok()?;
        Some(folders.config_dir().join("payband").join("config.toml"))
    })
}

/// The file that the variable names.
fn named() -> Option<PathBuf> {
    env::var_os(VARIABLE).filter(|path| !path.is_empty()).map(PathBuf::from)
}

impl Settings {
    /// The settings of the file; none if it does not exist.
    ///
    /// # Errors
    /// When the file cannot be read, is not TOML, or has an unknown setting or a bad value; or when the variable names a file
    /// that does not exist.
    pub(super) fn load() -> Result<Self, Failure> {
        let Some(path) = path() else { return Ok(Settings::default()) };
        match fs::read_to_string(&path) {
            Ok(text) => Settings::parse(&path, &text),
            Err(error) if named().is_none() && is_absence(&error) => Ok(Settings::default()),
            Err(error) => Err(Failure::failed(error)
                .context(format!("cannot read the configuration file {}", path.display()))
                .hint(match named() {
                    Some(_) => format!("{VARIABLE} names it; `payband config --init` writes a new one"),
                    None => "--no-config does without it".to_owned(),
                })),
        }
    }

    fn parse(path: &Path, text: &str) -> Result<Self, Failure> {
        let file = ConfigFile { path, text };
        let table = DeTable::parse(text).map_err(|error| {
            file.failure(error.span().unwrap_or_default(), error.message())
                .hint("write settings like currency = \"CNY\", one to a line")
        })?;
        let mut settings = Settings { file: Some(path.to_owned()), ..Settings::default() };
        for (key, value) in table.get_ref() {
            let entry = Entry { file: &file, key: key.get_ref(), at: key.span(), value: value.get_ref() };
            settings.set(&entry)?;
        }
        Ok(settings)
    }

    fn set(&mut self, entry: &Entry<'_>) -> Result<(), Failure> {
        match entry.key {
            "currency" => self.currency = Some(entry.setting(entry.string("a currency, like \"CNY\"")?.to_owned())),
            "period" => self.period = Some(entry.one_of(&Period::ALL, Period::as_str, Period::synonyms)?),
            "months" => self.months = Some(entry.setting(entry.months()?)),
            "reading" => self.reading = Some(entry.one_of(&Reading::ALL, Reading::as_str, |_| &[])?),
            "pack" => {
                let pack = entry.string("the name of a pack, or a folder")?;
                let is_bundled = Pack::bundled_names().any(|name| name == pack);
                self.pack = Some(entry.setting(if is_bundled { pack.into() } else { entry.file.folder(pack) }));
            }
            "overlays" => self.overlays = Some(entry.setting(entry.folders()?)),
            "color" => {
                self.color =
                    Some(entry.one_of(&[ColorChoice::Auto, ColorChoice::Never], ColorChoice::as_str, |_| &[])?)
            }
            unknown => {
                return Err(entry
                    .file
                    .failure(entry.at.clone(), &format!("\"{unknown}\" is not a setting"))
                    .hint_from(nearest_hint(unknown, NAMES.into_iter()))
                    .hint(format!("the settings are {}", NAMES.join(", "))));
            }
        }
        Ok(())
    }
}

/// Whether the file does not exist.
fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

struct ConfigFile<'f> {
    path: &'f Path,
    text: &'f str,
}

impl ConfigFile<'_> {
    /// File and line of a span of the text.
    fn place(&self, span: Range<usize>) -> String {
        let before = self.text.as_bytes().get(..span.start).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        format!("{}:{line}", self.path.display())
    }

    fn failure(&self, span: Range<usize>, what: &str) -> Failure {
        Failure::failed(anyhow::Error::msg(format!("{}: {what}", self.place(span))))
    }

    /// A folder as it is written: `~` is the user's own, and a relative path begins at the folder of the file.
    fn folder(&self, written: &str) -> PathBuf {
        let home = || env::var_os("HOME").map(PathBuf::from);
        if let Some(below) = written.strip_prefix("~/")
            && let Some(home) = home()
        {
            return home.join(below);
        }
        self.path.parent().unwrap_or(Path::new("")).join(written)
    }
}

/// A key of the file and its value.
struct Entry<'f> {
    file: &'f ConfigFile<'f>,
    key: &'f str,
    at: Range<usize>,
    value: &'f DeValue<'f>,
}

impl Entry<'_> {
    fn setting<T>(&self, value: T) -> Setting<T> {
        Setting { value, place: self.file.place(self.at.clone()) }
    }

    /// The failure of a value that is not `wanted`.
    fn bad(&self, wanted: &str) -> Failure {
        let given = match self.value {
            DeValue::String(text) => format!("\"{text}\""),
            DeValue::Integer(number) => number.to_string(),
            DeValue::Float(number) => number.as_str().to_owned(),
            DeValue::Boolean(value) => value.to_string(),
            DeValue::Datetime(time) => time.to_string(),
            DeValue::Array(_) => "a list".to_owned(),
            DeValue::Table(_) => "a table".to_owned(),
        };
        self.file
            .failure(self.at.clone(), &format!("{} cannot be {given}", self.key))
            .hint(format!("{} is {wanted}", self.key))
    }

    fn string(&self, wanted: &str) -> Result<&str, Failure> {
        match self.value {
            DeValue::String(text) if !text.trim().is_empty() => Ok(text),
            _ => Err(self.bad(wanted)),
        }
    }

    fn one_of<T: Copy>(
        &self,
        values: &[T],
        name: fn(T) -> &'static str,
        synonyms: fn(T) -> &'static [&'static str],
    ) -> Result<Setting<T>, Failure> {
        let text = match self.value {
            DeValue::String(text) => text.as_ref(),
            _ => "",
        };
        let found = values.iter().copied().find(|value| name(*value) == text || synonyms(*value).contains(&text));
        let found = found.ok_or_else(|| {
            let names: Vec<String> = values.iter().map(|value| format!("\"{}\"", name(*value))).collect();
            let nearest = nearest_hint(text, values.iter().map(|value| name(*value)));
            let failure = self.bad(&names.join(" or "));
            Failure { hints: nearest.into_iter().chain(failure.hints).collect(), ..failure }
        })?;
        Ok(self.setting(found))
    }

    fn months(&self) -> Result<Decimal, Failure> {
        let written = match self.value {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
            DeValue::Float(number) => number.as_str(),
            _ => "",
        };
        months(written).map_err(|_| self.bad("a number from 1 to 24"))
    }

    fn folders(&self) -> Result<Vec<PathBuf>, Failure> {
        let wanted = "a list of folders, like [\"ours\"]";
        let DeValue::Array(items) = self.value else { return Err(self.bad(wanted)) };
        let folder = |item: &Spanned<DeValue<'_>>| match item.get_ref() {
            DeValue::String(text) if Pack::bundled_overlays().any(|name| name == &**text) => Ok(text.as_ref().into()),
            DeValue::String(text) if !text.trim().is_empty() => Ok(self.file.folder(text)),
            _ => Err(self.bad(wanted)),
        };
        items.iter().map(folder).collect()
    }
}

/// The file that `payband config --init` writes: every setting with its meaning, as a comment.
pub(super) const TEMPLATE: &str = r#"# Settings of payband. A flag wins over a variable of the environment, and a variable over this file.
# Remove the sign # before a setting to use it. `payband config` prints the settings in use.

# Currency of the answer: a code, sign or word (--currency, PAYBAND_CURRENCY).
# currency = "CNY"

# Whether amounts are per "year", "month" or "hour" (--period, PAYBAND_PERIOD).
# period = "month"

# Months paid per year, by which annual pay is divided for amounts per month (--months, PAYBAND_MONTHS).
# months = 13

# What the published median is: "literal", the rate that premiums are added to, or "calibrated", a mean of all cities that
# already holds them (--reading, PAYBAND_READING).
# reading = "calibrated"

# The tables that prices are computed from: the name of a bundled pack, or a folder (--pack, PAYBAND_PACK). A relative folder
# begins at the folder of this file.
# pack = "china-healthcare-it-2025"

# Bundled overlays, or folders with tables that change the pack (--overlay).
# overlays = ["ours"]

# Colour on a terminal: "auto" or "never" (--color, NO_COLOR).
# color = "never"
"#;

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Settings, Failure> {
        Settings::parse(Path::new("/etc/payband.toml"), text)
    }

    /// Would catch a template that payband does not read, and a setting that it leaves out.
    #[test]
    fn the_template_holds_every_setting_and_each_is_read() {
        let unset = parse(TEMPLATE).unwrap();
        assert!(unset.currency.is_none() && unset.color.is_none());
        let settings: Vec<&str> = TEMPLATE.lines().filter_map(|line| line.strip_prefix("# ")).collect();
        let settings: Vec<&str> = settings
            .into_iter()
            .filter(|line| NAMES.iter().any(|name| line.starts_with(&format!("{name} = "))))
            .collect();
        assert_eq!(settings.len(), NAMES.len());
        let set = parse(&settings.join("\n")).unwrap();
        assert_eq!(set.currency.unwrap().value, "CNY");
        assert_eq!(set.months.unwrap().value, Decimal::from(13));
        assert_eq!(set.overlays.unwrap().value, [PathBuf::from("/etc/ours")]);
        assert_eq!(set.pack.unwrap().value, PathBuf::from("china-healthcare-it-2025"));
        assert_eq!(set.color.unwrap().place, "/etc/payband.toml:7");
    }

    /// Would catch an error without its line, and a value that is taken although it means nothing.
    #[test]
    fn every_bad_value_is_an_error_with_its_line_and_a_remedy() {
        let settings = "the settings are currency, period, months, reading, pack, overlays, color";
        let period = "period is \"year\" or \"month\" or \"hour\"";
        let months = "months is a number from 1 to 24";
        let overlays = "overlays is a list of folders, like [\"ours\"]";
        let form = "write settings like currency = \"CNY\", one to a line";
        let is_meant = |name: &str| format!("did you mean \"{name}\"?");
        let (color, month, literal) = (&*is_meant("color"), &*is_meant("month"), &*is_meant("literal"));
        for (text, message, hints) in [
            ("\ncolour = \"never\"", "2: \"colour\" is not a setting", &[color, settings][..]),
            ("[payband]\ncurrency = \"CNY\"", "1: \"payband\" is not a setting", &[settings]),
            ("period = \"week\"", "1: period cannot be \"week\"", &[period]),
            ("period = \"mnth\"", "1: period cannot be \"mnth\"", &[month, period]),
            ("period = 12", "1: period cannot be 12", &[period]),
            ("months = \"13\"", "1: months cannot be \"13\"", &[months]),
            ("months = 25", "1: months cannot be 25", &[months]),
            ("months = 0x0d", "1: months cannot be 0x0d", &[months]),
            ("currency = \" \"", "1: currency cannot be \" \"", &["currency is a currency, like \"CNY\""]),
            ("# x\n\nreading = true", "3: reading cannot be true", &["reading is \"literal\" or \"calibrated\""]),
            (
                "reading = \"litral\"",
                "1: reading cannot be \"litral\"",
                &[literal, "reading is \"literal\" or \"calibrated\""],
            ),
            ("overlays = \"ours\"", "1: overlays cannot be \"ours\"", &[overlays]),
            ("overlays = [1]", "1: overlays cannot be a list", &[overlays]),
            ("color = \"always\"", "1: color cannot be \"always\"", &["color is \"auto\" or \"never\""]),
            ("currency = CNY", "1: ", &[form]),
            ("months = 13\nmonths = 14", "2: ", &[form]),
        ] {
            let failure = parse(text).unwrap_err();
            let said = failure.error.to_string();
            assert!(said.starts_with(&format!("/etc/payband.toml:{message}")), "{text}: {said}");
            assert_eq!(failure.hints, hints, "{text}");
        }
    }
}
