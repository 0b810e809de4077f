//! The table of texts with words around their amount.

use crate::pay::tests::check;

/// Catches an amount that is lost to words that say nothing about it.
#[test]
fn remarks_are_left_out() {
    check(&[
        ("Employer Provided Salary: $60K - $80K", "USD 60000-80000/year [currency_from_sign period]"),
        ("$37K-$66K (Glassdoor est.)", "USD 37000-66000/year [currency_from_sign period]"),
        (
            "$18-$22 Per Hour(Employer est.)",
            "USD 18-22/hour [currency_from_sign paid_days_per_month paid_hours_per_day]",
        ),
        ("90k + bonus", "USD 90000/year [currency period]"),
        ("$60k-$80k/yr plus benefits", "USD 60000-80000/year [currency_from_sign]"),
        ("60000 Full-time", "USD 60000/year [currency period]"),
        ("$45 / hour W2", "USD 45/hour [currency_from_sign paid_days_per_month paid_hours_per_day]"),
        ("£400-£450 per day (Outside IR35)", "GBP 400-450/day [paid_days_per_month]"),
        ("$60k|Full-time|Remote", "USD 60000/year [currency_from_sign period]"),
        ("$60k to start", "USD 60000/year [currency_from_sign period]"),
        ("$60k + yearly bonus", "USD 60000/year [currency_from_sign period]"),
        ("34,50 € *", "EUR 34.50/year [period]"),
        ("50,- EUR", "EUR 50/year [period]"),
        ("15k 五险一金", "CNY 15000/year [currency_from_chinese period]"),
        ("5000-8000元/月+提成", "CNY 5000-8000/month [currency_from_chinese months_per_year]"),
        ("15-20K·16薪 股票期权", "CNY 15000-20000/month x16 [currency_from_chinese]"),
        ("8-12K/月 年终奖", "CNY 8000-12000/month [currency_from_chinese months_per_year]"),
        ("10-15k/月，双休，五险一金", "CNY 10000-15000/month [currency_from_chinese months_per_year]"),
        ("薪资：8000-10000元/月", "CNY 8000-10000/month [currency_from_chinese months_per_year]"),
        ("'60000", "USD 60000/year [currency period]"),
        ("=\"60000\"", "USD 60000/year [currency period]"),
        ("1e+05", "USD 100000/year [currency period]"),
        ("3e3", "USD 3000/year [currency period]"),
        ("$5,000, a month", "USD 5000/month [currency_from_sign months_per_year]"),
        ("$45 W2", "USD 45/year [currency_from_sign period]"),
        ("45 w2", "USD 45/year [currency period]"),
        ("4w/月 五险一金", "CNY 40000/month [currency_from_chinese months_per_year]"),
        // A label that names a span of time is no remark.
        ("每日，300元，五险一金", "CNY 300/day [currency_from_chinese paid_days_per_month]"),
        ("职位月薪：15k 五险一金", "CNY 15000/month [currency_from_chinese months_per_year]"),
        ("Jahresgehalt: 60000 EUR (Vollzeit)", "EUR 60000/year []"),
        ("Hourly pay: $25 (Full-time)", "USD 25/hour [currency_from_sign paid_days_per_month paid_hours_per_day]"),
        ("3.w2 (Full-time)", "USD 3/year [currency period]"),
        ("3w2 双休", "CNY 32000/year [currency_from_chinese period]"),
        // The first w is a week, and no "w/" for "with".
        ("600/w/wk (Full-time)", "USD 600/week [currency paid_weeks_per_year]"),
        ("$17/·h (Full-time)", "USD 17/hour [currency_from_sign paid_days_per_month paid_hours_per_day]"),
        ("$17/(h); full-time", "USD 17/hour [currency_from_sign paid_days_per_month paid_hours_per_day]"),
        // The digit after a unit is money, and not part of the name of a form.
        ("/w275面议 (Full-time)", "CNY 275/week [currency_from_chinese paid_weeks_per_year]"),
        ("/w2 500面议 (Full-time)", "CNY 2500/week [currency_from_chinese paid_weeks_per_year]"),
    ]);
}

