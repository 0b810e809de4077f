//! Properties that hold for every pay text.

use proptest::prelude::*;

use super::*;
use crate::money::Decimal;

const PIECES: [&str; 87] = [
    "1",
    "2",
    "9",
    "15",
    "30",
    "12",
    "14",
    "0",
    "000",
    "1.5",
    "52,000",
    "60.000",
    "1 234,50",
    ".",
    ",",
    "'",
    " ",
    "-",
    "–",
    "~",
    "to",
    "至",
    "/",
    "per",
    "每",
    "年",
    "月",
    "天",
    "小时",
    "year",
    "mo",
    "hr",
    "p.a.",
    "k",
    "K",
    "w",
    "M",
    "万",
    "千",
    "百万",
    "亿",
    "元",
    "$",
    "¥",
    "€",
    "USD",
    "RMB",
    "kr",
    "x",
    "*",
    "·",
    "薪",
    "个月",
    "年薪",
    "月薪",
    "十三薪",
    "以上",
    "+",
    "≥",
    "<",
    "up to",
    "from",
    "between",
    "and",
    "面议",
    "N/A",
    "(",
    ")",
    "约",
    "税后",
    "e5",
    "lakh",
    "L",
    "LPA",
    "Cr",
    "bonus",
    "base",
    "Full-time",
    "Kč",
    "hours",
    "years",
    "%",
    "e+05",
    "Rp",
    "ab",
    "奖金",
    "人",
];

const REMARKS: [&str; 12] = [
    "Full-time",
    "Glassdoor est.",
    "Employer est.",
    "bonus",
    "benefits",
    "equity and 401k",
    "remote in Berlin",
    "72小时反馈",
    "五险一金",
    "10% bonus",
    "40 hours per week",
    "5+ years of experience",
];

const WORDS: [&str; 10] =
    ["north", "in London", "for seniors", "then", "bonus", "plus", "or", "base", "Full-time", "at the start"];

fn defaults_of(currency: &str) -> Defaults {
    Defaults::new(currency.parse().unwrap(), PayPeriod::Year)
}

fn periods() -> impl Strategy<Value = PayPeriod> {
    prop::sample::select(PayPeriod::ALL.to_vec())
}

fn defaults() -> impl Strategy<Value = Defaults> {
    let currencies = prop::sample::select(vec!["USD", "CNY", "EUR", "JPY", "SEK", "XBT"]);
    (currencies, periods()).prop_map(|(currency, period)| Defaults::new(currency.parse().unwrap(), period))
}

/// Texts that resemble pay, so that most of the grammar is reached.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..10).prop_map(|pieces| pieces.concat());
    prop_oneof![4 => pieces, 1 => any::<String>(), 1 => "[0-9.,' $€k万/月-]{0,16}"]
}

/// Words in Latin letters. Most begin with a letter or word that is a unit or a span of time by itself.
fn latin_words() -> impl Strategy<Value = String> {
    let starts = vec![
        "", "k", "m", "w", "l", "h", "d", "p", "c", "cr", "b", "bn", "t", "a", "x", "e", "y", "mo", "yr", "lakh", "kr",
    ];
    (prop::sample::select(starts), "[a-zäåçéíñøß]{1,8}").prop_map(|(start, rest)| format!("{start}{rest}"))
}

/// Whether a word, or a code after the `k` of an amount, has a meaning of its own beside an amount.
fn is_known(word: &str) -> bool {
    let whole_entry = super::vocabulary::vocabulary().longest(word).is_some();
    // A single letter is a unit: 5 L is five lakh.
    let is_unit = matches!(word, "l" | "ł");
    whole_entry
        || is_unit
        || super::words::whole(word).is_some()
        || super::signs::code(word).is_some()
        || super::lexer::thousands_before_word(word, "EUR".parse().unwrap())
}

