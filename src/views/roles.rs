//! The answer of `roles`: the catalogue of roles.

use super::cell::unless;
use super::provenance;
use super::step_text::signed_percent_range;
use crate::answer::{Answer, Column, Fields, Kind, Note, Value, Visibility};
use crate::iter::common_value;
use crate::money::{Currency, Decimal, PercentRange};
use crate::names::{FoundIn, MAX_SUGGESTIONS, NameSearch};
use crate::pack::{Basis, DataError, MarketCell, Origin, Pack, PublishedCell, Record, Role, Salary};
use crate::pricing::{has_price, own_median, whole_market_cell};

/// The roles to list.
#[derive(Debug, Clone, Default)]
pub struct RoleFilter {
    /// Roles that match every word: the word finds the role ([`NameSearch::found_by`]), or the area of the role begins with it.
    pub text: Vec<String>,
    /// Roles of this functional area.
    pub area: Option<String>,
    /// Whether to list only roles with a price.
    pub priced: bool,
}

/// A role, and the data that prices it.
struct RoleRow<'p> {
    role: &'p Record<Role>,
    /// Its own median.
    salary: Option<&'p Record<Salary>>,
    /// Its percentiles in the whole market, where it has no such median.
    cell: Option<PublishedCell<'p>>,
    /// The benchmark role that prices it, where it has no median of its own.
    slotted_to: Option<&'p str>,
    slotted_to_title: Option<&'p str>,
}

impl RoleRow<'_> {
    /// The terms of its percentiles.
    fn terms(&self) -> Option<&Record<MarketCell>> {
        self.cell.map(|cell| cell.terms())
    }

    /// The origins of its rows in the pack.
    fn origins(&self) -> Vec<&Origin> {
        let median = self.salary.map(|salary| &salary.origin).or(self.terms().map(|terms| &terms.origin));
        std::iter::once(&self.role.origin).chain(median).collect()
    }

    /// The currency of its own median.
    fn currency(&self) -> Option<Currency> {
        self.salary.map(|salary| salary.currency).or(self.terms().map(|terms| terms.currency))
    }

    /// Its own median.
    fn median(&self) -> Option<Decimal> {
        self.salary.map(|salary| salary.median).or(self.cell.and_then(|cell| cell.annual_median()))
    }

    /// How near its own median is to that of all such pay, where the pack says it.
    fn certainty(&self) -> Option<&str> {
        self.terms().map(|terms| terms.certainty.as_str()).filter(|grade| !grade.is_empty())
    }

    /// The date for which its own median holds.
    fn effective(&self) -> Option<String> {
        self.salary
            .map(|salary| salary.effective)
            .or(self.terms().map(|terms| terms.effective))
            .map(|date| date.to_string())
    }

    /// The ids of the documents that it comes from.
    fn source(&self) -> String {
        let own = self.role.origin.naming(&self.role.source);
        let median = self.salary.map(|salary| salary.origin.naming(&salary.source));
        let median = median.or(self.terms().map(|terms| terms.origin.naming(&terms.source))).unwrap_or_default();
        let adjustment = self.adjusted().map(|role| role.slot_source.as_str()).unwrap_or_default();
        provenance::joined([own.as_str(), median.as_str(), adjustment])
    }

    /// The selectors of its data, in the form in which caveats name data.
    fn selectors(&self) -> impl Iterator<Item = String> {
        let median = self.salary.into_iter().flat_map(|salary| {
            ["median", "yoy_pct"].map(|column| format!("salaries.{column}:{}/{}", salary.role, salary.effective))
        });
        let kind = format!("roles.kind:{}", self.role.id);
        let area = (self.role.area_basis == Basis::Editorial).then(|| format!("roles.area:{}", self.role.id));
        let slotted = self.slotted_to.map(|_| format!("roles.slotted_to:{}", self.role.id));
        median.chain([kind]).chain(area).chain(slotted)
    }

    /// The role, where it is priced with an adjustment over its benchmark role.
    fn adjusted(&self) -> Option<&Role> {
        self.slotted_to.and(Some(&**self.role)).filter(|role| role.adjustment().is_some())
    }

    /// One end of its adjustment, in percentage points.
    fn adjustment(&self, end: fn(PercentRange) -> Decimal) -> Value {
        self.adjusted().and_then(Role::adjustment).map(end).into()
    }

    /// The basis of its price; nothing where it has none.
    fn price_basis(&self) -> Value {
        match (self.salary.is_some() || self.cell.is_some(), self.slotted_to) {
            (true, _) => provenance::basis(Basis::Published, &self.origins()).into(),
            (false, Some(_)) => provenance::basis(Basis::Editorial, &self.origins()).into(),
            (false, None) => Value::Missing,
        }
    }
}

