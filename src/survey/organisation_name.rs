//! The key of the organisation that a text names.
//!
//! One employer is often written in several ways, and must not count as several: a group could then be shown whose people have one
//! employer. So spellings are folded rather too much than too little. Texts that stand where no name is given, such as
//! "confidential", name no organisation. `survey --sql` writes the same steps as regular expressions.

use std::collections::HashSet;
use std::sync::OnceLock;

use unicode_normalization::char::is_combining_mark;

use super::sql::SqlDialect;
use crate::names::{NotStatedWords, is_han};

/// The marks that are left out of a name without a blank in their place: `S.A.`, `O'Neil`.
const DROPPED: &str = ".'’‘`´·";

/// Words of legal forms and groups, which are left out at the end of a name.
const FORMS: [&str; 71] = [
    "ab",
    "ag",
    "aktiengesellschaft",
    "and",
    "aps",
    "as",
    "asa",
    "bhd",
    "bv",
    "co",
    "company",
    "companies",
    "coltd",
    "corp",
    "corporation",
    "doo",
    "et",
    "ek",
    "ev",
    "gesmbh",
    "gmbh",
    "group",
    "grp",
    "gruppe",
    "groupe",
    "grupo",
    "holding",
    "holdings",
    "inc",
    "incorporated",
    "jsc",
    "kft",
    "kg",
    "kgaa",
    "kk",
    "lda",
    "limited",
    "llc",
    "llp",
    "lp",
    "ltd",
    "ltda",
    "mbh",
    "nv",
    "ohg",
    "ooo",
    "oy",
    "oyj",
    "pbc",
    "plc",
    "pllc",
    "private",
    "pt",
    "pte",
    "pty",
    "pvt",
    "sa",
    "sab",
    "sarl",
    "sas",
    "sdn",
    "se",
    "sl",
    "spa",
    "sro",
    "srl",
    "srls",
    "tbk",
    "ug",
    "und",
    "zrt",
];

/// Legal forms in Chinese, Japanese and Korean, written without a blank before them. A longer form precedes one that it
/// ends with.
const ENDINGS: [&str; 19] = [
    "有限责任公司",
    "有限責任公司",
    "有限公司",
    "有限会社",
    "株式会社",
    "주식회사",
    "有限合伙",
    "合伙企业",
    "总公司",
    "總公司",
    "公司",
    "集团",
    "集團",
    "控股",
    "股份",
    "中国",
    "中國",
    "그룹",
    "㈱",
];

/// Words for an employer, which alone or beside a word of [`UNNAMED`] are no name.
const SUBJECTS: [&str; 24] = [
    "company",
    "client",
    "employer",
    "firm",
    "organisation",
    "organization",
    "enterprise",
    "institution",
    "name",
    "unternehmen",
    "firma",
    "arbeitgeber",
    "entreprise",
    "empresa",
    "公司",
    "企业",
    "企業",
    "单位",
    "單位",
    "机构",
    "雇主",
    "客户",
    "名称",
    "集团",
];

/// Texts that stand where the name of an organisation is not given, as keys; besides those for anything that is not stated.
const UNNAMED: [&str; 92] = [
    "confidential",
    "strictlyconfidential",
    "confidentiel",
    "confidencial",
    "vertraulich",
    "anonym",
    "anonymous",
    "anonymised",
    "anonymized",
    "anon",
    "undisclosed",
    "notdisclosed",
    "nondisclosed",
    "withheld",
    "hidden",
    "private",
    "secret",
    "redacted",
    "masked",
    "unnamed",
    "notnamed",
    "no",
    "not",
    "noanswer",
    "noresponse",
    "nodata",
    "notavailable",
    "notgiven",
    "notprovided",
    "notknown",
    "notsure",
    "notreported",
    "notentered",
    "unk",
    "unstated",
    "missing",
    "blank",
    "empty",
    "void",
    "tba",
    "tbc",
    "tobeconfirmed",
    "tobedetermined",
    "various",
    "multiple",
    "misc",
    "miscellaneous",
    "others",
    "dummy",
    "placeholder",
    "prefernottosay",
    "rathernotsay",
    "unbekannt",
    "keine",
    "keineangabe",
    "inconnu",
    "nonrenseigné",
    "nonprécisé",
    "aucun",
    "aucune",
    "desconocido",
    "desconocida",
    "ninguno",
    "ninguna",
    "sconosciuto",
    "保密",
    "匿名",
    "机密",
    "機密",
    "佚名",
    "不明",
    "不详",
    "不詳",
    "没有",
    "沒有",
    "無",
    "暫無",
    "空",
    "未填",
    "未提供",
    "未披露",
    "未公开",
    "未公開",
    "不公开",
    "不便透露",
    "不透露",
    "未透露",
    "未说明",
    "待定",
    "其它",
    "非公開",
    "비공개",
];

