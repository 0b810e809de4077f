//! Numbers for the ids of a table, so that what is looked up by them is small and hashed fast; and their names.

use foldhash::HashMap;

/// The ids of a table that a worker has met, with a number for each, and the id and its name as they are written into the file.
#[derive(Debug, Default)]
pub(super) struct NamedIds<'i> {
    /// The ids in the order of their numbers, which begin with 1.
    ids: Vec<(&'i str, WrittenId)>,
    numbers: HashMap<&'i str, u32>,
    /// The number of the id at an address, with a length. An id has few addresses, and to hash one takes less than to hash the text.
    by_address: HashMap<(usize, usize), u32>,
}

/// An id and its name, as they are written into the file.
#[derive(Debug)]
pub(super) struct WrittenId {
    pub(super) id: Box<[u8]>,
    pub(super) name: Box<[u8]>,
}

impl<'i> NamedIds<'i> {
    /// The number of an id; 0 for none. `written` is called once for each id.
    pub(super) fn number(&mut self, id: Option<&'i str>, written: impl FnOnce(&'i str) -> WrittenId) -> u32 {
        let Some(id) = id else { return 0 };
        let address = (id.as_ptr().addr(), id.len());
        if let Some(number) = self.by_address.get(&address) {
            return *number;
        }
        let next = u32::try_from(self.ids.len() + 1).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(id).or_insert(next);
        if number == next {
            self.ids.push((id, written(id)));
        }
        self.by_address.insert(address, number);
        number
    }

    /// The id with a number; `None` for 0.
    pub(super) fn id(&self, number: u32) -> Option<&'i str> {
        self.get(number).map(|(id, _)| *id)
    }

    /// The id with a number, as it is written into the file; empty for 0.
    pub(super) fn written_id(&self, number: u32) -> &[u8] {
        self.get(number).map_or(&[], |(_, written)| &written.id)
    }

    /// The name of the id with a number, as it is written into the file; empty for 0.
    pub(super) fn written_name(&self, number: u32) -> &[u8] {
        self.get(number).map_or(&[], |(_, written)| &written.name)
    }

    fn get(&self, number: u32) -> Option<&(&'i str, WrittenId)> {
        self.ids.get((number as usize).checked_sub(1)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_one_number() {
        let mut ids = NamedIds::default();
        let bytes = |text: String| text.into_bytes().into_boxed_slice();
        let written = |id: &str| WrittenId { id: bytes(format!("\"{id}\"")), name: bytes(format!("the {id}")) };
        let found = ["mid", "senior", "mid", "", "senior"].map(|id| ids.number(Some(id), written));
        assert_eq!((found, ids.number(None, written)), ([1, 2, 1, 3, 2], 0));
        assert_eq!([0, 1, 2, 3, 4].map(|number| ids.id(number)), [None, Some("mid"), Some("senior"), Some(""), None]);
        assert_eq!([0, 2, 4].map(|number| ids.written_id(number)), [&b""[..], b"\"senior\"", b""]);
        assert_eq!([0, 2, 4].map(|number| ids.written_name(number)), [&b""[..], b"the senior", b""]);
    }
}
