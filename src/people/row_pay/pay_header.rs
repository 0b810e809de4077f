//! What the header of a pay column says about the amounts under it.

use crate::money::Currency;
use crate::pay::currency_named;
use crate::pay::{PayPeriod, Scale};
use crate::people::currency_names::currency_of_code;
use crate::people::header::parse_header;
use crate::people::language::Language;
use crate::people::tokens::{HeaderToken, each_rest, start_of_unit};

/// What the header of a pay column says about the amounts under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::people) struct PayHeader {
    /// Their currency.
    pub(in crate::people) currency: Option<Currency>,
    /// The period that each is paid for.
    pub(in crate::people) period: Option<PayPeriod>,
    /// What they are counted in.
    pub(in crate::people) scale: Scale,
    /// Whether they are after tax.
    pub(in crate::people) net: bool,
    /// Whether the header has Han characters.
    pub(in crate::people) han: bool,
    /// Whether it names the period in Han characters.
    pub(in crate::people) han_period: bool,
}

/// Words of headers for what amounts are counted in, besides 千 and 万.
const SCALES: [(&str, Scale); 11] = [
    ("k", Scale::Thousands),
    ("thousand", Scale::Thousands),
    ("thousands", Scale::Thousands),
    ("000", Scale::Thousands),
    ("lakh", Scale::Lakhs),
    ("lakhs", Scale::Lakhs),
    ("lac", Scale::Lakhs),
    ("lacs", Scale::Lakhs),
    ("lpa", Scale::Lakhs),
    ("million", Scale::Millions),
    ("millions", Scale::Millions),
];
/// Lakhs per annum: Indian rupees a year.
const LAKHS_A_YEAR: &str = "lpa";

/// Reads the header of a pay column. A sign that several currencies share is read as `native`, where that is one of them.
pub(in crate::people) fn parse_pay_header(header: &str, native: Currency) -> PayHeader {
    let all = Language::bundled().header_tokens(header);
    let unit = start_of_unit(&all);
    let period = period(&all, unit);
    let rupees = || if is_lakhs_a_year(&all) { "INR".parse().ok() } else { None };
    PayHeader {
        currency: currency(header, &all, unit, native).or_else(rupees),
        period: period.map(|(period, _)| period),
        scale: scale(&all),
        net: parse_header(header).net,
        han: all.iter().any(HeaderToken::is_han),
        han_period: period.is_some_and(|(_, han)| han),
    }
}

/// Whether two headers of pay say the same of the amounts under them, but for the period.
pub(crate) fn differ_by_period_alone(one: &str, other: &str) -> bool {
    let Ok(native) = "USD".parse() else { return false };
    let without_period = |header: &str| {
        let PayHeader { currency, scale, net, .. } = parse_pay_header(header, native);
        (currency, scale, net)
    };
    without_period(one) == without_period(other)
}

/// Whether a header of pay names a currency.
pub(crate) fn states_currency(header: &str) -> bool {
    "USD".parse().is_ok_and(|native| parse_pay_header(header, native).currency.is_some())
}

/// The period that a header of pay names.
pub(crate) fn period_of_header(header: &str) -> Option<PayPeriod> {
    let all = Language::bundled().header_tokens(header);
    let unit = start_of_unit(&all);
    period(&all, unit).map(|(period, _)| period)
}

/// The period that a header names, and whether in Han characters. In brackets or after a slash a noun is enough. Elsewhere it
/// takes an adjective such as `annual`, `per hour` or 月薪, a noun before a word for pay as in 月基本工资, or LPA.
fn period(all: &[HeaderToken], unit: usize) -> Option<(PayPeriod, bool)> {
    let language = Language::bundled();
    let in_unit =
        each_rest(all.get(unit..).unwrap_or_default(), |rest| language.period(rest).map(|found| found.meaning));
    let adjective = || each_rest(all, |rest| language.period_adjective(rest).map(|found| found.meaning));
    let before_pay = || each_rest(all, |rest| language.period_before_pay(rest));
    in_unit.or_else(adjective).or_else(before_pay).or_else(|| is_lakhs_a_year(all).then_some((PayPeriod::Year, false)))
}

fn is_lakhs_a_year(all: &[HeaderToken]) -> bool {
    all.iter().any(|token| token.text() == LAKHS_A_YEAR)
}

fn scale(all: &[HeaderToken]) -> Scale {
    let of = |token: &HeaderToken| {
        if token.is_han() {
            let counted = [('万', Scale::TenThousands), ('千', Scale::Thousands)];
            return counted.into_iter().find(|(letter, _)| token.text().contains(*letter)).map(|(_, scale)| scale);
        }
        SCALES.iter().find(|(word, _)| *word == token.text()).map(|(_, scale)| *scale)
    };
    all.iter().find_map(of).unwrap_or_default()
}

/// The currency that a header names: by a code, a sign, or a word.
fn currency(header: &str, all: &[HeaderToken], unit: usize, native: Currency) -> Option<Currency> {
    let code = all.iter().enumerate().find_map(|(at, token)| {
        // In lower case some codes are words, so only the last word or one in brackets is taken for a code.
        let stands_alone = token.is_upper_case() || at >= unit || at + 1 == unit;
        currency_of_code(token).filter(|_| stands_alone)
    });
    let han = || all.iter().filter(|token| token.is_han()).find_map(|token| currency_within(token.text(), native));
    code.or_else(|| sign(header, native)).or_else(han).or_else(|| word(header, native))
}

