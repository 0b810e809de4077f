//! The notes beside prices: the meanings of marks, the market of the city, assumptions, and caveats.

use std::borrow::Cow;
use std::collections::HashSet;

use jiff::civil::Date;

use super::cell::marks;
use super::provenance;
use super::reference_rates::{reference_rates, summary_of_reference_rates};
use super::step_text::{signed_percent_range, step_name};
use crate::answer::{Age, Mark, Note, NoteKind, NoteTarget};
use crate::iter::common_value;
use crate::money::{Decimal, grouped, round_places};
use crate::pack::{CellElement, DataError, Pack, Population, PremiumKind, wording_id};
use crate::pricing::{
    GeoBasis, Quote, Reading, RetentionRule, Step, StepBasis, StepInputs, StepKind, WORKFORCE, YearsGround,
};

/// The notes beside prices, with the market of their city where they share one.
pub(super) fn of_prices_and_city(pack: &Pack, quotes: &[&Quote], today: Date) -> Result<Vec<Note>, DataError> {
    let mut out = of_shared_city(pack, quotes)?;
    out.extend(of_prices(pack, quotes, today)?);
    Ok(out)
}

/// The same notes without those on the bonus, for base salary alone.
pub(super) fn of_base_and_city(pack: &Pack, quotes: &[&Quote], today: Date) -> Result<Vec<Note>, DataError> {
    let mut out = of_shared_city(pack, quotes)?;
    out.extend(collected(NoteFacts { is_base_only: true, ..NoteFacts::default() }, pack, quotes, today)?);
    Ok(out)
}

/// The market of the city that prices share, if they share one.
fn of_shared_city(pack: &Pack, quotes: &[&Quote]) -> Result<Vec<Note>, DataError> {
    match common_value(quotes.iter().map(|quote| quote.cell.city.as_deref())) {
        Some(Some(city)) => Ok(market_of(pack, city)?.into_iter().collect()),
        _ => Ok(Vec::new()),
    }
}

/// The notes beside prices.
pub(super) fn of_prices(pack: &Pack, quotes: &[&Quote], today: Date) -> Result<Vec<Note>, DataError> {
    collected(NoteFacts::default(), pack, quotes, today)
}

fn collected(mut facts: NoteFacts, pack: &Pack, quotes: &[&Quote], today: Date) -> Result<Vec<Note>, DataError> {
    quotes.iter().try_for_each(|quote| facts.add(pack, quote))?;
    let mut out = facts.notes(pack, today)?;
    out.extend(facts.caveats(pack)?);
    Ok(out)
}

/// The notes beside prices; and their warnings in one, with the number of cities in place of long lists of them.
pub(super) fn of_prices_with_summary(
    pack: &Pack,
    quotes: &[&Quote],
    today: Date,
) -> Result<(Vec<Note>, Option<Note>), DataError> {
    let mut facts = NoteFacts::default();
    quotes.iter().try_for_each(|quote| facts.add(pack, quote))?;
    let notes = facts.notes(pack, today)?;
    let is_of_cities = |note: &&Note| note.kind == NoteKind::Mark(Mark::ReferenceRate);
    let is_said = |note: &&Note| note.is_warning_of_data() && !is_of_cities(note);
    let others = notes.iter().filter(is_said).map(|note| match (&note.advice, note.kind) {
        (Some(advice), _) => format!("{} ({advice})", note.text),
        // Beside a mark in a table it is clear that one role is meant.
        (None, NoteKind::Mark(Mark::Slotted)) if facts.slotted.len() == 1 => {
            format!("1 role is slotted: {}", note.text)
        }
        (None, _) => note.text.clone(),
    });
    let cities = summary_of_reference_rates(pack, &facts.reference_cities)?;
    // Rows have no column of the other reading, unless one is asked for.
    let reading = facts.note_on_other_reading();
    let reading = reading.map(|note| format!("market {} ({})", note.text, note.advice.unwrap_or_default()));
    let all: Vec<String> = cities.into_iter().chain(others).chain(reading).collect();
    let summary = (!all.is_empty()).then(|| Note::warning(all.join("; ")));
    let mut notes = notes;
    notes.extend(facts.caveats(pack)?);
    Ok((notes, summary))
}

