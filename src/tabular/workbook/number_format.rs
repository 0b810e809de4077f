//! Number formats of cells, and the text of a number in such a format.
//!
//! A number is written with its sign, its separators and the words around it, as the sheet shows it, but with all of its digits:
//! `0.75` stays `0.75` where the sheet shows `1`. Dates are written by ISO 8601, because the order of day and month that a sheet
//! shows depends on the country of its reader. Formats of other kinds (fractions, conditions, powers of ten) give plain numbers.

use super::cell_text::Digits;
use super::date::{day_text, elapsed_text};

/// What a number format makes of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NumberFormat {
    /// Plain digits.
    General,
    /// Digits with words around them.
    Number(Pattern),
    /// A date, a time of day, or both.
    Date {
        /// Whether the date is shown.
        has_date: bool,
        /// Whether the time is shown.
        has_time: bool,
    },
    /// A length of time.
    Elapsed,
}

/// How digits are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pattern {
    prefix: String,
    suffix: String,
    /// The least number of digits before the point.
    whole: usize,
    /// The least number of digits after the point.
    places: usize,
    is_grouped: bool,
    /// The power of ten by which the number is multiplied: 2 for percent, −3 for thousands.
    power: i32,
}

/// The longest text around a number that is repeated in a cell, in bytes.
const MAX_AFFIX: usize = 64;

/// The most digits before and after the point for which a format asks, and the greatest power of ten. Spreadsheets have 30 digits.
const MAX_DIGITS: usize = 30;

/// The most characters of the code of a format, as in Excel.
const MAX_CODE: usize = 255;

impl NumberFormat {
    /// Whether a code is longer than that of any spreadsheet.
    pub(super) fn is_too_long(code: &str) -> bool {
        code.chars().nth(MAX_CODE).is_some()
    }

    /// Reads the code of a format. Its first section is that of positive numbers, and the only one that counts.
    pub(super) fn parse(code: &str) -> Self {
        if Self::is_too_long(code) {
            return NumberFormat::General;
        }
        let tokens = tokens(code);
        let letters =
            || tokens.iter().filter_map(|token| if let Token::Symbol(letter) = token { Some(*letter) } else { None });
        let is_general =
            letters().filter(|letter| !letter.is_whitespace()).collect::<String>().eq_ignore_ascii_case("general");
        if is_general || tokens.contains(&Token::Condition) || letters().any(|letter| letter == '@') {
            return NumberFormat::General;
        }
        if tokens.contains(&Token::Elapsed) {
            return NumberFormat::Elapsed;
        }
        let lower = || letters().map(|letter| letter.to_ascii_lowercase());
        if lower().any(|letter| "ymdhs".contains(letter)) {
            let has_time = lower().any(|letter| "hs".contains(letter));
            let has_date = lower().any(|letter| "yd".contains(letter)) || !has_time;
            return NumberFormat::Date { has_date, has_time };
        }
        Pattern::of(&tokens).map_or(NumberFormat::General, NumberFormat::Number)
    }

    /// Whether numbers are plain digits.
    pub(super) fn is_general(&self) -> bool {
        *self == NumberFormat::General
    }

    /// Whether numbers in the format are days.
    pub(super) fn is_date(&self) -> bool {
        matches!(self, NumberFormat::Date { .. })
    }

    /// Appends the text of a number. `days` is what must be added to a number to count days from 1900.
    pub(super) fn push(&self, digits: &Digits, days: f64, into: &mut String) {
        let date = match self {
            NumberFormat::Date { has_date, has_time } => day_text(digits.value() + days, *has_date, *has_time),
            NumberFormat::Elapsed => elapsed_text(digits.value()),
            NumberFormat::Number(pattern) => return pattern.push(digits, into),
            NumberFormat::General => None,
        };
        match date {
            Some(text) => into.push_str(&text),
            None => digits.push(into),
        }
    }
}

