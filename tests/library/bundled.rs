//! The bundled pack and its index of titles, read once for all tests of the binary.

use std::sync::{Arc, OnceLock};

use payband::names::TitleIndex;
use payband::pack::Pack;

pub(crate) fn pack() -> &'static Pack {
    static PACK: OnceLock<Pack> = OnceLock::new();
    PACK.get_or_init(Pack::bundled)
}

pub(crate) fn titles() -> Arc<TitleIndex<'static>> {
    static TITLES: OnceLock<Arc<TitleIndex<'static>>> = OnceLock::new();
    TITLES.get_or_init(|| Arc::new(TitleIndex::new(pack()).unwrap())).clone()
}