/// The currency of a sign such as £ or HK$.
fn sign(header: &str, native: Currency) -> Option<Currency> {
    let letters: Vec<(usize, char)> = header.char_indices().collect();
    let at = letters.iter().position(|(_, letter)| is_sign(*letter))?;
    let (start, sign) = *letters.get(at)?;
    let end = start + sign.len_utf8();
    let before = letters.iter().take(at).rev().take_while(|(_, letter)| letter.is_ascii_alphabetic()).take(3);
    let starts: Vec<usize> = before.map(|(start, _)| *start).collect();
    let longest_first = starts.into_iter().rev().chain([start]);
    longest_first.into_iter().find_map(|start| currency_named(header.get(start..end)?, native))
}

/// Whether a character is a sign of a currency.
fn is_sign(letter: char) -> bool {
    matches!(letter, '$' | '¢'..='¥' | '\u{20a0}'..='\u{20cf}' | '฿' | '￥' | '￡' | '＄')
}

/// The currency that a part of a run of Han characters names: 美元 in 年薪美元.
fn currency_within(text: &str, native: Currency) -> Option<Currency> {
    let letters: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let starts = letters.iter().copied();
    starts.into_iter().find_map(|start| {
        let ends = letters.iter().rev().copied().filter(|end| *end > start && *end <= start + 12);
        ends.into_iter().find_map(|end| currency_named(text.get(start..end)?, native))
    })
}

/// The currency of a non-ASCII word such as Kč or руб.
fn word(header: &str, native: Currency) -> Option<Currency> {
    let words = header.split([' ', '(', ')', '[', ']', '/', ',', '_', ':']).filter(|word| !word.is_ascii());
    words.into_iter().find_map(|word| currency_named(word, native))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_can_say_what_its_numbers_are() {
        use PayPeriod::{Day, Hour, Month, Week, Year};
        for (header, currency, period, scale) in [
            ("月薪(元)", "CNY", Some(Month), Scale::Ones),
            ("Annual salary, USD", "USD", Some(Year), Scale::Ones),
            ("salary_rmb", "CNY", None, Scale::Ones),
            ("salary (per month)", "", Some(Month), Scale::Ones),
            ("salary", "", None, Scale::Ones),
            ("年薪(美元)", "USD", Some(Year), Scale::Ones),
            ("日薪（港元）", "HKD", Some(Day), Scale::Ones),
            ("年薪(万元)", "CNY", Some(Year), Scale::TenThousands),
            ("薪资(千元/月)", "CNY", Some(Month), Scale::Thousands),
            ("Salary (k USD)", "USD", None, Scale::Thousands),
            ("kpi", "", None, Scale::Ones),
            ("Salary (£)", "GBP", None, Scale::Ones),
            ("Salary/hr", "", Some(Hour), Scale::Ones),
            ("薪资/月", "", Some(Month), Scale::Ones),
            ("薪资（元/天）", "CNY", Some(Day), Scale::Ones),
            ("Salary (USD/month)", "USD", Some(Month), Scale::Ones),
            ("Salary INR", "INR", None, Scale::Ones),
            ("Yearly_brutto_salary_EUR", "EUR", Some(Year), Scale::Ones),
            ("salary_in_usd", "USD", None, Scale::Ones),
            ("Pay (HK$)", "HKD", None, Scale::Ones),
            ("Salary in A$", "AUD", None, Scale::Ones),
            ("CTC (LPA)", "INR", Some(Year), Scale::Lakhs),
            ("Weekly wage", "", Some(Week), Scale::Ones),
            ("Annual Sal (RMB)", "CNY", Some(Year), Scale::Ones),
            ("ANN_SAL", "", Some(Year), Scale::Ones),
            ("Mthly Sal", "", Some(Month), Scale::Ones),
            ("Wkly Pay", "", Some(Week), Scale::Ones),
            ("Hrly Rt", "", Some(Hour), Scale::Ones),
            ("Rate Per Hr", "", Some(Hour), Scale::Ones),
            ("Curr Sal (k)", "", None, Scale::Thousands),
            ("Try salary", "", None, Scale::Ones),
            ("Salary £000", "GBP", None, Scale::Thousands),
            ("Jahresgehalt (EUR)", "EUR", Some(Year), Scale::Ones),
            ("月基本工资", "", Some(Month), Scale::Ones),
            ("税前月底薪", "", Some(Month), Scale::Ones),
            ("年基本薪资（元）", "CNY", Some(Year), Scale::Ones),
            ("日工资", "", Some(Day), Scale::Ones),
        ] {
            let found = parse_pay_header(header, "USD".parse().unwrap());
            let code = found.currency.map(|code| code.as_str().to_owned()).unwrap_or_default();
            assert_eq!((code.as_str(), found.period, found.scale), (currency, period, scale), "{header}");
        }
        assert_eq!(period_of_header("CTC (LPA)"), Some(Year));
        assert_eq!(parse_pay_header("Biweekly pay", "USD".parse().unwrap()).period, Some(PayPeriod::TwoWeeks));
    }
}
