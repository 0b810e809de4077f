//! `payband survey --sql`: the survey of a file as SQL, to run where all rows are.

use jiff::civil::Date;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::args::OutputArgs;
use crate::cli::output::destination::write_file;
use crate::cli::output::stdout::write_rendered;
use crate::money::{Currency, Decimal, Overflow};
use crate::pack::{Population, convention};
use crate::payroll::FilePricer;
use crate::people::{BonusUnit, ColumnMeaning, DecidedBy};
use crate::pricing::{growth_factor, months_between};
use crate::survey::{
    Dimension, Duplicates, GROWTH_DECIMALS, Outliers, PartTime, PriceOptions, RowAgeing, SqlAgeing, SqlColumns,
    SqlDialect, SqlRequest, SqlSource, SurveyOptions, sql,
};
use crate::tabular::{Charset, FileKind, OpenedFile, Quoting};

/// What SQL is made of besides the arguments.
pub(super) struct SqlParts<'a, 'p> {
    pub(super) pricer: &'a FilePricer<'p>,
    pub(super) options: &'a SurveyOptions,
    pub(super) headers: &'a [String],
    /// The name of the file, without its folder.
    pub(super) source: String,
    /// The delimiter of a file that a database can read as it is.
    pub(super) delimiter: Option<char>,
    /// The id of the level of rows that state none.
    pub(super) default_level: Option<String>,
    /// The score that a title must reach, if it is given.
    pub(super) min_score: Option<f64>,
    pub(super) output: &'a OutputArgs,
}

/// The delimiter of a CSV file that databases can read as it is: in UTF-8, with double quotes, and nothing before the header.
pub(super) fn plain_delimiter(file: &OpenedFile<'_>) -> Option<char> {
    let input = &file.input;
    let is_plain = file.kind == FileKind::Delimited
        && input.packing().is_none()
        && input.charset().0 == Charset::UTF8
        && input.quoting() == Quoting::DOUBLE
        && input.preamble_lines() == 0;
    is_plain.then(|| char::from(input.delimiter().byte()))
}