/// A piece of a format code.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// A character that means something: `0`, `#`, `,`, `y`.
    Symbol(char),
    /// A text that is shown as it is.
    Text(String),
    /// Hours, minutes or seconds that are not limited to a day: `[h]`.
    Elapsed,
    /// A condition, which other numbers do not meet: `[>=1000]`.
    Condition,
}

/// The tokens of the first section.
fn tokens(code: &str) -> Vec<Token> {
    let (mut found, mut letters) = (Vec::new(), code.chars());
    while let Some(letter) = letters.next() {
        let token = match letter {
            ';' => break,
            '"' => Token::Text(letters.by_ref().take_while(|letter| *letter != '"').collect()),
            '\\' | '!' => Token::Text(letters.next().map(String::from).unwrap_or_default()),
            // The width of a character, and a character that fills the cell.
            '_' => {
                letters.next();
                Token::Text(" ".to_owned())
            }
            '*' => {
                letters.next();
                continue;
            }
            '[' => {
                let inner: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                match bracket(&inner) {
                    Some(token) => token,
                    None => continue,
                }
            }
            letter if "0#?.,%/Ee@".contains(letter) || letter.is_ascii_alphabetic() => Token::Symbol(letter),
            letter => Token::Text(letter.to_string()),
        };
        found.push(token);
    }
    found
}

/// What stands in brackets: a currency with a country (`$¥-804`, `$€-x-euro2`), a length of time, or a condition; `None` for
/// colours.
fn bracket(inner: &str) -> Option<Token> {
    if let Some(currency) = inner.strip_prefix('$') {
        let sign = currency.split_once('-').map_or(currency, |(sign, _)| sign);
        return Some(Token::Text(sign.to_owned()));
    }
    let lower = inner.to_ascii_lowercase();
    match lower.chars().next()? {
        'h' | 'm' | 's' if lower.chars().all(|letter| "hms".contains(letter)) => Some(Token::Elapsed),
        '<' | '>' | '=' => Some(Token::Condition),
        _ => None,
    }
}

