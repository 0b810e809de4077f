//! The table of pay texts, and the pay that they must be read as.

use super::*;
use crate::money::Decimal;

pub(super) fn defaults(currency: &str, period: PayPeriod) -> Defaults {
    Defaults::new(currency.parse().unwrap(), period)
}

/// The canonical form of a pay text, and the words for its assumptions.
pub(super) fn shown(text: &str, defaults: &Defaults) -> String {
    match read(text, defaults) {
        Ok(PayText::Stated(pay)) => {
            let assumed: Vec<_> = pay.assumed.iter().map(Assumption::as_str).collect();
            format!("{pay} [{}]", assumed.join(" "))
        }
        Ok(PayText::NotStated) => "not stated".to_owned(),
        Err(why) => format!("{why:?}"),
    }
}

/// Asserts what texts are read as, without the assumptions, in a file in this currency.
#[track_caller]
pub(super) fn check_amounts(currency: &str, table: &[(&str, &str)]) {
    let defaults = Defaults::new(currency.parse().unwrap(), PayPeriod::Year);
    let found = |text: &str| shown(text, &defaults).split(" [").next().unwrap_or_default().to_owned();
    let wrong: Vec<_> = table.iter().filter(|(text, expected)| found(text) != *expected).collect();
    let wrong: Vec<_> = wrong.into_iter().map(|(text, expected)| (*text, found(text), *expected)).collect();
    assert!(wrong.is_empty(), "(text, found, expected):\n{wrong:#?}");
}

/// Checks a table with dollars a year as defaults.
#[track_caller]
pub(super) fn check(table: &[(&str, &str)]) {
    check_with(&defaults("USD", PayPeriod::Year), table);
}

#[track_caller]
fn check_with(defaults: &Defaults, table: &[(&str, &str)]) {
    let wrong: Vec<_> = table
        .iter()
        .map(|(text, expected)| (*text, shown(text, defaults), *expected))
        .filter(|(_, found, expected)| found != expected)
        .collect();
    assert!(wrong.is_empty(), "(text, found, expected):\n{wrong:#?}");
}

#[test]
fn bare_numbers_take_the_defaults() {
    check(&[
        ("52000", "USD 52000/year [currency period]"),
        (" 52,000.00 ", "USD 52000.00/year [currency period]"),
        ("５２０００", "USD 52000/year [currency period]"),
        ("15k-30k", "USD 15000-30000/year [currency period]"),
        ("12.5k", "USD 12500/year [currency period]"),
        ("1.2M", "USD 1200000/year [currency period]"),
        ("1.2 million", "USD 1200000/year [currency period]"),
    ]);
    check_with(
        &defaults("GBP", PayPeriod::Month),
        &[
            ("3000", "GBP 3000/month [currency period months_per_year]"),
            ("3000 pcm", "GBP 3000/month [currency months_per_year]"),
        ],
    );
    let hourly = defaults("USD", PayPeriod::Hour);
    check_with(&hourly, &[("45", "USD 45/hour [currency period paid_days_per_month paid_hours_per_day]")]);
}

