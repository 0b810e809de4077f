//! The reader of pay texts: bare numbers first, then the notation of pay, then the text without its remarks.

use super::assumed::Assumption;
use super::defaults::Defaults;
use super::interpret::interpret_number;
use super::lexer::Lexer;
use super::normalized::{MAX_LEN, NormalizedText};
use super::number::number;
use super::parsed::ParsedPay;
use super::remarks::without_remarks;
use super::signs;
use super::stated::{Pay, PayText};
use super::unreadable::Unreadable;
use super::words::{Word, whole};
use crate::money::Decimal;

/// Reads a pay text.
///
/// ```
/// use payband::money::Decimal;
/// use payband::pay::{Assumption, Defaults, PayPeriod, PayText, read};
///
/// let defaults = Defaults::new("USD".parse()?, PayPeriod::Year);
/// let stated = |text| match read(text, &defaults) {
///     Ok(PayText::Stated(pay)) => pay.to_string(),
///     Ok(PayText::NotStated) => "not stated".to_owned(),
///     Err(why) => why.to_string(),
/// };
/// assert_eq!(stated("52000"), "USD 52000/year");
/// assert_eq!(stated("$1,234.50"), "USD 1234.50/year");
/// assert_eq!(stated("¥430,000"), "CNY 430000/year");
/// assert_eq!(stated("CNY 35k"), "CNY 35000/year");
/// assert_eq!(stated("35k/month x14"), "USD 35000/month x14");
/// assert_eq!(stated("15-30K·14薪"), "CNY 15000-30000/month x14");
/// assert_eq!(stated("1-2万/月"), "CNY 10000-20000/month");
/// assert_eq!(stated("6-8千/月"), "CNY 6000-8000/month");
/// assert_eq!(stated("20-30万/年"), "CNY 200000-300000/year");
/// assert_eq!(stated("300元/天"), "CNY 300/day");
/// assert_eq!(stated("15k以上"), "from CNY 15000/year");
/// assert_eq!(stated("面议"), "not stated");
///
/// // A bare number takes the defaults, and says so.
/// let Ok(PayText::Stated(pay)) = read("52000", &defaults) else { unreachable!() };
/// assert_eq!((pay.low, pay.high), (Some(Decimal::from(52_000)), Some(Decimal::from(52_000))));
/// let assumed: Vec<_> = pay.assumed.iter().collect();
/// assert_eq!(assumed, [Assumption::Currency, Assumption::Period]);
/// # Ok::<(), payband::money::UnknownCurrency>(())
/// ```
///
/// # The rules
/// - **Numbers.** Digits may be grouped by commas, dots, blanks or apostrophes, in threes (or as in India, `12,34,567`).
///   Where two marks differ the last is the decimal mark. A comma before exactly three digits groups them, except for pay
///   by the hour or day in a currency whose users write decimal commas (€): that is ambiguous. A dot before exactly three
///   digits (`60.000`) groups them in such a currency for a year, month or week; is a decimal point before a unit
///   (`1.234万`) and in pay by the hour in other currencies (`$17.125/hr`); and is refused everywhere else.
/// - **Exponents.** `1e+05` is 100000; `5.2E+04` is refused, because digits may be lost.
/// - **Units.** `k`, 千, 万, `w` (万), `m` (million), 百, 亿, lakh (`L`), crore (`Cr`). A unit on the high end of a range
///   counts for both (`1-2万`), unless the low end is a full number (`8000-1.2万`). One on the low end counts for that end.
/// - **Currency.** A code or a sign. A sign that several share is the default currency where that is one of them; else `$`
///   is USD, `¥` is CNY, `Rs` is INR, and `kr` cannot be read. Digits grouped or counted as in India mean INR, unless the
///   default is another currency that is counted so. Chinese words without a currency mean CNY, unless the default is
///   another currency that is counted in Chinese (HKD, TWD, MOP, SGD; JPY and KRW unless 元 is written).
/// - **Period.** `/month`, `a year`, `p.a.`, 月薪…; `x14` or `14薪` without one mean pay by the month. `20-30万` alone takes
///   the default, and `20-30万·14薪` is refused: it may be either.
/// - **Ends.** "15k+", "from 15k", 以上, 不低于 give a low end only; "up to", 以下, `≤` a high end only.
/// - **Before tax.** Pay after tax (税后, "net") is refused.
/// - **Remarks.** Words that say nothing about the amount are left out: those of `data/language/pay_words.csv` ("full-time",
///   五险一金), and any others where the amount has a currency, a unit or a span of time. So are digits that count time,
///   people or shares (`72小时反馈`, "5+ years", "10% bonus"). A number that may belong to an unknown word beside it
///   ("Band 7", `22000元/台`) makes the text unreadable.
/// - **Full time.** Pay for a part of it ("part-time", 兼职, "20 hours a week", `(80%)`) is refused, unless it is by the hour or
///   day.
/// - **Base salary.** A second amount makes the text unreadable, unless the words say that one is base and the other
///   variable ("$60k base + $20k bonus"). So does a word that says that the amount holds variable pay ("OTE", 年包).
///
/// # Errors
/// [`Unreadable`] says why the text cannot be read. Zero and negative pay are unreadable.
pub fn read(text: &str, defaults: &Defaults) -> Result<PayText, Unreadable> {
    if let Some(pay) = bare_number(text).and_then(|amount| interpret_number(amount, defaults)) {
        return Ok(PayText::Stated(pay));
    }
    let mut normalized = NormalizedText::new();
    normalized.write(text_of(text))?;
    let text = normalized.as_str();
    if text.is_empty() {
        return Ok(PayText::NotStated);
    }
    match notation(text, defaults, false) {
        Err(why) if why.may_be_a_remark() => match months_first(text) {
            Some(turned) => notation(&turned, defaults, false).or_else(|_| beside_remarks(&turned, defaults, why)),
            None => beside_remarks(text, defaults, why),
        },
        read => read,
    }
}

