//! Names that a shell may complete: those of the pack in use, by `PAYBAND_PACK` or bundled.

use std::env;
use std::path::{Path, PathBuf};

use clap_complete::engine::CompletionCandidate;

use crate::pack::{DataError, Pack, PremiumKind};
use crate::pricing::has_price;

/// The pack whose names complete; an unreadable one completes nothing.
fn pack() -> Option<Pack> {
    let folder = env::var_os("PAYBAND_PACK").map(PathBuf::from);
    Pack::open(folder.as_deref(), &[] as &[&Path]).ok()
}

fn candidates(list: impl FnOnce(&Pack) -> Result<Vec<(String, String)>, DataError>) -> Vec<CompletionCandidate> {
    let Some(pack) = pack() else { return Vec::new() };
    list(&pack)
        .unwrap_or_default()
        .into_iter()
        .filter(|(name, _)| !name.is_empty())
        .map(|(name, help)| CompletionCandidate::new(name).help((!help.is_empty()).then(|| help.into())))
        .collect()
}

/// Each row by its name in one language and the other.
fn both<'a>(rows: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<(String, String)> {
    rows.flat_map(|(name, name_zh)| [(name, name_zh), (name_zh, name)])
        .map(|(name, help)| (name.to_owned(), help.to_owned()))
        .collect()
}

/// Roles with a price, then those without.
pub(super) fn roles() -> Vec<CompletionCandidate> {
    candidates(|pack| {
        let mut roles: Vec<_> = pack.roles()?.iter().collect();
        roles.sort_by_key(|role| !has_price(pack, role, false).unwrap_or(false));
        Ok(both(roles.into_iter().map(|role| (role.title.as_str(), role.title_zh.as_str()))))
    })
}

/// Cities and provinces.
pub(super) fn cities() -> Vec<CompletionCandidate> {
    candidates(|pack| Ok(both(pack.cities()?.iter().map(|city| (city.name.as_str(), city.name_zh.as_str())))))
}

/// Levels.
pub(super) fn levels() -> Vec<CompletionCandidate> {
    candidates(|pack| Ok(both(pack.levels()?.iter().map(|level| (level.id.as_str(), level.name_zh.as_str())))))
}

/// Skills.
pub(super) fn skills() -> Vec<CompletionCandidate> {
    candidates(|pack| Ok(both(pack.skills()?.iter().map(|skill| (skill.name.as_str(), skill.name_zh.as_str())))))
}

/// Sectors with a published premium over them.
pub(super) fn sectors() -> Vec<CompletionCandidate> {
    candidates(|pack| {
        let sectors = pack.premiums()?.iter().filter(|premium| premium.kind == PremiumKind::Sector);
        Ok(sectors.map(|premium| (premium.id.owned(), premium.name.owned())).collect())
    })
}

/// Sections of the report, and its caveats.
pub(super) fn sections() -> Vec<CompletionCandidate> {
    candidates(|pack| {
        let sections = crate::views::market_sections(pack)?.into_iter().chain([super::market::CAVEATS.to_owned()]);
        Ok(sections.map(|section| (section, String::new())).collect())
    })
}

/// Places that figures are about.
pub(super) fn geographies() -> Vec<CompletionCandidate> {
    candidates(|pack| {
        let mut out = Vec::new();
        for place in crate::views::market_geographies(pack)? {
            let name = pack.cities()?.get(&place).map(|city| city.name_zh.owned()).unwrap_or_default();
            out.push((place, name));
        }
        Ok(out)
    })
}

/// Tables of a pack.
pub(super) fn tables() -> Vec<CompletionCandidate> {
    Pack::table_names().map(CompletionCandidate::new).collect()
}