#[test]
fn currencies() {
    check(&[
        ("$1,234.50", "USD 1234.50/year [currency_from_sign period]"),
        ("$41,000.00", "USD 41000.00/year [currency_from_sign period]"),
        ("US$90k", "USD 90000/year [period]"),
        ("USD 90,000", "USD 90000/year [period]"),
        ("90000 USD", "USD 90000/year [period]"),
        ("90kusd", "USD 90000/year [period]"),
        ("$90,000 CAD", "CAD 90000/year [period]"),
        ("HK$30k/month x13", "HKD 30000/month x13 []"),
        ("¥430,000", "CNY 430000/year [currency_from_sign period]"),
        ("￥430000", "CNY 430000/year [currency_from_sign period]"),
        ("¥5,000,000 JPY", "JPY 5000000/year [period]"),
        ("¥300元/天", "CNY 300/day [paid_days_per_month]"),
        ("RMB 35k", "CNY 35000/year [period]"),
        ("CNY35k", "CNY 35000/year [period]"),
        ("人民币 35万", "CNY 350000/year [period]"),
        ("美金5000元/月", "USD 5000/month [months_per_year]"),
        ("600万円/年", "JPY 6000000/year []"),
        ("1 234,50 €", "EUR 1234.50/year [period]"),
        ("CHF 120'000", "CHF 120000/year [period]"),
        ("₹12,00,000", "INR 1200000/year [period]"),
        ("35kr", "AmbiguousSign"),
        ("Rs. 50,000", "INR 50000/year [currency_from_sign period]"),
        ("USD 90k / CNY 600k", "TwoCurrencies"),
        ("USD 90k CNY", "TwoCurrencies"),
        ("$90k EUR", "TwoCurrencies"),
        ("$90k-¥100k", "TwoCurrencies"),
        ("$300元", "TwoCurrencies"),
        ("XYZ 90k", "UnknownWord"),
    ]);
    // A default decides a sign that it shares, and is known even if ISO 4217 lacks it.
    check_with(
        &defaults("AUD", PayPeriod::Year),
        &[("$90k", "AUD 90000/year [currency_from_sign period]"), ("US$90k", "USD 90000/year [period]")],
    );
    check_with(&defaults("JPY", PayPeriod::Year), &[("¥6M", "JPY 6000000/year [currency_from_sign period]")]);
    check_with(
        &defaults("SEK", PayPeriod::Month),
        &[("42 000 kr/mo", "SEK 42000/month [currency_from_sign months_per_year]")],
    );
    check_with(
        &defaults("INR", PayPeriod::Month),
        &[("Rs.500", "INR 500/month [currency_from_sign period months_per_year]")],
    );
    check_with(&defaults("XBT", PayPeriod::Year), &[("2 xbt", "XBT 2/year [period]")]);
}

#[test]
fn chinese_words_mean_yuan() {
    check(&[
        ("1-2万/月", "CNY 10000-20000/month [currency_from_chinese months_per_year]"),
        ("1-1.5万/月", "CNY 10000-15000/month [currency_from_chinese months_per_year]"),
        ("6-8千/月", "CNY 6000-8000/month [currency_from_chinese months_per_year]"),
        ("6-8千/每月", "CNY 6000-8000/month [currency_from_chinese months_per_year]"),
        ("1-2w/月", "CNY 10000-20000/month [currency_from_chinese months_per_year]"),
        ("20-30万/年", "CNY 200000-300000/year [currency_from_chinese]"),
        ("20-30万", "CNY 200000-300000/year [currency_from_chinese period]"),
        ("年薪30万", "CNY 300000/year [currency_from_chinese]"),
        ("年薪：30萬", "CNY 300000/year [currency_from_chinese]"),
        ("月薪2万", "CNY 20000/month [currency_from_chinese months_per_year]"),
        ("每月15k", "CNY 15000/month [currency_from_chinese months_per_year]"),
        ("30万每年", "CNY 300000/year [currency_from_chinese]"),
        ("1万5/月", "CNY 15000/month [currency_from_chinese months_per_year]"),
        ("1万5千-2万/月", "CNY 15000-20000/month [currency_from_chinese months_per_year]"),
        ("1百万", "CNY 1000000/year [currency_from_chinese period]"),
        ("300元/天", "CNY 300/day [currency_from_chinese paid_days_per_month]"),
        ("150-200/天", "CNY 150-200/day [currency_from_chinese paid_days_per_month]"),
        ("50元/时", "CNY 50/hour [currency_from_chinese paid_days_per_month paid_hours_per_day]"),
        ("50元/小时", "CNY 50/hour [currency_from_chinese paid_days_per_month paid_hours_per_day]"),
        ("$5k/月", "USD 5000/month [currency_from_sign months_per_year]"),
    ]);
    check_with(
        &defaults("TWD", PayPeriod::Month),
        &[
            ("4-6万", "TWD 40000-60000/month [currency period months_per_year]"),
            ("40000元", "TWD 40000/month [currency period months_per_year]"),
        ],
    );
    check_with(
        &defaults("JPY", PayPeriod::Year),
        &[("500万", "JPY 5000000/year [currency period]"), ("5000元", "CNY 5000/year [currency_from_chinese period]")],
    );
}