/// The least number after a number of months that is an amount: `13 x 1000`, while in `16 x 13` either may be the months.
const MIN_AMOUNT: u32 = 1_000;

/// A text that begins with the months paid a year, with these at its end instead: `13 x € 5.600` is `€ 5.600 x13`.
#[inline(never)]
fn months_first(text: &str) -> Option<String> {
    let (months, length) =
        text.starts_with(|first: char| first.is_ascii_digit()).then(|| number(text.as_bytes()))?.ok()?;
    let (written, after) = text.split_at_checked(length).filter(|_| months.may_be_months_paid())?;
    let amount = after.trim_start().strip_prefix(['x', '*'])?.trim_start();
    let is_money = match amount.bytes().next()?.is_ascii_digit() {
        true => number(amount.as_bytes()).is_ok_and(|(number, _)| number.value >= Decimal::from(MIN_AMOUNT)),
        false => begins_with_currency(amount) && amount.bytes().any(|byte| byte.is_ascii_digit()),
    };
    is_money.then(|| format!("{amount} x{written}")).filter(|turned| turned.len() <= MAX_LEN)
}

/// Whether a text begins with the sign or code of a currency and a number.
fn begins_with_currency(text: &str) -> bool {
    let name = text.split(|letter: char| letter.is_ascii_digit()).next().unwrap_or_default().trim_end();
    signs::code(name).is_some() || matches!(whole(name), Some(Word::Code(_) | Word::Sign(_)))
}

/// The text of a cell that a spreadsheet holds as text: `'60000`, `="60000"`.
fn text_of(cell: &str) -> &str {
    let cell = cell.trim();
    let formula = cell.strip_prefix(['=', '＝']).and_then(|text| text.strip_prefix(['"', '＂']));
    let formula = formula.and_then(|text| text.strip_suffix(['"', '＂']));
    formula.or_else(|| cell.strip_prefix(['\'', '’', '＇'])).unwrap_or(cell)
}

/// Reads a text with words around its amount. `otherwise` is the error where no words can be left out.
#[inline(never)]
fn beside_remarks(text: &str, defaults: &Defaults, otherwise: Unreadable) -> Result<PayText, Unreadable> {
    let Some(stripped) = without_remarks(text, defaults.currency)? else { return Err(otherwise) };
    let mut pay_text = notation(&stripped.text, defaults, stripped.chinese)?;
    if let PayText::Stated(pay) = &mut pay_text {
        // The notation alone may read the same part as other pay: then either may be meant, as in 4mwst.
        if let Ok(PayText::Stated(alone)) = notation(stripped.source_span, defaults, stripped.chinese)
            && (Pay { assumed: pay.assumed, notation: pay.notation, ..alone }) != *pay
        {
            return Err(Unreadable::UnknownWord);
        }
        if stripped.part_time && pay.period.depends_on_full_time() {
            return Err(Unreadable::PartTime);
        }
        if stripped.variable {
            pay.assumed.add(Assumption::VariableLeftOut);
        }
    }
    Ok(pay_text)
}

/// Reads a normalized text in nothing but the notation of pay. `chinese` says that it is part of a Chinese text.
#[inline(always)]
fn notation(text: &str, defaults: &Defaults, chinese: bool) -> Result<PayText, Unreadable> {
    let mut lexer = Lexer::new(text, defaults.currency);
    let mut parsed = ParsedPay { chinese, ..ParsedPay::default() };
    let mut ahead = lexer.next()?;
    while let Some(token) = ahead {
        ahead = lexer.next()?;
        parsed.take(token, ahead)?;
    }
    parsed.chinese |= lexer.chinese();
    parsed.interpret(defaults)
}

/// The amount of a text of 1 to 12 digits, as in most payrolls. The grammar would read the same in ten times the time.
fn bare_number(text: &str) -> Option<u64> {
    let digits = text.as_bytes();
    if digits.len() > 12 || digits.first().is_none_or(|first| *first == b'0') {
        return None;
    }
    digits.iter().try_fold(0, |amount, digit| digit.is_ascii_digit().then(|| amount * 10 + u64::from(digit - b'0')))
}
