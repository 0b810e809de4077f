//! The notation of pay: its words and signs in English and Chinese.

use super::period::PayPeriod::{self, Day, HalfMonth, HalfYear, Hour, Month, Quarter, TwoWeeks, Week, Year};
use super::signs::{self, Sign};
use super::unreadable::Unreadable;

/// The meaning of a word or sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// A power of ten: `k` is 3.
    Power(u32),
    /// A power of ten in Chinese: 万 is 4.
    ChinesePower(u32),
    /// A power of ten as in India: lakh is 5, crore is 7.
    IndianPower(u32),
    /// `LPA`: lakh a year.
    LakhPerAnnum,
    /// A letter whose meaning depends on where it stands: `m`, `w`, `l`, `h`, `d`, `y`, `a`. `an` is read as `a`: "per" before a span of
    /// time, "year" after a slash (French).
    Letter(u8),
    /// One or more dashes: between the ends of a range, before a negative number, or instead of an amount.
    Dash,
    /// `~`: between the ends of a range, or "about".
    Tilde,
    /// "to", 至: between the ends of a range.
    To,
    /// "and": between the ends of a range, after "between" only.
    And,
    /// "between".
    Between,
    /// "from": before a range, or before a low end alone.
    From,
    /// `+` or "plus" after an amount.
    Plus,
    /// "at least", 以上.
    AtLeast,
    /// "up to", 以下.
    AtMost,
    /// `≥` or `>` before an amount.
    NotBelow,
    /// `≤` or `<` before an amount.
    NotAbove,
    /// `/`.
    Slash,
    /// "per", 每.
    Per,
    /// A span of time after a slash or a "per": "month", 月.
    Span(PayPeriod),
    /// A span of time by itself: "monthly", 月薪.
    Rate(PayPeriod),
    /// A currency, by its code.
    Code(&'static str),
    /// A sign of several currencies.
    Sign(Sign),
    /// 元.
    Yuan,
    /// `(`.
    Open,
    /// `)`.
    Close,
    /// `x` or `*`.
    Times,
    /// `·`.
    MiddleDot,
    /// 薪 after a number of months.
    Salaries,
    /// "months", 个月.
    Months,
    /// A number of months and 薪 in one: 十三薪.
    Paid(u8),
    /// "about", 左右.
    About,
    /// "negotiable", 面议: alone, or beside an amount.
    Negotiable,
    /// "N/A", 保密: instead of an amount.
    Absent,
    /// "salary", 税前: adds nothing to an amount.
    Filler,
    /// A known word that makes the text unreadable.
    Refused(Unreadable),
}

impl Word {
    /// Whether the word is a power of ten: `k`, 万, lakh.
    pub(super) fn is_power(self) -> bool {
        matches!(self, Word::Power(_) | Word::ChinesePower(_) | Word::IndianPower(_))
    }

    /// Whether the word multiplies the number before it: a power of ten, or `LPA`, which also names a span of time.
    pub(super) fn multiplies(self) -> bool {
        self.is_power() || self == Word::LakhPerAnnum
    }

    /// Whether the word may multiply the number before it: as [`Word::multiplies`], or the letters `m`, `w` and `l`.
    pub(super) fn may_multiply(self) -> bool {
        self.multiplies() || matches!(self, Word::Letter(b'm' | b'w' | b'l'))
    }
}

/// Words with their meanings.
pub(super) type WordTable = &'static [(&'static str, Word)];