#[test]
fn months_paid_a_year() {
    check(&[
        ("35k/month x14", "USD 35000/month x14 [currency]"),
        ("35k x 14 months", "USD 35000/month x14 [currency]"),
        ("35K*14", "USD 35000/month x14 [currency]"),
        ("35k14薪", "CNY 35000/month x14 [currency_from_chinese]"),
        ("15-30K·14薪", "CNY 15000-30000/month x14 [currency_from_chinese]"),
        ("15-30K • 13薪", "CNY 15000-30000/month x13 [currency_from_chinese]"),
        ("１５－３０Ｋ・１４薪", "CNY 15000-30000/month x14 [currency_from_chinese]"),
        ("15-30k×13", "USD 15000-30000/month x13 [currency]"),
        ("15-30k,13薪", "CNY 15000-30000/month x13 [currency_from_chinese]"),
        ("15-30k（16薪）", "CNY 15000-30000/month x16 [currency_from_chinese]"),
        ("15000-20000，13薪", "CNY 15000-20000/month x13 [currency_from_chinese]"),
        ("15-30k.13薪", "CNY 15000-30000/month x13 [currency_from_chinese]"),
        ("15k+13薪", "CNY 15000/month x13 [currency_from_chinese]"),
        ("15k/14薪", "CNY 15000/month x14 [currency_from_chinese]"),
        ("15k 13个月", "CNY 15000/month x13 [currency_from_chinese]"),
        ("15k×13.5个月", "CNY 15000/month x13.5 [currency_from_chinese]"),
        ("月薪15k 十三薪", "CNY 15000/month x13 [currency_from_chinese]"),
        ("1-2万·13薪", "CNY 10000-20000/month x13 [currency_from_chinese]"),
        ("20-30万/年·14薪", "CNY 200000-300000/year, 14 months [currency_from_chinese]"),
        ("年薪30万，14薪", "CNY 300000/year, 14 months [currency_from_chinese]"),
        ("20-30万·14薪", "UnclearPeriod"),
        ("20-30万/月·14薪", "CNY 200000-300000/month x14 [currency_from_chinese]"),
        ("300k/year x14", "Contradictory"),
        ("15k·13薪/年", "Contradictory"),
        ("$45/hr x 14", "Contradictory"),
        ("18万/12个月", "Incomplete"),
        ("15k x 6", "Months"),
        ("2500 x 26", "Months"),
        ("25-50k·13-15薪", "Months"),
        ("14薪", "NoAmount"),
        ("15k x", "Incomplete"),
        ("14 x 35k", "Incomplete"),
    ]);
}

#[test]
fn spans_of_time() {
    for (period, forms) in [
        (
            PayPeriod::Year,
            &["/year", "/yr", " per annum", " p.a.", " pa", " a year", " yearly", "/y", "/a", " annually", " per year"]
                [..],
        ),
        (PayPeriod::Month, &["/month", "/mo", "/m", " pcm", " per month", " p.m.", " monthly", " p/m", " a month"][..]),
        (
            PayPeriod::HalfYear,
            &["/half-year", " half-yearly", " semi-annual", " semiannually", " per half year", "/半年", " 每半年"][..],
        ),
        (PayPeriod::Quarter, &["/季度", "/季", " 每季度", "/quarter", " quarterly", " a quarter", " per quarter"][..]),
        (PayPeriod::HalfMonth, &["/half-month", " semi-monthly", " semimonthly", " twice a month"][..]),
        (PayPeriod::TwoWeeks, &["/two-weeks", " biweekly", " bi-weekly", " a fortnight", " per two weeks"][..]),
        (PayPeriod::Week, &["/week", "/w", "/wk", " pw", " weekly", " per week"][..]),
        (PayPeriod::Day, &["/day", "/d", " per day", " daily", " a day", " each day"][..]),
        (PayPeriod::Hour, &["/hr", "/hour", "/h", " an hour", " hourly", " per hour", " p/h"][..]),
    ] {
        for form in forms {
            for text in [format!("£400{form}"), format!("£300-£400{form}").to_uppercase()] {
                let Ok(PayText::Stated(pay)) = read(&text, &defaults("USD", PayPeriod::Year)) else {
                    panic!("{text} is unreadable");
                };
                assert_eq!((pay.period, pay.high), (period, Some(Decimal::from(400))), "{text}");
            }
        }
    }
    check(&[
        ("$40/hr - $50/hr", "USD 40-50/hour [currency_from_sign paid_days_per_month paid_hours_per_day]"),
        ("500/周", "CNY 500/week [currency_from_chinese paid_weeks_per_year]"),
        ("90k/month/year", "TwoPeriods"),
        ("年薪15k/月", "TwoPeriods"),
        ("3年", "Incomplete"),
        ("90k/", "Incomplete"),
        ("90k per", "Incomplete"),
        ("15k/人", "UnknownWord"),
        ("100/课时", "UnknownWord"),
    ]);
}

