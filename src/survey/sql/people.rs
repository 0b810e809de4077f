//! The rows of each person by id: of those that are equal in pay one is used, of others none.

use super::dialect::SqlDialect;
use super::groups::keys;
use super::request::SqlRequest;
use crate::names::NotStatedWords;

/// Whether a text identifies a person, as for the survey itself: it has a letter or a digit, and does not say that the id is not
/// known.
pub(super) fn identifies(dialect: SqlDialect, id: &str) -> String {
    let words = NotStatedWords::bundled();
    let folded = dialect.lower(&dialect.half_width(id));
    let stated: Vec<String> = words.whole.iter().map(|word| dialect.text(word)).collect();
    let mut conditions = vec![dialect.matches(id, r"[\p{L}\p{N}]"), format!("{folded} NOT IN ({})", stated.join(", "))];
    conditions.extend(words.endings.iter().map(|word| format!("NOT {}", dialect.ends_with(&folded, word))));
    format!("({})", conditions.join(" AND "))
}

/// The common table expression `one_row_each`: of the rows with pay, those that are used.
///
/// A database has no order of rows. The query ends with an error where the first of equal rows decides: if rows of one person with
/// the same pay are in several groups, or stand for several numbers of people.
pub(super) fn one_row_each(request: &SqlRequest<'_>) -> (String, String) {
    let dialect = request.dialect;
    let keys = keys(request);
    let person = "organisation, id";
    let differs = |column: &str| {
        format!("min({column}) OVER (PARTITION BY {person}) <> max({column}) OVER (PARTITION BY {person})")
    };
    let any = |columns: &[&str]| columns.iter().map(|column| differs(column)).collect::<Vec<_>>().join(" OR ");
    let key_columns: Vec<&str> = keys.split(", ").collect();
    let marked = format!(
        "SELECT *, row_number() OVER (PARTITION BY {person} ORDER BY {keys}) AS row_of_person,\n      ({}) AS differs_in_pay,\n      \
         ({}) AS is_of_several\n    FROM stated",
        any(&["annual", "annual_low", "annual_high", "currency"]),
        any(&[&key_columns[..], &["people"]].concat()),
    );
    let failure = (
        "has_id AND NOT differs_in_pay AND is_of_several".to_owned(),
        "rows of one person with the same pay are in several groups, and SQL does not know which is the first"
            .to_owned(),
    );
    let used = dialect.unless_failed(&[failure], "NOT has_id OR (row_of_person = 1 AND NOT differs_in_pay)");
    ("one_row_each".to_owned(), format!("SELECT * FROM (\n    {marked}) AS marked\n  WHERE {used}"))
}
