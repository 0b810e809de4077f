//! The dialects of SQL: names, texts and exact arithmetic.

use std::fmt::Display;

/// A database whose SQL is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SqlDialect {
    /// DuckDB, 1.1 or later.
    DuckDb,
    /// ClickHouse, 24.8 or later, and chDB.
    ClickHouse,
}

/// Decimals of an amount in a whole number of its smallest parts.
pub(super) const AMOUNT_DECIMALS: usize = 8;

/// A run of blanks of any script, as a regular expression. `\s` has those of ASCII alone, without the vertical tab.
const BLANKS: &str = r"[\s\p{Z}\x{85}\x{0b}]+";

impl SqlDialect {
    /// All of them.
    pub const ALL: [SqlDialect; 2] = [SqlDialect::DuckDb, SqlDialect::ClickHouse];

    /// The word in options.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            SqlDialect::DuckDb => "duckdb",
            SqlDialect::ClickHouse => "clickhouse",
        }
    }

    /// A name in double quotes.
    pub(super) fn name(self, name: &str) -> String {
        self.quoted(name, '"')
    }

    /// A text in single quotes.
    pub(super) fn text(self, text: &str) -> String {
        self.quoted(text, '\'')
    }

    fn quoted(self, text: &str, quote: char) -> String {
        let mut out = String::from(quote);
        for letter in text.chars() {
            match self {
                SqlDialect::DuckDb if letter == quote => out.push(quote),
                SqlDialect::ClickHouse if letter == quote || letter == '\\' => out.push('\\'),
                _ => {}
            }
            out.push(letter);
        }
        out.push(quote);
        out
    }

    /// A whole number of at most 38 digits.
    pub(super) fn integer(self, number: impl Display) -> String {
        match self {
            SqlDialect::DuckDb => format!("CAST({number} AS HUGEINT)"),
            // A number of more than 64 bits would be read as a float.
            SqlDialect::ClickHouse => format!("toInt256('{number}')"),
        }
    }

    /// A value as a whole number of at least 128 bits.
    pub(super) fn wide(self, value: &str) -> String {
        match self {
            SqlDialect::DuckDb => format!("CAST({value} AS HUGEINT)"),
            SqlDialect::ClickHouse => format!("toInt256({value})"),
        }
    }

    /// The quotient of two whole numbers, rounded down.
    pub(super) fn quotient(self, dividend: &str, divisor: &str) -> String {
        match self {
            SqlDialect::DuckDb => format!("{} // {}", operand(dividend), operand(divisor)),
            SqlDialect::ClickHouse => format!("intDiv({dividend}, {divisor})"),
        }
    }

    /// The quotient of two whole numbers that are not negative, rounded half up.
    pub(super) fn rounded(self, dividend: &str, divisor: &str) -> String {
        let (dividend, divisor) = (operand(dividend), operand(divisor));
        self.quotient(&format!("2 * {dividend} + {divisor}"), &format!("2 * {divisor}"))
    }

    /// The amount that a text states, in parts of [`AMOUNT_DECIMALS`]; null for an empty text.
    pub(super) fn amount(self, text: &str) -> String {
        let parts = 10_u64.pow(AMOUNT_DECIMALS as u32);
        match self {
            SqlDialect::DuckDb => format!("CAST(CAST(nullif({text}, '') AS DECIMAL(28, 8)) * {parts} AS HUGEINT)"),
            SqlDialect::ClickHouse => {
                format!("toInt256(CAST(nullIf({text}, '') AS Nullable(Decimal(76, 8))) * {parts})")
            }
        }
    }

    /// A whole number of parts as a decimal.
    pub(super) fn decimal(self, parts: &str, decimals: u32) -> String {
        let scale = 10_u64.pow(decimals);
        match self {
            SqlDialect::DuckDb => {
                format!("CAST({parts} AS DECIMAL(30, 0)) * {:.*}", decimals as usize, 1.0 / scale as f64)
            }
            SqlDialect::ClickHouse => format!("toDecimal256({parts}, {decimals}) / {scale}"),
        }
    }

    /// A text without the blanks of any script around it.
    pub(super) fn trimmed(self, value: &str) -> String {
        self.replaced(value, &format!("^{BLANKS}|{BLANKS}$"), "")
    }

    /// A text in lower case.
    pub(in crate::survey) fn lower(self, value: &str) -> String {
        match self {
            SqlDialect::DuckDb => format!("lower({value})"),
            SqlDialect::ClickHouse => format!("lowerUTF8({value})"),
        }
    }

    /// A text with the half-width forms of the full-width characters of ASCII.
    pub(in crate::survey) fn half_width(self, value: &str) -> String {
        let wide: String = ('\u{ff01}'..='\u{ff5e}').chain(['\u{3000}']).collect();
        let narrow: String = ('!'..='~').chain([' ']).collect();
        let function = match self {
            SqlDialect::DuckDb => "translate",
            SqlDialect::ClickHouse => "translateUTF8",
        };
        format!("{function}({value}, {}, {})", self.text(&wide), self.text(&narrow))
    }

    /// Whether a regular expression matches somewhere in a text.
    pub(in crate::survey) fn matches(self, value: &str, pattern: &str) -> String {
        let pattern = self.text(pattern);
        match self {
            SqlDialect::DuckDb => format!("regexp_matches({value}, {pattern})"),
            SqlDialect::ClickHouse => format!("match({value}, {pattern})"),
        }
    }

    /// The text of a group of a regular expression; empty where there is none.
    pub(super) fn group(self, value: &str, pattern: &str, group: usize) -> String {
        let function = match self {
            SqlDialect::DuckDb => "regexp_extract",
            SqlDialect::ClickHouse => "regexpExtract",
        };
        format!("{function}({value}, {}, {group})", self.text(pattern))
    }

    /// The number that a text of digits is; null for any other text, and for a number of more than 32 bits.
    pub(super) fn number(self, text: &str) -> String {
        match self {
            SqlDialect::DuckDb => format!("TRY_CAST({text} AS INTEGER)"),
            SqlDialect::ClickHouse => format!("toInt32OrNull({text})"),
        }
    }

    /// A query of two columns of whole numbers of at most 63 bits, with a pair in parentheses for each row.
    pub(super) fn pairs(self, one: &str, other: &str, rows: &[String]) -> String {
        let lines: Vec<String> = rows.chunks(8).map(|rows| rows.join(", ")).collect();
        let rows = lines.join(",\n    ");
        match self {
            SqlDialect::DuckDb => format!("SELECT * FROM (VALUES\n    {rows}) AS pairs({one}, {other})"),
            SqlDialect::ClickHouse => {
                format!("SELECT {one}, {other} FROM values('{one} Int32, {other} Int64',\n    {rows})")
            }
        }
    }

    /// Whether a text ends in another.
    pub(super) fn ends_with(self, value: &str, ending: &str) -> String {
        let ending = self.text(ending);
        match self {
            SqlDialect::DuckDb => format!("ends_with({value}, {ending})"),
            SqlDialect::ClickHouse => format!("endsWith({value}, {ending})"),
        }
    }

    /// A text with each match of a regular expression replaced; `\1` is its first group.
    pub(in crate::survey) fn replaced(self, value: &str, pattern: &str, by: &str) -> String {
        let (pattern, by) = (self.text(pattern), self.text(by));
        match self {
            SqlDialect::DuckDb => format!("regexp_replace({value}, {pattern}, {by}, 'g')"),
            SqlDialect::ClickHouse => format!("replaceRegexpAll({value}, {pattern}, {by})"),
        }
    }

    /// The number of people that a text states; null for any other text.
    pub(super) fn headcount(self, text: &str) -> String {
        match self {
            // A cast alone would round a fraction.
            SqlDialect::DuckDb => {
                format!("CASE WHEN regexp_full_match({text}, '[+]?[0-9]+') THEN TRY_CAST({text} AS BIGINT) END")
            }
            SqlDialect::ClickHouse => format!("toInt256OrNull({text})"),
        }
    }

    /// A condition that ends the query with a message where one of the conditions of `failures` holds, and is `otherwise` elsewhere.
    ///
    /// It is one expression: of several that are joined by AND, a database may apply another one first, and so leave out the rows
    /// for which the query must end.
    pub(super) fn unless_failed(self, failures: &[(String, String)], otherwise: &str) -> String {
        let cases: Vec<String> = failures
            .iter()
            .map(|(failed, message)| {
                let message = self.text(message);
                match self {
                    SqlDialect::DuckDb => format!("WHEN {failed} THEN error({message})"),
                    // A constant condition of `throwIf` would end every query.
                    SqlDialect::ClickHouse => format!("WHEN throwIf({failed}, {message}) THEN false"),
                }
            })
            .collect();
        format!("CASE\n    {}\n    ELSE {otherwise}\n  END", cases.join("\n    "))
    }

    /// The function that makes a row of each value of a list.
    pub(super) fn unnest(self) -> &'static str {
        match self {
            SqlDialect::DuckDb => "unnest",
            SqlDialect::ClickHouse => "arrayJoin",
        }
    }

    /// The rows of a CSV file with a header, whose columns have these names and are all texts. The names of DuckDB's columns
    /// replace the header, those of ClickHouse's are found in it.
    pub(super) fn csv(self, path: &str, delimiter: char, names: &[&str]) -> String {
        let path = self.text(path);
        match self {
            SqlDialect::DuckDb => {
                let columns: Vec<String> = names.iter().map(|name| format!("{}: 'VARCHAR'", self.text(name))).collect();
                format!(
                    "read_csv({path}, header = true, delim = {}, quote = '\"', escape = '\"', columns = {{{}}})",
                    self.text(&delimiter.to_string()),
                    columns.join(", ")
                )
            }
            SqlDialect::ClickHouse => {
                let columns: Vec<String> = names.iter().map(|name| format!("{} String", self.name(name))).collect();
                format!("file({path}, 'CSVWithNames', {})", self.text(&columns.join(", ")))
            }
        }
    }

    /// A statement that writes the rows of a query to a CSV file.
    pub(super) fn write_csv(self, query: &str, path: &str) -> String {
        let path = self.text(path);
        match self {
            SqlDialect::DuckDb => format!("COPY ({query}) TO {path} (HEADER);"),
            SqlDialect::ClickHouse => {
                format!(
                    "INSERT INTO FUNCTION file({path}, 'CSVWithNames') SETTINGS engine_file_truncate_on_insert = 1 {query};"
                )
            }
        }
    }
}