#[test]
fn ranges_and_units() {
    check(&[
        ("15–30k", "USD 15000-30000/year [currency period]"),
        ("15—30k", "USD 15000-30000/year [currency period]"),
        ("15~30k", "USD 15000-30000/year [currency period]"),
        ("15～30k", "USD 15000-30000/year [currency period]"),
        ("15 to 30k", "USD 15000-30000/year [currency period]"),
        ("from $15k to $30k", "USD 15000-30000/year [currency_from_sign period]"),
        ("between 15k and 30k", "USD 15000-30000/year [currency period]"),
        ("15k至30k", "CNY 15000-30000/year [currency_from_chinese period]"),
        ("15k到30k", "CNY 15000-30000/year [currency_from_chinese period]"),
        ("$52,000 - $60,000", "USD 52000-60000/year [currency_from_sign period]"),
        ("15k-15k", "USD 15000/year [currency period]"),
        ("15千-2万/月", "CNY 15000-20000/month [currency_from_chinese months_per_year]"),
        ("8千-1.2万", "CNY 8000-12000/year [currency_from_chinese period]"),
        ("8000-1.2万", "CNY 8000-12000/year [currency_from_chinese period]"),
        ("8,000-12k", "USD 8000-12000/year [currency period]"),
        ("13.613-17.142m CZK", "CZK 13613000-17142000/year [period]"),
        ("1000-2000万", "CNY 10000000-20000000/year [currency_from_chinese period]"),
        ("1万-15000", "CNY 10000-15000/year [currency_from_chinese period]"),
        ("8-1.2万", "HighBelowLow"),
        ("30-15k", "HighBelowLow"),
        ("90k-120", "HighBelowLow"),
        ("15k-", "Incomplete"),
        ("15k to", "Incomplete"),
        ("between 15k", "Incomplete"),
        ("15-30-45k", "TooManyAmounts"),
        ("15k 30k", "TooManyAmounts"),
        ("15k+3k", "TooManyAmounts"),
        ("15k and 30k", "TooManyAmounts"),
    ]);
}

#[test]
fn open_ends() {
    for text in [
        "15k以上",
        "15k+",
        "≥15k",
        ">= 15k",
        ">15k",
        "不低于15k",
        "from 15k",
        "15k起",
        "at least 15k",
        "15k or more",
        "min. 15k",
    ] {
        let found = shown(text, &defaults("CNY", PayPeriod::Month));
        assert!(found.starts_with("from CNY 15000/month "), "{text}: {found}");
    }
    for text in ["15k以下", "up to 15k", "≤15k", "<15k", "不超过15k", "max 15k", "under 15k", "最高15k"] {
        let found = shown(text, &defaults("CNY", PayPeriod::Month));
        assert!(found.starts_with("up to CNY 15000/month "), "{text}: {found}");
    }
    check(&[
        ("30万以上/年", "from CNY 300000/year [currency_from_chinese]"),
        ("from 90k", "from USD 90000/year [currency period]"),
        ("约15k", "CNY 15000/year [currency_from_chinese period exact]"),
        ("~15k", "USD 15000/year [currency period exact]"),
        ("up to 15-20k", "Contradictory"),
        ("15-20k+", "Contradictory"),
        ("at least 15k max", "Contradictory"),
        ("15k<", "Contradictory"),
        ("+5000", "Incomplete"),
    ]);
}

