//! What the header of a column means, by its words.

use super::header_text::{Token, tokens};
use super::language::{Language, WordMeaning};

/// What a column of somebody's file is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// The job title.
    Role,
    /// The city.
    City,
    /// The level of seniority.
    Level,
    /// Years of experience.
    Years,
    /// Pay, or the low end of a range of pay.
    Salary,
    /// The high end of a range of pay.
    SalaryHigh,
    /// The currency of the pay.
    Currency,
    /// What an amount of pay is for: a year, an hour.
    PayPeriod,
    /// How many months are paid a year.
    Months,
    /// The share of full time for which somebody is paid.
    Fte,
    /// The country, which is evidence for a currency.
    Country,
}

impl Meaning {
    /// All of them.
    pub const ALL: [Meaning; 11] = [
        Meaning::Role,
        Meaning::City,
        Meaning::Level,
        Meaning::Years,
        Meaning::Salary,
        Meaning::SalaryHigh,
        Meaning::Currency,
        Meaning::PayPeriod,
        Meaning::Months,
        Meaning::Fte,
        Meaning::Country,
    ];

    /// The word for people, which is also the one in `--role-column` and its like.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Meaning::Role => "role",
            Meaning::City => "city",
            Meaning::Level => "level",
            Meaning::Years => "years",
            Meaning::Salary => "salary",
            Meaning::SalaryHigh => "salary-high",
            Meaning::Currency => "currency",
            Meaning::PayPeriod => "pay-period",
            Meaning::Months => "months",
            Meaning::Fte => "fte",
            Meaning::Country => "country",
        }
    }
}

/// Which end of a range of pay a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Low,
    High,
}

/// What the words of a header say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct HeaderMeaning {
    /// What the column holds, and how surely, from 1 to 100.
    pub(super) meaning: Option<(Meaning, i32)>,
    /// The end of a range of pay.
    pub(super) end: Option<End>,
    /// The words beside that of the end, which both ends of a range share.
    pub(super) stem: String,
    /// Whether every word of it is known.
    pub(super) all_known: bool,
    /// Whether the pay is after tax.
    pub(super) net: bool,
    /// Whether the column says how often people are paid, which need not be what the amounts are for.
    pub(super) frequency: bool,
    /// Whether a word before the one that means something makes it less sure: `company location`.
    pub(super) weakened: bool,
}

/// From this on a header is sure enough for its column to be used.
pub(super) const SURE_ENOUGH: i32 = 40;

/// What a Latin word that is not known takes from how sure a header is.
const UNKNOWN_WORD: i32 = 30;
/// The same for a Han letter.
const UNKNOWN_LETTER: i32 = 20;
/// What a word for something else takes from the word behind it: `department title`.
const OTHER_BEFORE: i32 = 55;

/// What a header means.
pub(super) fn header_meaning(header: &str) -> HeaderMeaning {
    let all = tokens(header);
    let end = all.iter().skip(1).position(Token::opens_unit).map_or(all.len(), |at| at + 1);
    let (main, unit) = all.split_at_checked(end).unwrap_or((&all, &[]));
    let mut reading = Words::default();
    reading.read(main);
    // What stands in brackets only says what the pay is: before tax or after.
    let mut aside = Words::default();
    aside.read(unit);
    reading.net |= aside.net;
    reading.result()
}

/// Whether a word of a header has a meaning.
pub(super) fn mentions(header: &str, meaning: WordMeaning) -> bool {
    let mut rest = tokens(header);
    while !rest.is_empty() {
        if Language::bundled().header_word(&rest).is_some_and(|found| found.what.0 == meaning) {
            return true;
        }
        rest.remove(0);
    }
    false
}

/// The words of a header as far as they were read.
#[derive(Debug, Default)]
struct Words {
    found: Option<(WordMeaning, i32)>,
    amount: bool,
    end: Option<End>,
    stem: Vec<String>,
    net: bool,
    /// A word that is not known came.
    unknown: bool,
    lost: i32,
    weakened: bool,
    /// A word for something else came last.
    other: bool,
    /// What follows only describes what stands before.
    described: bool,
}

