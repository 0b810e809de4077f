//! How rows are read, and what their pay is compared with.

use crate::cli::Context;
use crate::cli::failure::Failure;
use crate::cli::value_list::ValueList;
use crate::money::Currency;
use crate::names::{Lexicon, TitleIndex};
use crate::pack::{DataError, Pack};
use crate::pay::{Conventions, Defaults, PayElement, PayPeriod};
use crate::payroll::{AskedUnit, Counting, Terms};
use crate::pricing::{Options, conventions, native_currency};

/// How the rows are read.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "How to read the rows")]
pub(super) struct ReadingArgs {
    /// Level of rows that state none, not even in the name of a team.
    #[arg(long, value_name = "LEVEL")]
    default_level: Option<String>,
    /// Compare base + retention instead of base salary.
    #[arg(long)]
    with_retention: bool,
    /// Element of pay to compare: base salary (12 months a year), or guaranteed pay (all months of the contract) [default:
    /// that of the pack's medians, base].
    #[arg(long, value_name = "ELEMENT", value_parser = ValueList::new(&PayElement::ALL, element_name))]
    pay_element: Option<PayElement>,
    /// Least score of a title that matches a role, from 0 to 1; below 0.65, titles of other jobs begin to match [default: 0.8].
    #[arg(long, value_name = "SCORE", value_parser = score)]
    min_score: Option<f64>,
    /// Currency of pay that names none [default: by the header of the column, its other cells or its notation, or else the
    /// currency of the answer].
    #[arg(long, value_name = "CODE")]
    pay_currency: Option<Currency>,
    /// Period of pay that names none [default: by the header of the column, its other cells or its notation, or else --period].
    #[arg(long, value_name = "PERIOD", value_parser = ValueList::new(&PayPeriod::ALL, PayPeriod::as_str))]
    pay_period: Option<PayPeriod>,
}

/// The name of an element on the command line.
fn element_name(element: PayElement) -> &'static str {
    match element {
        PayElement::Base => "base",
        PayElement::Guaranteed => "guaranteed",
    }
}

/// The element of pay that the pack's medians are of: base salary, unless they all say that they are guaranteed pay.
fn native_element(pack: &Pack) -> Result<PayElement, DataError> {
    let guaranteed = |element: &str| element.eq_ignore_ascii_case(PayElement::Guaranteed.as_str());
    let mut elements = pack.salaries()?.iter().map(|salary| salary.element.as_str()).peekable();
    let all = elements.peek().is_some() && elements.all(guaranteed);
    Ok(if all { PayElement::Guaranteed } else { PayElement::Base })
}

fn score(text: &str) -> Result<f64, String> {
    let score = text.trim().parse::<f64>().ok().filter(|score| (0.0..=1.0).contains(score));
    score.ok_or_else(|| "give a score from 0 to 1, like 0.9".to_owned())
}

impl ReadingArgs {
    /// The names of roles, and how well a title must fit one.
    pub(super) fn titles<'p>(&self, context: &'p Context) -> Result<TitleIndex<'p>, DataError> {
        let titles = TitleIndex::new(&context.pack)?;
        Ok(match self.min_score {
            Some(score) => titles.with_min_score(score),
            None => titles,
        })
    }

    /// How rows are read.
    pub(super) fn terms(&self, context: &Context, options: &Options, counting: Counting) -> Result<Terms, Failure> {
        let pack = &context.pack;
        let answer = options.currency.or(native_currency(pack)?);
        let default_level = match &self.default_level {
            Some(level) => Some(Lexicon::levels(pack)?.resolve(level)?.0.to_owned()),
            None => None,
        };
        Ok(Terms {
            bare: Defaults::new(
                answer.ok_or_else(|| Failure::failed(anyhow::anyhow!("the pack has no currency")))?,
                PayPeriod::from(options.period),
            ),
            asked: AskedUnit { currency: self.pay_currency, period: self.pay_period },
            conventions: Conventions {
                element: self.pay_element.unwrap_or(native_element(pack)?),
                ..conventions(pack, options)?
            },
            with_retention: self.with_retention,
            default_level,
            counting,
        })
    }
}