/// The words and phrases that begin with this small Latin letter.
pub(super) fn latin(first: u8) -> WordTable {
    use Word::{
        About, Absent, And, AtLeast, AtMost, Between, Code, Filler, From, IndianPower, LakhPerAnnum, Letter, Months,
        Negotiable, Per, Power, Rate, Refused, Salaries, Span, Times, To,
    };
    match first {
        b'a' => &[
            ("a", Letter(b'a')),
            ("a$", Code("AUD")),
            ("au$", Code("AUD")),
            ("about", About),
            ("above", AtLeast),
            ("after tax", Refused(Unreadable::AfterTax)),
            ("an", Letter(b'a')),
            ("and", And),
            ("and above", AtLeast),
            ("and over", AtLeast),
            ("and up", AtLeast),
            ("annual", Rate(Year)),
            ("annually", Rate(Year)),
            ("annum", Span(Year)),
            ("approx", About),
            ("approximately", About),
            ("around", About),
            ("at least", AtLeast),
            ("at most", AtMost),
            ("attractive", Negotiable),
        ],
        b'b' => &[
            ("base", Filler),
            ("based on experience", Negotiable),
            ("before tax", Filler),
            ("below", AtMost),
            ("between", Between),
            ("bi-weekly", Rate(TwoWeeks)),
            ("biweekly", Rate(TwoWeeks)),
        ],
        b'c' => &[
            ("c$", Code("CAD")),
            ("ca$", Code("CAD")),
            ("capped at", AtMost),
            ("circa", About),
            ("commensurate with experience", Negotiable),
            ("competitive", Negotiable),
            ("confidential", Absent),
            ("cr", IndianPower(7)),
            ("crore", IndianPower(7)),
            ("crores", IndianPower(7)),
        ],
        b'd' => &[
            ("d", Letter(b'd')),
            ("d.o.e", Negotiable),
            ("daily", Rate(Day)),
            ("day", Span(Day)),
            ("depending on experience", Negotiable),
            ("depends on experience", Negotiable),
            ("doe", Negotiable),
        ],
        b'e' => &[("each", Per), ("est", About), ("estimated", About), ("euro", Code("EUR")), ("euros", Code("EUR"))],
        b'f' => &[
            ("fifteen salaries", Word::Paid(15)),
            ("fortnight", Span(TwoWeeks)),
            ("fortnightly", Rate(TwoWeeks)),
            ("fourteen salaries", Word::Paid(14)),
            ("from", From),
        ],
        b'g' => &[("gross", Filler)],
        b'h' => &[
            ("h", Letter(b'h')),
            ("half-month", Span(HalfMonth)),
            ("half-year", Span(HalfYear)),
            ("half-yearly", Rate(HalfYear)),
            ("hk$", Code("HKD")),
            ("hour", Span(Hour)),
            ("hourly", Rate(Hour)),
            ("hr", Span(Hour)),
            ("hrly", Rate(Hour)),
        ],
        b'k' => &[("k", Power(3)), ("kr", Word::Sign(Sign::Krona)), ("kr.", Word::Sign(Sign::Krona))],
        b'l' => &[
            ("lac", IndianPower(5)),
            ("lacs", IndianPower(5)),
            ("lakh", IndianPower(5)),
            ("lakhs", IndianPower(5)),
            ("less than", AtMost),
            ("l.p.a", LakhPerAnnum),
            ("lpa", LakhPerAnnum),
        ],
        b'm' => &[
            ("m", Letter(b'm')),
            ("market rate", Negotiable),
            ("max", AtMost),
            ("maximum", AtMost),
            ("million", Power(6)),
            ("min", AtLeast),
            ("minimum", AtLeast),
            ("mn", Power(6)),
            ("mo", Span(Month)),
            ("month", Span(Month)),
            ("monthly", Rate(Month)),
            ("months", Months),
            ("more than", AtLeast),
            ("mth", Span(Month)),
        ],
        b'n' => &[
            ("n.a", Absent),
            ("n/a", Absent),
            ("na", Absent),
            ("neg", Negotiable),
            ("negotiable", Negotiable),
            ("net", Refused(Unreadable::AfterTax)),
            ("nil", Absent),
            ("no less than", AtLeast),
            ("no more than", AtMost),
            ("none", Absent),
            ("not disclosed", Absent),
            ("not less than", AtLeast),
            ("not more than", AtMost),
            ("not specified", Absent),
            ("not stated", Absent),
            ("nt$", Code("TWD")),
            ("null", Absent),
            ("nz$", Code("NZD")),
        ],
        b'o' => {
            &[("open", Negotiable), ("or above", AtLeast), ("or less", AtMost), ("or more", AtLeast), ("over", AtLeast)]
        }
        b'p' => &[
            ("p.a", Rate(Year)),
            ("p.c.m", Rate(Month)),
            ("p.d", Rate(Day)),
            ("p.h", Rate(Hour)),
            ("p.m", Rate(Month)),
            ("p.w", Rate(Week)),
            ("p/a", Rate(Year)),
            ("p/d", Rate(Day)),
            ("p/h", Rate(Hour)),
            ("p/m", Rate(Month)),
            ("p/w", Rate(Week)),
            ("pa", Rate(Year)),
            ("pay", Filler),
            ("pay period", Refused(Unreadable::UnclearPeriod)),
            ("paycheck", Refused(Unreadable::UnclearPeriod)),
            ("payday", Refused(Unreadable::UnclearPeriod)),
            ("pcm", Rate(Month)),
            ("pd", Rate(Day)),
            ("per", Per),
            ("ph", Rate(Hour)),
            ("plus", Word::Plus),
            ("pm", Rate(Month)),
            ("pw", Rate(Week)),
        ],
        b'q' => &[("quarter", Span(Quarter)), ("quarterly", Rate(Quarter))],
        b'r' => &[
            ("r$", Code("BRL")),
            ("rm", Code("MYR")),
            ("rs", Word::Sign(Sign::Rupee)),
            ("rs.", Word::Sign(Sign::Rupee)),
        ],
        b's' => &[
            ("s$", Code("SGD")),
            ("salaries", Salaries),
            ("salary", Filler),
            ("sixteen salaries", Word::Paid(16)),
            ("semi-annual", Rate(HalfYear)),
            ("semi-annually", Rate(HalfYear)),
            ("semi-monthly", Rate(HalfMonth)),
            ("semiannual", Rate(HalfYear)),
            ("semiannually", Rate(HalfYear)),
            ("semimonthly", Rate(HalfMonth)),
            ("starting at", AtLeast),
            ("starting from", AtLeast),
        ],
        b't' => &[
            ("take-home", Refused(Unreadable::AfterTax)),
            ("tba", Absent),
            ("tbc", Absent),
            ("tbd", Absent),
            ("thirteen salaries", Word::Paid(13)),
            ("to", To),
            ("to be confirmed", Absent),
            ("to be discussed", Negotiable),
            ("twelve salaries", Word::Paid(12)),
            ("twice a month", Rate(HalfMonth)),
            ("two weeks", Span(TwoWeeks)),
            ("two-weeks", Span(TwoWeeks)),
        ],
        b'u' => &[
            ("under", AtMost),
            ("undisclosed", Absent),
            ("unknown", Absent),
            ("up to", AtMost),
            ("upto", AtMost),
            ("us$", Code("USD")),
        ],
        b'w' => {
            &[("w", Letter(b'w')), ("wage", Filler), ("week", Span(Week)), ("weekly", Rate(Week)), ("wk", Span(Week))]
        }
        b'x' => &[("x", Times)],
        b'y' => &[
            ("y", Letter(b'y')),
            ("year", Span(Year)),
            ("yearly", Rate(Year)),
            ("yr", Span(Year)),
            ("yuan", Code("CNY")),
        ],
        b'z' => &[("zl", Code("PLN"))],
        _ => &[],
    }
}