/// The age of the oldest price.
pub(super) fn age(quotes: &[&Quote], today: Date) -> Option<Age> {
    let oldest = quotes.iter().map(|quote| quote.effective).min();
    oldest.and_then(|oldest| provenance::age(oldest, today))
}

/// What the notes say about prices, collected price by price, so that the prices need not be held.
#[derive(Debug, Default)]
pub(super) struct NoteFacts {
    /// Whether the prices are shown without the bonus.
    is_base_only: bool,
    /// The ids of cities at the reference rate, in the order of their first price.
    reference_cities: Vec<String>,
    seen_cities: HashSet<String>,
    /// The ids of slotted roles.
    slotted: HashSet<String>,
    /// How the first slotted role is priced.
    first_slotting: String,
    /// The number of slotted roles of match grade D.
    stretches: usize,
    assumptions: Vec<Note>,
    /// The texts of `assumptions`.
    assumed: HashSet<String>,
    /// The rule of a bonus that a level decides.
    bonus_by_level: Option<RetentionRule>,
    /// The rule of a bonus that years of career decide.
    bonus_by_career: Option<RetentionRule>,
    reading: Option<Reading>,
    other_reading: Option<Reading>,
    /// The least and the greatest change of mid in the other reading, in whole percent.
    changes: Option<(Decimal, Decimal)>,
    oldest: Option<Date>,
    /// What percentiles are of, for each element and population.
    percentiles: Vec<(CellElement, Population)>,
    /// The selectors of the pack's data behind prices, including those of the other reading, in the form that caveats use.
    uses: HashSet<String>,
}

impl NoteFacts {
    /// Adds a price.
    pub(super) fn add(&mut self, pack: &Pack, quote: &Quote) -> Result<(), DataError> {
        if let Some(city) = quote.cell.city.as_deref().filter(|_| marks(quote).has(Mark::ReferenceRate))
            && !self.seen_cities.contains(city)
        {
            self.seen_cities.insert(city.to_owned());
            self.reference_cities.push(city.to_owned());
        }
        if quote.is_slotted() && !self.slotted.contains(&quote.cell.role) {
            if self.slotted.is_empty() {
                self.first_slotting = slotting(&quote.trace);
            }
            self.slotted.insert(quote.cell.role.clone());
            self.stretches += usize::from(quote.is_stretch());
        }
        self.add_assumptions(pack, quote)?;
        self.reading = self.reading.or(quote.reading);
        self.add_percentiles(quote);
        self.add_other_reading(quote);
        self.oldest = Some(self.oldest.map_or(quote.effective, |oldest| oldest.min(quote.effective)));
        // The calibrated rate of a city depends on the workforce.
        let has_workforce =
            quote.cell.city.is_some() && quote.other.is_some_and(|other| other.reading == Reading::Calibrated);
        let selectors = selectors_of_steps(&quote.cell.role, self.shown_steps(quote));
        for used in selectors.chain(has_workforce.then_some(WORKFORCE.into())) {
            if !self.uses.contains(used.as_ref()) {
                self.uses.insert(used.into_owned());
            }
        }
        Ok(())
    }