/// A value as an operand: in parentheses, unless it is a name, a number or a call.
fn operand(value: &str) -> String {
    let mut depth = 0;
    let is_single = value.chars().all(|letter| {
        depth += match letter {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth > 0 || letter == ')' || letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.')
    });
    if is_single { value.to_owned() } else { format!("({value})") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_backslashes_do_not_end_a_name() {
        let nasty = "a\"b'c\\d";
        assert_eq!(SqlDialect::DuckDb.name(nasty), "\"a\"\"b'c\\d\"");
        assert_eq!(SqlDialect::DuckDb.text(nasty), "'a\"b''c\\d'");
        assert_eq!(SqlDialect::ClickHouse.name(nasty), "\"a\\\"b'c\\\\d\"");
        assert_eq!(SqlDialect::ClickHouse.text(nasty), "'a\"b\\'c\\\\d'");
    }

    #[test]
    fn operands_keep_their_value() {
        let quotient = |dividend: &str, divisor: &str| SqlDialect::DuckDb.quotient(dividend, divisor);
        assert_eq!(quotient("a.b", "CAST(1 AS HUGEINT)"), "a.b // CAST(1 AS HUGEINT)");
        assert_eq!(quotient("(a) + (b)", "2 * c"), "((a) + (b)) // (2 * c)");
        assert_eq!(SqlDialect::DuckDb.rounded("a + b", "c"), "(2 * (a + b) + c) // (2 * c)");
    }
}
