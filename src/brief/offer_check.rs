//! The offer check: shares of the market mid as amounts a year and a month, in each currency.

use super::band::at_level;
use crate::answer::{Answer, Column, Fields, Kind, Note, Table, Visibility};
use crate::money::{Decimal, Period};
use crate::pack::{DataError, Pack};
use crate::pricing::{Position, Quote, StepKind};
use crate::views::{self, range_points};

/// The shares of the market mid that are shown, in percent.
const SHARES: [i64; 3] = [90, 100, 110];

/// A share of the market mid of one cell.
struct OfferRow<'q> {
    level: Option<&'q str>,
    /// In percent.
    share: i64,
    /// The priced cell for a year, in each currency.
    in_each: Vec<&'q Quote>,
}

impl OfferRow<'_> {
    /// The offer a year, in the currency with an index.
    fn year(&self, currency: usize) -> Option<Decimal> {
        self.in_each.get(currency)?.base.mid.checked_mul(Decimal::new(self.share, 2))
    }

    /// The offer for each paid month, in the currency with an index.
    fn month(&self, currency: usize) -> Option<Decimal> {
        self.year(currency)?.checked_div(self.in_each.get(currency)?.months)
    }

    /// The position of the offer in the range.
    fn position(&self) -> Option<&'static str> {
        let quote = self.in_each.first()?;
        Position::against(self.year(0)?, &quote.base, quote.missing).word()
    }
}

/// The offer check: a row for each cell and share, two columns for each currency. `currencies` holds the same cells, priced for a year, in
/// each currency.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(super) fn offer_check(pack: &Pack, currencies: &[Vec<Quote>]) -> Result<Answer, DataError> {
    let Some(first) = currencies.first() else { return Ok(Answer::default()) };
    let one_level = first.len() <= 1;
    let mut offers: Vec<OfferRow<'_>> = Vec::new();
    for (at, quote) in first.iter().enumerate() {
        let level = quote.cell.level.as_deref().map(|level| pack.level_name(level)).transpose()?;
        let in_each: Vec<&Quote> = currencies.iter().filter_map(|quotes| quotes.get(at)).collect();
        offers.extend(SHARES.into_iter().map(|share| OfferRow { level, share, in_each: in_each.clone() }));
    }
    let are_percentiles = first.iter().all(|quote| quote.percentiles.is_some());
    let [_, mid, _] = range_points(are_percentiles);
    let share_of = if are_percentiles { "Share of\nP50" } else { "Share of\nmarket mid" };
    let level = Column::new("level", "Level", Kind::Text);
    let mut fields = Fields::new()
        .with(if one_level { level.only(Visibility::Data) } else { level }, |row: &OfferRow<'_>| row.level.into())
        .with(Column::new("share_of_mid", share_of, Kind::Percent), |row| Decimal::from(row.share).into());
    let mut notes = Vec::new();
    for (at, quote) in currencies.iter().filter_map(|quotes| quotes.first()).enumerate() {
        let code = quote.currency.as_str();
        let name = code.to_lowercase();
        fields = fields
            .with(Column::new(format!("{name}_year"), format!("{code}\na year"), Kind::Money), move |row| {
                row.year(at).into()
            })
            .with(Column::new(format!("{name}_month"), format!("{code}\na month"), Kind::Money), move |row| {
                row.month(at).into()
            });
        for step in quote.trace.iter().filter(|step| step.kind() == StepKind::Currency) {
            notes.push(Note::new(format!("{code} at {}", views::step_name(step))));
        }
    }
    let shown = by_share(&offers, currencies, one_level, mid);
    let fields = fields
        .with(Column::new("position", "Position\nin range", Kind::Text), |row| row.position().into())
        .with(Column::data("source", Kind::Text), |row| {
            views::joined_sources(row.in_each.iter().map(|quote| quote.sources())).into()
        });
    if let Some(quote) = first.first() {
        let of = quote.percentiles.as_ref().map_or("base salary", |percentiles| percentiles.element.name());
        let without = if pack.bonuses()?.is_empty() { "" } else { ", without the retention bonus" };
        let months = quote.months.normalize();
        notes.insert(0, Note::new(format!("{of}{without}; {months} months paid a year")));
    }
    notes.extend(views::base_caveats(pack, first)?);
    let sources: Vec<String> = currencies.iter().flatten().map(Quote::sources).collect();
    Ok(Answer {
        title: "Offer check".to_owned(),
        table: fields.table(&offers),
        condensed: Some(shown),
        notes,
        sources: views::sources(pack, sources.iter().map(String::as_str))?,
        ..Answer::default()
    })
}

/// An amount of an offer for people: each share of the mid of one level in one unit.
struct ShareRow {
    /// The unit, with the level where there are several.
    unit: String,
    amounts: Vec<Option<Decimal>>,
}

