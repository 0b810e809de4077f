//! `payband benchmark`: the worked example to the cent, every option that changes a figure, and the notes.

mod bonus;
mod brief_lines;
mod cities;
mod dates;
mod grid;
mod levels;
mod offers;
mod readings;
mod roles;
mod table;
mod tables_read;
mod trace;
mod units;

use crate::expected::{Row, cloud};
use crate::sandbox::payband;

const SHANGHAI: &str = "Shanghai, all roles: 2,400 vacancies, 2.3 candidates each, 48 days to fill";

/// The worked example: senior, literal reading.
fn senior() -> Row {
    cloud("Shanghai", "Senior").pays(
        "87360.00 94250.00 101400.00",
        "13104.00 16493.75 20280.00",
        "100464.00 110743.75 121680.00",
    )
}

/// The worked example without a city.
fn senior_anywhere() -> Row {
    cloud("", "Senior").with("geo_basis", "reference rate").pays(
        "62400.00 65000.00 67600.00",
        "9360.00 11375.00 13520.00",
        "71760.00 76375.00 81120.00",
    )
}

fn mid_anywhere() -> Row {
    cloud("", "Mid").with("geo_basis", "reference rate").pays(
        "57200.00 58500.00 59800.00",
        "8580.00 10237.50 11960.00",
        "65780.00 68737.50 71760.00",
    )
}

fn entry_anywhere() -> Row {
    cloud("", "Entry").with("geo_basis", "reference rate").base("52000.00 52000.00 52000.00")
}

fn calibrated(row: Row) -> Row {
    row.with("reading", "calibrated")
}

/// The number of roles that `payband roles` lists: those with a price, unless an option adds others.
fn listed_roles(option: &str) -> usize {
    payband(&format!("-q roles {option}")).streams().0.lines().count() - 1
}
