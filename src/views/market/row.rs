//! A row of the market: a figure or a statement from any table of the pack.

use super::figure;
use crate::answer::{Column, Fields, Kind, Visibility};
use crate::money::Decimal;
use crate::pack::{Basis, DataError, Pack, Qualifier};

/// The unit of a premium, a share or a growth without a period.
pub const PERCENT: &str = "percent";

/// The kind of a row. The rows of a section are sorted by kind, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum RowKind {
    /// A figure of a table for one kind of figure: medians, premiums, city markets.
    Table,
    /// A figure of the table of facts.
    Fact,
    /// Calculated from published figures.
    Projected,
    /// A statement without a figure.
    Finding,
    /// A name without a figure: a role, a skill, an employer, a city.
    Listed,
}

/// One row of the market.
#[derive(Debug, Clone)]
pub(super) struct MarketRow {
    pub(super) kind: RowKind,
    pub(super) section: String,
    /// The table of the pack.
    pub(super) table: &'static str,
    /// The primary key of the row, its cells joined by `/`, and `.column` where the row holds more than one figure.
    pub(super) key: String,
    /// The selectors of its data, in the form in which caveats name data.
    pub(super) selectors: Vec<String>,
    pub(super) subject: String,
    pub(super) subject_zh: String,
    pub(super) metric: String,
    pub(super) statement: String,
    pub(super) qualifier: Option<Qualifier>,
    pub(super) low: Option<Decimal>,
    pub(super) high: Option<Decimal>,
    pub(super) unit: String,
    pub(super) geography: String,
    pub(super) period: String,
    pub(super) attributed_to: String,
    pub(super) basis: &'static str,
    pub(super) source: String,
}

impl MarketRow {
    /// Whether it has a figure.
    pub(super) fn has_figure(&self) -> bool {
        self.low.is_some() || self.high.is_some()
    }

    /// The row with a range as its figure. The qualifier is exact unless it is set.
    pub(super) fn range(mut self, low: impl Into<Decimal>, high: impl Into<Decimal>, unit: impl Into<String>) -> Self {
        (self.low, self.high, self.unit) = (Some(low.into()), Some(high.into()), unit.into());
        self.qualifier.get_or_insert(Qualifier::Exact);
        self
    }

    /// The row with a number as its figure.
    pub(super) fn figure(self, value: impl Into<Decimal>, unit: impl Into<String>) -> Self {
        let value = value.into();
        self.range(value, value, unit)
    }

    /// Its subject with metric and statement, for people. Facts have no statement here, because it repeats the figure; with
    /// `brief` no row with a figure has one.
    fn what(&self, brief: bool) -> String {
        let says = match self.kind {
            RowKind::Fact => self.metric.clone(),
            _ if brief && self.has_figure() => self.metric.clone(),
            _ => joined(&[&self.metric, &self.statement], " – "),
        };
        joined(&[&self.subject, &says], ": ")
    }

    /// Its places and its period, for people.
    fn where_and_when(&self, pack: &Pack) -> Result<String, DataError> {
        Ok(joined(&[&place_names(pack, &self.geography)?, &self.period], ", "))
    }

    /// The figure, for people.
    fn figure_in_words(&self) -> String {
        figure::words(self.qualifier, self.low, self.high, &self.unit)
    }

    /// Who published it, for people: whom the source cites, or the publisher of the source; and `editorial` for such a basis.
    fn according_to(&self, pack: &Pack) -> Result<String, DataError> {
        if self.kind == RowKind::Projected {
            return Ok("computed".to_owned());
        }
        if !self.attributed_to.is_empty() {
            return Ok(self.attributed_to.clone());
        }
        let mut out: Vec<String> = Vec::new();
        for id in self.source.split(';').filter(|id| !id.is_empty()) {
            let publisher = pack.sources()?.get(id).map_or(id, |source| source.publisher.as_str());
            out.push(publisher.to_owned());
        }
        if self.basis == Basis::Editorial.as_str() {
            out.push("editorial".to_owned());
        }
        Ok(out.join("; "))
    }

