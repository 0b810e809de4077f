//! The trace of a price: one typed step for each operation, without words for people.

use jiff::civil::Date;

use super::ageing::{AgeingMethod, AgeingRate};
use super::basis::StepBasis;
use super::exchange::Conversion;
use super::percentiles::MissingEnds;
use crate::money::{Currency, Decimal, Interval, PercentRange, Period};
use crate::pack::{CellElement, Population, Qualifier};

/// One step of a trace.
#[derive(Debug, Clone)]
pub struct Step {
    /// What the step does, and the inputs that it read.
    pub inputs: StepInputs,
    /// The factor by which the amount is multiplied; `None` for a start and a sum. The retention step's factor is of base.
    pub factor: Option<Interval>,
    /// The amount after the step: base so far, or for the last two steps the bonus and the sum.
    pub value: Interval,
    /// The ends of `value` that are not published.
    pub missing: MissingEnds,
    /// The currency of `value`.
    pub currency: Currency,
    /// The date for which `value` holds.
    pub effective: Date,
    /// Where the figure of the step comes from.
    pub basis: StepBasis,
    /// The ids of the documents that the figure comes from, joined by `;`; empty when the caller gave it.
    pub source: String,
    /// The section of the document.
    pub section: String,
    /// The selector of the pack data that the step read, in the form in which caveats name data: `table`, `table.column`,
    /// `table:key` or `table.column:key`.
    pub selector: Option<String>,
}

impl Step {
    /// What the step does.
    #[must_use]
    pub fn kind(&self) -> StepKind {
        match self.inputs {
            StepInputs::Median { .. } => StepKind::Median,
            StepInputs::Cell { .. } => StepKind::Cell,
            StepInputs::Ageing { .. } => StepKind::Ageing,
            StepInputs::Slotting { .. } => StepKind::Slotting,
            StepInputs::Calibration => StepKind::Calibration,
            StepInputs::City(_) => StepKind::City,
            StepInputs::Level { .. } => StepKind::Level,
            StepInputs::ForeignHire { .. } => StepKind::ForeignHire,
            StepInputs::Sector { .. } => StepKind::Sector,
            StepInputs::Currency(_) => StepKind::Currency,
            StepInputs::Period { .. } => StepKind::Period,
            StepInputs::Retention { .. } => StepKind::Retention,
            StepInputs::Total => StepKind::Total,
        }
    }
}

/// What a step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepKind {
    /// Starts from a median.
    Median,
    /// Starts from percentiles.
    Cell,
    /// Ages the amount to a date.
    Ageing,
    /// Adds the adjustment of a slotted role over its benchmark role.
    Slotting,
    /// Solves for the reference rate.
    Calibration,
    /// Adds the geographic differential.
    City,
    /// Adds the seniority differential.
    Level,
    /// Adds the premium for foreign specialists.
    ForeignHire,
    /// Removes the premium over another sector.
    Sector,
    /// Changes the currency.
    Currency,
    /// Divides a year by the months paid in it.
    Period,
    /// Calculates the retention bonus, which is not part of base.
    Retention,
    /// Adds base and retention bonus.
    Total,
}

impl StepKind {
    /// The word in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            StepKind::Median => "median",
            StepKind::Cell => "cell",
            StepKind::Ageing => "ageing",
            StepKind::Slotting => "slotting",
            StepKind::Calibration => "calibration",
            StepKind::City => "city",
            StepKind::Level => "level",
            StepKind::ForeignHire => "foreign_hire",
            StepKind::Sector => "sector",
            StepKind::Currency => "currency",
            StepKind::Period => "period",
            StepKind::Retention => "retention",
            StepKind::Total => "total",
        }
    }
}

