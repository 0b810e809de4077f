//! The aliases of roles that overlays bring.

use foldhash::HashMap;

use super::rules::NameEntry;
use crate::names::text::fold::Folded;
use crate::pack::{DataError, Pack};

/// The aliases of overlays, folded. The last overlay wins; within an overlay, an alias that is written the same for several
/// roles could mean any of them, and of two that differ when written the first counts.
pub(super) fn overlay_aliases(pack: &Pack) -> Result<HashMap<Box<str>, NameEntry<'_>>, DataError> {
    let mut written: HashMap<Box<str>, &str> = HashMap::default();
    let mut meanings: HashMap<Box<str>, NameEntry<'_>> = HashMap::default();
    let mut folded = Folded::default();
    for row in pack.overlay_rows(pack.role_aliases()?) {
        folded.read(&row.alias);
        if folded.is_empty() {
            continue;
        }
        match meanings.get_mut(folded.joined()) {
            None => {
                written.insert(folded.joined().into(), &row.alias);
                meanings.insert(folded.joined().into(), NameEntry::One(&row.id, folded.weight()));
            }
            Some(entry) if written.get(folded.joined()).is_some_and(|first| row.alias == **first) => {
                entry.add_role(&row.id);
            }
            Some(_) => {}
        }
    }
    Ok(meanings)
}