/// The number of roles without a median of their own that are priced from another.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(crate) fn slotted_roles(pack: &Pack) -> Result<usize, DataError> {
    let mut count = 0;
    for role in pack.roles()?.iter().filter(|role| role.slotted_to.is_some()) {
        if own_median(pack, &role.id)?.is_none() && !pack.has_cells_of(&role.id)? {
            count += 1;
        }
    }
    Ok(count)
}

/// The answer of `roles`.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn roles(pack: &Pack, filter: &RoleFilter) -> Result<Answer, DataError> {
    let search = search(pack, filter)?;
    let rows = rows(pack, filter, &search)?;
    let found = rows.len();
    let unpriced = if filter.priced && filter.text.is_empty() {
        let everything = RoleFilter { priced: false, ..filter.clone() };
        matching_roles(pack, &everything)?.len() - found
    } else {
        0
    };
    let mut notes = notes(&rows, unpriced);
    if found == 0 {
        notes.push(nothing_found(filter, &search));
    }
    let selectors: Vec<String> = rows.iter().flat_map(RoleRow::selectors).collect();
    notes.extend(provenance::caveats(pack, &selectors)?);
    let sources: Vec<String> = rows.iter().map(RoleRow::source).collect();
    Ok(Answer {
        title: format!(
            "{found} role{}{}",
            if found == 1 { "" } else { "s" },
            if unpriced > 0 { " with a price" } else { "" }
        ),
        table: fields(common_value(rows.iter().filter_map(RoleRow::currency)), &rows).table(&rows),
        notes,
        sources: provenance::sources(pack, sources.iter().map(String::as_str))?,
        ..Answer::default()
    })
}

