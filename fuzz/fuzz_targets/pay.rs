//! Any text as pay: it is unreadable, or pay that is sound and that its canonical form reads back to.
//!
//! The first byte of an input chooses the default currency (modulo 6) and period (÷ 6, modulo 8). The second byte chooses
//! the other decisions for the column: the scale (modulo 5), and whether currency and period hold against notation (÷ 5,
//! modulo 2), whether the currency is stated (÷ 10, modulo 2), and the currency of the country of the row (÷ 20, modulo 5). The
//! rest is the text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use payband::money::Decimal;
use payband::pay::{Assumption, Conventions, Defaults, Pay, PayElement, PayPeriod, PayText, Scale, read};

fuzz_target!(|input: &[u8]| {
    let Some((&[choice, column], text)) = input.split_first_chunk() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let bare = defaults(choice);
    let (decided, stated_currency) = (column / 5 % 2 == 1, column / 10 % 2 == 1);
    let country_currency = COUNTRY_CURRENCIES[usize::from(column / 20 % 5)].and_then(|code| code.parse().ok());
    let scale = SCALES[usize::from(column % 5)];
    let decided = Defaults { scale, decided, stated_currency, country_currency, ..bare };
    for defaults in [bare, decided] {
        let read_as = read(text, &defaults);
        assert_eq!(read(&text.to_ascii_uppercase(), &defaults), read_as, "case does not matter");
        let Ok(PayText::Stated(pay)) = read_as else { continue };
        check_pay(text, &pay, &defaults);
        check_remarks(text, &pay, &defaults);
        check_canonical(text, &pay, choice);
        check_annual(&pay);
    }
});

fn check_pay(text: &str, pay: &Pay, defaults: &Defaults) {
    assert!(pay.low.is_some() || pay.high.is_some());
    assert!(pay.low.into_iter().chain(pay.high).all(|end| end > Decimal::ZERO));
    assert!(pay.low.zip(pay.high).is_none_or(|(low, high)| low <= high));
    if let Some(months) = pay.months {
        assert!((Decimal::from(12)..=Decimal::from(24)).contains(&months));
        assert!(matches!(pay.period, PayPeriod::Year | PayPeriod::Month));
    }
    // Where the text states none, the pay has the currency of the column.
    if defaults.decided && defaults.stated_currency && !pay.states_currency() {
        assert_eq!(pay.currency, defaults.currency, "{text:?}");
    }
    if !pay.states_period() {
        assert_eq!(pay.period, defaults.period, "{text:?}");
    }
    assert!(!pay.assumed.contains(Assumption::Currency) || !pay.states_currency(), "{text:?}");
    assert!(!pay.notation.is_bare() || (!pay.states_currency() && !pay.notation.has_unit()), "{text:?}");
}

/// A remark changes no amount; one in Chinese may say that the currency is yuan.
fn check_remarks(text: &str, pay: &Pay, defaults: &Defaults) {
    for remark in ["Full-time", "72小时反馈", "10% bonus", "five weeks of leave"] {
        for with in [format!("{text} ({remark})"), format!("{remark}; {text}")] {
            let Ok(PayText::Stated(found)) = read(&with, defaults) else { continue };
            let chinese = found.assumed.contains(Assumption::CurrencyFromChinese) && !pay.states_currency();
            let currency = if chinese { pay.currency } else { found.currency };
            let found = Pay { currency, assumed: pay.assumed, notation: pay.notation, ..found };
            assert_eq!(found, *pay, "{with:?}");
        }
    }
}

/// The canonical form reads back to the same pay under other defaults, and nothing of it is assumed.
fn check_canonical(text: &str, pay: &Pay, choice: u8) {
    let canonical = pay.to_string();
    let filled_in =
        [Assumption::Currency, Assumption::CurrencyFromSign, Assumption::CurrencyFromChinese, Assumption::Period];
    for other in [choice, choice.wrapping_add(7)].map(self::defaults) {
        // XBT is no currency of ISO 4217: a text can name it only where it is the default.
        if pay.currency.as_str() == "XBT" && other.currency != pay.currency {
            continue;
        }
        let Ok(PayText::Stated(again)) = read(&canonical, &other) else {
            panic!("{text:?} is {canonical:?}, which is not read")
        };
        assert_eq!(Pay { assumed: pay.assumed, notation: pay.notation, ..again }, *pay, "{text:?} is {canonical:?}");
        assert!(!filled_in.into_iter().any(|left_out| again.assumed.contains(left_out)), "{canonical:?}");
    }
}

fn check_annual(pay: &Pay) {
    let year = pay.annual(&conventions(Decimal::from(8))).unwrap();
    assert_eq!((year.low.is_some(), year.high.is_some()), (pay.low.is_some(), pay.high.is_some()));
    if let Some(middle) = year.midpoint() {
        assert!(year.low.unwrap() <= middle && middle <= year.high.unwrap() && middle > Decimal::ZERO);
    }
    let guaranteed =
        pay.annual(&Conventions { element: PayElement::Guaranteed, ..conventions(Decimal::from(8)) }).unwrap();
    assert!(year.midpoint() <= guaranteed.midpoint(), "guaranteed pay holds base salary");
    let _ = pay.annual(&conventions(Decimal::MAX));
}

const SCALES: [Scale; 5] = [Scale::Ones, Scale::Thousands, Scale::TenThousands, Scale::Lakhs, Scale::Millions];

const COUNTRY_CURRENCIES: [Option<&str>; 5] = [None, Some("CNY"), Some("INR"), Some("SEK"), Some("CAD")];

fn defaults(choice: u8) -> Defaults {
    const CURRENCIES: [&str; 6] = ["USD", "CNY", "EUR", "JPY", "SEK", "XBT"];
    let choice = usize::from(choice);
    Defaults::new(CURRENCIES[choice % 6].parse().unwrap(), PayPeriod::ALL[choice / 6 % 8])
}

fn conventions(paid_hours_per_day: Decimal) -> Conventions {
    Conventions {
        element: PayElement::Base,
        months_per_year: Decimal::from(12),
        paid_weeks_per_year: Decimal::from(52),
        paid_days_per_month: Decimal::new(2175, 2),
        paid_hours_per_day,
    }
}
