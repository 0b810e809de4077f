//! The form of a name that does not depend on word order or plurals.

use std::ops::Range;

use super::fold::{Folded, stem};

/// Builds the form of a name that does not depend on word order or plurals.
#[derive(Debug, Default)]
pub(in crate::names) struct SortedStems {
    /// The words that were read last: the same ones are often read for titles and then for aliases.
    read: Folded,
    /// Where the stem of each word is in `read`.
    order: Vec<Range<usize>>,
    text: String,
}

impl SortedStems {
    /// The stems of some words, sorted and separated by spaces.
    pub(in crate::names) fn read(&mut self, content: &Folded) -> &str {
        let SortedStems { read, order, text } = self;
        if read == content {
            return text;
        }
        read.clone_from(content);
        order.clear();
        let mut start = 0;
        for word in content.iter() {
            order.push(start..start + stem(word.text).len());
            start += word.text.len();
        }
        let stem_at = |range: &Range<usize>| content.joined().get(range.clone()).unwrap_or_default();
        order.sort_unstable_by(|one, other| stem_at(one).cmp(stem_at(other)));
        text.clear();
        for range in order.iter() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(stem_at(range));
        }
        text
    }
}
