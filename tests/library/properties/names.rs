//! Names of roles, places, levels and skills.

use std::sync::OnceLock;

use payband::names::{Lexicon, NameWords, Places, Titles};
use payband::pack::Pack;
use proptest::prelude::*;
use proptest::sample::select;

use crate::case_count::cases;

/// Texts that resemble names, so that more than the first check is reached.
fn name() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        select(vec![
            "Senior",
            "Sr.",
            "Lead",
            "Cloud",
            "Architect",
            "architects",
            "Healthcare",
            "Data",
            "Scientist",
            "Fintech",
            "IT",
            "EHR",
            "C++",
            "(remote)",
            "/",
            " - ",
            "，",
            "、",
            "高级",
            "资深",
            "医疗",
            "云",
            "架构师",
            "数据",
            "工程师",
            "北京",
            "上海",
            "上海市",
            "浙江省",
            "杭州",
            "余杭区",
            "市",
            "省",
            "区",
            "重庆·",
            "Shang",
            "hai",
            "China",
            "ＣＬＯＵＤ",
            "é",
            "İ",
            "ß",
            "ﬁ",
            "\u{301}",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
        "[a-z]{1,12}",
    ];
    prop::collection::vec((piece, select(vec!["", " ", "-"])), 0..8)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, joint)| [piece, joint.to_owned()]).collect())
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn no_name_can_make_it_panic(text in name()) {
        struct Readers {
            titles: Titles<'static>,
            places: Places<'static>,
            levels: Lexicon,
            skills: Lexicon,
        }
        static READERS: OnceLock<Readers> = OnceLock::new();
        let readers = READERS.get_or_init(|| {
            let pack: &'static Pack = Box::leak(Box::new(Pack::bundled()));
            let words: &'static NameWords = Box::leak(Box::new(NameWords::default()));
            Readers {
                titles: Titles::new(pack, words),
                places: Places::new(pack, words).unwrap(),
                levels: Lexicon::levels(pack).unwrap(),
                skills: Lexicon::skills(pack).unwrap(),
            }
        });
        if let Err(unresolved) = readers.titles.resolve(&text).unwrap() {
            prop_assert!(!unresolved.to_string().is_empty() && unresolved.nearest.len() <= 3);
        }
        if let Err(unresolved) = readers.places.resolve(&text).unwrap() {
            prop_assert!(!unresolved.to_string().is_empty() && unresolved.nearest.len() <= 3);
        }
        let _ = (readers.levels.resolve(&text), readers.skills.resolve(&text));
    }
}

#[test]
fn every_name_of_a_level_and_a_skill_resolves_to_its_own_row() {
    // tests/names.rs checks roles and cities.
    let pack = Pack::bundled();
    let (levels, skills) = (Lexicon::levels(&pack).unwrap(), Lexicon::skills(&pack).unwrap());
    let mut names = Vec::new();
    for (table, aliases, lexicon) in [("levels", "level_aliases", &levels), ("skills", "skill_aliases", &skills)] {
        for row in pack.raw_rows(table).unwrap().rows {
            let id = row.cells[0].clone();
            names.extend(row.cells.into_iter().take(3).map(|name| (lexicon, name, id.clone())));
        }
        for row in pack.raw_rows(aliases).unwrap().rows {
            names.push((lexicon, row.cells[0].clone(), row.cells[1].clone()));
        }
    }
    assert!(names.len() > 700, "{}", names.len());
    for (lexicon, name, id) in names {
        for written in [name.clone(), format!(" {} ", name.to_uppercase()), name.to_lowercase()] {
            assert_eq!(lexicon.resolve(&written).map(|(found, _)| found), Ok(id.as_str()), "{written}");
        }
    }
}