/// What identifies the organisation that a text names: its letters and digits in lower case, without brackets that hold words, and
/// without legal forms at its end. Empty where it names none.
pub(super) fn key_of(text: &str) -> Box<str> {
    let key = spelling(text);
    if names_none(&key) { Box::default() } else { key.into() }
}

/// The key of a text that may name none.
fn spelling(text: &str) -> String {
    let lower = text.chars().map(half_width).collect::<String>().to_lowercase();
    let mut kept = without_brackets(&lower);
    kept.retain(|letter| !DROPPED.contains(letter));
    let is_of_name = |letter: char| letter.is_alphanumeric() || is_combining_mark(letter);
    let mut words: Vec<&str> = kept.split(|letter| !is_of_name(letter)).filter(|word| !word.is_empty()).collect();
    while words.len() > 1 && words.last().is_some_and(|word| FORMS.contains(word)) {
        words.pop();
    }
    if words.len() > 1 && words.first() == Some(&"the") {
        words.remove(0);
    }
    let joined = words.concat();
    let mut key = joined.as_str();
    // Longer endings stand before those that end them.
    while let Some(rest) = ENDINGS.iter().find_map(|ending| key.strip_suffix(ending).filter(|rest| !rest.is_empty())) {
        key = rest;
    }
    key.to_owned()
}

/// The half-width form of a full-width character of ASCII.
fn half_width(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        '\u{3000}' => ' ',
        _ => letter,
    }
}

/// A text with a blank for each pair of brackets that holds two letters side by side, such as a country. `(1)` and `(A)` tell
/// organisations apart.
fn without_brackets(text: &str) -> String {
    let (mut kept, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find('(') {
        let (before, from) = rest.split_at(at);
        kept.push_str(before);
        let inner = from.get(1..).unwrap_or_default();
        let closes = inner.find(['(', ')']).filter(|end| inner.get(*end..).is_some_and(|rest| rest.starts_with(')')));
        let words = closes.and_then(|end| inner.get(..end)).filter(|inner| {
            let letters: Vec<bool> = inner.chars().map(char::is_alphabetic).collect();
            letters.windows(2).any(|pair| pair == [true, true])
        });
        match words {
            Some(words) => {
                kept.push(' ');
                rest = inner.get(words.len() + 1..).unwrap_or_default();
            }
            None => {
                kept.push('(');
                rest = inner;
            }
        }
    }
    kept + rest
}

/// Whether a key names no organisation: `某公司`, `XX公司`, "company confidential".
fn names_none(key: &str) -> bool {
    let after_crosses = key.trim_start_matches('x');
    if key.starts_with('某') || key.len() - after_crosses.len() > 1 && after_crosses.chars().all(is_han) {
        return true;
    }
    let mut rest = key;
    while let Some(shorter) =
        SUBJECTS.iter().find_map(|word| rest.strip_prefix(word).or_else(|| rest.strip_suffix(word)))
    {
        rest = shorter;
    }
    rest.is_empty() || unnamed().contains(rest) || unnamed().contains(key)
}

/// [`UNNAMED`], and the words for anything that is not stated.
fn unnamed() -> &'static HashSet<String> {
    static KNOWN: OnceLock<HashSet<String>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let words = UNNAMED.into_iter().map(str::to_owned);
        words.chain(NotStatedWords::bundled().whole.into_iter().map(spelling)).filter(|key| !key.is_empty()).collect()
    })
}

