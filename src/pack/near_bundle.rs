//! The bundled pack or overlay that a text is near to, which is none of their names.

use super::spelling::{LETTERS_PER_MISTAKE_AMONG_FEW, nearest};

/// The name that a text begins, or one of whose parts it begins or nearly is: `us` and `usa` are near to `us-oews-2025`. `None`
/// where it is near to none, or to several.
pub(super) fn near_bundle<'a>(text: &str, names: &[&'a str]) -> Option<&'a str> {
    let wanted = text.to_lowercase();
    let is_begun = |part: &str| part.starts_with(&wanted) || is_one_letter_more(&wanted, part);
    let is_near = |name: &&&str| {
        let own = name.to_lowercase();
        let joined = own.replace('-', "");
        !wanted.is_empty()
            && (is_begun(&own)
                || is_begun(&joined)
                || own.split('-').any(|part| is_begun(part) || spelt_nearly(&wanted, part)))
    };
    let mut near = names.iter().filter(is_near);
    match (near.next(), near.next()) {
        (Some(name), None) => Some(name),
        (Some(_), Some(_)) => None,
        (None, _) => nearest(text, names.iter().copied(), LETTERS_PER_MISTAKE_AMONG_FEW),
    }
}

/// Whether a text is a part of a name with one more letter: `usa` for `us`.
fn is_one_letter_more(wanted: &str, part: &str) -> bool {
    part.len() > 1 && wanted.strip_prefix(part).is_some_and(|rest| rest.chars().count() == 1)
}

fn spelt_nearly(wanted: &str, part: &str) -> bool {
    nearest(wanted, [part], LETTERS_PER_MISTAKE_AMONG_FEW).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Would catch a short name that leads nowhere, and a path that is taken for a misspelt name.
    #[test]
    fn parts_and_slips_of_a_name_lead_to_it() {
        let names = ["china-healthcare-it-2025", "us-oews-2025"];
        for (text, expected) in [
            ("us", Some("us-oews-2025")),
            ("USA", Some("us-oews-2025")),
            ("oews", Some("us-oews-2025")),
            ("usoews", Some("us-oews-2025")),
            ("us-oews-2024", Some("us-oews-2025")),
            ("us_oews_2025", Some("us-oews-2025")),
            ("china", Some("china-healthcare-it-2025")),
            ("healthcare", Some("china-healthcare-it-2025")),
            ("helthcare", Some("china-healthcare-it-2025")),
            ("2025", None),
            ("gone", None),
            ("mine/pack", None),
            ("", None),
        ] {
            assert_eq!(near_bundle(text, &names), expected, "{text}");
        }
    }
}