impl Words {
    fn read(&mut self, tokens: &[Token]) {
        let language = Language::bundled();
        let mut rest = tokens.to_vec();
        while let Some(first) = rest.first().cloned() {
            let found = language.header_word(&rest);
            let (taken, bytes) = match (found, language.adjective(&rest)) {
                (Some(word), _) => {
                    let text: Vec<&str> = rest.iter().take(word.tokens).map(Token::text).collect();
                    let text = if first.is_han() {
                        first.text().get(..word.bytes).unwrap_or_default().to_owned()
                    } else {
                        text.join(" ")
                    };
                    self.word(word.what, text);
                    (word.tokens, word.bytes)
                }
                (None, Some(span)) => (span.tokens, span.bytes),
                (None, None) => (1, self.unknown(&first)),
            };
            let left = rest.get(taken - 1).and_then(|last| last.from(bytes));
            rest = left.into_iter().chain(rest.into_iter().skip(taken)).collect();
        }
    }

    fn word(&mut self, (what, weight): (WordMeaning, i32), text: String) {
        match what {
            WordMeaning::Low => self.end = Some(End::Low),
            WordMeaning::High => self.end = Some(End::High),
            WordMeaning::Amount => self.amount = true,
            WordMeaning::Net => {
                self.net = true;
                self.found = self.found.or((weight > 0).then_some((WordMeaning::Salary, weight)));
            }
            WordMeaning::Of => self.described = self.found.is_some() || self.other,
            WordMeaning::Weak if self.found.is_none() => {
                self.lost += weight;
                self.weakened = true;
            }
            WordMeaning::Other => self.other = true,
            WordMeaning::Weak | WordMeaning::Neutral | WordMeaning::Honorific => {}
            _ if self.described => {}
            _ => {
                self.lost += if self.other { OTHER_BEFORE } else { 0 };
                let before = self.found.filter(|(known, _)| *known == what).map_or(0, |(_, weight)| weight);
                (self.found, self.other) = (Some((what, weight.max(before))), false);
            }
        }
        if !matches!(what, WordMeaning::Low | WordMeaning::High) {
            self.stem.push(text);
        }
    }

    /// Takes a word that is not known; returns how many bytes of it.
    fn unknown(&mut self, token: &Token) -> usize {
        let first = token.text().chars().next().map_or(0, char::len_utf8);
        let is_number = token.text().chars().all(char::is_numeric);
        let (bytes, lost) = match token.is_han() {
            true => (first, UNKNOWN_LETTER),
            false if is_number || super::pay_header::is_currency(token) => (token.text().len(), 0),
            // A letter alone is a unit (k) or a counter, and says nothing.
            false if token.text().len() == 1 => (1, 0),
            false => (token.text().len(), UNKNOWN_WORD),
        };
        self.unknown |= lost > 0;
        self.lost += lost;
        self.stem.push(token.text().get(..bytes).unwrap_or_default().to_owned());
        bytes
    }