/// [`key_of`] as an expression of SQL.
pub(super) fn key_in_sql(dialect: SqlDialect, value: &str) -> String {
    let one_of = |words: &[&str]| format!("(?:{})", words.join("|"));
    let mut unnamed: Vec<&str> = unnamed().iter().map(String::as_str).collect();
    unnamed.sort_unstable();
    let subjects = one_of(&SUBJECTS);
    let none = format!("^(?:某.*|x{{2,}}\\p{{Han}}*|{subjects}*{}?{subjects}*)$", one_of(&unnamed));
    let steps: [(&str, &str); 9] = [
        (r"\([^()]*\p{L}\p{L}[^()]*\)", " "),
        (&format!("[{DROPPED}]"), ""),
        (r"[^\p{L}\p{M}\p{N}]+", " "),
        ("^ +| +$", ""),
        (&format!("(?: {})+$", one_of(&FORMS)), ""),
        (r"^the (.)", r"\1"),
        (" ", ""),
        (&format!("(.){}+$", one_of(&ENDINGS)), r"\1"),
        (&none, ""),
    ];
    let folded = dialect.lower(&dialect.half_width(value));
    steps.into_iter().fold(folded, |value, (pattern, by)| dialect.replaced(&value, pattern, by))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches one employer that counts as several.
    #[test]
    fn spellings_of_one_organisation_have_one_key() {
        for (key, spellings) in [
            (
                "acme",
                &[
                    "Acme",
                    "ACME",
                    "Acme Ltd",
                    "ACME  LTD",
                    " acme\u{3000}ltd. ",
                    "Acme, Inc.",
                    "Acme Co. Ltd",
                    "Acme Co.,Ltd.",
                    "ＡＣＭＥ",
                    "Acme (China) Co., Ltd",
                    "Acme（中国）有限公司",
                    "The Acme Group",
                    "Acme Holdings PLC",
                    "\"Acme\" GmbH & Co. KG",
                    "Acme S.A.",
                    "Acme Pte. Ltd.",
                    "Acme L.L.C.",
                    "Acme集团",
                    "Acme Corporation",
                ][..],
            ),
            (
                "阿里巴巴",
                &[
                    "阿里巴巴",
                    "阿里巴巴集团",
                    "阿里巴巴(中国)有限公司",
                    "阿里巴巴（中国）有限公司",
                    "阿里巴巴集团控股有限公司",
                    "阿里巴巴股份有限公司",
                    "阿里 巴巴",
                    "阿里巴巴集團",
                    "阿里巴巴公司",
                    "阿里巴巴中国",
                ],
            ),
            ("oneilsons", &["O'Neil & Sons", "ONeil Sons", "O’NEIL-SONS, Inc"]),
        ] {
            for spelling in spellings {
                assert_eq!(&*key_of(spelling), key, "{spelling:?}");
                assert_eq!(key_of(&key_of(spelling)), key_of(spelling), "{spelling:?}");
            }
        }
    }

    /// Catches two employers that count as one, and one that counts as none.
    #[test]
    fn other_organisations_have_other_keys() {
        for (one, other) in [
            ("Org1", "Org2"),
            ("Company A", "Company B"),
            ("Company (1)", "Company (2)"),
            ("公司甲", "公司乙"),
            ("Bank of China", "Bank of America"),
            ("阿里健康", "阿里巴巴"),
            ("1", "2"),
            ("SAS", "SE"),
            ("C", "D"),
        ] {
            let (one, other) = (key_of(one), key_of(other));
            assert!(one != other && !one.is_empty() && !other.is_empty(), "{one} {other}");
        }
    }

    /// Catches a group of people without an employer that is shown as if each had one.
    #[test]
    fn placeholders_name_none() {
        for text in [
            "",
            " ",
            "-",
            "—",
            "?",
            "N/A",
            "n.a.",
            "NA",
            "#N/A",
            "none",
            "NULL",
            "Unknown",
            "(unknown)",
            "Confidential",
            "Company Confidential",
            "Confidential Company",
            "CONFIDENTIAL (client)",
            "Anonymous",
            "Not disclosed",
            "Undisclosed",
            "Company",
            "Company name",
            "tbd",
            "xx",
            "xxx公司",
            "某公司",
            "某知名互联网企业",
            "某某",
            "保密",
            "公司保密",
            "（保密）",
            "匿名",
            "未知",
            "无",
            "暂无",
            "不详",
            "公司",
            "单位",
            "***",
        ] {
            assert_eq!(&*key_of(text), "", "{text:?}");
        }
    }
}