/// Asserts the invariants of [`Pay`].
fn assert_sound(pay: &Pay) {
    assert!(pay.low.is_some() || pay.high.is_some());
    assert!(pay.low.into_iter().chain(pay.high).all(|end| end > Decimal::ZERO));
    if let (Some(low), Some(high)) = (pay.low, pay.high) {
        assert!(low <= high);
    }
    if let Some(months) = pay.months {
        assert!((Decimal::from(12)..=Decimal::from(24)).contains(&months));
        assert!(matches!(pay.period, PayPeriod::Year | PayPeriod::Month));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

    /// Under any defaults no text panics, and pay that is read is sound and reads back from its canonical form.
    #[test]
    fn what_is_read_reads_back(text in texts(), defaults in defaults(), others in defaults()) {
        if let Ok(PayText::Stated(pay)) = read(&text, &defaults) {
            assert_sound(&pay);
            let others = if pay.currency.as_str() == "XBT" { defaults } else { others };
            let canonical = pay.to_string();
            let again = match read(&canonical, &others) {
                Ok(PayText::Stated(again)) => again,
                other => panic!("{text:?} → {canonical:?} → {other:?}"),
            };
            prop_assert_eq!(Pay { assumed: pay.assumed, notation: pay.notation, ..again }, pay, "{:?} → {:?}", text, canonical);
            let filled = [Assumption::Currency, Assumption::CurrencyFromSign, Assumption::CurrencyFromChinese, Assumption::Period];
            prop_assert!(!filled.into_iter().any(|left_out| again.assumed.contains(left_out)), "{:?}", canonical);
        }
    }

    /// A remark never changes an amount that reads without it; one in Chinese may say that the currency is yuan.
    #[test]
    fn remarks_change_no_amount(text in texts(), remark in prop::sample::select(REMARKS.to_vec()), defaults in defaults()) {
        let Ok(PayText::Stated(pay)) = read(&text, &defaults) else { return Ok(()) };
        for with in [format!("{text} ({remark})"), format!("{text}, {remark}"), format!("{remark}; {text}")] {
            match read(&with, &defaults) {
                Ok(PayText::Stated(found)) => {
                    let chinese = found.assumed.contains(Assumption::CurrencyFromChinese) && !pay.states_currency();
                    let currency = if chinese { pay.currency } else { found.currency };
                    let found = Pay { currency, assumed: pay.assumed, notation: pay.notation, ..found };
                    prop_assert_eq!(found, pay, "{:?}", with);
                }
                Ok(PayText::NotStated) => prop_assert!(false, "{:?} states no pay", with),
                Err(_) => {}
            }
        }
    }

    /// Catches a part of an unknown word that is taken for a unit, a bound or a span of time: `€ 5.600 mits ervaring`.
    #[test]
    fn no_part_of_an_unknown_word_changes_an_amount(word in latin_words(), amount in 1000_u32..999_999) {
        prop_assume!(!is_known(&word));
        for text in [format!("€{amount} {word}"), format!("€{amount}{word}"), format!("{amount} {word}"), format!("{amount}{word}")] {
            if let Ok(PayText::Stated(pay)) = read(&text, &defaults_of("EUR")) {
                let expected = (Some(Decimal::from(amount)), Some(Decimal::from(amount)), PayPeriod::Year);
                prop_assert_eq!((pay.low, pay.high, pay.period), expected, "{:?}", text);
            }
        }
    }

    /// Two amounts of money are never read as one of them, unless words say which is base.
    #[test]
    fn no_amount_of_money_is_dropped(
        one in 1000_u32..999_999,
        other in 1000_u32..999_999,
        word in prop::sample::select(WORDS.to_vec()),
    ) {
        for text in [format!("${one} {word} ${other}"), format!("${one} ({word} ${other})"), format!("{word} ${one}, ${other}")] {
            if let Ok(PayText::Stated(pay)) = read(&text, &defaults_of("USD")) {
                let ends = (pay.low, pay.high);
                prop_assert_eq!(ends, (Some(Decimal::from(one)), Some(Decimal::from(other))), "{:?}", text);
            }
        }
    }

    /// Full-width characters and capitals read like narrow small letters.
    #[test]
    fn width_and_case_do_not_matter(text in texts(), defaults in defaults()) {
        let wide: String = text
            .chars()
            .map(|char| match char {
                '!'..='~' => char::from_u32(u32::from(char) - 0x21 + 0xff01).unwrap(),
                ' ' => '\u{3000}',
                other => other,
            })
            .collect();
        // The other spelling may be too long in bytes, or have blanks that no longer collapse.
        prop_assume!(wide.len() < 100);
        prop_assert_eq!(read(&wide, &defaults), read(&text, &defaults), "{:?}", text);
        prop_assert_eq!(read(&text.to_ascii_uppercase(), &defaults), read(&text, &defaults), "{:?}", text);
    }

    /// The path for bare numbers agrees with the grammar, to which a mark after the digits leads.
    #[test]
    fn the_shortcut_is_no_other_reading(digits in "[0-9]{1,14}", defaults in defaults()) {
        prop_assert_eq!(read(&digits, &defaults), read(&format!("{digits}."), &defaults), "{}", digits);
    }

    /// An amount reads as itself in every plain notation.
    #[test]
    fn plain_amounts_read_as_themselves(cents in 1_u64..10_000_000_000, defaults in defaults()) {
        let amount = Decimal::new(i64::try_from(cents).unwrap(), 2);
        for text in [format!("{amount}"), crate::money::grouped(amount, 2), format!("USD {amount}/year")] {
            let Ok(PayText::Stated(pay)) = read(&text, &defaults) else { panic!("{text}") };
            prop_assert_eq!((pay.low, pay.high), (Some(amount), Some(amount)), "{}", text);
        }
    }
}