    /// The steps of a price, without that of the bonus where it is not shown.
    fn shown_steps<'q>(&self, quote: &'q Quote) -> impl Iterator<Item = &'q Step> + Clone + use<'q> {
        let is_base_only = self.is_base_only;
        quote.trace.iter().filter(move |step| !(is_base_only && step.kind() == StepKind::Retention))
    }

    /// Adds levels priced as others, given premiums, and exchange rates.
    fn add_assumptions(&mut self, pack: &Pack, quote: &Quote) -> Result<(), DataError> {
        for step in self.shown_steps(quote) {
            match (step.kind(), &step.basis) {
                (StepKind::Currency, _) => self.assume(Note::new(format!("converted at {}", step_name(step)))),
                (StepKind::City | StepKind::Retention, StepBasis::Given)
                | (StepKind::ForeignHire | StepKind::Ageing, _) => {
                    self.assume(Note::new(format!("used: {}", step_name(step))));
                }
                _ => {}
            }
        }
        if quote.geo_basis == GeoBasis::Given
            && let Some(city) = quote.cell.city.as_deref()
            && pack.geo_differentials()?.get(city).is_some()
        {
            let city = pack.city_name(city)?;
            self.assume(Note::warning(format!("--city-premium replaces the published premium of {city}")));
        }
        if quote.trace.iter().any(|step| step.kind() == StepKind::ForeignHire) {
            self.assume_typical_hire(pack, quote)?;
        }
        let grounds = self.shown_steps(quote).filter_map(|step| match &step.inputs {
            StepInputs::Retention { rule: Some(rule), .. } => Some(rule),
            _ => None,
        });
        for rule in grounds {
            match &rule.ground {
                YearsGround::Stated => {}
                YearsGround::Career => self.bonus_by_career = Some(rule.clone()),
                YearsGround::Level(_) => self.bonus_by_level = Some(rule.clone()),
            }
        }
        if let (Some(level), Some(asked)) = (&quote.priced_as, &quote.cell.level) {
            let (asked, used) = (pack.level_name(asked)?, pack.level_name(level)?);
            self.assume(Note::warning(format!(
                "no figure is published for {}: priced as {}",
                asked.to_lowercase(),
                used.to_lowercase()
            )));
        }
        Ok(())
    }

    /// Warns where the premium for a kind of hire is asked for outside of the cities, or below the level, that its source means.
    fn assume_typical_hire(&mut self, pack: &Pack, quote: &Quote) -> Result<(), DataError> {
        let Some(premium) = pack.premiums()?.iter().find(|premium| premium.kind == PremiumKind::Hire) else {
            return Ok(());
        };
        let typical: Vec<&str> = premium.typical_cities.split(';').map(str::trim).filter(|id| !id.is_empty()).collect();
        let mut outside = Vec::new();
        if let Some(city) = quote.cell.city.as_deref()
            && !typical.is_empty()
            && !typical.contains(&city)
        {
            let names: Vec<&str> = typical.iter().map(|id| pack.city_name(id)).collect::<Result<_, _>>()?;
            outside.push(names.join(", "));
        }
        if let (Some(least), Some(asked)) = (&premium.typical_level, quote.cell.level.as_deref()) {
            let table = pack.levels()?;
            let place = |id: &str| table.iter().position(|level| level.id == *id);
            if place(asked) < place(least) {
                outside.push(format!("{} and above", pack.level_name(least)?.to_lowercase()));
            }
        }
        if !outside.is_empty() {
            self.assume(Note::warning(format!("--foreign-hire is for {}", outside.join("; "))));
        }
        if !premium.applies_to.is_empty() {
            self.assume(Note::new(format!("--foreign-hire is the premium of {}", premium.applies_to.as_str())));
        }
        Ok(())
    }

    /// What was taken for the years that decide the bonus, where nobody stated them.
    fn notes_on_bonus(&self) -> Vec<Note> {
        let mut out = Vec::new();
        if let Some(rule) = &self.bonus_by_level {
            let text = format!("the bonus assumes over {} years in the field", rule.over_years);
            out.push(Note::fact(text).advising("--domain-years N"));
        }
        if let Some(rule) = &self.bonus_by_career {
            out.push(
                Note::new(format!("years of career are taken as years of {} for the bonus", rule.years_of))
                    .advising("--domain-years N"),
            );
        }
        out
    }

    /// Adds a note, unless one with the same text is there.
    fn assume(&mut self, note: Note) {
        if self.assumed.insert(note.text.clone()) {
            self.assumptions.push(note);
        }
    }

    fn add_percentiles(&mut self, quote: &Quote) {
        let of = quote.percentiles.as_ref().map(|percentiles| (percentiles.element, percentiles.population));
        self.percentiles.extend(of.filter(|of| !self.percentiles.contains(of)));
    }

    fn add_other_reading(&mut self, quote: &Quote) {
        let Some(other) = quote.other else { return };
        self.other_reading = self.other_reading.or(Some(other.reading));
        let ratio = other.base.mid.checked_div(quote.base.mid);
        let percent = ratio.and_then(|ratio| (ratio - Decimal::ONE).checked_mul(Decimal::ONE_HUNDRED));
        if let Some(change) = percent.map(|percent| round_places(percent, 0)) {
            let (least, most) = self.changes.unwrap_or((change, change));
            self.changes = Some((least.min(change), most.max(change)));
        }
    }

    /// The notes about the prices added so far, without caveats.
    pub(super) fn notes(&self, pack: &Pack, today: Date) -> Result<Vec<Note>, DataError> {
        let mut out = self.meaning_of_marks(pack)?;
        out.extend(self.assumptions.iter().cloned());
        out.extend(self.note_on_other_reading());
        for (element, population) in &self.percentiles {
            out.push(Note::new(provenance::are_percentiles(*element, *population)));
        }
        out.extend(self.notes_on_bonus());
        if let Some(used) = self.reading {
            out.push(Note::new(reading(pack, used)?));
            // Where some roles have percentiles, the two kinds of ranges differ.
            let of = if self.percentiles.is_empty() { "" } else { "of the other roles, " };
            let slotted = match self.slotted.is_empty() {
                true => "",
                false => "; those of slotted roles hold the ends of the adjustment too",
            };
            out.push(Note::new(format!("{of}{}{slotted}", provenance::not_percentiles(used))));
        }
        out.extend(provenance::age_warning(pack, self.oldest, today)?);
        Ok(out)
    }

    /// The caveats that affect the prices added so far.
    pub(super) fn caveats(&self, pack: &Pack) -> Result<Vec<Note>, DataError> {
        let uses: Vec<&String> = self.uses.iter().collect();
        provenance::caveats(pack, &uses)
    }

    /// The age of the oldest price.
    pub(super) fn age(&self, today: Date) -> Option<Age> {
        self.oldest.and_then(|oldest| provenance::age(oldest, today))
    }

    /// The meanings of the marks behind prices.
    fn meaning_of_marks(&self, pack: &Pack) -> Result<Vec<Note>, DataError> {
        Ok(reference_rates(pack, &self.reference_cities)?
            .into_iter()
            .chain(meaning_of_slotted(self.slotted.len(), &self.first_slotting, self.stretches))
            .collect())
    }

    /// The difference between the other reading and the one shown, in one sentence.
    fn note_on_other_reading(&self) -> Option<Note> {
        let reading = self.other_reading?;
        let (least, most) = self.changes?;
        let (near, far) = if most.abs() < least.abs() { (most, least) } else { (least, most) };
        let span = if near == far { format!("{}", far.abs()) } else { format!("{}–{}", near.abs(), far.abs()) };
        let change = match (least.is_sign_negative(), most.is_sign_negative()) {
            (true, true) => format!("is {span}% lower"),
            (false, false) => format!("is {span}% higher"),
            // Premiums from an overlay may be negative.
            _ => format!("changes by {least}% to +{most}%"),
        };
        let text = match reading {
            Reading::Calibrated => format!("pay {change} if the median includes premiums"),
            Reading::Literal => format!("pay {change} if premiums come on top"),
        };
        let advice = format!("--reading {}", reading.as_str());
        Some(Note::warning(text).advising(advice).only_for(NoteTarget::Tables))
    }
}