    /// Whether it is about a place: the code of a country, an id, or the name of a city. The pack's own country contains its
    /// cities.
    pub(super) fn holds_in(&self, pack: &Pack, place: &str, home: &str) -> Result<bool, DataError> {
        for part in self.geography.split(';').map(str::trim) {
            let is_home = place.eq_ignore_ascii_case(home) && pack.cities()?.get(part).is_some();
            if part.eq_ignore_ascii_case(place) || is_home {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The text that is searched.
    pub(super) fn searched(&self, pack: &Pack) -> Result<String, DataError> {
        let mut out = [
            self.subject.as_str(),
            &self.subject_zh,
            &self.metric,
            &self.statement,
            &self.attributed_to,
            &self.period,
            &self.figure_in_words(),
        ]
        .join("\n");
        // The low end of `40–50%` stands without the sign, and that of `USD 8.2 billion` without its zeros.
        for end in [self.low, self.high].into_iter().flatten() {
            let sign = if self.unit.starts_with(PERCENT) { "%" } else { "" };
            out.push_str(&format!("\n{}{sign}", end.normalize()));
        }
        for place in self.geography.split(';') {
            if let Some(place) = pack.cities()?.get(place.trim()) {
                out.push('\n');
                out.push_str(&place.name);
                out.push('\n');
                out.push_str(&place.name_zh);
            }
        }
        Ok(out)
    }
}

/// A row with its texts for people.
pub(super) struct ShownRow<'r> {
    row: &'r MarketRow,
    section_title: String,
    where_and_when: String,
    according_to: String,
}

impl<'r> ShownRow<'r> {
    pub(super) fn new(row: &'r MarketRow, pack: &Pack) -> Result<Self, DataError> {
        Ok(ShownRow {
            row,
            section_title: pack.section_title(&row.section)?.to_owned(),
            where_and_when: row.where_and_when(pack)?,
            according_to: row.according_to(pack)?,
        })
    }
}

/// The columns that people see.
#[derive(Debug, Clone, Copy)]
pub(super) struct ShownColumns {
    /// Whether all rows are of one section, which the title names.
    pub(super) one_section: bool,
    /// Whether there is one row for each section, its figure without statement.
    pub(super) headlines: bool,
    /// Whether a column has the titles of the sections.
    pub(super) section_titles: bool,
}

/// The columns of the market.
pub(super) fn fields<'r>(rows: &[MarketRow], layout: ShownColumns) -> Fields<'r, ShownRow<'r>> {
    let ShownColumns { one_section, headlines, section_titles } = layout;
    let mut fields = Fields::new();
    if section_titles {
        fields = fields.with(
            Column::new("section_title", "Section", Kind::Text).only(Visibility::People),
            |shown: &ShownRow<'_>| shown.section_title.as_str().into(),
        );
    }
    let section = match (section_titles, one_section) {
        // The title says it to people.
        (true, _) => Column::data("section", Kind::Text),
        (false, true) => Column::new("section", "Section", Kind::Text).only(Visibility::Data),
        (false, false) => Column::new("section", "Section", Kind::Text),
    };
    fields = fields
        .with(section, |shown: &ShownRow<'_>| shown.row.section.as_str().into())
        .with(Column::new("what", "What", Kind::Text).only(Visibility::People), move |shown| {
            shown.row.what(headlines).into()
        });
    if rows.iter().any(MarketRow::has_figure) {
        let column = Column::new("figure", "Figure", Kind::Text).only(Visibility::People);
        fields = fields.with(column, |shown| shown.row.figure_in_words().into());
    }
    if rows.iter().any(|row| !row.geography.is_empty() || !row.period.is_empty()) {
        let column = Column::new("where_and_when", "Where, when", Kind::Text).only(Visibility::People).drop_order(1);
        fields = fields.with(column, |shown| shown.where_and_when.as_str().into());
    }
    // Headlines must fit one screen, so they leave out who published them.
    if !headlines || one_section {
        let column = Column::new("according_to", "According to", Kind::Text).only(Visibility::People).drop_order(2);
        fields = fields.with(column, |shown| shown.according_to.as_str().into());
    }
    fields
        .with(Column::data("subject", Kind::Text), |shown| shown.row.subject.as_str().into())
        .with(Column::data("subject_zh", Kind::Text), |shown| shown.row.subject_zh.as_str().into())
        .with(Column::data("metric", Kind::Text), |shown| shown.row.metric.as_str().into())
        .with(Column::data("statement", Kind::Text), |shown| shown.row.statement.as_str().into())
        .with(Column::data("qualifier", Kind::Text), |shown| shown.row.qualifier.map(Qualifier::as_str).into())
        .with(Column::data("low", Kind::Number), |shown| shown.row.low.into())
        .with(Column::data("high", Kind::Number), |shown| shown.row.high.into())
        .with(Column::data("unit", Kind::Text), |shown| shown.row.unit.as_str().into())
        .with(Column::data("geography", Kind::Text), |shown| shown.row.geography.as_str().into())
        .with(Column::data("period", Kind::Text), |shown| shown.row.period.as_str().into())
        .with(Column::data("attributed_to", Kind::Text), |shown| shown.row.attributed_to.as_str().into())
        .with(Column::data("basis", Kind::Text), |shown| shown.row.basis.into())
        .with(Column::data("source", Kind::Text), |shown| shown.row.source.as_str().into())
        .with(Column::data("table", Kind::Text), |shown| shown.row.table.into())
        .with(Column::data("key", Kind::Text), |shown| shown.row.key.as_str().into())
}

/// The names of the places in a geography of the pack, such as `shanghai;beijing`.
pub(in crate::views) fn place_names(pack: &Pack, geography: &str) -> Result<String, DataError> {
    let mut places = Vec::new();
    for place in geography.split(';').map(str::trim).filter(|place| !place.is_empty()) {
        let name = pack.city_name(place)?;
        // A place that is no city stands in the data as words joined by hyphens.
        places.push(if name == place { place.replace('-', " ") } else { name.to_owned() });
    }
    Ok(places.join(", "))
}

/// The parts that are not empty, with a separator between them.
pub(super) fn joined(parts: &[&str], between: &str) -> String {
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
}
