//! Numbers for the organisations of a file, which all workers share.

use std::sync::{Mutex, MutexGuard, PoisonError};

use foldhash::HashMap;

use super::cell_text::organisation_key;
use crate::payroll::{KeyTable, ShortKey};
use crate::tabular::Row;

/// The most bytes of the texts that one worker caches.
const MAX_BYTES: usize = 4 << 20;

/// The number of each organisation, in the order in which they were found.
#[derive(Debug, Default)]
pub(super) struct OrganisationNumbers {
    numbers: HashMap<Box<str>, u32>,
    names: Vec<Box<str>>,
}

impl OrganisationNumbers {
    /// The number of a name.
    pub(super) fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.numbers.insert(name.into(), number);
        self.names.push(name.into());
        number
    }

    /// The name of a number; empty for rows that name no organisation.
    pub(super) fn name(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", |name| name)
    }

    /// The names, in the order of their numbers.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|name| &**name)
    }
}

/// Reads the organisations of rows, on one worker.
#[derive(Debug)]
pub(super) struct OrganisationReader<'n> {
    column: usize,
    /// The numbers of the texts that were read.
    texts: KeyTable,
    all: &'n Mutex<OrganisationNumbers>,
}

impl<'n> OrganisationReader<'n> {
    /// A reader of a column.
    pub(super) fn new(column: usize, all: &'n Mutex<OrganisationNumbers>) -> Self {
        OrganisationReader { column, texts: KeyTable::default(), all }
    }

    /// The number of the organisation of a row, if its text is short and was read before.
    #[inline(always)]
    pub(super) fn find(&self, row: &Row<'_>) -> Option<u32> {
        let (window, length) = row.window(self.column, self.column)?;
        self.texts.find_short(&ShortKey::new(window, length)?).map(|number| number as u32)
    }

    /// The number of the organisation of a row.
    pub(super) fn number(&mut self, row: &Row<'_>) -> u32 {
        let raw = row.raw(self.column).unwrap_or_default();
        if let Some(known) = self.texts.find(raw) {
            return known as u32;
        }
        let name = organisation_key(row, self.column);
        let number = self.all().number(&name);
        if self.texts.bytes() > MAX_BYTES {
            self.texts.clear();
        }
        self.texts.insert(raw, number as usize);
        number
    }

    fn all(&self) -> MutexGuard<'n, OrganisationNumbers> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
