//! Names on the command line: resolved to ids, completed by the shell, and the errors for names that are unknown.

pub(super) mod completion_candidates;
pub(super) mod name_list;
pub(super) mod other_packs;
pub(super) mod pay_in_role;
pub(super) mod place_in_role;
pub(super) mod resolve_levels;
pub(super) mod resolve_places;
pub(super) mod resolve_roles;
pub(super) mod role_or_city;
mod state_of_place;
mod unknown_role;
