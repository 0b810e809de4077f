//! Any text as a title and as the city of a row: the indexes for files score within bounds, and agree with the resolvers for
//! single requests.

#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use payband::names::{
    LevelWord, NameWords, NoCity, NoRole, PlaceIndex, Places, TitleIndex, TitleLevel, TitleScratch, Titles, Unresolved,
    UnresolvedReason,
};
use payband::pack::Pack;

/// What stands between the items of a list of places.
const LIST_SEPARATORS: [&str; 12] = [",", "，", "/", "、", ";", "；", "|", "｜", "&", "+", "or", "或"];

struct Readers {
    titles: Titles<'static>,
    places: Places<'static>,
    index: TitleIndex<'static>,
}

fn readers() -> &'static Readers {
    static READERS: OnceLock<Readers> = OnceLock::new();
    READERS.get_or_init(|| {
        let pack: &'static Pack = Box::leak(Box::new(Pack::bundled()));
        let words: &'static NameWords = Box::leak(Box::new(NameWords::default()));
        Readers {
            titles: Titles::new(pack, words),
            places: Places::new(pack, words).unwrap(),
            index: TitleIndex::new(pack).unwrap(),
        }
    })
}

fuzz_target!(|input: &[u8]| {
    let Ok(text) = std::str::from_utf8(input) else { return };
    title(text);
    place(text);
});

fn title(text: &str) {
    let Readers { titles, index, .. } = readers();
    let mut scratch = TitleScratch::default();
    let reading = index.read(text, &mut scratch);
    match reading.role {
        Ok(found) => assert!((TitleIndex::MIN_SCORE..=1.0).contains(&found.score), "{found:?}"),
        Err(NoRole::Unknown(Some(near))) => assert!((0.0..TitleIndex::MIN_SCORE).contains(&near.score), "{near:?}"),
        Err(NoRole::Empty) => assert!(text.trim().is_empty()),
        Err(_) => {}
    }
    assert!(index.nearest(text, &mut scratch).len() <= 3);
    assert_eq!(index.read(text, &mut scratch), reading, "earlier texts change nothing");

    // For an unknown title the resolver compares all names to find the nearest, which takes fifty times as long as the rest
    // of this target. So it gets only one such text in eight.
    let unknown = matches!(reading.role, Err(NoRole::Unknown(_)));
    if unknown && text.bytes().fold(0, u8::wrapping_add) % 8 != 0 {
        return;
    }
    match (titles.resolve(text).unwrap(), reading.role) {
        (Ok(one), Ok(other)) => {
            assert_eq!((one.role.as_str(), one.kind), (other.role, other.kind));
            match (&one.level, reading.level) {
                (TitleLevel::Unstated, LevelWord::Unstated) | (TitleLevel::Several(_), LevelWord::Several) => {}
                (TitleLevel::One(one), LevelWord::One(other)) if one == other => {}
                (one, other) => panic!("{one:?}, but {other:?} in the index"),
            }
        }
        (Ok(one), Err(reason)) => panic!("{one:?}, but {reason:?} in the index"),
        // The index leaves out parts of a title, and may resolve more titles. It agrees on the other reasons.
        (Err(Unresolved { reason: UnresolvedReason::Unknown, nearest, .. }), _) => assert!(nearest.len() <= 3),
        (Err(Unresolved { reason: UnresolvedReason::Empty, .. }), role) => assert_eq!(role, Err(NoRole::Empty)),
        // One of the roles may be that of an abbreviation in a part that the index leaves out: `EHR #Clinical AI Specialist`.
        (Err(Unresolved { reason: UnresolvedReason::Ambiguous(_), .. }), role) => {
            assert!(matches!(role, Ok(_) | Err(NoRole::Ambiguous)), "{role:?}");
        }
        (Err(Unresolved { reason: UnresolvedReason::OtherDomain(_), .. }), role) => {
            assert_eq!(role, Err(NoRole::OtherDomain));
        }
    }
}

fn is_list(text: &str) -> bool {
    let text = text.to_lowercase();
    LIST_SEPARATORS.into_iter().any(|separator| text.contains(separator))
}

fn place(text: &str) {
    let Readers { places, index, .. } = readers();
    let index: &PlaceIndex<'_> = index.places();
    let part = index.city_part(text);
    assert!(text.contains(part) && part.is_empty() == text.trim().is_empty(), "{part:?}");
    // All places are listed that a text may mean, and few that are near an unknown one.
    let nearest = index.nearest(text);
    let has_several = matches!(index.read(text), Err(NoCity::Ambiguous | NoCity::TwoCities));
    assert!(has_several || nearest.len() <= 3);
    match (places.resolve(text).unwrap(), index.read(text)) {
        (Ok(one), Ok(other)) => assert_eq!(one, other),
        (Ok((one, _)), Err(NoCity::Province(other))) => assert_eq!(one, other),
        (Err(_), Err(NoCity::Empty | NoCity::Unknown | NoCity::Ambiguous | NoCity::TwoCities)) => {}
        // In a request, an unknown item of a list may be a misspelt city, so the whole list is refused.
        (Err(Unresolved { reason: UnresolvedReason::Unknown, .. }), Ok(_)) if is_list(text) => {}
        (one, other) => panic!("{one:?}, but {other:?} in the index"),
    }
}
