//! What the header of a column means, by its words.

use super::column_meaning::ColumnMeaning;
use super::currency_names::is_currency_code;
use super::language::{Language, WordMeaning};
use super::tokens::{HeaderToken, start_of_unit};
use super::years_in_header::YearsInHeader;
use crate::pay::Bonus;

/// Which end of a range of pay a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RangeEnd {
    Low,
    High,
}

/// What the words of a header say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ParsedHeader {
    /// What the column holds, and how certain that is, from 1 to 100.
    pub(super) meaning: Option<(ColumnMeaning, i32)>,
    /// Which end of a range of pay the column holds.
    pub(super) end: Option<RangeEnd>,
    /// Which end of a range the header names, if it names nothing else: `Low`, 最高.
    pub(super) bare_end: Option<RangeEnd>,
    /// Whether all words of the header are known, and none has a meaning: `value`.
    pub(super) is_neutral: bool,
    /// Whether the header names an amount and nothing else: `Betrag`, `Gross amount`.
    pub(super) is_bare_amount: bool,
    /// The words without the one for the end. The columns of both ends of a range have the same stem.
    pub(super) stem: String,
    /// The words of the unit, as in `Salary min (EUR/month)`, without one for the end.
    pub(super) unit_stem: String,
    /// Whether all words of the header are known.
    pub(super) all_known: bool,
    /// Whether the pay is after tax.
    pub(super) net: bool,
    /// Whether a word of the header says that the column holds percentages.
    pub(super) percent: bool,
    /// Whether a word of the header means pay by itself, as `pay` does in `pay period`.
    pub(super) mentions_pay: bool,
    /// Whether the column holds the hours that people work a week.
    pub(super) is_weekly_hours: bool,
    /// Whether the column says how often people are paid. That need not be the period of the amounts.
    pub(super) frequency: bool,
    /// Whether the column holds places of birth or of households.
    pub(super) names_origin: bool,
    /// Whether the column is of the time before a change: `Old Salary`, 调薪前月薪.
    pub(super) is_earlier: bool,
    /// Whether a word makes the meaning less certain, as `company` does in `company location`.
    pub(super) weakened: bool,
    /// Whether the header names a currency by its code: `salary_in_usd`.
    pub(super) names_currency: bool,
    /// Whether the pay is one rate where its high end is not stated.
    pub(super) is_one_rate: bool,
    /// Whether a word names a thing that is not looked for, as `review` does in `Review type`, while `type` alone does not.
    pub(super) names_other_thing: bool,
    /// Whether the unit of a header of pay is a word for currency: `Base Salary (Currency)`, `Pay rate: Currency`. The column
    /// holds currencies where another one holds pay.
    pub(super) unit_is_currency: bool,
}

/// The least certainty with which the column of a header is used.
pub(super) const MIN_CERTAINTY: i32 = 40;

/// Certainty that an unknown word subtracts from a header.
const UNKNOWN_WORD_PENALTY: i32 = 30;
/// Certainty that an unknown Han character subtracts.
const UNKNOWN_CHARACTER_PENALTY: i32 = 20;
/// Certainty that a word for something else subtracts if it comes first: `department title`.
const OTHER_BEFORE_PENALTY: i32 = 55;

/// Words for a bonus that do not say which it is.
const BONUS_WORDS: [&str; 8] = ["bonus", "incentive", "variable", "prämie", "prime", "奖金", "獎金", "年终奖"];

/// Whether a header mentions a bonus, and does not say whether it is one at target or one that was paid.
pub(crate) fn mentions_bonus(header: &str) -> bool {
    let lower = header.to_lowercase();
    BONUS_WORDS.iter().any(|word| lower.contains(word)) && parse_header(header).meaning.is_none()
}

/// Whether a header says that its column holds titles.
pub(crate) fn names_titles(header: &str) -> bool {
    matches!(parse_header(header).meaning, Some((ColumnMeaning::Role, _)))
}