/// Writes the SQL of the survey.
pub(super) fn write_sql(context: &Context, dialect: SqlDialect, parts: SqlParts<'_, '_>) -> Result<(), Failure> {
    refuse_what_sql_lacks(&parts)?;
    let price = price_options(context, &parts)?;
    let SqlParts { pricer, options, headers, source, delimiter, output, .. } = parts;
    // The format of a CSV file in ClickHouse is one with commas; the rows of another file are in a table.
    let delimiter = delimiter.filter(|delimiter| dialect != SqlDialect::ClickHouse || *delimiter == ',');
    let header = |at: usize| headers.get(at).cloned().unwrap_or_default();
    let of = |all: &[(ColumnMeaning, &'static str)]| -> Vec<(&'static str, String)> {
        all.iter().filter_map(|(meaning, name)| Some((*name, header(pricer.column_of(*meaning)?)))).collect()
    };
    let is_by_city = options.by.contains(&Dimension::City);
    let columns = SqlColumns {
        titles: of(&[(ColumnMeaning::Role, "title"), (ColumnMeaning::Level, "level"), (ColumnMeaning::Years, "years")]),
        repeated_header: pricer.columns().repeated_header().map(str::to_owned),
        place: pricer.column_of(ColumnMeaning::City).filter(|_| is_by_city).map(header),
        pay: of(&[
            (ColumnMeaning::Salary, "pay"),
            (ColumnMeaning::SalaryHigh, "pay_end"),
            (ColumnMeaning::Currency, "currency"),
            (ColumnMeaning::PayPeriod, "period"),
            (ColumnMeaning::Months, "months"),
            (ColumnMeaning::Fte, "full_time"),
            (ColumnMeaning::Country, "country"),
        ])
        .into_iter()
        .chain(pricer.columns().bonus.filter(|_| pricer.element().bonus().is_some()).map(|at| ("bonus", header(at))))
        .collect(),
        organisation: options.organisation.map(header),
        headcount: options.headcount.map(header),
        employment: options.employment.map(header),
        id: options.id.map(header),
        date: options.date.filter(|_| options.ageing.is_some()).map(header),
    };
    let request = SqlRequest {
        dialect,
        options,
        source: SqlSource { name: source, delimiter, headers: headers.to_vec() },
        columns,
        element: pricer.element(),
        currency: pricer.currency(),
        rates: rates(context, pricer)?,
        ageing: options.ageing.as_ref().map(|ageing| sql_ageing(context, ageing)).transpose()?,
        price,
    };
    require_nameable(&request)?;
    let text = sql(&request);
    match output.path() {
        Some(path) => write_file(&context.pack, path, text.as_bytes()),
        None => write_rendered(text.as_bytes()),
    }
}

/// Refuses what the SQL does not do.
fn refuse_what_sql_lacks(parts: &SqlParts<'_, '_>) -> Result<(), Failure> {
    let options = parts.options;
    let refused = if options.outliers != Outliers::Flag {
        Some(("pay that is far from the other is used", "leave out --outliers"))
    } else if options.duplicates == Duplicates::Drop {
        Some(("rows that repeat another are used", "give --duplicates keep, and remove them from the table"))
    } else if options.id.is_some() && options.date.is_some() {
        Some((
            "dates are not read",
            "leave out --date-column, and each id counts once; or leave out --id-column, and remove rows with the same id and date from \
             the table",
        ))
    } else if options.part_time == PartTime::Drop {
        Some(("part-time pay is divided by the share of full time", "leave out --part-time"))
    } else if options.by.contains(&Dimension::City) && parts.pricer.columns().of_place().count() > 1 {
        Some((
            "places are read from one column",
            "give --state-column none, or --country-column none where the file has such a column; --city-column names one with city and state",
        ))
    } else if parts.pricer.columns().other_pay.is_some() {
        Some(("pay is read from one column", "name it with --salary-column"))
    } else if let Some(refused) = refused_bonus(parts) {
        Some(refused)
    } else if parts.pricer.columns().states_weekly_hours() {
        Some(("hours a week are no share of full time", "give --fte-column none"))
    } else if options.employment.is_some() && parts.pricer.column_of(ColumnMeaning::Fte).is_some() {
        Some((
            "types of employment beside shares of full time are not read",
            "give --employment-column none or --fte-column none",
        ))
    } else if parts.output.format().is_some() {
        Some(("the output is SQL", "leave out --format"))
    } else {
        None
    };
    match refused {
        Some((reason, hint)) => Err(Failure::usage(format!("with --sql {reason}")).hint(hint)),
        None => Ok(()),
    }
}

/// Why the SQL does not add the bonuses of a file, and what helps.
fn refused_bonus(parts: &SqlParts<'_, '_>) -> Option<(&'static str, &'static str)> {
    parts.pricer.element().bonus()?;
    if parts.options.population == Population::Posted {
        return Some(("bonuses are not added to the ends of ranges", "give --pay-element base or guaranteed"));
    }
    // The texts that a database finds may decide otherwise than the first rows of this file.
    let hint = match parts.pricer.columns().bonus_unit {
        BonusUnit::AmountBySize => "give --bonus-unit amount, if they are amounts",
        BonusUnit::ShareBySize => "give --bonus-unit share, if 0.15 is 15 %",
        BonusUnit::Amount | BonusUnit::Percent | BonusUnit::Share | BonusUnit::Unclear => return None,
    };
    Some(("the size of numbers does not decide the unit of bonuses", hint))
}

/// The options of `price` by which texts are read as in this file.
fn price_options(context: &Context, parts: &SqlParts<'_, '_>) -> Result<PriceOptions, Failure> {
    let level = parts.default_level.as_ref().map(|level| format!("--default-level {level}"));
    let score = parts.min_score.map(|score| format!("--min-score {score}"));
    let pricer = parts.pricer;
    let conventions = pricer.conventions();
    let element = conventions.element;
    let mut pay = vec![format!("--currency {}", pricer.currency()), format!("--pay-element {}", element.id())];
    if element.includes_further_months() {
        pay.push(format!("--months {}", conventions.months_per_year.normalize()));
    }
    if element.bonus().is_some() {
        pay.push(format!("--bonus-unit {}", pricer.columns().bonus_unit.as_str()));
    }
    let unit = pricer.pay_unit();
    // A header states its unit in the mapping too. A currency by default is no statement: 万 still means yuan.
    if !matches!(unit.currency_by, DecidedBy::Header | DecidedBy::Pack) {
        pay.push(format!("--pay-currency {}", unit.currency));
    }
    if unit.period_by != DecidedBy::Header {
        pay.push(format!("--pay-period {}", unit.period.as_str()));
    }
    let pack = context.pack.descriptor()?.name.clone();
    let program = context.pack_options.program();
    Ok(PriceOptions { titles: level.into_iter().chain(score).collect(), pay, pack, program })
}

/// The fraction that converts each currency with a rate to that of the answer.
fn rates(context: &Context, pricer: &FilePricer<'_>) -> Result<Vec<(Currency, Decimal, Decimal)>, Failure> {
    let rates = context.pack.fx()?.iter().flat_map(|rate| [rate.base, rate.quote]);
    let mut currencies: Vec<Currency> = rates.chain([pricer.currency()]).collect();
    currencies.sort_unstable();
    currencies.dedup();
    Ok(currencies
        .into_iter()
        .filter_map(|currency| {
            let (numerator, denominator) = pricer.conversion_fraction(currency)?;
            Some((currency, numerator, denominator))
        })
        .collect())
}

/// The growth of pay from each day on which pay is used.
fn sql_ageing(context: &Context, ageing: &RowAgeing) -> Result<SqlAgeing, Failure> {
    let days_per_month = context.pack.convention(convention::DAYS_PER_MONTH)?.value;
    let one = 10_i64.pow(GROWTH_DECIMALS);
    let growth_from = |day: Date| {
        let months = months_between(day, ageing.on, days_per_month)?;
        let factor = growth_factor(ageing.rate_pct, months, ageing.method)?;
        let factor = factor.checked_mul(one.into()).ok_or(Overflow)?.round();
        i64::try_from(factor).map_err(|_| Overflow)
    };
    let (mut growth, mut day) = (Vec::new(), ageing.oldest());
    while day < ageing.on {
        let factor = growth_from(day).map_err(|overflow| {
            let rate = ageing.rate_pct.normalize();
            Failure::failed(overflow)
                .context(format!("the growth from {day} to {} at {rate}% a year is too large for SQL", ageing.on))
                .hint("give a lower --max-age")
        })?;
        growth.push((day, factor));
        day = day.tomorrow().map_err(Failure::failed)?;
    }
    // No day is earlier with `--max-age 0`, and a table in SQL needs a row.
    growth.push((ageing.on, one));
    let words = format!(
        "Each row is aged from its date to {} at {}% a year, {}. Not used are rows without a date, and those that are more than {} months \
         older",
        ageing.on,
        ageing.rate_pct.normalize(),
        ageing.method.as_str(),
        ageing.max_months
    );
    Ok(SqlAgeing { on: ageing.on, growth, words })
}

/// Checks that SQL can name each column that it reads: no header of them is repeated, empty, or holds a zero character.
fn require_nameable(request: &SqlRequest<'_>) -> Result<(), Failure> {
    let columns = &request.columns;
    let more =
        [&columns.place, &columns.organisation, &columns.headcount, &columns.employment, &columns.id, &columns.date];
    let more = more.into_iter().flatten();
    let grouped = request.options.by.iter().filter_map(|by| match by {
        Dimension::Column { name, .. } => Some(name),
        _ => None,
    });
    let used = columns.titles.iter().chain(&columns.pay).map(|(_, header)| header).chain(more).chain(grouped);
    for header in used {
        // Names in DuckDB do not differ by case.
        let same = |other: &&String| other.eq_ignore_ascii_case(header);
        if header.trim().is_empty() || header.contains('\0') || request.source.headers.iter().filter(same).count() > 1 {
            return Err(Failure::failed(anyhow::anyhow!("SQL cannot name the column \"{header}\""))
                .hint("give each column that is used a name of its own"));
        }
    }
    Ok(())
}
