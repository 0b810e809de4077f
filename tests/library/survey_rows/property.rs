//! What holds for the survey of any file: every row ends in one status, workers and blocks change nothing, and what is shown
//! keeps the rule. Used by a test and by the fuzz target `survey`.
//!
//! The first four bytes of an input are settings, the rest is the file:
//! - the delimiter; a byte that cannot be one leaves it to detection
//! - the block size minus one
//! - workers minus one (bits 0–1), outliers (bits 2–3), duplicates (bit 4), weighting (bit 5), method (bits 6–7)
//! - what rows are grouped by: role, city, level, the first column (bits 0–3); the rule of one employer (bit 4), an organisation
//!   column (bit 5), a column of headcounts (bit 6), ageing from a column of dates (bit 7)

use std::cell::RefCell;
use std::collections::HashMap;
use std::num::NonZeroUsize;

use crate::bundled::{pack, titles};
use payband::money::Decimal;
use payband::pack::Population;
use payband::pay::{Defaults, PayElement, PayPeriod};
use payband::payroll::{CountOptions, FilePricer, PayrollOptions};
use payband::people::{ColumnChoice, ColumnMeaning, ColumnSamples, Columns, GivenUnit};
use payband::pricing::{AgeingMethod, Options};
use payband::survey::{
    Dimension, Disclosure, Duplicates, GroupSize, Outliers, PartTime, PercentileMethod, RowAgeing, RowStatus, Rule,
    Survey, SurveyOptions, Weighting, survey,
};
use payband::tabular::{BYTE_ORDER_MARK, Delimiter, Input, ProcessOptions, Ragged, ReadOptions};
use payband::views::{self, SurveyAbout};

/// Surveys an input, and asserts what holds for every file. Returns whether the file was surveyed.
pub(crate) fn check(input: &[u8]) -> bool {
    let Some((&[delimiter, block, how, what], file)) = input.split_first_chunk() else { return false };
    // Inputs fit in one block of this size; larger blocks would cost time for their memory.
    let reading =
        ReadOptions { delimiter: Delimiter::new(char::from(delimiter)), block: 16 << 10, ..ReadOptions::default() };
    let Ok(opened) = Input::open(file, &reading) else { return false };
    if opened.packing().is_some() {
        return false;
    }
    let by_header = |_: ColumnMeaning| ColumnChoice::Detected;
    let headers = opened.header().names().to_vec();
    let Ok(columns) = Columns::find_with_samples(&headers, &ColumnSamples::of(&opened, &titles()), &[], by_header)
    else {
        return false;
    };
    let delimiter = opened.delimiter();
    let pieces = ReadOptions { block: 1 + usize::from(block), delimiter: Some(delimiter), ..reading };
    let several =
        ProcessOptions { workers: NonZeroUsize::new(1 + usize::from(how & 3)).unwrap(), ragged: Ragged::Keep };
    let options = options(&headers, how, what);
    with_pricer(columns, delimiter, |pricer| {
        pricer.decide_pay_unit(&opened);
        let one = ProcessOptions { workers: NonZeroUsize::MIN, ..several };
        let whole = survey(pack(), pricer, opened, &one, &options);
        let cut = survey(pack(), pricer, Input::open(file, &pieces).unwrap(), &several, &options);
        assert_eq!(format!("{cut:?}"), format!("{whole:?}"));
        let Ok(result) = whole else { return false };
        assert_eq!(result.rows.all(), rows(&text(file, reading), delimiter));
        is_sound(&result, &options);
        let about = SurveyAbout { element: PayElement::Base, source: String::new() };
        let groups: Vec<_> = result.groups.iter().collect();
        views::survey(pack(), &result, &groups, &options, &about).unwrap();
        true
    })
}

fn options(headers: &[String], how: u8, what: u8) -> SurveyOptions {
    let last = headers.len().saturating_sub(1);
    let has = |bit: u8| what >> bit & 1 == 1;
    let column = Dimension::Column { at: 0, name: headers.first().cloned().unwrap_or_default() };
    let dimensions = [Dimension::Role, Dimension::City, Dimension::Level, column];
    let ageing = RowAgeing {
        on: jiff::civil::date(2026, 1, 1),
        rate_pct: Decimal::new(82, 1),
        method: AgeingMethod::default(),
        max_months: 24,
    };
    SurveyOptions {
        by: dimensions.into_iter().enumerate().filter(|(bit, _)| has(*bit as u8)).map(|(_, by)| by).collect(),
        population: Population::ALL[usize::from(what) % Population::ALL.len()],
        method: PercentileMethod::ALL[usize::from(how >> 6)],
        weighting: if how & 32 != 0 && has(5) { Weighting::Organisation } else { Weighting::Incumbent },
        rule: if has(4) { Rule::Own } else { Rule::default() },
        outliers: Outliers::ALL[usize::from(how >> 2 & 3) % Outliers::ALL.len()],
        duplicates: if how & 16 != 0 { Duplicates::Drop } else { Duplicates::Keep },
        part_time: if how & 128 != 0 { PartTime::Drop } else { PartTime::GrossUp },
        include_daily: has(0),
        organisation: has(5).then_some(last),
        id: (how & 3 == 3 && how & 16 == 0).then_some(0),
        headcount: has(6).then_some(last / 2),
        employment: has(2).then_some(last),
        date: has(7).then_some(last),
        ageing: has(7).then_some(ageing),
        rollups: has(4) && has(5),
    }
}