/// Whether a header names a city, also by a word with other meanings, such as `place`.
pub(crate) fn names_city(header: &str) -> bool {
    matches!(parse_header(header).meaning, Some((ColumnMeaning::City, _)))
}

/// Whether a header names a place of birth or of a household, such as 籍贯, which is not that of work.
pub(crate) fn names_origin(header: &str) -> bool {
    parse_header(header).names_origin
}

/// Reads a header. `Work %` is read as `Work percent`, if that is a share of full time.
pub(super) fn parse_header(header: &str) -> ParsedHeader {
    let parsed = parse_words(header);
    if parsed.meaning.is_some() || !header.contains(['%', '％']) {
        return parsed;
    }
    let in_words = parse_words(&format!("{} percent", header.replace(['%', '％'], " ").trim()));
    if matches!(in_words.meaning, Some((ColumnMeaning::Fte, _))) { in_words } else { parsed }
}

fn parse_words(header: &str) -> ParsedHeader {
    let all = Language::bundled().header_tokens(header);
    let (main, unit) = all.split_at_checked(start_of_unit(&all)).unwrap_or((&all, &[]));
    let mut parser = HeaderParser::default();
    parser.read(main);
    // Words of the unit set flags, as words before it do. They do not decide the meaning of the column.
    let mut unit_parser = HeaderParser::default();
    unit_parser.read(unit);
    parser.net |= unit_parser.net;
    parser.percent |= unit_parser.percent;
    parser.is_earlier |= unit_parser.is_earlier;
    parser.names_origin |= unit_parser.names_origin;
    parser.is_to_date |= unit_parser.is_to_date;
    parser.names_currency |= unit_parser.names_currency;
    parser.is_count |= unit_parser.is_count;
    parser.of_years.add_unit(&unit_parser.of_years);
    if parser.end.is_none() && unit_parser.names_only_unit_and_end() {
        parser.end = unit_parser.end;
    }
    let unit_stem = unit_parser.stem.join(" ");
    let result = parser.result();
    let is_pay = matches!(result.meaning, Some((ColumnMeaning::Salary, _)));
    ParsedHeader {
        unit_stem,
        mentions_pay: all.iter().any(means_pay),
        is_weekly_hours: result.is_weekly_hours || is_weekly_hours(&all),
        unit_is_currency: is_pay && is_word_for_currency(unit),
        ..result
    }
}

/// Whether the tokens are one word for currency and nothing else.
fn is_word_for_currency(unit: &[HeaderToken]) -> bool {
    let found = Language::bundled().header_word(unit).filter(|word| word.meaning.0 == WordMeaning::Currency);
    found.is_some_and(|word| {
        word.tokens == unit.len() && unit.last().is_some_and(|last| last.text().len() == word.bytes)
    })
}

/// Whether the tokens begin with a word for hours a week, also across the slash of `Hours/Week`.
fn is_weekly_hours(all: &[HeaderToken]) -> bool {
    Language::bundled().header_word(all).is_some_and(|word| word.meaning.0 == WordMeaning::WeeklyHours)
}

fn means_pay(token: &HeaderToken) -> bool {
    let found = Language::bundled().header_word(std::slice::from_ref(token));
    found.is_some_and(|word| word.meaning.0.is_pay())
}

/// Whether any word of a header has this meaning.
pub(super) fn mentions(header: &str, meaning: WordMeaning) -> bool {
    let mut rest = Language::bundled().header_tokens(header);
    while !rest.is_empty() {
        if Language::bundled().header_word(&rest).is_some_and(|found| found.meaning.0 == meaning) {
            return true;
        }
        rest.remove(0);
    }
    false
}

/// Whether a header has a word for currency, or one that may be short for it: `Local Curr.`.
pub(super) fn mentions_currency(header: &str) -> bool {
    let is_short_form = |token: &HeaderToken| matches!(token.text(), "cur" | "curr" | "crcy" | "ccy" | "iso");
    mentions(header, WordMeaning::Currency) || Language::bundled().header_tokens(header).iter().any(is_short_form)
}