/// The roles that match a filter, with the data that prices them. Those whose names have the words come before those whose aliases do.
fn rows<'p>(pack: &'p Pack, filter: &RoleFilter, search: &NameSearch<'_>) -> Result<Vec<RoleRow<'p>>, DataError> {
    let mut rows = Vec::new();
    for role in pack.roles()? {
        let Some(found_in) = found_in(pack, role, filter, search)? else { continue };
        let salary = own_median(pack, &role.id)?;
        let has_cells = salary.is_none() && pack.has_cells_of(&role.id)?;
        let slotted_to = role.slotted_to.as_deref().filter(|_| salary.is_none() && !has_cells);
        let row = RoleRow {
            role,
            salary,
            cell: if has_cells { whole_market_cell(pack, &role.id)? } else { None },
            slotted_to,
            slotted_to_title: slotted_to.map(|target| pack.role_title(target)).transpose()?,
        };
        rows.push((found_in, row));
    }
    rows.sort_by_key(|(found_in, _)| *found_in);
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

/// The columns. The heading of the medians names their `currency`; without one in common, a column does.
fn fields<'a, 'p: 'a>(currency: Option<Currency>, rows: &[RoleRow<'p>]) -> Fields<'a, RoleRow<'p>> {
    let currency_column = if currency.is_some() || rows.iter().all(|row| row.currency().is_none()) {
        Visibility::Data
    } else {
        Visibility::Everywhere
    };
    let all_own_medians = have_own_medians(rows);
    let has_certainty = rows.iter().any(|row| row.certainty().is_some());
    let median = currency.map_or("Median\na year".to_owned(), |currency| format!("Median\n{currency} a year"));
    Fields::new()
        .with(Column::new("role_id", "Id", Kind::Text).drop_order(4), |row: &RoleRow<'_>| row.role.id.as_str().into())
        .with(Column::new("role", "Role", Kind::Text).in_one_line(), |row| row.role.title.as_str().into())
        .with(Column::new("role_zh", "Chinese", Kind::Text).drop_order(5), |row| row.role.title_zh.as_str().into())
        .with(Column::new("area", "Area", Kind::Text).drop_order(3), |row| row.role.area.as_str().into())
        .with(Column::new("kind", "Kind", Kind::Text), |row| row.role.kind.as_str().into())
        .with(Column::new("currency", "Currency", Kind::Text).only(currency_column), |row| {
            row.currency().map(|currency| currency.to_string()).into()
        })
        .with(Column::new("median", median, Kind::Money), |row| row.median().into())
        .with(Column::new("yoy_pct", "Year on\nyear", Kind::Change).drop_order(1), |row| {
            row.salary.and_then(|salary| salary.yoy_pct).into()
        })
        .with(Column::data("effective", Kind::Date), |row| row.effective().into())
        .with(Column::data("slotted_to", Kind::Text), |row| row.slotted_to.into())
        .with(Column::new("slotted_to_title", "Priced from", Kind::Text).drop_order(2).in_one_line(), |row| {
            row.slotted_to_title.into()
        })
        .with(Column::new("slot_pct", "Adjust-\nment", Kind::Text).only(Visibility::People).drop_order(3), |row| {
            row.adjusted().and_then(Role::adjustment).map(signed_percent_range).into()
        })
        .with(unless(all_own_medians, Column::new("match_grade", "Match\ngrade", Kind::Text)), |row| {
            row.median().map_or(row.role.match_grade.as_str(), |_| "A").into()
        })
        .with(Column::data("basis", Kind::Text), RoleRow::price_basis)
        .with(Column::data("source", Kind::Text), |row| row.source().into())
        .with(Column::data("section", Kind::Text), |row| row.role.section.as_str().into())
        .with(Column::data("slot_low_pct", Kind::Number), |row| row.adjustment(|range| range.low))
        .with(Column::data("slot_high_pct", Kind::Number), |row| row.adjustment(|range| range.high))
        .with(Column::data("slot_source", Kind::Text), |row| {
            row.adjusted().map(|role| role.slot_source.as_str()).into()
        })
        .with(Column::data("role_basis", Kind::Text), |row| {
            provenance::basis(row.role.role_basis, &[&row.role.origin]).into()
        })
        .with(Column::data("area_basis", Kind::Text), |row| {
            let has_area = !row.role.area.is_empty();
            has_area.then(|| provenance::basis(row.role.area_basis, &[&row.role.origin])).into()
        })
        .with(Column::data("covers", Kind::Text), |row| row.role.covers.as_str().into())
        .with(unless(!has_certainty, Column::new("certainty", "Certainty", Kind::Text)), |row| row.certainty().into())
}

/// Whether all roles are priced by a median of their own. A match grade, which is how near the role is whose median is taken, then
/// says nothing.
fn have_own_medians(rows: &[RoleRow<'_>]) -> bool {
    rows.iter().all(|row| row.median().is_some())
}

/// The notes on some roles. `unpriced` is the number of roles that are left out because they have no price.
fn notes(rows: &[RoleRow<'_>], unpriced: usize) -> Vec<Note> {
    let mut notes = Vec::new();
    if unpriced > 0 {
        notes.push(Note::fact(format!("{unpriced} more roles have no price")).advising("--all lists them"));
    }
    if let [only] = rows
        && !only.role.covers.is_empty()
    {
        notes.push(Note::fact(format!("{} covers {}", only.role.title, only.role.covers)));
    }
    if !have_own_medians(rows) {
        notes.push(Note::new(
            "benchmark roles have a published median; the other prices are that of the role named with an adjustment, match \
             grade A (the role itself) to D (a stretch); emerging roles, and those only mentioned, have none",
        ));
    }
    notes
}

/// The warning that no role matches, with the nearest names.
fn nothing_found(filter: &RoleFilter, search: &NameSearch<'_>) -> Note {
    let near = search.near(&filter.text.join(" "));
    let near: Vec<String> = near.iter().take(MAX_SUGGESTIONS).map(|near| format!("\"{}\"", near.name)).collect();
    match near.as_slice() {
        [] => Note::warning("no role matches").advising("`payband roles --all` lists them all"),
        near => Note::warning(format!("no role matches; did you mean {}?", near.join(" or "))),
    }
}

/// The ids of the roles that match a filter.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(crate) fn matching_roles(pack: &Pack, filter: &RoleFilter) -> Result<Vec<String>, DataError> {
    let search = search(pack, filter)?;
    let mut out = Vec::new();
    for role in pack.roles()? {
        if found_in(pack, role, filter, &search)?.is_some() {
            out.push(role.id.owned());
        }
    }
    Ok(out)
}

/// The search for the words of a filter.
fn search<'p>(pack: &'p Pack, filter: &RoleFilter) -> Result<NameSearch<'p>, DataError> {
    if filter.text.is_empty() { Ok(NameSearch::default()) } else { NameSearch::roles(pack, |_, _| Ok(true)) }
}

/// Where the words of a filter are found that a role matches; `None` where it does not match.
fn found_in(
    pack: &Pack,
    role: &Role,
    filter: &RoleFilter,
    search: &NameSearch<'_>,
) -> Result<Option<FoundIn>, DataError> {
    if filter.priced && !has_price(pack, role, None)? {
        return Ok(None);
    }
    if filter.area.as_ref().is_some_and(|area| !role.area.eq_ignore_ascii_case(area)) {
        return Ok(None);
    }
    let of_area = |word: &str| role.area.to_lowercase().starts_with(&word.to_lowercase());
    // An area says no more than an alias.
    let of_word = |word: &String| search.found_by(&role.id, word).or(of_area(word).then_some(FoundIn::Alias));
    let words = filter.text.iter().map(of_word).collect::<Option<Vec<FoundIn>>>();
    Ok(words.map(|words| words.into_iter().max().unwrap_or(FoundIn::Name)))
}
