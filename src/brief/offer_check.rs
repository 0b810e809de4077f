//! What shares of the market mid come to, in each currency, a year and a month.

use crate::answer::{Answer, Column, Kind, Note, Place, Table, Value};
use crate::money::Decimal;
use crate::pack::{DataError, Pack};
use crate::pricing::{Position, Quote, StepKind};
use crate::views::{self, level_name};

/// The shares of the market mid that are shown, in percent.
const SHARES: [i64; 3] = [90, 100, 110];

/// The offers: a row for each cell and share, two columns for each currency. Each of `currencies` holds the same cells a year.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(super) fn offer_check(pack: &Pack, currencies: &[Vec<Quote>]) -> Result<Answer, DataError> {
    let Some(first) = currencies.first() else { return Ok(Answer::default()) };
    let one_level = first.len() <= 1;
    let mut columns = vec![
        Column::new("level", "Level", Kind::Text).only(if one_level { Place::Data } else { Place::Everywhere }),
        Column::new("share_of_mid", "Share of\nmarket mid", Kind::Percent),
    ];
    let mut notes = Vec::new();
    for quotes in currencies {
        let Some(quote) = quotes.first() else { continue };
        let code = quote.currency.as_str();
        let name = code.to_lowercase();
        columns.push(Column::new(format!("{name}_year"), format!("{code}\na year"), Kind::Money));
        columns.push(Column::new(format!("{name}_month"), format!("{code}\na month"), Kind::Money));
        for step in quote.trace.iter().filter(|step| step.kind == StepKind::Currency) {
            notes.push(Note::new(format!("{code} at {}", step.name)));
        }
    }
    columns.push(Column::new("position", "Position\nin range", Kind::Text));
    columns.push(Column::data("source", Kind::Text));
    let mut rows = Vec::new();
    for (at, quote) in first.iter().enumerate() {
        for share in SHARES {
            let factor = Decimal::new(share, 2);
            let mut cells: Vec<Value> = vec![level_name(pack, &quote.cell.level)?.into(), Decimal::from(share).into()];
            for quotes in currencies {
                let year = quotes.get(at).and_then(|quote| quote.base.mid.checked_mul(factor));
                let month = year.zip(quotes.get(at)).and_then(|(year, quote)| year.checked_div(quote.months));
                cells.extend([year.into(), month.into()]);
            }
            let position = quote.base.mid.checked_mul(factor).map(|pay| Position::of(pay, &quote.base).as_str());
            let sources = currencies.iter().filter_map(|quotes| quotes.get(at)).map(Quote::sources);
            cells.extend([position.into(), views::joined_sources(sources).into()]);
            rows.push(cells);
        }
    }
    if let Some(quote) = first.first() {
        notes.insert(
            0,
            Note::new(format!(
                "base salary, without the retention bonus; {} months paid a year",
                quote.months.normalize()
            )),
        );
    }
    let sources: Vec<String> = currencies.iter().flatten().map(Quote::sources).collect();
    Ok(Answer {
        title: "Offer check".to_owned(),
        table: Table { columns, rows },
        notes,
        sources: views::sources(pack, sources.iter().map(String::as_str))?,
        ..Answer::default()
    })
}
