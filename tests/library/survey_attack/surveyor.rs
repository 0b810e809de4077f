//! Surveys a file, and prints the result in every way.

use std::num::NonZeroUsize;

use crate::bundled::{pack, titles};
use payband::answer::Answer;
use payband::money::Decimal;
use payband::pack::{Pack, Population};
use payband::pay::{Conventions, Defaults, PayElement, PayPeriod};
use payband::payroll::{CountOptions, FilePricer, PayrollOptions};
use payband::people::{ColumnChoice, Columns, GivenUnit};
use payband::pricing::{AgeingMethod, Options};
use payband::render::{Format, RenderOptions, render};
use payband::survey::{
    Dimension, Duplicates, Outliers, PartTime, PercentileMethod, RowAgeing, Rule, Survey, SurveyOptions, Weighting,
    survey,
};
use payband::tabular::{Delimiter, Input, ProcessOptions, ReadOptions};
use payband::views::{self, SurveyAbout};

/// The day to which pay is brought, where it is.
pub(crate) const ON: jiff::civil::Date = jiff::civil::date(2026, 7, 1);

pub(crate) struct Surveyor {
    pub(crate) pack: &'static Pack,
    pricer: FilePricer<'static>,
    conventions: Conventions,
}

impl Surveyor {
    /// Of files with these headers, whose pay is base salary a year, or guaranteed pay a month.
    pub(crate) fn new(headers: &[&str], element: PayElement) -> Self {
        let pack = pack();
        let pricing = Options::default();
        let headers: Vec<String> = headers.iter().map(|header| (*header).to_owned()).collect();
        let columns = Columns::find(&headers, |_| ColumnChoice::Detected).unwrap();
        let period = if element == PayElement::Guaranteed { PayPeriod::Month } else { PayPeriod::Year };
        let conventions = Conventions { element, ..payband::pricing::conventions(pack, &pricing).unwrap() };
        let payroll = PayrollOptions {
            pay_defaults: Defaults::new(payband::pricing::native_currency(pack).unwrap().unwrap(), period),
            given_unit: GivenUnit::default(),
            conventions,
            with_retention: false,
            default_level: None,
            counts: CountOptions::default(),
        };
        let pricer = FilePricer::new(pack, titles(), &pricing, columns, payroll, Vec::new(), Delimiter::COMMA).unwrap();
        Surveyor { pack, pricer, conventions }
    }

    pub(crate) fn survey(&self, file: &str, options: &SurveyOptions) -> Survey {
        // Files fit in one block of this size; larger blocks and more workers would cost time for their memory.
        let reading = ReadOptions { block: 16 << 10, ..ReadOptions::default() };
        let process = ProcessOptions { workers: NonZeroUsize::MIN, ..ProcessOptions::default() };
        survey(self.pack, &self.pricer, Input::open(file.as_bytes(), &reading).unwrap(), &process, options).unwrap()
    }

    fn about(&self) -> SurveyAbout {
        SurveyAbout { element: self.conventions.element, source: "pay.csv".to_owned() }
    }

    pub(crate) fn answer(&self, result: &Survey, options: &SurveyOptions) -> Answer {
        let groups: Vec<_> = result.groups.iter().collect();
        views::survey(self.pack, result, &groups, options, &self.about()).unwrap()
    }

    /// The result and how it is made, each in these formats, and the lines beside them. Charts are drawn from them.
    pub(crate) fn printed(&self, result: &Survey, options: &SurveyOptions, formats: &[Format]) -> Vec<Vec<u8>> {
        let groups: Vec<_> = result.groups.iter().collect();
        let steps =
            views::explain_survey(self.pack, result, &groups, options, &self.about(), &self.conventions).unwrap();
        let mut all = Vec::new();
        for answer in [self.answer(result, options), steps] {
            all.extend(formats.iter().map(|format| render(&answer, &RenderOptions::new(*format)).unwrap()));
            let notes: Vec<&str> = answer.notes.iter().map(|note| note.text.as_str()).collect();
            all.push(format!("{}\n{}", answer.lead, notes.join("\n")).into_bytes());
        }
        all
    }
}

/// Growth of nothing, so that the days of pay tell nothing in the figures.
pub(crate) fn ageing() -> RowAgeing {
    RowAgeing { on: ON, rate_pct: Decimal::ZERO, method: AgeingMethod::default(), max_months: 24 }
}

pub(crate) fn options(by: Vec<Dimension>, rule: Rule) -> SurveyOptions {
    SurveyOptions {
        by,
        population: Population::Incumbents,
        method: PercentileMethod::R7,
        weighting: Weighting::Incumbent,
        rule,
        outliers: Outliers::Flag,
        duplicates: Duplicates::Keep,
        part_time: PartTime::default(),
        include_daily: false,
        organisation: Some(0),
        id: None,
        headcount: None,
        employment: None,
        date: None,
        ageing: None,
        rollups: false,
    }
}
