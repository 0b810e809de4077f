//! Requests for titles of the bundled pack, as several tests make them.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock};

use payband::names::{NameWords, TitleMatch, Titles, Unresolved};

use crate::bundled::pack;

/// What a request for a title finds, sought once for each text: an unknown title takes long, and several tests ask for the same.
pub(crate) fn request(title: &str) -> Result<TitleMatch, Unresolved> {
    static TITLES: OnceLock<Titles<'static>> = OnceLock::new();
    static WORDS: OnceLock<NameWords> = OnceLock::new();
    static FOUND: Mutex<Option<HashMap<String, Result<TitleMatch, Unresolved>>>> = Mutex::new(None);
    if let Some(known) = FOUND.lock().unwrap().as_ref().and_then(|found| found.get(title)) {
        return known.clone();
    }
    let titles = TITLES.get_or_init(|| Titles::new(pack(), WORDS.get_or_init(NameWords::default)));
    let found = titles.resolve(title).unwrap();
    FOUND.lock().unwrap().get_or_insert_default().insert(title.to_owned(), found.clone());
    found
}
