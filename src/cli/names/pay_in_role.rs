//! Pay in the text of a role or a place: `cloud architect 50k`. Titles and addresses pass over numbers, so that it would be dropped.

use crate::answer::Note;
use crate::money::{Currency, Decimal};
use crate::pay::{self, Defaults, Pay, PayPeriod, PayText, currency_of_name};

/// The most words of pay: `USD 50,000 a month`.
const MAX_PAY_WORDS: usize = 5;

/// The most words of a role that is searched for pay. To read each of them takes long.
const MAX_WORDS: usize = 40;

/// The least amount beside a currency that is pay without a unit or a span of time: `PHP 8` is a version.
const MIN_AMOUNT: Decimal = Decimal::ONE_THOUSAND;

/// The greatest amount with a unit that is pay without a currency or a span of time: `3M` is a company.
const MAX_BARE_AMOUNT: Decimal = Decimal::from_parts(2_000_000, 0, 0, false, 0);

/// Marks between the role and what stands beside it.
const SEPARATORS: [char; 13] = [',', '，', ';', '；', ':', '：', '-', '–', '—', '|', '/', '@', '·'];

/// Brackets that may stand around pay.
const BRACKETS: [char; 4] = ['(', ')', '（', '）'];

/// The text of a role or a place without all pay in it; `None` where it holds none, or nothing else.
pub(super) fn role_without_pay(text: &str) -> Option<String> {
    let mut rest = without_first_pay(text)?;
    while let Some(shorter) = without_first_pay(&rest) {
        rest = shorter;
    }
    Some(rest)
}

/// Leaves the pay out of some names, and returns a warning for each that has pay.
pub(in crate::cli) fn leave_out_pay(names: &mut [String]) -> Vec<Note> {
    let mut warnings = Vec::new();
    for name in names {
        if let Some(without) = role_without_pay(name) {
            let warning = Note::warning(format!("the pay beside \"{without}\" is left out"));
            warnings.push(warning.advising("benchmark --salary PAY compares it"));
            *name = without;
        }
    }
    warnings
}

/// Whether a text is pay and nothing else, with a currency, a unit or a span of time.
pub(in crate::cli) fn is_stated_pay(text: &str) -> bool {
    let words = words(text);
    matches!(pay_in(text, &words), Some((0, end)) if end == words.len())
}

/// The text without the first pay in it; `None` where it holds none, or nothing else.
fn without_first_pay(text: &str) -> Option<String> {
    let words = words(text);
    let (first, end) = pay_in(text, &words)?;
    let (before, behind) = (text.get(..words.get(first)?.0)?, text.get(words.get(end - 1)?.1..)?);
    // Brackets around the pay are empty now.
    let (before, behind) = match (before.strip_suffix(BRACKETS), behind.strip_prefix(BRACKETS)) {
        (Some(before), Some(behind)) => (before, behind),
        _ => (before, behind),
    };
    let is_mark = |letter: char| letter.is_whitespace() || SEPARATORS.contains(&letter);
    // One mark, or one space, is enough between what stands before and behind the pay.
    let rest = match behind.starts_with(SEPARATORS) {
        true => format!("{}{behind}", before.trim_end_matches(is_mark)),
        false => format!("{} {}", before.trim_end(), behind.trim_start()),
    };
    let rest = rest.trim_matches(is_mark);
    (!rest.is_empty()).then(|| rest.to_owned())
}

