//! Any text as pay: it is read as something sound that its canonical form reads back to, or not at all.
//!
//! The first byte of an input chooses the default currency (modulo 6) and period (÷ 6, modulo 5), the rest is the text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use payband::money::Decimal;
use payband::pay::{Assumption, Conventions, Defaults, Pay, PayElement, PayPeriod, Reading, read};

fuzz_target!(|input: &[u8]| {
    let Some((&choice, text)) = input.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let defaults = defaults(choice);
    let read_as = read(text, &defaults);
    assert_eq!(read(&text.to_ascii_uppercase(), &defaults), read_as, "case does not matter");
    let Ok(Reading::Stated(pay)) = read_as else { return };

    assert!(pay.low.is_some() || pay.high.is_some());
    assert!(pay.low.into_iter().chain(pay.high).all(|end| end > Decimal::ZERO));
    assert!(pay.low.zip(pay.high).is_none_or(|(low, high)| low <= high));
    if let Some(months) = pay.months {
        assert!((Decimal::from(12)..=Decimal::from(24)).contains(&months));
        assert!(matches!(pay.period, PayPeriod::Year | PayPeriod::Month));
    }

    // Whatever the defaults, nothing is left to them.
    let canonical = pay.to_string();
    let filled_in =
        [Assumption::Currency, Assumption::CurrencyFromSign, Assumption::CurrencyFromChinese, Assumption::Period];
    for other in [choice, choice.wrapping_add(7)].map(self::defaults) {
        // XBT is no currency; as a default it is one, and no text can name it.
        if pay.currency.as_str() == "XBT" && other.currency != pay.currency {
            continue;
        }
        let Ok(Reading::Stated(again)) = read(&canonical, &other) else {
            panic!("{text:?} is {canonical:?}, which is not read")
        };
        assert_eq!(Pay { assumed: pay.assumed, notation: pay.notation, ..again }, pay, "{text:?} is {canonical:?}");
        assert!(!filled_in.into_iter().any(|left_out| again.assumed.contains(left_out)), "{canonical:?}");
    }

    let year = pay.annual(&conventions(Decimal::from(8))).unwrap();
    assert_eq!((year.low.is_some(), year.high.is_some()), (pay.low.is_some(), pay.high.is_some()));
    if let Some(middle) = year.midpoint() {
        assert!(year.low.unwrap() <= middle && middle <= year.high.unwrap() && middle > Decimal::ZERO);
    }
    let _ = pay.annual(&conventions(Decimal::MAX));
});

fn defaults(choice: u8) -> Defaults {
    const CURRENCIES: [&str; 6] = ["USD", "CNY", "EUR", "JPY", "SEK", "XBT"];
    const PERIODS: [PayPeriod; 5] =
        [PayPeriod::Year, PayPeriod::Month, PayPeriod::Week, PayPeriod::Day, PayPeriod::Hour];
    let choice = usize::from(choice);
    Defaults::new(CURRENCIES[choice % 6].parse().unwrap(), PERIODS[choice / 6 % 5])
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
