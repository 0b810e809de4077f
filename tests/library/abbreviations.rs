//! Short forms of words in job titles, in requests and in files.

use std::path::Path;

use payband::names::{NameWords, NoRole, TitleIndex, TitleScratch, Titles, UnresolvedReason};
use payband::pack::Pack;

/// What a title means: the id of a role, `ambiguous`, `perhaps` with suggestions, or `none`.
fn request(titles: &Titles, title: &str) -> String {
    match titles.resolve(title).unwrap() {
        Ok(found) => found.role,
        Err(error) => match error.reason {
            UnresolvedReason::Ambiguous(_) => "ambiguous".to_owned(),
            _ => format!("perhaps {}", error.nearest.iter().map(|near| near.id.as_str()).collect::<Vec<_>>().join(" ")),
        },
    }
}

/// Would catch a short form that is not read, one that is read as one of two meanings, and a file that reads it otherwise.
#[test]
fn short_forms_are_read_where_they_have_one_meaning() {
    let china = Pack::bundled();
    let us = Pack::open(Some(Path::new("us-oews-2025")), &[] as &[&Path]).unwrap();
    let (china_words, us_words) = (NameWords::default(), NameWords::default());
    let readers = |pack, words| (Titles::new(pack, words), TitleIndex::new(pack).unwrap());
    let (china, us) = (readers(&china, &china_words), readers(&us, &us_words));
    for (title, in_china, in_us) in [
        ("DevOps Eng", "devops-engineer", "ambiguous"),
        ("DevOps Engr.", "devops-engineer", "ambiguous"),
        ("QA Eng", "quality-assurance-engineer", "qa-analyst"),
        // A full stop divides words.
        ("Sr.DevOps Eng", "devops-engineer", "ambiguous"),
        ("Jr.QA Eng", "quality-assurance-engineer", "qa-analyst"),
        ("Data Sci", "healthcare-data-scientist", "data-scientist"),
        ("Sr SWE", "software-engineer", "software-developer"),
        ("Sys Admin", "operations-specialist", "systems-administrator"),
        ("DB Admin", "database-administrator", "database-administrator"),
        ("Proj Mgr", "project-manager", "project-manager"),
        ("Biz Analyst", "business-analyst", "ambiguous"),
        ("Sales Eng", "sales-engineer", "sales-engineer"),
        ("HW Eng", "hardware-engineer", "computer-hardware-engineer"),
        ("DBA", "database-administrator", "database-administrator"),
        ("PM", "ambiguous", "ambiguous"),
        // Product, production.
        ("Prod Mgr", "perhaps product-manager", "perhaps "),
        // Security, secretary.
        ("Sec Analyst", "perhaps healthcare-cybersecurity-analyst", "perhaps information-security-analyst"),
        // A short form alone says too little.
        ("Dev", "perhaps ", "perhaps software-developer"),
        ("Sr. Dev", "perhaps ", "perhaps software-developer"),
        ("Eng", "perhaps ", "perhaps "),
        ("Biz Dev", "perhaps ", "perhaps "),
        ("Mktg Mgr", "perhaps ", "perhaps "),
        ("Chem Eng", "perhaps ", "perhaps "),
    ] {
        for ((titles, index), expected) in [(&china, in_china), (&us, in_us)] {
            assert_eq!(request(titles, title), expected, "{title}");
            let read = match index.read(title, &mut TitleScratch::default()).role {
                Ok(found) => found.role.to_owned(),
                Err(NoRole::Ambiguous) => "ambiguous".to_owned(),
                Err(_) => "none".to_owned(),
            };
            let is_same = match expected.strip_prefix("perhaps ") {
                Some("") => read == "none",
                Some(_) => read == "ambiguous",
                None => read == expected,
            };
            assert!(is_same, "{title} in a file: {read}");
        }
    }
}

/// Would catch a short form of a word of another domain that is unknown in one place and outside the pack in another.
#[test]
fn a_short_form_of_a_word_of_another_domain_is_outside_the_pack() {
    let china = Pack::bundled();
    let words = NameWords::default();
    let error = Titles::new(&china, &words).resolve("Fin Eng").unwrap().unwrap_err();
    assert_eq!(error.reason, UnresolvedReason::OtherDomain("finance".to_owned()));
    let index = TitleIndex::new(&china).unwrap();
    let read = index.read("Fin Eng", &mut TitleScratch::default());
    assert!(matches!(read.role, Err(NoRole::OtherDomain)));
}
