//! A function on iterators.

/// The one value that all items have; `None` when they differ or there is none.
pub(crate) fn common_value<T: PartialEq>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.all(|other| other == first).then_some(first)
}
