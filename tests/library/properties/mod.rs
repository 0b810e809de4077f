//! Properties that hold for every pack, name, option and amount.
//!
//! Would catch: a pack file, a name or an argument that makes payband panic, a step of a price whose low end is above its
//! high end, a sum that is not its parts, a calibrated reading whose mean is not the median or whose ends are not the
//! extremes, and CSV that does not read back.

mod arguments;
mod calibration;
mod names;
mod packs;
mod prices;

use jiff::civil::{Date, date};

/// The day on which answers are made.
const TODAY: Date = date(2025, 12, 1);