/// The selectors of the pack's data that the steps of a role's price use.
pub(super) fn selectors_of_steps<'s, S: Iterator<Item = &'s Step> + Clone>(
    role: &str,
    steps: S,
) -> impl Iterator<Item = Cow<'s, str>> + use<'s, S> {
    let is_slotted = steps.clone().any(|step| step.basis == StepBasis::Slotted);
    let slotted = is_slotted.then(|| format!("roles.slotted_to:{role}").into());
    steps.filter_map(|step| step.selector.as_deref().map(Cow::from)).chain(slotted)
}

/// The published market of a city: vacancies, candidates and days to fill.
pub(super) fn market_of(pack: &Pack, city: &str) -> Result<Option<Note>, DataError> {
    let name = pack.city_name(city)?;
    Ok(pack.city_market()?.get(city).map(|market| {
        Note::fact(format!(
            "{name}, all roles: {} vacancies, {} candidates each, {} days to fill",
            grouped(market.vacancies.into(), 0),
            market.supply_ratio.normalize(),
            market.vacancy_days
        ))
    }))
}

/// How a slotted role is priced: `median of EHR Systems Engineer, −38 to −8%, match grade C`.
pub(super) fn slotting(trace: &[Step]) -> String {
    let adjustment = trace.iter().find_map(|step| match &step.inputs {
        StepInputs::Slotting { adjustment, .. } => Some(signed_percent_range(*adjustment)),
        _ => None,
    });
    let anchor = trace.iter().find_map(|step| match &step.inputs {
        StepInputs::Median { slotted_from: Some(role), .. } => Some(("median", role)),
        StepInputs::Cell { slotted_from: Some(role), .. } => Some(("percentiles", role)),
        _ => None,
    });
    let Some((figures, role)) = anchor else { return String::new() };
    let adjustment = adjustment.map(|range| format!(", {range}")).unwrap_or_default();
    format!("{figures} of {}{adjustment}, match grade {}", role.title, role.match_grade)
}