impl Pattern {
    /// The pattern of tokens without dates; `None` where a number is not shown as digits in one piece.
    fn of(tokens: &[Token]) -> Option<Self> {
        let is_digit = |token: &Token| matches!(token, Token::Symbol('0' | '#' | '?' | '.' | ','));
        let first = tokens.iter().position(is_digit)?;
        let last = tokens.iter().rposition(is_digit)?;
        let (mut pattern, mut is_after_point, mut commas) = (Pattern::default(), false, 0);
        for token in tokens.get(first..=last)? {
            let Token::Symbol(symbol) = token else { return None };
            match symbol {
                '.' if is_after_point => return None,
                '.' => is_after_point = true,
                ',' => {
                    commas += 1;
                    continue;
                }
                '0' if is_after_point => pattern.places += 1,
                '0' => pattern.whole += 1,
                '#' | '?' => {}
                _ => return None,
            }
            // A comma between digits groups them; commas after the last digit divide by a thousand.
            pattern.is_grouped |= commas > 0 && !is_after_point;
            commas = 0;
        }
        pattern.power -= 3 * commas;
        for (tokens, is_before) in [(tokens.get(..first)?, true), (tokens.get(last + 1..)?, false)] {
            let affix = if is_before { &mut pattern.prefix } else { &mut pattern.suffix };
            for token in tokens {
                match token {
                    Token::Text(text) => affix.push_str(text),
                    Token::Symbol('%') => {
                        affix.push('%');
                        pattern.power += 2;
                    }
                    // Powers of ten, fractions, and letters that no spreadsheet writes without quotes.
                    _ => return None,
                }
            }
        }
        let is_too_long = pattern.whole.max(pattern.places) > MAX_DIGITS;
        if is_too_long || pattern.power.unsigned_abs() as usize > MAX_DIGITS {
            return None;
        }
        for affix in [&mut pattern.prefix, &mut pattern.suffix] {
            *affix = affix.trim().to_owned();
            if affix.len() > MAX_AFFIX {
                return None;
            }
        }
        // A unit of letters is kept apart from the number, as the sheet shows it.
        let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphabetic);
        if is_letter(pattern.prefix.chars().next_back()) && pattern.prefix.is_ascii() {
            pattern.prefix.push(' ');
        }
        Some(pattern)
    }

    fn push(&self, digits: &Digits, into: &mut String) {
        if digits.is_negative() {
            into.push('-');
        }
        into.push_str(&self.prefix);
        digits.push_with(self.power, (self.whole, self.places), self.is_grouped, into);
        into.push_str(&self.suffix);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(number: &str, code: &str) -> String {
        let mut text = String::new();
        NumberFormat::parse(code).push(&Digits::parse(number).unwrap(), 0.0, &mut text);
        text
    }

    /// Would catch a number that is read with another value, sign, currency or unit than the sheet shows.
    #[test]
    fn numbers_are_written_as_the_sheet_shows_them_with_all_their_digits() {
        for (number, code, text) in [
            ("1234.5", "General", "1234.5"),
            ("1234.5", "#,##0.00", "1,234.50"),
            ("1234.5", "#,##0", "1,234.5"),
            ("0.75", "0", "0.75"),
            ("0.8", "0%", "80%"),
            ("0.125", "0%", "12.5%"),
            ("42", "00000", "00042"),
            ("430000", "\"¥\"#,##0", "¥430,000"),
            ("430000", "[$¥-804]#,##0;[Red]-[$¥-804]#,##0", "¥430,000"),
            ("-1234", "#,##0_);(#,##0)", "-1,234"),
            ("1234", "_(\"$\"* #,##0.00_);_(\"$\"* (#,##0.00);_(\"$\"* \"-\"??_);_(@_)", "$1,234.00"),
            ("52000", "#,##0.0,\"K\"", "52.0K"),
            ("52345", "#,##0,\"K\"", "52.345K"),
            ("60000", "[$EUR] #,##0", "EUR 60,000"),
            ("60000", "#,##0 [$€-407]", "60,000€"),
            ("120000", "[$$-en-US]#,##0", "$120,000"),
            ("430000", "[$¥-zh-CN]#,##0", "¥430,000"),
            ("430000", "[$€-x-euro2]#,##0", "€430,000"),
            ("45658", "[$-x-sysdate]d/m/y", "2025-01-01"),
            ("60000", "#,##0\"元\"", "60,000元"),
            ("0.5", "# ?/?", "0.5"),
            ("123456", "0.00E+00", "123456"),
            ("5", "[>100]0;General", "5"),
            ("0", "#,##0.00", "0.00"),
            ("0", "#", "0"),
            ("1E-7", "General", "0.0000001"),
            ("8333.3333333333339", "General", "8333.33333333333"),
            ("45658", "yyyy\"年\"m\"月\"d\"日\"", "2025-01-01"),
            ("45658.5", "m/d/yy h:mm AM/PM", "2025-01-01 12:00:00"),
            ("45658", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2025-01-01"),
            ("0.75", "h:mm", "18:00:00"),
            ("1.5625", "[h]:mm", "37:30:00"),
            ("-5", "yyyy-mm-dd", "-5"),
            ("3", "General \"years\"", "3"),
        ] {
            assert_eq!(shown(number, code), text, "{number} in {code}");
        }
    }

    /// Would catch a format that makes a text of a million zeros of each number, or loses a number in a power of ten.
    #[test]
    fn formats_that_no_spreadsheet_has_give_plain_numbers() {
        for zeros in [30, 31, 300, 1_000_000] {
            let (whole, places) = ("0".repeat(zeros), format!("0.{}", "0".repeat(zeros)));
            let expected = if zeros == 30 { ("000000000000000000000000000005.5", 32) } else { ("5.5", 3) };
            assert_eq!((shown("5.5", &whole).as_str(), shown("5.5", &places).len()), expected, "{zeros}");
        }
        assert_eq!(shown("5.5", &format!("0{}", ",".repeat(200))), "5.5");
        assert_eq!(shown("5.5", &format!("0\"{}\"", "x".repeat(300))), "5.5");
    }
}