/// What the words of a header have said so far.
#[derive(Debug, Default)]
struct HeaderParser {
    found: Option<(WordMeaning, i32)>,
    amount: bool,
    end: Option<RangeEnd>,
    /// Whether both ends are named, as in `Salary (min-max)`.
    both_ends: bool,
    stem: Vec<String>,
    net: bool,
    /// Whether the column holds percentages.
    percent: bool,
    is_earlier: bool,
    /// Whether a word names a place of birth or of a household.
    names_origin: bool,
    /// Whether amounts are of the year so far.
    is_to_date: bool,
    /// Whether there was a number other than zero.
    number: bool,
    /// Whether a word was not known.
    unknown: bool,
    penalty: i32,
    weakened: bool,
    /// Whether the last word with a meaning was one for something else.
    other: bool,
    names_other_thing: bool,
    names_currency: bool,
    /// Whether the remaining words only describe what stands before.
    described: bool,
    /// Whether the column counts what the header names.
    is_count: bool,
    /// What the words say of years.
    of_years: YearsInHeader,
}

/// Words that make a title a number: `Number of positions`.
const COUNT_WORDS: [&str; 5] = ["number of", "no of", "num of", "count of", "many"];

impl HeaderParser {
    fn read(&mut self, tokens: &[HeaderToken]) {
        let language = Language::bundled();
        let mut rest = tokens.to_vec();
        while let Some(first) = rest.first().cloned() {
            let found = language.header_word(&rest);
            let (taken, bytes) = match (found, language.period_adjective(&rest)) {
                (Some(word), _) => {
                    let text: Vec<&str> = rest.iter().take(word.tokens).map(HeaderToken::text).collect();
                    let text = if first.is_han() {
                        first.text().get(..word.bytes).unwrap_or_default().to_owned()
                    } else {
                        text.join(" ")
                    };
                    self.word(word.meaning, text);
                    (word.tokens, word.bytes)
                }
                (None, Some(period)) => (period.tokens, period.bytes),
                (None, None) => (1, self.unknown(&first)),
            };
            let left = rest.get(taken - 1).and_then(|last| last.from(bytes));
            rest = left.into_iter().chain(rest.into_iter().skip(taken)).collect();
        }
    }

    fn word(&mut self, (what, weight): (WordMeaning, i32), text: String) {
        self.of_years.add(what, &text);
        self.is_count |= COUNT_WORDS.contains(&text.as_str());
        match what {
            WordMeaning::Low => self.name_end(RangeEnd::Low),
            WordMeaning::High => self.name_end(RangeEnd::High),
            WordMeaning::Amount => self.amount = true,
            WordMeaning::Net => {
                self.net = true;
                self.found = self.found.or((weight > 0).then_some((WordMeaning::Salary, weight)));
            }
            WordMeaning::Of => self.described = self.found.is_some() || self.other,
            WordMeaning::Weak | WordMeaning::Earlier if self.found.is_none() => {
                self.is_earlier |= what == WordMeaning::Earlier;
                self.penalty += weight;
                self.weakened |= weight > 0;
            }
            WordMeaning::Earlier => self.is_earlier = true,
            WordMeaning::ToDate => self.is_to_date = true,
            WordMeaning::Origin => (self.names_origin, self.names_other_thing) = (true, true),
            WordMeaning::Other => (self.other, self.names_other_thing) = (true, true),
            WordMeaning::Classifier => self.other = true,
            WordMeaning::Percent => self.percent = true,
            WordMeaning::Weak | WordMeaning::Neutral => {}
            // `Months of experience` are no months of pay.
            WordMeaning::Years if self.counts_months() => self.found = Some((what, weight)),
            WordMeaning::Months if matches!(self.found, Some((WordMeaning::Years, _))) => {}
            _ if self.described => {}
            _ => {
                self.penalty += if self.other { OTHER_BEFORE_PENALTY } else { 0 };
                let before = self.found.filter(|(known, _)| *known == what).map_or(0, |(_, weight)| weight);
                (self.found, self.other) = (Some((what, weight.max(before))), false);
            }
        }
        if !matches!(what, WordMeaning::Low | WordMeaning::High) {
            self.stem.push(text);
        }
    }