/// Asserts that the counts add up, and that what is shown keeps the rule.
fn is_sound(result: &Survey, options: &SurveyOptions) {
    let used = result.rows.get(RowStatus::Used);
    let people: u64 = result.groups.iter().map(|group| group.size.rows).sum();
    assert!(
        if options.headcount.is_some() { people >= used } else { people == used },
        "{people} people in {used} rows"
    );
    let read: u64 = result.groups.iter().map(|group| group.rows_read).sum();
    assert!(used <= read && read <= result.rows.all(), "{used} of {read} of {} rows", result.rows.all());
    assert!(result.groups.is_sorted_by(|one, other| one.key < other.key));
    for group in &result.groups {
        assert_eq!(group.key.len(), options.by.len());
        assert_eq!(group.statistics.is_some(), matches!(group.disclosure, Disclosure::Shown { .. }), "{group:?}");
        if group.disclosure == Disclosure::Empty {
            assert!(group.size == GroupSize::default() && group.left_out.outliers == 0, "{group:?}");
        }
        let Some(statistics) = &group.statistics else { continue };
        let Disclosure::Shown { tails } = options.rule.disclosure(&group.size) else { panic!("{group:?} is shown") };
        assert_eq!(statistics.percentiles.map(|percentile| percentile.is_some()), [tails, true, true, true, tails]);
        let percentiles: Vec<Decimal> = statistics.percentiles.into_iter().flatten().collect();
        assert!(
            percentiles.is_sorted() && percentiles[0] > Decimal::ZERO && statistics.mean > Decimal::ZERO,
            "{group:?}"
        );
        assert!(statistics.effective_rows <= Decimal::from(group.size.rows) + Decimal::new(1, 9), "{group:?}");
        if let Some(interval) = &statistics.median_interval {
            assert!(interval.low <= interval.high, "{group:?}");
            assert!(interval.coverage.is_some_and(|coverage| (0.95..=1.0).contains(&coverage)), "{group:?}");
        }
        if let Some((low, high)) = statistics.posted_ends {
            assert!(Decimal::ZERO < low && low <= high, "{group:?}");
        }
    }
}

/// The file as UTF-8, without a byte order mark.
fn text(file: &[u8], reading: ReadOptions) -> Vec<u8> {
    let input = Input::open(file, &reading).unwrap();
    let mut text = input.header().with([], input.delimiter());
    let keep = ProcessOptions { ragged: Ragged::Keep, ..ProcessOptions::default() };
    let _ = input.transform(&keep, &mut text, || (), |(), _, _| Ok::<(), payband::tabular::Error>(()));
    text
}

/// The number of rows after the header.
fn rows(text: &[u8], delimiter: Delimiter) -> u64 {
    // The `csv` crate removes one byte order mark.
    let mark = BYTE_ORDER_MARK.as_bytes();
    let text = [mark, text.strip_prefix(mark).unwrap_or(text)].concat();
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter.byte()).from_reader(&*text);
    reader.byte_records().map(Result::unwrap).count() as u64
}

/// Pricers are cached by what they are made of, because the index of titles takes far longer to make than a file to survey.
fn with_pricer<R>(columns: Columns, delimiter: Delimiter, work: impl FnOnce(&mut FilePricer<'static>) -> R) -> R {
    thread_local! {
        static PRICERS: RefCell<HashMap<String, FilePricer<'static>>> = RefCell::default();
    }
    const MAX_PRICERS: usize = 64;
    PRICERS.with_borrow_mut(|pricers| {
        let key = format!("{columns:?} {delimiter:?}");
        if pricers.len() >= MAX_PRICERS && !pricers.contains_key(&key) {
            pricers.clear();
        }
        work(pricers.entry(key).or_insert_with(|| pricer(columns, delimiter)))
    })
}

fn pricer(columns: Columns, delimiter: Delimiter) -> FilePricer<'static> {
    let pricing = Options::default();
    let payroll = PayrollOptions {
        pay_defaults: Defaults::new(payband::pricing::native_currency(pack()).unwrap().unwrap(), PayPeriod::Year),
        given_unit: GivenUnit::default(),
        conventions: payband::pricing::conventions(pack(), &pricing).unwrap(),
        with_retention: false,
        default_level: None,
        counts: CountOptions::default(),
    };
    FilePricer::new(pack(), titles(), &pricing, columns, payroll, Vec::new(), delimiter).unwrap()
}