/// The inputs of a step. Names are those that the pack gives in its own tables.
#[derive(Debug, Clone)]
pub enum StepInputs {
    /// A median, the start of a trace.
    Median {
        /// The benchmark role, where the median is not the role's own.
        slotted_from: Option<SlottedFrom>,
        /// What the median is of, where the source does not say and the pack's authors chose it.
        chosen_terms: Option<MedianTerms>,
    },
    /// Percentiles, the start of a trace.
    Cell {
        /// The benchmark role, where the percentiles are not the role's own.
        slotted_from: Option<SlottedFrom>,
        /// Whose pay it is.
        population: Population,
        /// What is measured.
        element: CellElement,
        /// The name of the place; `None` for the whole market without a name.
        place: Option<String>,
        /// The name of the segment; `None` for all.
        segment: Option<String>,
        /// How many periods of the published amounts a year has: 12 for amounts a month.
        per_year: u32,
    },
    /// Ageing from one date to another.
    Ageing {
        /// The date for which the amount held before.
        from: Date,
        /// The date for which it holds after.
        to: Date,
        /// Growth, in percentage points a year.
        rate_pct: Decimal,
        /// Where the growth comes from.
        rate: AgeingRate,
        /// Whom the source credits with the growth of the sector; empty where it credits nobody.
        credited: String,
        /// How growth adds up within a year.
        method: AgeingMethod,
        /// The days of a mean month, by which days beyond whole months are counted.
        days_per_month: Decimal,
    },
    /// The adjustment of a slotted role.
    Slotting {
        /// The title of the slotted role.
        role: String,
        /// The title of the benchmark role.
        benchmark: String,
        /// The adjustment over the benchmark role.
        adjustment: PercentRange,
    },
    /// The reference rate of the calibrated reading.
    Calibration,
    /// A geographic differential.
    City(CityDifferential),
    /// A seniority differential.
    Level {
        /// The level whose differential is used.
        level: LevelDifferential,
        /// What the differential is relative to; empty when the pack does not say.
        relative_to: String,
        /// Whether the source does not say what it is relative to, and the pack's authors chose it.
        chosen_reference: bool,
        /// The level of the median, over which the calibrated reading takes the differential.
        median_level: Option<LevelDifferential>,
        /// The name of the level asked for, where it has no differential of its own.
        asked: Option<String>,
    },
    /// The premium for specialists from abroad.
    ForeignHire {
        /// The premium.
        premium: PercentRange,
        /// What the premium is relative to; empty when the pack does not say.
        relative_to: String,
        /// Whose premium it is; empty when the pack does not say.
        applies_to: String,
        /// How the source hedges it.
        qualifier: Option<Qualifier>,
    },
    /// The premium over another sector, taken away.
    Sector {
        /// The name of the sector.
        sector: String,
        /// The premium.
        premium: PercentRange,
    },
    /// A change of currency.
    Currency(Conversion),
    /// A part of a year.
    Period {
        /// The part: a month or an hour.
        period: Period,
        /// How many of them are paid a year.
        paid: Decimal,
    },
    /// A retention bonus.
    Retention {
        /// The bonus as a percentage of base.
        share: PercentRange,
        /// The rule of the pack; `None` where the caller gave the percentage.
        rule: Option<RetentionRule>,
    },
    /// The sum of base and retention bonus.
    Total,
}

/// The benchmark role from which a role is priced.
#[derive(Debug, Clone)]
pub struct SlottedFrom {
    /// The title of the benchmark role.
    pub title: String,
    /// How well it fits: B, C or D.
    pub match_grade: String,
}

/// What a median is of.
#[derive(Debug, Clone)]
pub struct MedianTerms {
    /// The pay element, such as `base`.
    pub element: String,
    /// The span of time that it is paid for: `year`.
    pub period: &'static str,
}

/// The geographic differential of a step.
#[derive(Debug, Clone)]
pub enum CityDifferential {
    /// Given by the caller.
    Given(PercentRange),
    /// The pack has none for the city, which is priced at the reference rate.
    NonePublished {
        /// The name of the city.
        city: String,
        /// What the reference rate is for a city of its tier, in the pack's own words.
        reference_rate: Option<String>,
    },
    /// A row of the pack or of an overlay.
    Published {
        /// The name of the city.
        city: String,
        /// The differential.
        differential: PercentRange,
        /// What it is relative to; empty when the pack does not say.
        relative_to: String,
        /// Whether it moves together with the reference rate of the calibrated reading.
        calibrated: bool,
    },
}

/// A level and its differential.
#[derive(Debug, Clone)]
pub struct LevelDifferential {
    /// The name of the level.
    pub name: String,
    /// The differential.
    pub differential: PercentRange,
    /// Whether the source gives it as an approximation.
    pub is_about: bool,
}

/// The condition of a retention bonus.
#[derive(Debug, Clone)]
pub struct RetentionRule {
    /// The bonus is paid for strictly more years than these.
    pub over_years: Decimal,
    /// What the years are of, such as domain experience.
    pub years_of: String,
    /// How the years were known.
    pub ground: YearsGround,
    /// What the percentages are of all bonuses, such as `average`; empty where the source does not say.
    pub measure: String,
}

/// How the years that decide a bonus were known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum YearsGround {
    /// The caller stated years of the kind that the rule asks for.
    Stated,
    /// The caller stated years of career, which stand for them.
    Career,
    /// Nobody stated any: the level with this name can have them.
    Level(String),
}

/// The weakest basis among some steps.
#[must_use]
pub fn basis(steps: &[Step]) -> StepBasis {
    // That a bonus applies may be a choice; the base salary does not rest on it, nor on the sum of both.
    let is_of_base = |step: &&Step| match step.kind() {
        StepKind::Retention => step.basis != StepBasis::Editorial,
        StepKind::Total => false,
        _ => true,
    };
    let of_base = steps.iter().filter(is_of_base);
    of_base.map(|step| step.basis.clone()).max().unwrap_or(StepBasis::Published)
}

/// The ids of the documents that some steps come from, each once, joined by `;`.
#[must_use]
pub fn sources(steps: &[Step]) -> String {
    let mut ids: Vec<&str> = Vec::new();
    for step in steps {
        for id in step.source.split(';').filter(|id| !id.is_empty()) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    ids.join(";")
}
