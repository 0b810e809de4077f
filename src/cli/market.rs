//! `payband market`: the whole report, section by section.

use clap_complete::engine::ArgValueCandidates;

use super::args::horizon::{check_year, year};
use super::args::section::{CAVEATS, section};
use super::context::Context;
use super::failure::Failure;
use super::names::completion_candidates;
use super::output::args::OutputArgs;
use super::pack_lacks::require_rows;
use crate::names::one_of;
use crate::pack::Pack;
use crate::views::{self, MarketQuery};

/// The whole report, section by section: every figure and finding with its group, place, date and source.
///
/// Without a section, one headline of each section. `payband market caveats` lists the known faults of the data.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  payband market
  payband market demand
  payband market --find \"cloud growth\"
  payband market pressure --geography US
  payband market location --year 2030
  payband market caveats")]
pub(super) struct Args {
    /// Section of the report, or `caveats` [default: one headline of each section].
    #[arg(value_name = "SECTION", add = ArgValueCandidates::new(completion_candidates::sections))]
    section: Option<String>,
    /// Only rows with all of these words, in English or Chinese; without a section, every section is searched.
    #[arg(long, value_name = "TEXT")]
    find: Option<String>,
    /// Only figures about this country, region or city: CN, US, EU, beijing.
    #[arg(long, value_name = "PLACE", add = ArgValueCandidates::new(completion_candidates::geographies))]
    geography: Option<String>,
    /// Project workforces and pay to this year by their published growth, compounded yearly, at most ten years ahead; without a
    /// section, only the projections are printed.
    #[arg(long, value_name = "YEAR", value_parser = year)]
    year: Option<i16>,
    #[command(flatten)]
    output: OutputArgs,
}

impl Args {
    pub(super) fn run(&self, context: &Context) -> Result<(), Failure> {
        let pack = &context.pack;
        let wants_caveats = self.section.as_deref().is_some_and(|name| name.eq_ignore_ascii_case(CAVEATS));
        if wants_caveats {
            require_rows(pack.caveats()?, "caveats")?;
        } else {
            require_rows(pack.sections()?, "sections, by which market shows figures")?;
        }
        let section = self.section.as_deref().map(|name| section(pack, name)).transpose()?;
        let has_letters = |word: &&str| word.chars().any(char::is_alphanumeric);
        let words = self.find.iter().flat_map(|text| text.split_whitespace()).filter(has_letters);
        let find: Vec<String> = words.map(str::to_owned).collect();
        if self.find.is_some() && find.is_empty() {
            return Err(Failure::usage("--find has no words").hint("name what to look for, such as --find cloud"));
        }
        if section.as_deref() == Some(CAVEATS) {
            for (given, option) in [(self.geography.is_some(), "--geography"), (self.year.is_some(), "--year")] {
                if given {
                    return Err(Failure::usage(format!("{option} does not go with caveats"))
                        .hint("caveats have no figures of their own; --find searches them"));
                }
            }
            return self.output.print(context, "market", views::market_caveats(pack, &find)?);
        }
        if let (Some(section), Some(_)) = (&section, self.year) {
            let growing = views::projected_sections(pack)?;
            if !growing.contains(section) {
                return Err(Failure::usage(format!("nothing in {section} can be projected"))
                    .hint(format!("--year goes with {}, or with no section", growing.join(" or "))));
            }
        }
        if let Some(year) = self.year {
            let medians = pack.salaries()?.iter().map(|salary| salary.effective.year());
            let markets = pack.city_market()?.iter().map(|market| market.effective.year());
            if let Some(figures) = medians.chain(markets).max() {
                check_year("--year", year, figures)?;
            }
        }
        let geography = self.geography.as_deref().map(|name| geography(pack, name)).transpose()?;
        let query = MarketQuery { section, find, geography, year: self.year };
        self.output.print(context, "market", views::market(pack, &query)?)
    }
}

/// The place that a name means: a code of the figures, or the English or Chinese name of a city.
fn geography(pack: &Pack, name: &str) -> Result<String, Failure> {
    let places = views::market_geographies(pack)?;
    let city = pack.cities()?.iter().find(|city| city.name_zh == *name || city.name.eq_ignore_ascii_case(name));
    let wanted = city.map_or(name, |city| city.id.as_str());
    one_of("geography", wanted, places.iter().map(String::as_str))
        .map(str::to_owned)
        .map_err(|error| Failure::of_list(error, format!("the figures are about {}", places.join(", "))))
}