/// The meaning of the mark of slotted roles: how many there are, how many are of match grade D, and how the first is priced.
pub(super) fn meaning_of_slotted(roles: usize, first: &str, stretches: usize) -> Option<Note> {
    let text = match roles {
        0 => return None,
        1 => format!("priced from the {first}"),
        several => {
            let stretches = if stretches > 0 { format!("; grade D, a stretch: {stretches}") } else { String::new() };
            format!("{several} roles are slotted: priced from the median of another role{stretches}")
        }
    };
    Some(Note::mark(Mark::Slotted, text))
}

/// The assumption of a reading about the median.
fn reading(pack: &Pack, reading: Reading) -> Result<String, DataError> {
    let own = pack.words(match reading {
        Reading::Literal => wording_id::LITERAL_READING,
        Reading::Calibrated => wording_id::CALIBRATED_READING,
    })?;
    Ok(match reading {
        Reading::Literal => {
            let taken_as = own.unwrap_or("the median is taken as the rate where no premium applies");
            format!(
                "literal reading: {taken_as}, and premiums go on top; the calibrated reading takes it as a national mean \
                 that already holds them"
            )
        }
        Reading::Calibrated => {
            let taken_as = own.unwrap_or("the median is taken as the mean over the cities with a known workforce");
            format!("calibrated reading: {taken_as}; the literal reading puts the premiums on top of it")
        }
    })
}

/// The caveats that affect the base salary of prices, without those of the bonus.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(crate) fn base_caveats(pack: &Pack, quotes: &[Quote]) -> Result<Vec<Note>, DataError> {
    let mut selectors: Vec<String> = Vec::new();
    for quote in quotes {
        let steps = quote.trace.iter().filter(|step| step.kind() != StepKind::Retention);
        selectors.extend(steps.filter_map(|step| step.selector.clone()));
        if quote.is_slotted() {
            selectors.push(format!("roles.slotted_to:{}", quote.cell.role));
        }
    }
    provenance::caveats(pack, &selectors)
}
