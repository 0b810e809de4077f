//! Messages about the places of a file: a column of them that is not read, and places that another bundled pack knows.

use std::collections::BTreeMap;

use crate::cli::Context;
use crate::cli::file::columns::column_name;
use crate::cli::names::other_packs::pack_of_places;
use crate::pack::PlaceKind;
use crate::payroll::FilePricer;
use crate::people::{ColumnChoice, looks_like_header, names_city, names_origin};
use crate::shell::shell_quoted;
use crate::tabular::Input;

/// Says if another bundled pack knows the places of the first rows and the pack in use does not, and, unless the caller has chosen
/// the column of cities, if a column that is not read holds places.
pub(in crate::cli) fn say_places(context: &Context, file: &Input<'_>, pricer: &FilePricer<'_>, choice: &ColumnChoice) {
    match pricer.columns().city {
        Some(city) => say_pack_of_places(context, file, pricer, city),
        None if *choice == ColumnChoice::Detected => say_unread_places(context, file, pricer),
        None => {}
    }
}

/// Says if another bundled pack knows the places of a column in the first rows.
pub(super) fn say_pack_of_places(context: &Context, file: &Input<'_>, pricer: &FilePricer<'_>, column: usize) {
    if let Some(warning) = pack_of_places(&context.pack, pricer.places(), &texts_of(file, column)) {
        context.console.message(&format!("warning: {warning}"));
    }
}

/// Names the first column that is not read and holds places: its rows would have the price of no place. Places of birth and of
/// households are not named, because people may work elsewhere.
fn say_unread_places(context: &Context, file: &Input<'_>, pricer: &FilePricer<'_>) {
    let headers = file.header().names();
    let read = pricer.columns().read();
    let is_of_origin = |at: &usize| headers.get(*at).is_some_and(|header| names_origin(header));
    let is_unread = |at: &usize| !read.contains(at) && !pricer.replaced().contains(at) && !is_of_origin(at);
    for at in (0..headers.len()).filter(is_unread) {
        let texts = texts_of(file, at);
        if holds_places(context, pricer, &texts) {
            let header = headers.get(at).filter(|_| looks_like_header(headers));
            let named = header.map_or_else(|| (at + 1).to_string(), |header| shell_quoted(header.trim()));
            let column = column_name(headers, at);
            context
                .console
                .message(&format!("warning: {column} holds places and is not read; --city-column {named} reads it"));
            return;
        }
        if headers.get(at).is_some_and(|header| names_city(header)) {
            say_pack_of_places(context, file, pricer, at);
        }
    }
}

/// Whether more than half of some texts, by rows, name a city or an area of the pack.
fn holds_places(context: &Context, pricer: &FilePricer<'_>, texts: &BTreeMap<String, usize>) -> bool {
    let Ok(places) = context.pack.cities() else { return false };
    let is_place = |text: &str| {
        let found = pricer.places().read(text).ok().and_then(|(id, _)| places.get(id));
        found.is_some_and(|place| !matches!(place.kind, PlaceKind::Remote | PlaceKind::Nation))
    };
    let rows: usize = texts.iter().filter(|(text, _)| is_place(text)).map(|(_, rows)| rows).sum();
    rows * 2 > texts.values().sum()
}

/// The texts of a column in the first rows, with the number of rows that have each.
fn texts_of(file: &Input<'_>, column: usize) -> BTreeMap<String, usize> {
    let mut texts = BTreeMap::new();
    file.first_rows(|row| {
        let text = row.value(column).map(|cell| String::from_utf8_lossy(&cell).trim().to_owned());
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            *texts.entry(text).or_default() += 1;
        }
    });
    texts
}