/// The offers for people: a row for each level and unit, a column for each share.
fn by_share(offers: &[OfferRow<'_>], currencies: &[Vec<Quote>], one_level: bool, mid: &str) -> Table {
    let mut rows = Vec::new();
    for of_level in offers.chunks(SHARES.len()) {
        let level = of_level.first().and_then(|offer| offer.level).unwrap_or_default();
        for (at, quote) in currencies.iter().filter_map(|quotes| quotes.first()).enumerate() {
            let mut add = |period: Period, amounts: Vec<Option<Decimal>>| {
                let unit = format!("{} {}", quote.currency, period.with_article());
                let level = if one_level { "" } else { level };
                rows.push(ShareRow { unit: at_level(level, &unit), amounts });
            };
            add(Period::Year, of_level.iter().map(|offer| offer.year(at)).collect());
            add(Period::Month, of_level.iter().map(|offer| offer.month(at)).collect());
        }
    }
    let mut fields =
        Fields::new().with(Column::new("unit", "Unit", Kind::Text), |row: &ShareRow| row.unit.as_str().into());
    for (at, share) in SHARES.into_iter().enumerate() {
        let mut positions: Vec<&str> = offers.chunks(SHARES.len()).filter_map(|of| of.get(at)?.position()).collect();
        positions.dedup();
        // The position stands in the heading where all levels share it.
        let position = if let [only] = positions.as_slice() { format!("\n{only}") } else { String::new() };
        let heading = format!("{share}% of {mid}{position}");
        fields = fields.with(Column::new(format!("share_{share}"), heading, Kind::Money), move |row| {
            row.amounts.get(at).copied().flatten().into()
        });
    }
    fields.table(&rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Value;
    use crate::money::Currency;
    use crate::pricing::{Cell, Options, Pricer};

    fn quotes(pack: &Pack, currency: &str, months: Option<i64>, levels: &[&str]) -> Vec<Quote> {
        let options = Options {
            currency: Some(currency.parse::<Currency>().unwrap()),
            months: months.map(Decimal::from),
            ..Options::default()
        };
        let pricer = Pricer::new(pack, options).unwrap();
        let cell = |level: &&str| Cell {
            role: "healthcare-cloud-architect".to_owned(),
            city: Some("shanghai".to_owned()),
            level: Some((*level).to_owned()),
        };
        levels.iter().map(|level| pricer.quote(&cell(level)).unwrap()).collect()
    }

    fn numbers(answer: &Answer, column: &str) -> Vec<String> {
        let at = answer.table.columns.iter().position(|known| known.name == column).unwrap();
        let cell = |row: &Vec<Value>| match row.get(at) {
            Some(Value::Number(number)) => number.round_dp(2).normalize().to_string(),
            Some(Value::Text(words)) => words.clone(),
            other => format!("{other:?}"),
        };
        answer.table.rows.iter().map(cell).collect()
    }

    #[test]
    fn shares_of_the_mid_are_parted_into_the_months_that_are_paid() {
        let pack = Pack::bundled();
        let answer = offer_check(&pack, &[quotes(&pack, "USD", Some(13), &["entry"])]).unwrap();
        // Shanghai at entry level: 52,000 × 1.45 = 75,400, from 72,800 to 78,000.
        assert_eq!(numbers(&answer, "usd_year"), ["67860", "75400", "82940"]);
        assert_eq!(numbers(&answer, "usd_month"), ["5220", "5800", "6380"]);
        assert_eq!(numbers(&answer, "position"), ["below", "within", "above"]);
        assert_eq!(answer.notes[0].text, "base salary, without the retention bonus; 13 months paid a year");
    }

    #[test]
    fn each_currency_has_its_columns_its_rate_and_its_source() {
        let pack = Pack::bundled();
        let levels = ["entry", "senior"];
        let offers = ["USD", "CNY"].map(|currency| quotes(&pack, currency, None, &levels));
        let answer = offer_check(&pack, &offers).unwrap();
        assert_eq!(answer.table.rows.len(), 6);
        // 67,860 and 84,825 at 7.0867.
        let cny = numbers(&answer, "cny_year");
        assert_eq!((cny[0].as_str(), cny[3].as_str()), ("480903.46", "601129.33"));
        let rates: Vec<&str> =
            answer.notes.iter().skip(1).filter(|note| note.id.is_none()).map(|note| note.text.as_str()).collect();
        assert_eq!(rates, ["CNY at USD/CNY 7.0867 of 2025-11-03"]);
        assert!(numbers(&answer, "source").iter().all(|ids| ids.split(';').count() >= 2));
        assert!(answer.sources.len() >= 2);
        assert!(offer_check(&pack, &[]).unwrap().table.rows.is_empty());
    }
}