/// The first and the last byte of each word of a text. Brackets and `@` divide words too, a mark behind a word is no part of it.
fn words(text: &str) -> Vec<(usize, usize)> {
    let divides = |letter: char| letter.is_whitespace() || letter == '@' || BRACKETS.contains(&letter);
    let (mut words, mut start) = (Vec::new(), None);
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (divides(letter), start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                let word = text.get(from..at).unwrap_or_default().trim_end_matches(SEPARATORS);
                words.extend((!word.is_empty()).then_some((from, from + word.len())));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// The first pay in a text, by the index of its first word and of the first word behind it.
fn pay_in(text: &str, words: &[(usize, usize)]) -> Option<(usize, usize)> {
    let has_digit = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    if words.len() > MAX_WORDS || !has_digit(text) {
        return None;
    }
    let any = any_currency()?;
    let read = |from: usize, end: usize| {
        let (first, last) = (words.get(from)?, words.get(end.checked_sub(1)?)?);
        stated_pay(text.get(first.0..last.1)?, any)
    };
    let begins_pay = |word: &(usize, usize)| {
        let word = text.get(word.0..word.1).unwrap_or_default();
        has_digit(word) || currency_of_name(word, any).is_some()
    };
    for from in (0..words.len()).filter(|from| words.get(*from).is_some_and(begins_pay)) {
        // Words behind the amount belong to it if they say more about it: `a month`, `x 14`.
        let (mut end, mut pay) = (from, None);
        for longer in from + 1..=words.len().min(from + MAX_PAY_WORDS) {
            let read = read(from, longer);
            if read.is_some() && read != pay {
                (end, pay) = (longer, read);
            }
        }
        if pay.is_none() {
            continue;
        }
        // Words before the amount do not if they say nothing about it: `5 years 50k`.
        let first = (from..end).rev().find(|first| read(*first, end) == pay).unwrap_or(from);
        return Some((first, end));
    }
    None
}

/// The pay that a text states, with a currency, a unit or a span of time: a number alone may be a version or a code.
fn stated_pay(text: &str, any_currency: Currency) -> Option<Pay> {
    let Ok(PayText::Stated(pay)) = pay::read(text, &Defaults::new(any_currency, PayPeriod::Year)) else { return None };
    let (amount, notation) = (pay.low.or(pay.high)?, pay.notation);
    let is_pay = notation.names_period()
        || notation.names_currency() && amount >= MIN_AMOUNT
        || (notation.has_k() || notation.has_unit()) && (MIN_AMOUNT..MAX_BARE_AMOUNT).contains(&amount);
    is_pay.then_some(pay)
}

/// The currency of amounts that name none: any will do.
fn any_currency() -> Option<Currency> {
    "USD".parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Would catch pay that is passed over in silence, a number of a title that is taken for pay, and a level, years or a place that
    /// is cut out with the pay.
    #[test]
    fn pay_is_cut_out_of_a_role() {
        for (text, role) in [
            ("Cloud Architect 50k", "Cloud Architect"),
            ("Cloud Architect (50k)", "Cloud Architect"),
            ("Cloud Architect(50k)", "Cloud Architect"),
            ("Cloud Architect@50k", "Cloud Architect"),
            ("Cloud Architect (Shanghai) 50k", "Cloud Architect (Shanghai)"),
            ("Cloud Architect Shanghai senior ¥50k x 14", "Cloud Architect Shanghai senior"),
            ("data scientist remote $145k", "data scientist remote"),
            ("SWE 70/hr", "SWE"),
            ("SWE, $70/hr, Seattle", "SWE, Seattle"),
            ("SWE 70/hr, Seattle", "SWE, Seattle"),
            ("USD 120,000 a year data analyst", "data analyst"),
            ("云架构师 5万/月 上海", "云架构师 上海"),
            ("Java Developer $120K-$150K", "Java Developer"),
            ("50k Cloud Architect, 60k Data Analyst", "Cloud Architect, Data Analyst"),
            ("Cloud Architect 8 years 50k", "Cloud Architect 8 years"),
            ("Cloud Architect 5+ years, 50k", "Cloud Architect 5+ years"),
            ("Cloud Architect P6 50k", "Cloud Architect P6"),
            ("Cloud Architect L5 $200k", "Cloud Architect L5"),
            ("云架构师 8年经验 5万", "云架构师 8年经验"),
        ] {
            assert_eq!(role_without_pay(text).as_deref(), Some(role), "{text}");
            assert!(!is_stated_pay(text), "{text}");
        }
        for text in [
            "Office 365 Administrator",
            "SDE II",
            "L5 Engineer",
            "5G Engineer",
            "3D Designer",
            "Web 2.0 Developer",
            "Req 104425 Data Analyst",
            "Tier 2 Support",
            "15-1252",
            "Cloud Architect",
            "Windows 2019 Administrator",
            "24/7 Support Engineer",
            "SAP S/4HANA Consultant",
            "Developer (C++17)",
            "Engineer 4",
            "Data Analyst 100%",
            "Cloud Architect 5 years",
            "O365 Admin",
            "PHP 8 Developer",
            "PHP 7.4 Developer",
            "R 4 Developer",
            "AMD 64 Engineer",
            "Software Engineer 3M",
        ] {
            assert_eq!(role_without_pay(text), None, "{text}");
            assert!(!is_stated_pay(text), "{text}");
        }
        for text in ["50k", "$70/hr", "¥50k x 14", "USD 120,000", "5万/月"] {
            assert!(is_stated_pay(text), "{text}");
            assert_eq!(role_without_pay(text), None, "{text}");
        }
    }
}
