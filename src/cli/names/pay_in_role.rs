//! Pay in the text of a role: `cloud architect 50k`. Titles pass over numbers, so that it would be dropped.

use crate::money::Currency;
use crate::pay::{self, Defaults, Pay, PayPeriod, PayText, currency_of_name};

/// Marks between the role and what stands beside it.
const SEPARATORS: [char; 13] = [',', '，', ';', '；', ':', '：', '-', '–', '—', '|', '/', '@', '·'];

/// The most words of pay: `USD 50,000 a month`.
const MAX_PAY_WORDS: usize = 5;

/// The most words of a role that is searched for pay. To read each of them takes long.
const MAX_WORDS: usize = 40;

/// The text of a role without the pay in it; `None` where it holds none, or nothing else. A number alone, without a currency, a unit
/// or a span of time, is no pay: it may be a version or a code.
pub(in crate::cli) fn role_without_pay(text: &str) -> Option<String> {
    let has_digit = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    if !has_digit(text) {
        return None;
    }
    let is_currency = |word: &str| any_currency().is_some_and(|any| currency_of_name(word, any).is_some());
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() > MAX_WORDS {
        return None;
    }
    for (from, first) in words.iter().enumerate() {
        if !(has_digit(first) || is_currency(first)) {
            continue;
        }
        let Some(behind) = end_of_pay(words.get(from..).unwrap_or_default()) else { continue };
        let [before, pay, rest] = [words.get(..from), words.get(from..from + behind), words.get(from + behind..)]
            .map(|words| words.unwrap_or_default().join(" "));
        // A mark behind the pay divides what stands before and behind it.
        let rest = match pay.chars().last().filter(|last| SEPARATORS.contains(last)) {
            Some(mark) => format!("{}{mark} {rest}", before.trim_end_matches(SEPARATORS)),
            None => format!("{before} {rest}"),
        };
        let rest = rest.trim_matches(|letter: char| letter.is_whitespace() || SEPARATORS.contains(&letter));
        return (!rest.is_empty()).then(|| rest.to_owned());
    }
    None
}

/// How many of some words are the pay with which they begin; `None` where they do not begin with pay. Words behind the amount belong
/// to it if they say more about it: `a month`, `x 14`.
fn end_of_pay(words: &[&str]) -> Option<usize> {
    let (mut end, mut known) = (None, None);
    for count in 1..=words.len().min(MAX_PAY_WORDS) {
        let pay = words.get(..count).and_then(|words| stated_pay(&words.join(" ")));
        if pay.is_some() && pay != known {
            (end, known) = (Some(count), pay);
        }
    }
    end
}

/// Whether a text is pay with a currency, a unit or a span of time.
pub(in crate::cli) fn is_stated_pay(text: &str) -> bool {
    stated_pay(text).is_some()
}

/// The currency of amounts that name none: any will do.
fn any_currency() -> Option<Currency> {
    "USD".parse().ok()
}

/// The pay that a text states with a currency, a unit or a span of time.
fn stated_pay(text: &str) -> Option<Pay> {
    let Ok(PayText::Stated(pay)) = pay::read(text, &Defaults::new(any_currency()?, PayPeriod::Year)) else {
        return None;
    };
    let Pay { notation, .. } = pay;
    (notation.names_currency() || notation.has_k() || notation.has_unit() || notation.names_period()).then_some(pay)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Would catch pay that is passed over in silence, and a number of a title that is taken for pay.
    #[test]
    fn pay_is_cut_out_of_a_role() {
        for (text, role) in [
            ("Cloud Architect 50k", "Cloud Architect"),
            ("Cloud Architect Shanghai senior ¥50k x 14", "Cloud Architect Shanghai senior"),
            ("data scientist remote $145k", "data scientist remote"),
            ("SWE 70/hr", "SWE"),
            ("SWE, $70/hr, Seattle", "SWE, Seattle"),
            ("SWE 70/hr, Seattle", "SWE, Seattle"),
            ("USD 120,000 a year data analyst", "data analyst"),
            ("云架构师 5万/月 上海", "云架构师 上海"),
            ("Java Developer $120K-$150K", "Java Developer"),
        ] {
            assert_eq!(role_without_pay(text).as_deref(), Some(role), "{text}");
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
            "50k",
            "Cloud Architect",
            "Windows 2019 Administrator",
            "24/7 Support Engineer",
            "SAP S/4HANA Consultant",
            "Developer (C++17)",
            "Engineer 4",
            "Data Analyst 100%",
            "Cloud Architect 5 years",
            "O365 Admin",
        ] {
            assert_eq!(role_without_pay(text), None, "{text}");
        }
    }
}