/// The meaning of a text that is one word or sign of the notation; `None` for a currency code of ISO 4217.
pub(super) fn whole(text: &str) -> Option<Word> {
    let first = text.chars().next()?;
    let words = match u8::try_from(first) {
        Ok(first) if first.is_ascii_lowercase() => latin(first),
        _ if text == "$" => return Some(Word::Sign(Sign::Dollar)),
        _ => beyond_ascii(first),
    };
    words.iter().find(|(word, _)| *word == text).map(|(_, meaning)| *meaning)
}

/// Whether a word of the notation names a currency: a code in small letters, or a sign that several currencies share.
pub(super) fn names_currency(word: &str) -> bool {
    signs::code(word).is_some() || matches!(whole(word), Some(Word::Sign(_)))
}

/// Whether a bound only stands after its number: 以上, "or more". Others may stand before or after it.
pub(super) fn follows_number(bound: &str) -> bool {
    let conjunctions = ["and ", "or ", "& "];
    bound.starts_with(['以', '及', '或', '起', '左', '上', '封'])
        || conjunctions.iter().any(|word| bound.starts_with(word))
}

/// The words and signs that begin with this character beyond ASCII.
pub(super) fn beyond_ascii(first: char) -> WordTable {
    use Word::{
        About, Absent, AtLeast, AtMost, ChinesePower, Code, Filler, From, Months, Negotiable, Paid, Per, Rate, Refused,
        Salaries, Span, To, Yuan,
    };
    match first {
        '¥' => &[("¥", Word::Sign(Sign::Yen))],
        '£' => &[("£", Word::Sign(Sign::Pound))],
        '€' => &[("€", Code("EUR"))],
        '₹' => &[("₹", Code("INR"))],
        '₨' => &[("₨", Word::Sign(Sign::Rupee))],
        '₩' => &[("₩", Code("KRW"))],
        '₽' => &[("₽", Code("RUB"))],
        '₫' => &[("₫", Code("VND"))],
        '₱' => &[("₱", Code("PHP"))],
        '₪' => &[("₪", Code("ILS"))],
        '₺' => &[("₺", Code("TRY"))],
        '฿' => &[("฿", Code("THB"))],
        '円' => &[("円", Code("JPY"))],
        '≥' => &[("≥", Word::NotBelow)],
        '≤' => &[("≤", Word::NotAbove)],
        '≈' => &[("≈", About)],
        '·' => &[("·", Word::MiddleDot)],
        '百' => &[("百", ChinesePower(2)), ("百万", ChinesePower(6))],
        '千' => &[("千", ChinesePower(3)), ("千万", ChinesePower(7))],
        '万' => &[("万", ChinesePower(4))],
        '亿' => &[("亿", ChinesePower(8))],
        '元' => &[("元", Yuan), ("元整", Yuan)],
        '块' => &[("块", Yuan), ("块钱", Yuan)],
        '人' => &[("人民币", Code("CNY"))],
        '美' => &[("美元", Code("USD")), ("美金", Code("USD"))],
        '港' => &[("港币", Code("HKD")), ("港元", Code("HKD"))],
        '台' => &[("台币", Code("TWD"))],
        '新' => &[("新台币", Code("TWD")), ("新币", Code("SGD"))],
        '日' => &[("日", Span(Day)), ("日元", Code("JPY")), ("日币", Code("JPY")), ("日薪", Rate(Day))],
        '欧' => &[("欧元", Code("EUR"))],
        '英' => &[("英镑", Code("GBP"))],
        '韩' => &[("韩元", Code("KRW")), ("韩币", Code("KRW"))],
        '年' => &[
            ("年", Span(Year)),
            ("年薪", Rate(Year)),
            ("年收入", Rate(Year)),
            ("年底双薪", Paid(13)),
            ("年终双薪", Paid(13)),
        ],
        '月' => &[("月", Span(Month)), ("月薪", Rate(Month))],
        '半' => &[
            ("半年", Span(HalfYear)),
            ("半年薪", Rate(HalfYear)),
            ("半月", Span(HalfMonth)),
            ("半个月", Span(HalfMonth)),
        ],
        '季' => &[("季", Span(Quarter)), ("季度", Span(Quarter)), ("季薪", Rate(Quarter))],
        '周' => &[("周", Span(Week)), ("周薪", Rate(Week))],
        '天' => &[("天", Span(Day))],
        '小' => &[("小时", Span(Hour))],
        '时' => &[("时", Span(Hour)), ("时薪", Rate(Hour))],
        '每' => &[("每", Per), ("每个", Per)],
        '一' => &[
            ("一年", Rate(Year)),
            ("一季度", Rate(Quarter)),
            ("一个月", Rate(Month)),
            ("一天", Rate(Day)),
            ("一小时", Rate(Hour)),
        ],
        '个' => &[("个月", Months)],
        '薪' => &[("薪", Salaries), ("薪资", Filler), ("薪酬", Filler), ("薪水", Filler)],
        '工' => &[("工资", Filler)],
        '底' => &[("底薪", Filler)],
        '待' => &[("待遇", Filler)],
        '十' => &[
            ("十二薪", Paid(12)),
            ("十三薪", Paid(13)),
            ("十四薪", Paid(14)),
            ("十五薪", Paid(15)),
            ("十六薪", Paid(16)),
            ("十七薪", Paid(17)),
            ("十八薪", Paid(18)),
        ],
        '至' => &[("至", To), ("至少", AtLeast), ("至多", AtMost)],
        '到' => &[("到", To), ("到手", Refused(Unreadable::AfterTax))],
        '从' => &[("从", From)],
        '以' => &[("以上", AtLeast), ("以下", AtMost), ("以内", AtMost)],
        '及' => &[("及以上", AtLeast), ("及以下", AtMost)],
        '或' => &[("或以上", AtLeast), ("或以下", AtMost)],
        '起' => &[("起", AtLeast)],
        '不' => &[("不低于", AtLeast), ("不少于", AtLeast), ("不超过", AtMost), ("不高于", AtMost), ("不详", Absent)],
        '最' => &[("最低", AtLeast), ("最少", AtLeast), ("最高", AtMost), ("最多", AtMost)],
        '高' => &[("高于", AtLeast)],
        '大' => &[("大于", AtLeast), ("大约", About)],
        '超' => &[("超过", AtLeast)],
        '低' => &[("低于", AtMost)],
        '约' => &[("约", About)],
        '左' => &[("左右", About)],
        '税' => &[("税前", Filler), ("税后", Refused(Unreadable::AfterTax))],
        '面' => &[("面议", Negotiable), ("面谈", Negotiable)],
        '可' => &[("可面议", Negotiable), ("可谈", Negotiable)],
        '另' => &[("另议", Negotiable)],
        '详' => &[("详谈", Negotiable)],
        '保' => &[("保密", Absent)],
        '未' => &[("未知", Absent), ("未填写", Absent)],
        '无' => &[("无", Absent)],
        '暂' => &[("暂无", Absent)],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A word listed under another letter than its first would never be found.
    #[test]
    fn every_word_stands_under_its_first_character() {
        for first in b'a'..=b'z' {
            for (word, _) in latin(first) {
                assert_eq!(word.as_bytes()[0], first, "{word}");
            }
        }
        for first in ('\u{80}'..='\u{ffff}').filter(|first| !beyond_ascii(*first).is_empty()) {
            for (word, _) in beyond_ascii(first) {
                assert_eq!(word.chars().next(), Some(first), "{word}");
            }
        }
    }

    #[test]
    fn every_code_is_a_currency() {
        let latin = (b'a'..=b'z').flat_map(latin);
        let beyond = ('\u{80}'..='\u{ffff}').flat_map(beyond_ascii);
        for (word, meaning) in latin.chain(beyond) {
            if let Word::Code(code) = meaning {
                assert!(super::super::signs::code(&code.to_lowercase()).is_some(), "{word}");
            }
        }
    }
}
