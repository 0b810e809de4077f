//! The title of a chart of ranges: what its figures say, with the best paid row and its distance to the least paid one.

use super::columns::{NamedRow, rows};
use super::range_rows::{NO_PREMIUM, is_at_reference_rate, names_of_range};
use super::words::{Above, joined, money_range};
use crate::answer::{Mark, Table};
use crate::iter::common_value;
use crate::money::Decimal;
use crate::views::capitalised::capitalised;

/// The finding of a table of prices; `None` where no row has a mid.
///
/// The best paid row is named with its role, level and place, and with the other roles or cities of the same range. It is compared
/// with the least paid row that differs from it in one thing: the role, or else the city, or else the level. Cities without a
/// published premium are neither best nor least: they are priced at the reference rate, which says nothing about them.
pub(super) fn finding(table: &Table) -> Option<String> {
    let all: Vec<Priced> = rows(table).filter_map(Priced::of).collect();
    let several_places = common_value(all.iter().map(|row| &row.city)).is_none();
    let ranked: Vec<&Priced> = all.iter().filter(|row| !several_places || !row.at_reference).collect();
    let ranked = if ranked.is_empty() { all.iter().collect() } else { ranked };
    // Of equal rows the first counts.
    let best = ranked.iter().rev().max_by_key(|row| row.mid)?;
    let (_, middle) = names_of_range(table);
    let are_percentiles = middle != "mid";

    let like = |row: &&&Priced| row.range == best.range && row.currency == best.currency;
    let roles: Vec<&str> =
        distinct(ranked.iter().filter(like).filter(|row| row.is_beside(best)).map(|row| row.role.as_str()));
    let places: Vec<&str> = distinct(
        ranked
            .iter()
            .filter(like)
            .filter(|row| row.role == best.role && row.level == best.level)
            .map(|row| row.place.as_str()),
    );
    let parts = [joined(&roles, "roles"), best.level.to_lowercase(), joined(&places, "places")];
    let subject = parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(", ");
    let amount = best.amount(are_percentiles);
    let above = least(&all, &ranked, best).and_then(|(name, mid)| Above::of(best.mid, mid, &name));
    let above =
        above.map(|above| format!(", {}{above}", if are_percentiles { format!("{middle} ") } else { String::new() }));
    let reference = if best.at_reference { NO_PREMIUM } else { "" };
    Some(capitalised(&format!("{subject}: {amount}{}{reference}", above.unwrap_or_default())))
}

/// A row with a price, as far as the title needs it.
struct Priced {
    role: String,
    city: String,
    /// The city, or the rate where no city was asked for.
    place: String,
    level: String,
    currency: String,
    low: Option<Decimal>,
    mid: Decimal,
    high: Option<Decimal>,
    range: [Option<Decimal>; 3],
    at_reference: bool,
    slotted: bool,
}

impl Priced {
    fn of(row: NamedRow<'_>) -> Option<Priced> {
        let city = row.text("city");
        let [low, mid, high] = ["base_low", "base_mid", "base_high"].map(|name| row.number(name));
        Some(Priced {
            role: row.text("role"),
            place: if city.is_empty() { row.text("geo_basis") } else { city.clone() },
            city,
            level: row.text("level"),
            currency: row.text("currency"),
            low,
            mid: mid?,
            high,
            range: [low, mid, high],
            at_reference: is_at_reference_rate(row),
            slotted: row.marks("base_mid").has(Mark::Slotted),
        })
    }

    /// Whether the row has the place and the level of another.
    fn is_beside(&self, other: &Priced) -> bool {
        self.city == other.city && self.level == other.level
    }

    /// The range in print, with what is not published left out, and with the mark of a slotted role.
    fn amount(&self, are_percentiles: bool) -> String {
        let currency = &self.currency;
        let mark = if self.slotted { Mark::Slotted.sign().to_string() } else { String::new() };
        match (self.low, self.high, are_percentiles) {
            (Some(low), Some(high), false) => format!("{currency} {}{mark}", money_range(low, high)),
            (Some(low), Some(high), true) => format!("{currency} {} (P25–P75){mark}", money_range(low, high)),
            (_, _, true) => format!("{currency} {} (P50){mark}", money_range(self.mid, self.mid)),
            (Some(low), None, false) => format!("{currency} {} or more{mark}", money_range(low, low)),
            (None, Some(high), false) => format!("up to {currency} {}{mark}", money_range(high, high)),
            (None, None, false) => format!("{currency} {}{mark}", money_range(self.mid, self.mid)),
        }
    }
}

/// The name and the mid of the least paid row that differs from the best one in its role, or else in its city, or else in its
/// level.
fn least<'r>(all: &'r [Priced], ranked: &[&'r Priced], best: &'r Priced) -> Option<(String, Decimal)> {
    let comparable = |row: &&Priced| row.currency == best.currency;
    let lowest = |keep: &dyn Fn(&Priced) -> bool| -> Option<&'r Priced> {
        let rows = ranked.iter().copied().filter(comparable).filter(|row| keep(row));
        rows.min_by_key(|row| row.mid).filter(|row| row.mid < best.mid)
    };
    if let Some(row) = lowest(&|row| row.city == best.city && row.level == best.level) {
        return Some((row.role.clone(), row.mid));
    }
    if let Some(row) = lowest(&|row| row.role == best.role && row.level == best.level) {
        let name = if row.city.is_empty() { format!("the {}", row.place) } else { row.place.clone() };
        return Some((name, row.mid));
    }
    if let Some(row) = lowest(&|row| row.role == best.role && row.city == best.city) {
        return Some((row.level.to_lowercase(), row.mid));
    }
    // The cities without a published premium share the reference rate.
    let at_reference = all.iter().filter(comparable).filter(|row| row.at_reference && !best.at_reference);
    let row = at_reference.filter(|row| row.role == best.role && row.level == best.level).min_by_key(|row| row.mid)?;
    Some(("the reference rate".to_owned(), row.mid))
}

/// The different texts, in their order.
fn distinct<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let mut out: Vec<&str> = Vec::new();
    for text in texts {
        if !out.contains(&text) {
            out.push(text);
        }
    }
    out
}
