//! How the rows of a file are read.

use crate::cli::Context;
use crate::cli::args::currency::pay_currency;
use crate::cli::args::value_list::ValueList;
use crate::cli::failure::Failure;
use crate::money::Currency;
use crate::names::{Lexicon, TitleIndex};
use crate::pack::{DataError, Pack};
use crate::pay::{Conventions, Defaults, PayElement, PayPeriod};
use crate::people::GivenUnit;
use crate::pricing::{Options, conventions, native_currency, pay_element};

/// The heading of these options in the help text.
pub(in crate::cli) const HEADING: &str = "How to read the rows";

/// The level of rows without one.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = HEADING)]
pub(in crate::cli) struct DefaultLevelArgs {
    /// Level of rows that state none, not even in the name of a team.
    #[arg(long, value_name = "LEVEL")]
    default_level: Option<String>,
}

/// How the titles and the pay of rows are read.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = HEADING)]
pub(in crate::cli) struct TitleAndPayArgs {
    /// Element of pay to compare: base salary (12 months a year), guaranteed pay (all months of the contract), target cash
    /// (guaranteed pay and the target bonus), or total cash (guaranteed pay and the bonus paid) [default: that of the pack's
    /// medians, base].
    #[arg(long, alias = "element", value_name = "ELEMENT", value_parser = ValueList::new(&PayElement::ALL, PayElement::id).with_synonyms(element_synonyms))]
    pay_element: Option<PayElement>,
    /// Least score of a title that matches a role, from 0 to 1; a misspelt title scores less than 0.8, and below 0.65, titles of
    /// other jobs begin to match [default: 0.8].
    #[arg(long, value_name = "SCORE", value_parser = score)]
    min_score: Option<f64>,
    /// Currency of pay that names none [default: by the header of the column, its other cells or its notation, or else the
    /// currency of the answer].
    #[arg(long, value_name = "CODE", value_parser = pay_currency)]
    pay_currency: Option<Currency>,
    /// Period of pay that names none [default: by the header of the column, its other cells or its notation, or else --period].
    #[arg(long, value_name = "PERIOD", value_parser = ValueList::new(&PayPeriod::ALL, PayPeriod::as_str).with_synonyms(PayPeriod::synonyms))]
    pay_period: Option<PayPeriod>,
}

/// Other words for an element of pay.
fn element_synonyms(element: PayElement) -> &'static [&'static str] {
    match element {
        PayElement::Base | PayElement::Guaranteed => &[],
        PayElement::TargetCash => &["target_cash"],
        PayElement::TotalCash => &["total_cash"],
    }
}

/// The element of pay that is compared.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli) struct ChosenElement {
    pub(in crate::cli) element: PayElement,
    /// Whether it is that of the pack, because the caller gives none.
    pub(in crate::cli) is_of_pack: bool,
}

/// The element of pay that the pack's medians are of, where they all say one, or else its percentiles; or else base salary.
fn native_element(pack: &Pack) -> Result<PayElement, DataError> {
    let mut medians = pack.salaries()?.iter().map(|salary| salary.element.as_str());
    let element = match medians.next() {
        Some(first) => PayElement::ALL.into_iter().find(|element| {
            let is_element = |name: &str| name.eq_ignore_ascii_case(element.as_str());
            is_element(first) && medians.clone().all(is_element)
        }),
        None => pack.first_cell()?.and_then(|cell| pay_element(cell.element)),
    };
    Ok(element.unwrap_or_default())
}

fn score(text: &str) -> Result<f64, String> {
    let score = text.trim().parse::<f64>().ok().filter(|score| (0.0..=1.0).contains(score));
    score.ok_or_else(|| "give a score from 0 to 1, like 0.9".to_owned())
}

impl DefaultLevelArgs {
    /// Whether a default level is given.
    pub(in crate::cli) fn is_given(&self) -> bool {
        self.default_level.is_some()
    }

    /// The default level, for tables of counts.
    pub(in crate::cli) fn word(&self, pack: &Pack) -> Result<Option<String>, Failure> {
        Ok(self.id(pack)?.map(|level| format!("--default-level {level}")))
    }

    /// The id of the default level, if there is one.
    ///
    /// # Errors
    /// When no level has the name that was given.
    pub(in crate::cli) fn id(&self, pack: &Pack) -> Result<Option<String>, Failure> {
        Ok(match &self.default_level {
            Some(level) => Some(Lexicon::levels(pack)?.resolve(level)?.0.to_owned()),
            None => None,
        })
    }
}

impl TitleAndPayArgs {
    /// The names of roles, places and levels, with the score that a title must reach.
    pub(in crate::cli) fn titles<'p>(&self, context: &'p Context) -> Result<TitleIndex<'p>, DataError> {
        let titles = TitleIndex::new(&context.pack)?;
        Ok(match self.min_score {
            Some(score) => titles.with_min_score(score),
            None => titles,
        })
    }

    /// The options that decide which titles match, for tables of counts.
    pub(in crate::cli) fn reading_of_titles(&self) -> Option<String> {
        self.min_score.map(|score| format!("--min-score {score}"))
    }

    /// The score that a title must reach, if it is given.
    pub(in crate::cli) fn min_score(&self) -> Option<f64> {
        self.min_score
    }

    /// The element of pay that is given, or else that of the pack.
    pub(in crate::cli) fn element(&self, pack: &Pack) -> Result<ChosenElement, DataError> {
        Ok(match self.pay_element {
            Some(element) => ChosenElement { element, is_of_pack: false },
            None => ChosenElement { element: native_element(pack)?, is_of_pack: true },
        })
    }

    /// The unit that is given for pay that states none.
    pub(in crate::cli) fn given_unit(&self) -> GivenUnit {
        GivenUnit { currency: self.pay_currency, period: self.pay_period }
    }

    /// The unit of pay that states none, where neither the caller nor the file gives one: that of the answer.
    ///
    /// # Errors
    /// When the pack has no currency.
    pub(in crate::cli) fn pay_defaults(&self, pack: &Pack, options: &Options) -> Result<Defaults, Failure> {
        let currency = options.currency.or(native_currency(pack)?);
        let currency = currency.ok_or_else(|| Failure::failed(anyhow::anyhow!("the pack has no currency")))?;
        Ok(Defaults::new(currency, PayPeriod::from(options.period)))
    }

    /// How pay is converted to pay a year, and which element of it is compared.
    pub(in crate::cli) fn conventions(&self, pack: &Pack, options: &Options) -> Result<Conventions, Failure> {
        Ok(Conventions { element: self.element(pack)?.element, ..conventions(pack, options)? })
    }
}
