//! `payband city`: the market of cities.

use clap::ValueEnum;
use clap_complete::engine::ArgValueCompleter;

use super::Context;
use super::candidates;
use super::failure::Failure;
use super::horizon::check_year;
use super::output::OutputArgs;
use super::resolve::{Cities, resolve_places};
use crate::names::NameWords;
use crate::pack::PlaceKind;
use crate::views;
use crate::views::CitySort;

/// The market of cities: workforce, vacancies, candidates, days to fill, growth, dominant roles.
///
/// One city gives a card. Candidates, vacancy rate and projections are computed from the published figures.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  payband city
  payband city 上海
  payband city --sort vacancy-days --format csv
  payband city --year 2030")]
pub(super) struct Args {
    /// Cities, in English or Chinese [default: every city with market figures].
    #[arg(value_name = "CITY", add = ArgValueCompleter::new(candidates::cities))]
    names: Vec<String>,
    /// City, as in the other commands (repeatable).
    #[arg(short, long, value_name = "NAME", conflicts_with = "names", add = ArgValueCompleter::new(candidates::cities))]
    city: Vec<String>,
    /// Project the workforce to this year by the published growth, at most ten years ahead.
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(1..=9999))]
    year: Option<i16>,
    /// Sort by this figure.
    #[arg(long, value_name = "FIGURE")]
    sort: Option<SortArg>,
    #[command(flatten)]
    output: OutputArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SortArg {
    /// By name.
    Name,
    /// The largest first.
    Workforce,
    /// The most first.
    Vacancies,
    /// The most first.
    Candidates,
    /// The highest first.
    VacancyRate,
    /// The scarcest candidates first.
    SupplyRatio,
    /// The slowest first.
    VacancyDays,
    /// The fastest growth first.
    Cagr,
    /// The highest first; cities without a published premium come last.
    Premium,
}

impl From<SortArg> for CitySort {
    fn from(sort: SortArg) -> Self {
        match sort {
            SortArg::Name => CitySort::Name,
            SortArg::Workforce => CitySort::Workforce,
            SortArg::Vacancies => CitySort::Vacancies,
            SortArg::Candidates => CitySort::Candidates,
            SortArg::VacancyRate => CitySort::VacancyRate,
            SortArg::SupplyRatio => CitySort::SupplyRatio,
            SortArg::VacancyDays => CitySort::VacancyDays,
            SortArg::Cagr => CitySort::Cagr,
            SortArg::Premium => CitySort::Premium,
        }
    }
}

impl Args {
    pub(super) fn run(&self, context: &Context) -> Result<(), Failure> {
        let pack = &context.pack;
        let names = if self.names.is_empty() { &self.city } else { &self.names };
        let mut notes = Vec::new();
        let ids: Vec<String> = if names.is_empty() {
            let market = pack.city_market()?;
            let cities = pack.cities()?.iter().filter(|city| city.kind == PlaceKind::City);
            cities.filter(|city| market.get(&city.id).is_some()).map(|city| city.id.owned()).collect()
        } else {
            let places = resolve_places(pack, &NameWords::default(), names, Cities::Known, &mut notes)?;
            places.into_iter().flatten().collect()
        };
        let figures = pack.city_market()?.iter().map(|market| market.effective.year()).max();
        if let (Some(year), Some(figures)) = (self.year, figures) {
            check_year("--year", year, figures)?;
        }
        let mut answer = views::city(pack, &ids, self.sort.map(CitySort::from), self.year)?;
        answer.notes.splice(0..0, notes);
        self.output.print(context, "city", answer)
    }
}