/// Catches digits that count something else and make an amount unreadable, or become one.
#[test]
fn what_counts_something_else_is_left_out() {
    check(&[
        ("15-25K 72小时反馈", "CNY 15000-25000/year [currency_from_chinese period]"),
        ("15-25K·13薪 72小时反馈", "CNY 15000-25000/month x13 [currency_from_chinese]"),
        ("本科 3-5年 18-25K", "CNY 18000-25000/year [currency_from_chinese period]"),
        ("15-25K·3-5年·本科", "CNY 15000-25000/year [currency_from_chinese period]"),
        ("18-25K，5年以上经验", "CNY 18000-25000/year [currency_from_chinese period]"),
        ("15k-20k 招3人", "CNY 15000-20000/year [currency_from_chinese period]"),
        ("300元/天 8小时", "CNY 300/day [currency_from_chinese paid_days_per_month]"),
        ("300元/天，实习6个月", "CNY 300/day [currency_from_chinese paid_days_per_month]"),
        ("$60,000 40 hours/week", "USD 60000/year [currency_from_sign period]"),
        ("$25/hr 20 hours weekly", "USD 25/hour [currency_from_sign paid_days_per_month paid_hours_per_day]"),
        ("$400/day, min 3 days per week", "USD 400/day [currency_from_sign paid_days_per_month]"),
        ("$60k base, up to 10% bonus", "USD 60000/year [currency_from_sign period]"),
        ("100% remote $60k", "USD 60000/year [currency_from_sign period]"),
        ("$60k + 401(k)", "USD 60000/year [currency_from_sign period]"),
        ("$350k - 401k", "USD 350000-401000/year [currency_from_sign period]"),
        ("$5,000/month, 18 months contract", "USD 5000/month [currency_from_sign months_per_year]"),
        ("15k 13个月", "CNY 15000/month x13 [currency_from_chinese]"),
        // The day may be the span of the pay, or the words may give the length of the day.
        ("15k 每天8小时", "UnclearPeriod"),
        ("7 days", "UnknownWord"),
        ("3-5年经验", "UnknownWord"),
        ("500人以上", "UnknownWord"),
    ]);
}

/// Catches a bound, or a word for a span of time, that is left out with a number before it although it belongs to the amount.
#[test]
fn words_between_a_counted_number_and_an_amount_belong_to_the_amount() {
    check(&[
        ("5+ years up to $60k", "up to USD 60000/year [currency_from_sign period]"),
        ("5 years minimum $60k", "from USD 60000/year [currency_from_sign period]"),
        ("3-5年 最高20k", "up to CNY 20000/year [currency_from_chinese period]"),
        ("5年以上最低20k", "from CNY 20000/year [currency_from_chinese period]"),
        ("3-5年 月薪8000", "CNY 8000/month [currency_from_chinese months_per_year]"),
        ("招3人 月薪8000", "CNY 8000/month [currency_from_chinese months_per_year]"),
        ("8小时 日薪300", "CNY 300/day [currency_from_chinese paid_days_per_month]"),
        ("实习6个月 日薪300", "CNY 300/day [currency_from_chinese paid_days_per_month]"),
        // These follow the number that they bound.
        ("5年以上20k", "CNY 20000/year [currency_from_chinese period]"),
        ("3年 以上 20k", "CNY 20000/year [currency_from_chinese period]"),
        ("5 years or more $60k", "USD 60000/year [currency_from_sign period]"),
        ("5 years and above 60k USD", "USD 60000/year [period]"),
        ("$60k, 5 years minimum", "USD 60000/year [currency_from_sign period]"),
        // The hours may be those of a week, or the amount is for a week.
        ("40 hours weekly $500", "UnclearPeriod"),
        ("35 uur wekelijks € 3000", "UnclearPeriod"),
        ("$500 40 hours weekly", "USD 500/year [currency_from_sign period]"),
        ("40 hours per week $25/hr", "USD 25/hour [currency_from_sign paid_days_per_month paid_hours_per_day]"),
        ("5 days weekly 8000元/月", "CNY 8000/month [currency_from_chinese months_per_year]"),
    ]);
}

/// Catches `401k` that is an amount, and is left out beside a remark.
#[test]
fn a_retirement_plan_is_no_end_of_a_range() {
    check(&[
        ("$350k -\t401k (Full-time)", "USD 350000-401000/year [currency_from_sign period]"),
        ("$350k - | 401k (Full-time)", "USD 350000-401000/year [currency_from_sign period]"),
        ("401k x 13,5 (Full-time)", "USD 401000/month x13.5 [currency]"),
        ("401k ·13薪 (Full-time)", "CNY 401000/month x13 [currency_from_chinese]"),
        ("$60k | 401k", "USD 60000/year [currency_from_sign period]"),
    ]);
}

