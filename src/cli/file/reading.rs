//! How the rows of a file are read.

use crate::cli::Context;
use crate::cli::failure::Failure;
use crate::cli::value_list::ValueList;
use crate::money::Currency;
use crate::names::{Lexicon, TitleIndex};
use crate::pack::{CellElement, DataError, Pack};
use crate::pay::{Conventions, Defaults, PayElement, PayPeriod};
use crate::people::GivenUnit;
use crate::pricing::{Options, conventions, native_currency};

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
    #[arg(long, value_name = "CODE")]
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

/// The element of pay that the pack's medians are of: base salary, unless they all say that they are guaranteed pay.
fn native_element(pack: &Pack) -> Result<PayElement, DataError> {
    let guaranteed = |element: &str| element.eq_ignore_ascii_case(PayElement::Guaranteed.as_str());
    let mut elements = pack.salaries()?.iter().map(|salary| salary.element.as_str()).peekable();
    let of_cells = pack.first_cell()?.is_some_and(|cell| cell.element == CellElement::Guaranteed);
    let all = match elements.peek() {
        Some(_) => elements.all(guaranteed),
        None => of_cells,
    };
    Ok(if all { PayElement::Guaranteed } else { PayElement::Base })
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

    /// The element of pay that is given, or else base salary: the columns of a file are the same for guaranteed pay.
    pub(in crate::cli) fn element_of_columns(&self) -> PayElement {
        self.pay_element.unwrap_or_default()
    }

    /// Whether an element of pay is given.
    pub(in crate::cli) fn states_element(&self) -> bool {
        self.pay_element.is_some()
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
        let element = match self.pay_element {
            Some(element) => element,
            None => native_element(pack)?,
        };
        Ok(Conventions { element, ..conventions(pack, options)? })
    }
}