    fn result(self) -> HeaderMeaning {
        let found = self.found.or((self.amount && self.end.is_some()).then_some((WordMeaning::Salary, 60)));
        let found = found.filter(|_| !self.other);
        let meaning = found.and_then(|(what, weight)| {
            let meaning = match what {
                WordMeaning::Role => Meaning::Role,
                WordMeaning::City => Meaning::City,
                WordMeaning::Level => Meaning::Level,
                WordMeaning::Years => Meaning::Years,
                WordMeaning::Salary => Meaning::Salary,
                WordMeaning::Currency => Meaning::Currency,
                WordMeaning::Period | WordMeaning::Frequency => Meaning::PayPeriod,
                WordMeaning::Months => Meaning::Months,
                WordMeaning::Fte => Meaning::Fte,
                WordMeaning::Country => Meaning::Country,
                _ => return None,
            };
            Some((meaning, weight - self.lost)).filter(|(_, sure)| *sure > 0)
        });
        let is_pay = matches!(meaning, Some((Meaning::Salary, _)));
        HeaderMeaning {
            meaning,
            end: self.end.filter(|_| is_pay),
            stem: self.stem.join(" "),
            all_known: !self.unknown,
            net: self.net && is_pay,
            frequency: matches!(found, Some((WordMeaning::Frequency, _))),
            weakened: self.weakened,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a header means, where it is sure enough.
    fn meant(header: &str) -> Option<Meaning> {
        header_meaning(header).meaning.filter(|(_, sure)| *sure >= SURE_ENOUGH).map(|(meaning, _)| meaning)
    }

    #[test]
    fn headers_are_understood_as_people_write_them() {
        for (meaning, headers) in [
            (
                Meaning::Role,
                "Job Title; job_title; jobTitle; Job Titles; Employee Position Title; Title; Position; Job Role; 岗位;  职位名称 ; \
                 职位名; 职位标题; 岗位名; 職稱; 職位名稱; Stellenbezeichnung; Berufsbezeichnung; Intitulé du poste; Puesto; \
                 Job Title (Standardized); CURRENT JOB TITLE; Title of Position",
            ),
            (
                Meaning::City,
                "City; Location; work_city; Office Location; 工作地点; 工作地點; 位置; 职位地址; 公司地址; 工作城市; Arbeitsort; \
                 Ville; Ciudad; Position Location; job_location; 岗位城市",
            ),
            (Meaning::Level, "experience_level; Seniority; 职级; 職級; Job Level; Level; Grade; Karrierestufe"),
            (
                Meaning::Years,
                "Years; Total_years_of_experience; workYear; 工作经验; 经验学历; 工作年限; Years in current role; \
                 Berufserfahrung; Number of years of experience; YoE",
            ),
            (
                Meaning::Salary,
                "Salary; Base salary (USD); 月薪(元); Annual Salary, CNY; Current Annual Salary; Yearly_brutto_salary_EUR; \
                 薪资; 薪資; 薪资区间; 薪资水平; 薪酬; Salary/hr; 薪资/月; salary_in_usd; Salary (£); Hourly Rate; Pay; \
                 Jahresgehalt; Salaire brut annuel; Salario bruto; Employer Provided Salary; Wage; Total Compensation",
            ),
            (Meaning::Currency, "Currency; salary_currency; 币种; 薪资币种; Währung"),
            (Meaning::PayPeriod, "interval; pay_period; Pay Basis; UNIT; Rate Type; Pay Frequency; 薪资单位"),
            (Meaning::Months, "几薪; 幾薪; months paid"),
            (Meaning::Fte, "FTE; FTE %; Full-Time Equivalent; Beschäftigungsgrad"),
            (Meaning::Country, "country; Country Code; 国家; employee_residence"),
        ] {
            for header in headers.split("; ") {
                assert_eq!(meant(header), Some(meaning), "{header}: {:?}", header_meaning(header));
            }
        }
    }

    #[test]
    fn what_is_something_else_means_nothing() {
        let headers = "; id; company; salary_in_words; cityscape; 薪酬委员会; Job ID; Title ID; employee_id; Position Status; \
                       Salary Increase; Bonus; Pay Date; Department Name; 职位编号; 薪资结构; 学历; City Code; Job Description; \
                       Date of Position; 职位类别; Education Level; Job Type; Pay Scale Step; OvertimePay; 绩效工资; 岗位职责; 岗位要求";
        for header in headers.split("; ") {
            assert_eq!(meant(header), None, "{header}: {:?}", header_meaning(header));
        }
    }

    #[test]
    fn ends_of_a_range_share_their_other_words() {
        for (low, high) in [
            ("min_amount", "max_amount"),
            ("Salary Range From", "Salary Range To"),
            ("薪酬low", "薪酬high"),
            ("Min Salary()", "Max Salary"),
            ("最低薪资", "最高薪资"),
            ("薪资下限", "薪资上限"),
            ("salaryMin", "salaryMax"),
            ("Gehalt von", "Gehalt bis"),
        ] {
            let [low, high] = [low, high].map(header_meaning);
            assert_eq!((low.end, high.end), (Some(End::Low), Some(End::High)), "{low:?} {high:?}");
            assert_eq!(low.stem, high.stem);
            assert!(matches!(low.meaning, Some((Meaning::Salary, sure)) if sure >= SURE_ENOUGH), "{low:?}");
        }
    }

    #[test]
    fn pay_after_tax_is_told_from_pay() {
        for header in [
            "薪资(税后)",
            "Net Salary",
            "Netto-Gehalt",
            "Salary (after tax)",
            "税后工资",
            "Nettogehalt",
            "Take-home pay",
        ] {
            assert!(header_meaning(header).net, "{header}");
        }
        for header in ["Salary", "Salary (before tax)", "税前工资", "Gross pay"] {
            assert!(!header_meaning(header).net, "{header}");
        }
    }
}