#[test]
fn dots_and_commas() {
    check(&[
        ("€60.000", "EUR 60000/year [period]"),
        ("€60,000", "EUR 60000/year [period]"),
        ("60.000 - 70.000 EUR", "EUR 60000-70000/year [period]"),
        ("1.234,50 €", "EUR 1234.50/year [period]"),
        ("€1.234.567", "EUR 1234567/year [period]"),
        ("€45,50/h", "EUR 45.50/hour [paid_days_per_month paid_hours_per_day]"),
        ("€45.125/h", "AmbiguousNumber"),
        ("€45,125/h", "AmbiguousNumber"),
        ("€1.200/day", "AmbiguousNumber"),
        ("€1,200/day", "AmbiguousNumber"),
        ("$60.000", "AmbiguousNumber"),
        ("60.000", "AmbiguousNumber"),
        ("$1.200/day", "AmbiguousNumber"),
        ("$17.125/hr", "USD 17.1250/hour [currency_from_sign paid_days_per_month paid_hours_per_day]"),
        ("JPY 1.200/hr", "AmbiguousNumber"),
        ("1.234万", "CNY 12340/year [currency_from_chinese period]"),
        ("1,234万円", "JPY 12340000/year [period]"),
        ("1.250k", "USD 1250/year [currency period]"),
        ("1,250k", "AmbiguousNumber"),
        ("1,100-2000k", "AmbiguousNumber"),
        ("1,5k", "USD 1500/year [currency period]"),
        ("52000.000", "USD 52000.0000/year [currency period]"),
        ("12,34", "USD 12.34/year [currency period]"),
        ("1,2345", "MalformedNumber"),
        (".5M", "MalformedNumber"),
        ("¥.5M", "MalformedNumber"),
        ("月薪.5万", "MalformedNumber"),
        ("USD.50/hr", "MalformedNumber"),
        ("$,500", "MalformedNumber"),
        ("面议,15k", "CNY 15000/year [currency_from_chinese period]"),
    ]);
}

/// Catches a low end that depends on the assumed currency: a Chinese remark beside it says that the currency is yuan.
#[test]
fn a_low_end_that_a_dot_groups_or_divides_is_refused() {
    let euros = defaults("EUR", PayPeriod::Year);
    check_with(
        &euros,
        &[
            ("1.200-1,5 Mio", "AmbiguousNumber"),
            // Both readings are the same amount, or one is no range.
            ("5.043-538k", "EUR 5043-538000/year [currency period]"),
            ("5.043-538k (72小时反馈)", "CNY 5043-538000/year [currency_from_chinese period]"),
            ("800.000-1,2 Mio", "EUR 800000-1200000/year [currency period]"),
            ("800.000-1,2 Mio (72小时反馈)", "HighBelowLow"),
            // Rupees, in which a dot marks decimals.
            ("5.043-538 Lacs PA", "INR 504300-53800000/year [currency_from_indian]"),
        ],
    );
    check_with(
        &Defaults { stated_currency: true, ..euros },
        &[
            ("5.043-538 Lacs PA", "AmbiguousNumber"),
            ("5.043-538 Lacs PA (72小时反馈)", "AmbiguousNumber"),
            ("5043-538 Lacs PA (72小时反馈)", "EUR 5043-53800000/year [currency]"),
        ],
    );
}

/// The notation decides the unit of a column: a property that is missed here is a column read in the wrong unit.
#[test]
fn notation_says_how_a_text_is_written() {
    type Property = fn(Notation) -> bool;
    const PROPERTIES: [(&str, Property); 9] = [
        ("currency", Notation::names_currency),
        ("period", Notation::names_period),
        ("chinese", Notation::is_chinese),
        ("k", Notation::has_k),
        ("unit", Notation::has_unit),
        ("range", Notation::is_range),
        ("months", Notation::states_months),
        ("indian", Notation::is_indian),
        ("bare", Notation::is_bare),
    ];
    for (text, expected) in [
        ("52000", "bare"),
        ("52,000 - 60,000", "range bare"),
        ("3,00,000 - 6,00,000", "range indian bare"),
        ("12,34,567.50", "indian bare"),
        ("$45", "currency"),
        ("USD 52000/year", "currency period"),
        ("15-25K", "k unit range"),
        ("15-30K·14薪", "chinese k unit range months"),
        ("35k*14", "k unit months"),
        ("1-1.5万", "chinese unit range"),
        ("2w", "chinese unit"),
        ("8千-1.2万/月", "period chinese unit range"),
        ("300元/天", "currency period chinese"),
        ("¥300元", "currency chinese"),
        ("30000 per month", "period"),
        ("1.2M", "unit"),
    ] {
        let Ok(PayText::Stated(pay)) = read(text, &defaults("USD", PayPeriod::Year)) else { panic!("{text}") };
        let found: Vec<_> = PROPERTIES.into_iter().filter(|(_, has)| has(pay.notation)).map(|(name, _)| name).collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }
}

