//! `payband city`: the job market of cities.

use clap_complete::engine::ArgValueCompleter;

use super::args::horizon::{check_year, year};
use super::args::value_list::ValueList;
use super::context::Context;
use super::failure::Failure;
use super::names::completion_candidates;
use super::names::resolve_places::{AllowedCities, resolve_places};
use super::output::args::OutputArgs;
use super::pack_lacks::require_rows;
use crate::answer::Note;
use crate::names::NameWords;
use crate::views;
use crate::views::CitySort;

/// The job market of cities: workforce, vacancies, candidates, days to fill, growth, most frequent roles.
///
/// A single city is printed as a card. Candidates, vacancy rate and projections are computed from the published figures.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  payband city
  payband city 上海
  payband city --sort vacancy-days --format csv
  payband city --year 2030")]
pub(super) struct Args {
    /// Cities, in English or Chinese [default: every city with market figures].
    #[arg(value_name = "CITY", add = ArgValueCompleter::new(completion_candidates::cities))]
    names: Vec<String>,
    /// City, as in the other commands (repeatable) [default: every city with market figures].
    #[arg(short, long, value_name = "NAME", conflicts_with = "names", add = ArgValueCompleter::new(completion_candidates::cities))]
    city: Vec<String>,
    /// Project the workforce to this year by its published growth, at most ten years ahead.
    #[arg(long, value_name = "YEAR", value_parser = year)]
    year: Option<i16>,
    /// Sort by this figure [default: the order of the pack].
    #[arg(long, value_name = "FIGURE", value_parser = ValueList::new(&CitySort::ALL, CitySort::as_str).with_help(sort_help))]
    sort: Option<CitySort>,
    #[command(flatten)]
    output: OutputArgs,
}

/// The help text of an order.
fn sort_help(sort: CitySort) -> &'static str {
    match sort {
        CitySort::Name => "By name",
        CitySort::Workforce => "The largest first",
        CitySort::Vacancies | CitySort::Candidates => "The most first",
        CitySort::VacancyRate => "The highest first",
        CitySort::SupplyRatio => "The scarcest candidates first",
        CitySort::VacancyDays => "The slowest first",
        CitySort::Cagr => "The fastest growth first",
        CitySort::Premium => "The highest first; cities without a published premium come last",
    }
}

/// The note on cities without market figures, which are not shown; `None` where there are none.
fn without_market(count: usize) -> Option<Note> {
    let cities = if count == 1 { "1 city has".to_owned() } else { format!("{count} cities have") };
    (count > 0).then(|| Note::fact(format!("{cities} no market figures")).advising("`payband city all` shows them"))
}

impl Args {
    pub(super) fn run(&self, context: &Context) -> Result<(), Failure> {
        let pack = &context.pack;
        let names = if self.names.is_empty() { &self.city } else { &self.names };
        require_rows(pack.cities()?, "cities")?;
        let mut notes = Vec::new();
        let ids: Vec<String> = if names.is_empty() {
            let market = pack.city_market()?;
            let cities = || pack.cities().map(|all| all.iter().filter(|city| city.kind.has_figures()));
            let shown: Vec<String> = cities()?
                .filter(|city| market.is_empty() || market.get(&city.id).is_some())
                .map(|city| city.id.owned())
                .collect();
            notes.extend(without_market(cities()?.count() - shown.len()));
            shown
        } else {
            let places = resolve_places(pack, &NameWords::default(), names, AllowedCities::Unpriced, &mut notes)?;
            places.into_iter().flatten().collect()
        };
        let figures = pack.city_market()?.iter().map(|market| market.effective.year()).max();
        if let (Some(year), Some(figures)) = (self.year, figures) {
            check_year("--year", year, figures)?;
        }
        let mut answer = views::city(pack, &ids, self.sort, self.year)?;
        answer.notes.splice(0..0, notes);
        self.output.print(context, "city", answer)
    }
}