/// Catches a second amount that disappears, and variable pay that is taken for base salary.
#[test]
fn a_second_amount_is_left_out_only_beside_one_that_is_called_base() {
    check(&[
        ("$60k base + $20k bonus", "USD 60000/year [currency_from_sign period variable_left_out]"),
        ("Base: $60,000, Commission: $20,000", "USD 60000/year [currency_from_sign period variable_left_out]"),
        ("基本工资5000元，绩效2000元", "CNY 5000/year [currency_from_chinese period variable_left_out]"),
        ("底薪3000+提成", "CNY 3000/year [currency_from_chinese period]"),
        ("$60k + $20k bonus", "Variable"),
        ("$60k and $70k", "TooManyAmounts"),
        // Digits of a remark make no money of a number of months.
        ("13* $75-82 Lac; full-time", "USD 7500000-8200000/month x13 [currency_from_sign]"),
        ("full-time; 13* $75-82 Lac", "Incomplete"),
        ("19*12,04, (Full-time)", "USD 19/month x12.04 [currency]"),
        ("13 x 5600,50 (Full-time)", "USD 5600.50/month x13 [currency]"),
        ("13*23 (72小时反馈)", "CNY 13/month x23 [currency_from_chinese]"),
        ("$60k est. CAD (Full-time)", "UnclearCurrency"),
        ("8000元 gross, CAD (Full-time)", "UnclearCurrency"),
        ("4mwst (Full-time)", "UnknownWord"),
        ("AED 8000 (USD 2179)", "TwoCurrencies"),
        ("$60k bonus", "Variable"),
        ("Bonus: $10,000", "Variable"),
        ("奖金5000", "Variable"),
        ("$120k OTE", "Variable"),
        ("年包60万", "Variable"),
        ("40万/年（含奖金）", "Variable"),
    ]);
}

/// Catches factors that change places beside a remark, decimals that are taken for thousands or a contract's months, and a
/// second multiplication sign that is taken for a footnote.
#[test]
fn months_paid_are_told_from_the_amount_with_decimals_too() {
    let table = [
        ("16*13.1366*aud", "Incomplete"),
        ("16*13*aud", "Incomplete"),
        ("12,5*aud", "Incomplete"),
        ("16*13.1366", "USD 16/month x13.1366 [currency]"),
        ("16*13.0000", "USD 16/month x13.0000 [currency]"),
        ("16*13.5*", "USD 16/month x13.5 [currency]"),
        ("160*aud*13", "AUD 160/month x13 []"),
        ("16*0013", "MalformedNumber"),
    ];
    check(&table);
    for (text, expected) in table {
        check(&[(&format!("{text} (Full-time)"), expected), (&format!("Full-time; {text}"), expected)]);
    }
    check(&[
        ("13.5 x 5600", "USD 5600/month x13.5 [currency]"),
        ("13,96 x € 3.500", "EUR 3500/month x13.96 []"),
        ("13,5 * $75k", "USD 75000/month x13.5 [currency_from_sign]"),
        ("13 x 1,234.5", "USD 1234.5/month x13 [currency]"),
        ("24*1000.5", "Months"),
        ("18*1000.5", "USD 1000.5/month x18 [currency]"),
        ("$5000 x 24", "UnclearPeriod"),
        ("$60 x 20 hrs", "UnclearPeriod"),
        ("30k*24薪", "CNY 30000/month x24 [currency_from_chinese]"),
        ("$60k for 6 months", "UnclearPeriod"),
        ("$90k/9 months", "UnclearPeriod"),
        ("$60k over 6 months", "UnclearPeriod"),
        ("$60k (6 months)", "UnclearPeriod"),
        ("$60k for 2 years", "UnclearPeriod"),
        ("$60k, 3 months probation", "USD 60000/year [currency_from_sign period]"),
        ("$60k for 5 years experience", "USD 60000/year [currency_from_sign period]"),
        ("$60/hr / 6 months", "USD 60/hour [currency_from_sign paid_days_per_month paid_hours_per_day]"),
        ("£400/day for 6 months", "GBP 400/day [paid_days_per_month]"),
        ("13*900", "Months"),
        ("15k 13.5个月 五险一金", "CNY 15000/month x13.5 [currency_from_chinese]"),
        ("15k·13.5月 五险一金", "CNY 15000/month x13.5 [currency_from_chinese]"),
        ("300元/天，实习6.5个月", "CNY 300/day [currency_from_chinese paid_days_per_month]"),
    ]);
}

/// Catches pay for a part of full time that is compared with that of the market, and pay that does not depend on the share.
#[test]
fn pay_for_a_part_of_full_time_is_refused_unless_it_is_by_the_hour_or_day() {
    check(&[
        ("$60k part-time", "PartTime"),
        ("5000元/月 兼职", "PartTime"),
        ("CHF 100000 (80%)", "PartTime"),
        ("60k, 80% FTE", "PartTime"),
        ("$60k for 20 hours a week", "PartTime"),
        ("30.000 € (Teilzeit)", "PartTime"),
        ("$30/hr part-time", "USD 30/hour [currency_from_sign paid_days_per_month paid_hours_per_day]"),
        ("$30/hr, 20 hours a week", "USD 30/hour [currency_from_sign paid_days_per_month paid_hours_per_day]"),
        ("兼职 200元/天", "CNY 200/day [currency_from_chinese paid_days_per_month]"),
        ("$60k full-time or part-time", "USD 60000/year [currency_from_sign period]"),
        ("$60k (10% bonus)", "USD 60000/year [currency_from_sign period]"),
        ("$60k, 100%", "USD 60000/year [currency_from_sign period]"),
        ("$60k, 40 hours per week", "USD 60000/year [currency_from_sign period]"),
        ("$60k 50% travel", "USD 60000/year [currency_from_sign period]"),
    ]);
}

