//! What the headers of a file mean, in English and Chinese.

use crate::money::Currency;
use crate::pay::PayPeriod;

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
    /// Pay.
    Salary,
    /// The currency of the pay.
    Currency,
}

impl Meaning {
    /// All of them.
    pub const ALL: [Meaning; 6] =
        [Meaning::Role, Meaning::City, Meaning::Level, Meaning::Years, Meaning::Salary, Meaning::Currency];

    /// The word for people, which is also the one in `--role-column` and its like.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Meaning::Role => "role",
            Meaning::City => "city",
            Meaning::Level => "level",
            Meaning::Years => "years",
            Meaning::Salary => "salary",
            Meaning::Currency => "currency",
        }
    }

    /// What such a column is called, folded, the surest first.
    fn names(self) -> &'static [&'static str] {
        match self {
            Meaning::Role => &[
                "jobtitle",
                "positiontitle",
                "roletitle",
                "jobrole",
                "jobname",
                "positionname",
                "role",
                "title",
                "position",
                "occupation",
                "designation",
                "职位名称",
                "岗位名称",
                "职务名称",
                "职位",
                "岗位",
                "职务",
                "职称",
                "招聘岗位",
                "招聘职位",
                "应聘岗位",
                "应聘职位",
            ],
            Meaning::City => &[
                "city",
                "workcity",
                "cityname",
                "joblocation",
                "worklocation",
                "officelocation",
                "location",
                "workplace",
                "office",
                "城市",
                "工作城市",
                "所在城市",
                "工作地点",
                "工作地",
                "工作地址",
                "办公地点",
                "地点",
                "地址",
                "地区",
            ],
            Meaning::Level => &[
                "level",
                "joblevel",
                "seniority",
                "senioritylevel",
                "experiencelevel",
                "careerlevel",
                "joblevelname",
                "grade",
                "jobgrade",
                "band",
                "级别",
                "职级",
                "岗位级别",
                "职位级别",
                "等级",
                "层级",
                "资历",
            ],
            Meaning::Years => &[
                "years",
                "yearsofexperience",
                "yearsexperience",
                "experienceyears",
                "yoe",
                "totalyears",
                "experience",
                "workexperience",
                "workingyears",
                "工作经验",
                "经验",
                "工作年限",
                "年限",
                "从业年限",
                "经验要求",
                "工作经验要求",
                "工龄",
            ],
            Meaning::Salary => &[
                "basesalary",
                "grosssalary",
                "currentsalary",
                "salarypermonth",
                "salaryperyear",
                "hourlyrate",
                "dailyrate",
                "annualsalary",
                "yearlysalary",
                "monthlysalary",
                "annualbasesalary",
                "monthlybasesalary",
                "basepay",
                "annualbase",
                "monthlybase",
                "salary",
                "base",
                "pay",
                "annualpay",
                "monthlypay",
                "wage",
                "wages",
                "compensation",
                "remuneration",
                "salaryrange",
                "payrange",
                "基本工资",
                "基本薪资",
                "底薪",
                "日薪",
                "时薪",
                "月薪",
                "年薪",
                "月工资",
                "年工资",
                "薪资",
                "薪酬",
                "薪水",
                "工资",
                "薪资范围",
                "薪酬范围",
                "薪资待遇",
                "待遇",
            ],
            Meaning::Currency => &[
                "salarycurrency",
                "paycurrency",
                "currencycode",
                "basecurrency",
                "currency",
                "币种",
                "货币",
                "薪资币种",
            ],
        }
    }

    /// How sure a header means this, the lower the surer; `None` when it does not.
    pub(super) fn rank(self, header: &str) -> Option<usize> {
        let folded = folded(header);
        self.names().iter().position(|name| *name == folded)
    }
}

/// What a header of a pay column says about its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct PayHints {
    pub(super) currency: Option<Currency>,
    pub(super) period: Option<PayPeriod>,
    /// What bare numbers are counted in, as pay strings write it.
    pub(super) counted_in: Option<&'static str>,
}

/// Words of a header, folded, that say what its numbers are for.
const PERIODS: [(&str, PayPeriod); 19] = [
    ("annual", PayPeriod::Year),
    ("yearly", PayPeriod::Year),
    ("peryear", PayPeriod::Year),
    ("ayear", PayPeriod::Year),
    ("年薪", PayPeriod::Year),
    ("年工资", PayPeriod::Year),
    ("monthly", PayPeriod::Month),
    ("permonth", PayPeriod::Month),
    ("amonth", PayPeriod::Month),
    ("月薪", PayPeriod::Month),
    ("月工资", PayPeriod::Month),
    ("元月", PayPeriod::Month),
    ("日薪", PayPeriod::Day),
    ("daily", PayPeriod::Day),
    ("perday", PayPeriod::Day),
    ("时薪", PayPeriod::Hour),
    ("hourly", PayPeriod::Hour),
    ("perhour", PayPeriod::Hour),
    ("weekly", PayPeriod::Week),
];