/// A unit in a column's header must apply to bare amounts, and not to amounts with a unit of their own.
#[test]
fn a_column_counts_in_its_unit() {
    let of = |scale| Defaults { scale, ..defaults("CNY", PayPeriod::Month) };
    for (scale, text, expected) in [
        (Scale::TenThousands, "2", "CNY 20000/month"),
        (Scale::TenThousands, "1-1.5", "CNY 10000-15000/month"),
        (Scale::TenThousands, "15k", "CNY 15000/month"),
        (Scale::TenThousands, "20000元", "CNY 20000/month"),
        (Scale::TenThousands, "20000/月", "CNY 20000/month"),
        (Scale::TenThousands, "25/年", "CNY 250000/year"),
        (Scale::TenThousands, "1.5·13薪", "CNY 15000/month x13"),
        (Scale::Thousands, "$90", "USD 90000/month"),
        (Scale::Lakhs, "INR 12.5/year", "INR 1250000/year"),
        (Scale::Millions, "1,200", "CNY 1200000000/month"),
        // A decimal holds these 28 digits. With one zero more the canonical form could not be read back.
        (Scale::Thousands, "1.000000000000000000000000001", "CNY 1000.000000000000000000000001/month"),
        (Scale::Thousands, "60.500 EUR", "EUR 60500/month"),
        (Scale::Ones, "90", "CNY 90/month"),
    ] {
        let Ok(PayText::Stated(pay)) = read(text, &of(scale)) else { panic!("{text}") };
        assert_eq!(pay.to_string(), expected, "{text}");
    }
}

/// A decision for the column holds for texts that only hint at another unit, and not for texts that name one.
#[test]
fn a_decided_unit_holds_against_notation() {
    let decided = Defaults { decided: true, ..defaults("USD", PayPeriod::Year) };
    check_with(
        &Defaults { stated_currency: true, ..decided },
        &[
            ("15-30万", "USD 150000-300000/year [currency period]"),
            ("20-30万·14薪", "USD 200000-300000/month x14 [currency]"),
            ("15-30K·14薪", "USD 15000-30000/month x14 [currency]"),
            ("300元/天", "CNY 300/day [currency_from_chinese paid_days_per_month]"),
            ("5 lakh", "USD 500000/year [currency period]"),
        ],
    );
    // Units in which only one currency is counted hold against a currency that is not stated.
    check_with(
        &decided,
        &[
            ("4w/月", "CNY 40000/month [currency_from_chinese months_per_year]"),
            ("4w", "CNY 40000/year [currency_from_chinese period]"),
            ("30w/年", "CNY 300000/year [currency_from_chinese]"),
            ("1.5-2w·14薪", "CNY 15000-20000/month x14 [currency_from_chinese]"),
            ("15-30K·14薪", "CNY 15000-30000/month x14 [currency_from_chinese]"),
            ("20-30万·14薪", "CNY 200000-300000/year, 14 months [currency_from_chinese period]"),
            ("6-8千/月", "CNY 6000-8000/month [currency_from_chinese months_per_year]"),
            ("5000/月", "USD 5000/month [currency months_per_year]"),
            ("5k x14", "USD 5000/month x14 [currency]"),
            ("5 lakh", "INR 500000/year [currency_from_indian period]"),
            ("3,00,000", "USD 300000/year [currency period]"),
            ("$4w", "USD 40000/year [currency_from_sign period]"),
        ],
    );
    check_with(
        &Defaults { decided: true, ..defaults("HKD", PayPeriod::Year) },
        &[("4万/月", "HKD 40000/month [currency months_per_year]")],
    );
    check_with(
        &Defaults { decided: true, ..defaults("CNY", PayPeriod::Year) },
        &[
            ("20-30万·14薪", "CNY 200000-300000/year, 14 months [currency period]"),
            ("20-30万*14", "UnclearPeriod"),
            ("1-2万·14薪", "CNY 10000-20000/month x14 [currency]"),
            ("8000-12万·14薪", "CNY 8000-120000/month x14 [currency]"),
        ],
    );
}