    fn counts_months(&self) -> bool {
        matches!(self.found, Some((WordMeaning::Months, _)))
    }

    fn name_end(&mut self, end: RangeEnd) {
        let before = self.end.replace(end);
        self.both_ends |= before.is_some_and(|before| before != end);
    }

    /// Whether the words say nothing but a unit and one end of a range. In `Salary (up to 5 years)` they say more.
    fn names_only_unit_and_end(&self) -> bool {
        let says_more = self.unknown || self.other || self.number || self.found.is_some() && !self.net;
        self.end.is_some() && !self.both_ends && !says_more
    }

    /// Reads an unknown token, or only its first character if it is Han. Returns the number of bytes that were read.
    fn unknown(&mut self, token: &HeaderToken) -> usize {
        let first = token.text().chars().next().map_or(0, char::len_utf8);
        let is_number = token.text().chars().all(char::is_numeric);
        let (bytes, penalty) = match token.is_han() {
            true => (first, UNKNOWN_CHARACTER_PENALTY),
            false if is_number || is_currency_code(token) => (token.text().len(), 0),
            // A single letter is a unit (k) or a counter.
            false if token.text().len() == 1 => (1, 0),
            false => (token.text().len(), UNKNOWN_WORD_PENALTY),
        };
        self.names_currency |= is_currency_code(token);
        let text = token.text().get(..bytes).unwrap_or_default();
        self.of_years.add(WordMeaning::Neutral, text);
        self.is_count |= COUNT_WORDS.contains(&text);
        self.unknown |= penalty > 0;
        self.number |= is_number && token.text().contains(|digit| digit != '0');
        self.penalty += penalty;
        self.stem.push(token.text().get(..bytes).unwrap_or_default().to_owned());
        bytes
    }