/// What a header says about its numbers, such as `月薪(元)`, `Monthly salary, CNY` or `salary_usd`.
pub(super) fn pay_hints(header: &str) -> PayHints {
    let all: String = header.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let period = PERIODS.iter().find(|(word, _)| all.contains(word)).map(|(_, period)| *period);
    let code = header
        .split(|letter: char| !letter.is_ascii_alphabetic())
        .find(|word| CODES.contains(&word.to_ascii_uppercase().as_str()));
    let named = || NAMES.iter().find(|(name, _)| header.contains(name)).map(|(_, code)| *code);
    let currency = code.or_else(named).and_then(|code| code.parse().ok());
    let thousands = header.split(|letter: char| !letter.is_ascii_alphanumeric()).any(|word| word == "k" || word == "K");
    let counted_in = match header {
        _ if header.contains('万') => Some("万"),
        _ if header.contains('千') => Some("千"),
        _ if thousands || all.contains("thousand") => Some("k"),
        _ => None,
    };
    PayHints { currency, period, counted_in }
}

/// Codes of currencies that headers name.
const CODES: [&str; 9] = ["CNY", "RMB", "USD", "EUR", "GBP", "HKD", "JPY", "SGD", "TWD"];
/// Chinese names of currencies, the longer before those that they hold.
const NAMES: [(&str, &str); 8] = [
    ("美元", "USD"),
    ("港元", "HKD"),
    ("港币", "HKD"),
    ("日元", "JPY"),
    ("欧元", "EUR"),
    ("英镑", "GBP"),
    ("人民币", "CNY"),
    ("元", "CNY"),
];

/// A header without what people write around its words: case, blanks, marks, and units in parentheses or behind a comma.
fn folded(header: &str) -> String {
    let bare = header.split(['(', '（', '[', '【', ',', '，', '/', ':', '：']).next().unwrap_or_default();
    let letters = bare.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase);
    let mut folded: String = letters.collect();
    for code in ["usd", "cny", "rmb", "eur", "gbp", "hkd"] {
        if let Some(rest) = folded.strip_suffix(code).filter(|rest| !rest.is_empty()) {
            folded = rest.to_owned();
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_understood_as_people_write_them() {
        for (header, meaning) in [
            ("Job Title", Meaning::Role),
            ("job_title", Meaning::Role),
            ("岗位", Meaning::Role),
            (" 职位名称 ", Meaning::Role),
            ("工作地点", Meaning::City),
            ("Location", Meaning::City),
            ("experience_level", Meaning::Level),
            ("职级", Meaning::Level),
            ("工作经验", Meaning::Years),
            ("Base salary (USD)", Meaning::Salary),
            ("月薪(元)", Meaning::Salary),
            ("Annual Salary, CNY", Meaning::Salary),
            ("salary_currency", Meaning::Currency),
        ] {
            let meant: Vec<Meaning> = Meaning::ALL.into_iter().filter(|other| other.rank(header).is_some()).collect();
            assert_eq!(meant, [meaning], "{header}");
        }
        for header in ["", "id", "company", "salary_in_words", "work_year", "cityscape", "薪酬委员会"] {
            assert!(Meaning::ALL.into_iter().all(|meaning| meaning.rank(header).is_none()), "{header}");
        }
    }

    #[test]
    fn no_name_means_two_things() {
        for one in Meaning::ALL {
            for name in one.names() {
                let meant = Meaning::ALL.into_iter().filter(|other| other.names().contains(name)).count();
                assert_eq!((meant, folded(name)), (1, (*name).to_owned()), "{name}");
            }
        }
    }

    #[test]
    fn a_header_can_say_what_its_numbers_are() {
        let hints = |header: &str| {
            let PayHints { currency, period, .. } = pay_hints(header);
            (currency.map(|code| code.as_str().to_owned()).unwrap_or_default(), period)
        };
        assert_eq!(hints("月薪(元)"), ("CNY".to_owned(), Some(PayPeriod::Month)));
        assert_eq!(hints("Annual salary, USD"), ("USD".to_owned(), Some(PayPeriod::Year)));
        assert_eq!(hints("salary_rmb"), ("CNY".to_owned(), None));
        assert_eq!(hints("salary (per month)"), (String::new(), Some(PayPeriod::Month)));
        assert_eq!(hints("salary"), (String::new(), None));
        assert_eq!(hints("年薪(美元)"), ("USD".to_owned(), Some(PayPeriod::Year)));
        assert_eq!(hints("日薪（港元）"), ("HKD".to_owned(), Some(PayPeriod::Day)));
        let counted = ["年薪(万元)", "薪资(千元/月)", "Salary (k USD)", "salary", "kpi"];
        assert_eq!(counted.map(|header| pay_hints(header).counted_in), [Some("万"), Some("千"), Some("k"), None, None]);
    }
}