/// Catches numbers among words that are no pay: addresses, dates, names of grades, what is counted by the piece.
#[test]
fn a_number_among_unknown_words_needs_a_sign_that_it_is_pay() {
    check(&[
        ("123 Main Street, Suite 500", "UnknownWord"),
        ("12 K Street", "UnknownWord"),
        ("Tel: 13800138000", "UnknownWord"),
        ("电话13800138000", "UnknownWord"),
        ("Jan 2023", "UnknownWord"),
        ("$60k for 2023", "UnknownWord"),
        ("Room 5 - $30k", "UnknownWord"),
        ("Band 7: £43,742 to £50,056", "UnknownWord"),
        ("PHP 7 developer", "UnknownWord"),
        ("XYZ 90k", "UnknownWord"),
        ("USD 500 per project", "UnknownWord"),
        ("22000元/台", "UnknownWord"),
        ("hr@example.com 60000", "UnknownWord"),
        ("$60,000 paid weekly", "UnknownWord"),
        ("Salary -5000", "Negative"),
        ("Salary (5,000)", "Negative"),
    ]);
}

/// Catches a word of another language that is left out although it changes the meaning of the amount.
#[test]
fn words_of_other_languages_keep_their_meaning() {
    check(&[
        ("60,000 dollars", "USD 60000/year [currency_from_sign period]"),
        ("60 thousand", "USD 60000/year [currency period]"),
        ("ab 45.000 € im Jahr", "from EUR 45000/year []"),
        ("bis zu 60.000 €", "up to EUR 60000/year [period]"),
        ("60.000 bis 70.000 EUR", "EUR 60000-70000/year [period]"),
        ("Gehalt: 60.000 € brutto/Jahr", "EUR 60000/year []"),
        ("от 60 000 руб.", "from RUB 60000/year [period]"),
        ("25 000 Kč/měsíc", "CZK 25000/month [months_per_year]"),
        ("연봉 3000만원", "KRW 30000000/year []"),
        ("연봉 5000", "USD 5000/year [currency]"),
        ("💰 60000", "USD 60000/year [currency period]"),
        ("5 000 zł netto", "AfterTax"),
        ("1 800 € net par mois", "AfterTax"),
        ("до 120 000 руб. на руки", "AfterTax"),
    ]);
}

/// Catches a currency that is not known by its usual sign or abbreviation.
#[test]
fn currencies_by_their_usual_abbreviation() {
    check(&[
        ("30 000 Kč", "CZK 30000/year [period]"),
        ("1 890 Р", "RUB 1890/year [period]"),
        ("350 000 Ft", "HUF 350000/year [period]"),
        ("Rp 10.000.000", "IDR 10000000/year [period]"),
        ("12,000원", "KRW 12000/year [period]"),
        ("Dhs 8,000", "AED 8000/year [period]"),
        ("Fr. 120'000", "CHF 120000/year [period]"),
        ("R25 000", "ZAR 25000/year [period]"),
        ("2 285,81 грн.", "UAH 2285.81/year [period]"),
        ("US $1.23", "USD 1.23/year [period]"),
        ("90,000 ALL", "ALL 90000/year [period]"),
    ]);
}

/// Catches Indian counting that is refused, or taken for the file's currency.
#[test]
fn lakh_and_crore_are_rupees() {
    check(&[
        ("3,00,000 - 6,00,000", "INR 300000-600000/year [currency_from_indian period]"),
        ("5-8 Lacs PA", "INR 500000-800000/year [currency_from_indian]"),
        ("12 LPA", "INR 1200000/year [currency_from_indian]"),
        ("CTC: 10-15 LPA", "INR 1000000-1500000/year [currency_from_indian]"),
        ("₹5L - ₹8L (Glassdoor est.)", "INR 500000-800000/year [period]"),
        ("1.5 Cr", "INR 15000000/year [currency_from_indian period]"),
        ("PKR 5 lakh", "PKR 500000/year [period]"),
        ("$3,00,000", "USD 300000/year [currency_from_sign period]"),
    ]);
}
