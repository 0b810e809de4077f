//! Numbers for the ids of roles, cities and levels, so that what is looked up by them is small and hashed fast.

use foldhash::HashMap;

/// The ids that a worker has met, and a number for each.
#[derive(Debug, Default)]
pub(super) struct IdNumbers<'i> {
    /// The ids in the order of their numbers, which begin with 1.
    ids: Vec<&'i str>,
    numbers: HashMap<&'i str, u32>,
}

impl<'i> IdNumbers<'i> {
    /// The number of an id; 0 for none.
    pub(super) fn number(&mut self, id: Option<&'i str>) -> u32 {
        let Some(id) = id else { return 0 };
        let next = u32::try_from(self.ids.len() + 1).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(id).or_insert(next);
        if number == next {
            self.ids.push(id);
        }
        number
    }

    /// The id with a number; `None` for 0.
    pub(super) fn id(&self, number: u32) -> Option<&'i str> {
        self.ids.get((number as usize).checked_sub(1)?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_one_number() {
        let mut numbers = IdNumbers::default();
        let found = ["mid", "senior", "mid", "", "senior"].map(|id| numbers.number(Some(id)));
        assert_eq!((found, numbers.number(None)), ([1, 2, 1, 3, 2], 0));
        assert_eq!(
            [0, 1, 2, 3, 4].map(|number| numbers.id(number)),
            [None, Some("mid"), Some("senior"), Some(""), None]
        );
    }
}