    fn result(self) -> ParsedHeader {
        let found = self.found.or((self.amount && self.end.is_some()).then_some((WordMeaning::Salary, 60)));
        // A percentage of pay is no pay, nor is pay of the year so far. `Band Min` is an end of a range and no level.
        let is_pay = found.is_some_and(|(what, _)| what.is_pay());
        let is_other_pay = is_pay && (self.percent || self.is_to_date);
        let is_end_of_band = matches!(found, Some((WordMeaning::Level, _))) && self.end.is_some();
        let is_of_post = matches!(found, Some((WordMeaning::Years, _))) && self.of_years.are_of_post();
        let found = found.filter(|_| !self.other && !is_other_pay && !is_end_of_band && !is_of_post);
        let is_count_of_posts = self.is_count && matches!(found, Some((WordMeaning::Role, _)));
        let found = found.filter(|_| !self.names_origin && !is_count_of_posts);
        let meaning = found.and_then(|(what, weight)| {
            let meaning = match what {
                WordMeaning::Role => ColumnMeaning::Role,
                WordMeaning::City => ColumnMeaning::City,
                WordMeaning::State => ColumnMeaning::State,
                WordMeaning::Level => ColumnMeaning::Level,
                WordMeaning::Years => ColumnMeaning::Years,
                pay if pay.is_pay() => ColumnMeaning::Salary,
                WordMeaning::Currency => ColumnMeaning::Currency,
                WordMeaning::Period | WordMeaning::Frequency => ColumnMeaning::PayPeriod,
                WordMeaning::Months => ColumnMeaning::Months,
                WordMeaning::Fte => ColumnMeaning::Fte,
                WordMeaning::Country => ColumnMeaning::Country,
                WordMeaning::TargetBonus => ColumnMeaning::Bonus(Bonus::Target),
                WordMeaning::PaidBonus => ColumnMeaning::Bonus(Bonus::Paid),
                _ => return None,
            };
            Some((meaning, weight - self.penalty)).filter(|(_, certainty)| *certainty > 0)
        });
        let is_bare = self.found.is_none() && !self.is_to_date && !self.other && !self.unknown && !self.weakened;
        let is_pay = matches!(meaning, Some((ColumnMeaning::Salary, _)));
        let end = self.end.filter(|_| !self.both_ends);
        ParsedHeader {
            meaning,
            end: end.filter(|_| is_pay),
            bare_end: end.filter(|_| is_bare && !is_pay),
            is_neutral: is_bare && self.end.is_none() && !self.amount && !self.net,
            is_bare_amount: is_bare && self.amount && self.end.is_none(),
            stem: self.stem.join(" "),
            unit_stem: String::new(),
            all_known: !self.unknown,
            net: self.net && is_pay,
            percent: self.percent,
            mentions_pay: false,
            is_weekly_hours: matches!(found, Some((WordMeaning::WeeklyHours, _))),
            frequency: matches!(found, Some((WordMeaning::Frequency, _))),
            is_earlier: self.is_earlier,
            names_origin: self.names_origin,
            weakened: self.weakened,
            is_one_rate: matches!(self.found, Some((WordMeaning::OfferedRate, _))),
            names_other_thing: self.names_other_thing,
            names_currency: self.names_currency,
            unit_is_currency: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a header means, where that is certain enough.
    fn meant(header: &str) -> Option<ColumnMeaning> {
        parse_header(header).meaning.filter(|(_, certainty)| *certainty >= MIN_CERTAINTY).map(|(meaning, _)| meaning)
    }

    #[test]
    fn headers_are_understood_as_people_write_them() {
        for (meaning, headers) in [
            (
                ColumnMeaning::Role,
                "Planstelle; Class Title; Job Title; job_title; jobTitle; Job Titles; Employee Position Title; Title; Position; Job Role; 岗位;  职位名称 ; \
                 职位名; 职位标题; 岗位名; 職稱; 職位名稱; 職缺名稱; 職缺; Stellenbezeichnung; Business Title; posting_title; Bezeichnung der Planstelle; Berufsbezeichnung; Intitulé du poste; Puesto; \
                 Job Title (Standardized); CURRENT JOB TITLE; Title of Position; Emp Title; Job Ttl; JobTtl; Pos Title; OCC_TITLE; Classification",
            ),
            (
                ColumnMeaning::City,
                "Personalteilbereich; Büro; Work Location Description; Duty Station; Suburb; City; Location; work_city; Office Location; 工作地点; 工作地點; 位置; 职位地址; 公司地址; 工作城市; Arbeitsort; \
                 Ville; Ciudad; Position Location; job_location; 岗位城市; Loc; Work Loc; Job Loc.; Emp Loc",
            ),
            (ColumnMeaning::State, "State; ST; Work State; Work Location State; state_code; State/Province"),
            (
                ColumnMeaning::Level,
                "experience_level; Seniority; 职级; 職級; Job Level; Level; Grade; Karrierestufe; Lvl; Job Lvl; Sal Grade; Pay Grd",
            ),
            (
                ColumnMeaning::Years,
                "Years; Total_years_of_experience; workYear; 工作经验; 经验学历; 工作年限; Total Experience; Experience (months); \
                 Months of experience; 工作年限(月); 工作月数; Years required for role; Years (required for role); 岗位经验要求; Years of experience in role; \
                 Berufserfahrung; 年資; 年资; Number of years of experience; YoE; Yrs; Yrs Exp; Exp (Yrs); Tot Exp",
            ),
            (
                ColumnMeaning::Salary,
                "Salary; Base salary (USD); 月薪(元); Annual Salary, CNY; Current Annual Salary; Yearly_brutto_salary_EUR; \
                 薪资; 薪資; 薪资区间; 薪资水平; 薪酬; Salary/hr; 薪资/月; salary_in_usd; Salary (£); Hourly Rate; Pay; \
                 Jahresgehalt; Salaire brut annuel; Salario bruto; Employer Provided Salary; Wage; Total Compensation; \
                 Annual Sal (RMB); Sal; Sal.; Comp; Ann. Salary; ANN_SAL; annSal; Mthly Sal; Curr Sal; Base Sal.; Sal/yr; Pay Rt; \
                 Annl Rt; Hrly Rate; Hr Rate; Salary Amt; Tot Comp; Fixed Pay; Annual Gross; 应发工资; 工资总额",
            ),
            (
                ColumnMeaning::Currency,
                "Cur.; Währungsschlüssel; Currency; salary_currency; 币种; 薪资币种; 幣別; Währung; Waehrg; Ccy; Salary Curr",
            ),
            (
                ColumnMeaning::PayPeriod,
                "interval; pay_period; Pay Basis; UNIT; Rate Type; Pay Frequency; 薪资单位; Pay per; Wage Type; Rate Interval; \
                 Gehaltsintervall; Zeitraum; Lohnart; Pay Cycle; 发薪周期; Compensation per; Comp. per",
            ),
            (
                ColumnMeaning::Months,
                "几薪; 幾薪; months paid; months; 薪数; 月薪数; salary months; Pay Months; No. of months; Number of months",
            ),
            (
                ColumnMeaning::Fte,
                "FTE; FTE %; Full-Time Equivalent; Beschäftigungsgrad; BsGrd; Work %; Employment %; % Employment; Working Time %; Work Percent",
            ),
            (ColumnMeaning::Country, "country; Country Code; 国家; employee_residence"),
            (
                ColumnMeaning::Bonus(Bonus::Target),
                "Target bonus; Target Bonus (%); Target bonus pct; Annual target bonus; Bonus target (CNY); STI target; 目标奖金; 目标奖金（万元）; \
                 目標獎金; 目标年终奖比例; Zielbonus; Zielprämie (EUR); Bonus cible; Prime sur objectifs; Target bonus % of base salary",
            ),
            (
                ColumnMeaning::Bonus(Bonus::Paid),
                "Bonus paid; Bonus Paid (USD); Actual bonus; Bonus payout; 实发奖金; 實發獎金（元）; 已发年终奖; Ausgezahlter Bonus; \
                 Bonuszahlung; Prime versée; Bonus versé (EUR)",
            ),
        ] {
            for header in headers.split("; ") {
                assert_eq!(meant(header), Some(meaning), "{header}: {:?}", parse_header(header));
            }
        }
    }

    #[test]
    fn what_is_something_else_means_nothing() {
        let headers = "; id; company; salary_in_words; cityscape; 薪酬委员会; Job ID; Title ID; employee_id; Position Status; \
                       Salary Increase; Bonus; Pay Date; Department Name; 职位编号; 薪资结构; 学历; City Code; Job Description; \
                       Date of Position; 职位类别; Education Level; Job Type; Pay Scale Step; OvertimePay; 绩效工资; 岗位职责; 岗位要求; Emp; Emp ID; Emp Type; \
                       Dept; Dept Title; Curr; Ann; Ttl; Amt; Cd; Job Cd; Loc Code; Sal Plan; Sal Step; Sal Chg; Sal Hist; Sales; \
                       Salesperson; Workers Comp; Worker's Comp; Comp Time; Comp Days; Comp Plan; Comp Ratio; Ann Leave; Ann Bonus; \
                       OT Pay; Sick Pay; Shift Pay; Merit Pay; Bill Rate; Exchange Rate; Tax Rate; Stock Comp; 薪级; 薪酬等级; \
                       薪级工资; 社保基数; Years in current role; Years in Role; Years in Position; Yrs in Job; Years with Company; \
                       Years at Employer; Years in Grade; Years (Current Position); Experience in Current Role; Company Experience; \
                       Tenure; Tenure (months); Years of Tenure; Years of Service; 司龄; 司龄(年); 现岗位年限; 本公司工龄; 现职级年限; \
                       任现职年限; Position Years; Years Employed; City of Birth; Birth City; Country of Origin; 户籍所在城市; 出生城市; \
                       Headcount; Number of Job Titles; No. of Roles; How many positions; Position Count; 岗位数量; FLSA Classification; \
                       Classification Code; Performance %";
        for header in headers.split("; ") {
            assert_eq!(meant(header), None, "{header}: {:?}", parse_header(header));
        }
    }

    #[test]
    fn hours_a_week_are_told_from_other_hours() {
        for header in [
            "Weekly Hours",
            "Standard Hours",
            "Std Hours",
            "Hours per week",
            "Hours/Week",
            "Scheduled Weekly Hours",
            "周工时",
        ] {
            assert!(parse_header(header).is_weekly_hours, "{header}");
        }
        for header in ["Overtime Hours", "Hours Worked YTD", "Pay per hour", "Hourly Rate", "PTO Hours", "Weekly Pay"] {
            assert!(!parse_header(header).is_weekly_hours, "{header}");
        }
    }

    /// Catches pay before a raise that is taken for that of today, and pay of the year so far that is taken for that of a year.
    #[test]
    fn pay_of_another_time_is_told() {
        for header in [
            "Salary before increase",
            "Old Salary",
            "Prior Base Pay",
            "Salary (previous)",
            "Pre-raise salary",
            "调薪前月薪",
            "月薪(调整前)",
            "原月薪",
        ] {
            let parsed = parse_header(header);
            assert!(parsed.is_earlier && meant(header) == Some(ColumnMeaning::Salary), "{header}: {parsed:?}");
        }
        for header in ["Salary after increase", "New Salary", "Salary before tax", "Salary", "调薪后月薪", "税前工资"]
        {
            let parsed = parse_header(header);
            assert!(!parsed.is_earlier && meant(header) == Some(ColumnMeaning::Salary), "{header}: {parsed:?}");
        }
        for header in [
            "Gross Pay YTD",
            "YTD Earnings",
            "Year to date pay",
            "Gross Pay (YTD)",
            "Gross YTD",
            "累计工资",
            "本年累计应发工资",
        ] {
            let parsed = parse_header(header);
            assert!(parsed.meaning.is_none() && !parsed.is_bare_amount, "{header}: {parsed:?}");
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
            ("月薪(起)", "月薪(止)"),
            ("月薪起", "月薪止"),
            ("薪资/起", "薪资/止"),
            ("月薪（元）起", "月薪（元）止"),
            ("月薪(下限/元)", "月薪(上限/元)"),
            ("Salary (from)", "Salary (to)"),
            ("Pay [min]", "Pay [max]"),
            ("Amount (min)", "Amount (max)"),
            ("Salary (min, USD)", "Salary (max, USD)"),
            ("Salary, lower end (£000)", "Salary, upper end (£000)"),
        ] {
            let [low, high] = [low, high].map(parse_header);
            assert_eq!((low.end, high.end), (Some(RangeEnd::Low), Some(RangeEnd::High)), "{low:?} {high:?}");
            assert_eq!((&low.stem, &low.unit_stem), (&high.stem, &high.unit_stem));
            assert!(
                matches!(low.meaning, Some((ColumnMeaning::Salary, certainty)) if certainty >= MIN_CERTAINTY),
                "{low:?}"
            );
        }
    }

    /// Catches pay that is not compared, because its column is taken for one end of a range.
    #[test]
    fn a_header_with_both_ends_or_a_remark_is_no_end() {
        for header in [
            "Salary (min-max)",
            "Salary from-to",
            "薪资(最低-最高)",
            "Salary (up to 5 years)",
            "Salary (to date)",
            "Salary (from 2024)",
            "Salary (from survey)",
            "Pay (minimum wage)",
        ] {
            let parsed = parse_header(header);
            assert!(matches!(parsed.meaning, Some((ColumnMeaning::Salary, _))), "{header}: {parsed:?}");
            assert_eq!(parsed.end, None, "{header}: {parsed:?}");
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
            assert!(parse_header(header).net, "{header}");
        }
        for header in ["Salary", "Salary (before tax)", "税前工资", "Gross pay"] {
            assert!(!parse_header(header).net, "{header}");
        }
    }
}
