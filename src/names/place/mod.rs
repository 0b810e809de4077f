//! Places as people write them: names of cities and states, and the addresses that they stand in.

mod address;
mod address_parts;
pub(super) mod index;
mod location;
mod no_place;
mod place_names;
mod place_words;
pub(super) mod places;
mod regional_address;
mod regional_names;
