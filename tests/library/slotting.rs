//! The adjustments of slotted roles against the official figures that they come from, and the page that shows both.
//!
//! `slotting_evidence.csv` has a row for each figure, `slotting_choices.csv` the kind of work of each slotted role and the reason.
//! `PAYBAND_BLESS=1 cargo test --test library slotting` writes `docs/slotting.md` anew.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use payband::money::Decimal;
use payband::pack::{Pack, Record, Role, RoleKind};
use serde::Deserialize;

/// The source of adjustments that the authors of the pack judged.
const JUDGEMENT: &str = "payband-editorial";

/// Half the width, in percentage points, of an interval that rests on one ratio.
const ONE_RATIO: Decimal = Decimal::TEN;

/// The least width of an interval without evidence, in percentage points.
const JUDGED_WIDTH: u32 = 30;

/// A figure: the pay of an occupation, and that of the occupation of the anchor in the same document.
#[derive(Debug, Deserialize)]
struct Figure {
    role: String,
    anchor: String,
    source: String,
    occupation: String,
    anchor_occupation: String,
    place: String,
    measure: String,
    p50: Decimal,
    anchor_p50: Decimal,
    ratio: Decimal,
    address: String,
}

#[derive(Debug, Deserialize)]
struct Choice {
    role: String,
    work: Work,
    reason: String,
}

/// An objection of a second reader to the catalogue, and what became of it.
#[derive(Debug, Deserialize)]
struct Dispute {
    /// What is disputed: a role, several, or a source.
    subject: String,
    objection: String,
    outcome: Outcome,
    answer: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Outcome {
    /// The pack was changed.
    Mended,
    /// The pack stands, for the reason given.
    Kept,
}

/// The work of a role beside that of its anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Work {
    Same,
    Neighbouring,
    Other,
}

fn rows<T: for<'de> Deserialize<'de>>(file: &str) -> Vec<T> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(file);
    csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
}

/// The ratio of one source: the median over its places and occupations.
struct SourceRatio<'f> {
    source: &'f str,
    figures: Vec<&'f Figure>,
    ratio: Decimal,
}

/// The ratios of a role, in the order of its first figures.
fn ratios<'f>(figures: &'f [Figure], role: &str) -> Vec<SourceRatio<'f>> {
    let mut out: Vec<SourceRatio<'f>> = Vec::new();
    for figure in figures.iter().filter(|figure| figure.role == role) {
        match out.iter_mut().find(|known| known.source == figure.source) {
            Some(known) => known.figures.push(figure),
            None => out.push(SourceRatio { source: &figure.source, figures: vec![figure], ratio: Decimal::ZERO }),
        }
    }
    for source in &mut out {
        let mut each: Vec<Decimal> = source.figures.iter().map(|figure| figure.p50 / figure.anchor_p50).collect();
        each.sort_unstable();
        let middle = each.len() / 2;
        source.ratio =
            if each.len() % 2 == 1 { each[middle] } else { (each[middle - 1] + each[middle]) / Decimal::TWO };
    }
    out
}

/// The interval that ratios give, in whole percentage points, each end rounded away from the other.
fn interval(ratios: &[SourceRatio<'_>]) -> (Decimal, Decimal) {
    let points = |ratio: Decimal| (ratio - Decimal::ONE) * Decimal::ONE_HUNDRED;
    let low = points(ratios.iter().map(|source| source.ratio).min().unwrap());
    let high = points(ratios.iter().map(|source| source.ratio).max().unwrap());
    let half = if low == high { ONE_RATIO } else { Decimal::ZERO };
    ((low - half).floor(), (high + half).ceil())
}

fn slotted(pack: &Pack) -> Vec<&Record<Role>> {
    pack.roles().unwrap().iter().filter(|role| role.slotted_to.is_some()).collect()
}

/// Would catch an adjustment that is not what its figures give, a figure that is not used, a source that is not named, and a
/// judgement that claims more than it can.
#[test]
fn every_adjustment_is_what_its_figures_give() {
    let pack = Pack::bundled();
    let figures: Vec<Figure> = rows("slotting_evidence.csv");
    for role in slotted(&pack) {
        let id = role.id.as_str();
        let range = role.adjustment().unwrap_or_else(|| panic!("{id} has no adjustment"));
        let ratios = ratios(&figures, id);
        if ratios.is_empty() {
            assert_eq!(role.slot_source, JUDGEMENT, "{id}");
            assert!(range.high - range.low >= JUDGED_WIDTH.into(), "{id}: a judgement of {range:?}");
            continue;
        }
        assert_eq!((range.low, range.high), interval(&ratios), "{id}");
        let named: Vec<&str> = ratios.iter().map(|source| source.source).collect();
        assert_eq!(role.slot_source, *named.join(";"), "{id}");
    }
    for figure in &figures {
        let role = pack.roles().unwrap().get(&figure.role).unwrap_or_else(|| panic!("no role {}", figure.role));
        assert_eq!(role.slotted_to.as_deref(), Some(figure.anchor.as_str()), "{}", figure.role);
        assert!(pack.sources().unwrap().get(&figure.source).is_some(), "{figure:?}");
        assert_eq!((figure.p50 / figure.anchor_p50).round_dp(4), figure.ratio.round_dp(4), "{figure:?}");
        assert!(figure.address.starts_with("http"), "{figure:?}");
        let is_one = figure.occupation == figure.anchor_occupation;
        assert!(!is_one || figure.p50 == figure.anchor_p50, "{figure:?}");
    }
}

/// Would catch two figures of one occupation and place that differ between roles.
#[test]
fn an_occupation_has_one_figure_in_each_document() {
    let mut seen: HashMap<[String; 4], Decimal> = HashMap::new();
    for figure in rows::<Figure>("slotting_evidence.csv") {
        let Figure { source, place, measure, occupation, anchor_occupation, p50, anchor_p50, .. } = figure;
        for (occupation, pay) in [(occupation, p50), (anchor_occupation, anchor_p50)] {
            let key = [source.clone(), place.clone(), measure.clone(), occupation];
            let known = *seen.entry(key.clone()).or_insert(pay);
            assert_eq!(known, pay, "{key:?}");
        }
    }
}

/// The match grade by the rule of the page.
fn grade(work: Work, has_figures: bool) -> &'static str {
    match (work, has_figures) {
        (Work::Same, true) => "B",
        (Work::Same, false) | (Work::Neighbouring, true) => "C",
        (Work::Neighbouring, false) | (Work::Other, _) => "D",
    }
}

/// Would catch a grade that the rule does not give, and a slotted role without a reason.
#[test]
fn every_match_grade_follows_the_rule() {
    let pack = Pack::bundled();
    let figures: Vec<Figure> = rows("slotting_evidence.csv");
    let choices: Vec<Choice> = rows("slotting_choices.csv");
    for role in slotted(&pack) {
        let choice = choices.iter().find(|choice| role.id == choice.role);
        let choice = choice.unwrap_or_else(|| panic!("no choice for {}", role.id.as_str()));
        let has_figures = figures.iter().any(|figure| role.id == figure.role);
        assert_eq!(role.match_grade, *grade(choice.work, has_figures), "{}", choice.role);
    }
    assert_eq!(choices.len(), slotted(&pack).len());
}

/// Would catch a page that no longer says what the pack and the figures say.
#[test]
fn the_page_is_made_from_the_pack_and_the_figures() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/slotting.md");
    let wanted = page(&Pack::bundled());
    if std::env::var_os("PAYBAND_BLESS").is_some() {
        std::fs::write(&path, &wanted).unwrap();
    }
    assert!(std::fs::read_to_string(&path).unwrap_or_default() == wanted, "docs/slotting.md is not up to date");
}

const INTRO: &str = "\
# Slotting

A role without a published median is priced from that of the closest benchmark role, its anchor, with an adjustment. This page shows
the anchor of each role, the adjustment, and the figures that it comes from. It is made from the pack `china-healthcare-it-2025` and
from `tests/slotting_evidence.csv`, which has the address of each figure, and `tests/slotting_choices.csv`; a test computes every
adjustment again.

## Rules

1. The adjustment is an interval. Each official source at hand gives one ratio: the median pay of the occupation of the role over that
   of the occupation of its anchor, in the same document. A source with several places, or with several occupations that hold the
   role, counts by the median of its ratios. Ratios are taken between occupations only: no amount of these sources enters a price.
2. Low is the smallest ratio and high the largest, less 1, rounded to whole percent away from each other.
3. Where a source counts the role and its anchor in one occupation, its ratio is 1: it does not tell the two apart.
4. Where there is only one ratio, or all are the same, low and high are 10 points below and above it.
5. Where no source has the role, the adjustment is a judgement, and says so: a range of 30 points or more, of the source
   `payband-editorial`.
6. The match grade says how near the work is and whether there are figures. A is a benchmark role itself. B is the same kind of work
   with figures. C is the same kind of work without figures, or neighbouring work with figures: another main skill on the same systems or
   data. D is everything else. A price of grade D is shown and marked, and has no rank; `--min-grade C` refuses it.

The sources are of several countries, because no Chinese source has all occupations. Which occupation stands for a role is an
editorial choice, given below with its reason. The Chinese sources are secondary: the figures are those that the repositories
lbszyq/careerAI and AIALRA-0/AIALRA-Interview quote from the official page; the address of that page is in the file of figures. The
unit of the figures of Hangzhou is in doubt; it cancels out in a ratio.
";

/// The text of `docs/slotting.md`.
fn page(pack: &Pack) -> String {
    let figures: Vec<Figure> = rows("slotting_evidence.csv");
    let choices: Vec<Choice> = rows("slotting_choices.csv");
    let mut text = INTRO.to_owned();
    text.push_str("\n## Sources\n\n| id | document | note |\n| --- | --- | --- |\n");
    for source in pack.sources().unwrap() {
        if source.id == JUDGEMENT || figures.iter().any(|figure| source.id == figure.source) {
            let document = if source.url.is_empty() {
                source.title.owned()
            } else {
                format!("[{}]({})", source.title.as_str(), source.url.as_str())
            };
            writeln!(text, "| `{}` | {document} | {} |", source.id.as_str(), source.note.as_str()).unwrap();
        }
    }
    text.push_str("\n## Summary\n\n| role | kind | anchor | adjustment | grade |\n| --- | --- | --- | --- | --- |\n");
    for role in slotted(pack) {
        let anchor = pack.role_title(role.slotted_to.as_deref().unwrap()).unwrap();
        let range = adjustment(role);
        let (title, kind) = (role.title.as_str(), role.kind.as_str());
        writeln!(text, "| {title} | {kind} | {anchor} | {range} | {} |", role.match_grade.as_str()).unwrap();
    }
    text.push_str("\n## Roles\n");
    for role in slotted(pack) {
        let choice = choices.iter().find(|choice| role.id == choice.role);
        text.push_str(&section(pack, role, choice, &ratios(&figures, &role.id)));
    }
    text.push_str(DISPUTED);
    text.push_str("\n| subject | objection | outcome | answer |\n| --- | --- | --- | --- |\n");
    for dispute in rows::<Dispute>("slotting_disputes.csv") {
        let Dispute { subject, objection, outcome, answer } = dispute;
        let outcome = match outcome {
            Outcome::Mended => "mended",
            Outcome::Kept => "kept",
        };
        writeln!(text, "| {subject} | {objection} | {outcome} | {answer} |").unwrap();
    }
    text
}

const DISPUTED: &str = "
## Disputed

A second reader, with the official figures only, disputed the anchors, adjustments, grades and names row by row. What was right is in
the pack now; the rest is answered here.
";

/// The part of the page about a role.
fn section(pack: &Pack, role: &Record<Role>, choice: Option<&Choice>, ratios: &[SourceRatio<'_>]) -> String {
    let anchor = pack.role_title(role.slotted_to.as_deref().unwrap()).unwrap();
    let mut text = format!(
        "\n### {}\n\nAnchor {anchor}, adjustment {}, match grade {}.",
        role.title.as_str(),
        adjustment(role),
        role.match_grade.as_str()
    );
    if let Some(choice) = choice {
        let work = match choice.work {
            Work::Same => "Same kind of work",
            Work::Neighbouring => "Neighbouring work",
            Work::Other => "Other work",
        };
        write!(text, " {work}: {}.", lower_first(&choice.reason)).unwrap();
    }
    text.push('\n');
    if ratios.is_empty() {
        text.push_str("\nNo source has the role: the adjustment is a judgement.\n");
        return text;
    }
    text.push_str("\n| source | place | occupation | pay | occupation of the anchor | pay | ratio |\n");
    text.push_str("| --- | --- | --- | ---: | --- | ---: | ---: |\n");
    for figure in ratios.iter().flat_map(|source| &source.figures) {
        let measure = if figure.measure == "P50" { String::new() } else { format!(" ({})", figure.measure) };
        let Figure { source, place, occupation, anchor_occupation, p50, anchor_p50, ratio, .. } = figure;
        writeln!(
            text,
            "| `{source}` | {place} | {occupation}{measure} | {p50} | {anchor_occupation} | {anchor_p50} | {ratio} |"
        )
        .unwrap();
    }
    let each: Vec<String> =
        ratios.iter().map(|source| format!("`{}` {}", source.source, source.ratio.round_dp(4).normalize())).collect();
    let (low, high) = interval(ratios);
    let least = ratios.iter().map(|source| source.ratio).min().unwrap();
    let most = ratios.iter().map(|source| source.ratio).max().unwrap();
    let places = |ratio: Decimal| ratio.round_dp(4).normalize();
    if least == most {
        let ratio = places(least);
        writeln!(
            text,
            "\nRatios: {}. One ratio: low = {ratio} − 0.1 − 1 = {low}%, high = {ratio} + 0.1 − 1 = {high}%.",
            each.join(", ")
        )
        .unwrap();
    } else {
        writeln!(
            text,
            "\nRatios: {}. Low = {} − 1 = {low}%, high = {} − 1 = {high}%.",
            each.join(", "),
            places(least),
            places(most)
        )
        .unwrap();
    }
    text
}

fn adjustment(role: &Role) -> String {
    let range = role.adjustment().unwrap();
    format!("{} to {}%", range.low.normalize(), range.high.normalize())
}

/// A sentence that goes on behind a colon. Names in capitals keep them.
fn lower_first(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(char::to_lowercase).map(String::from_iter).unwrap_or_default();
    if letters.clone().next().is_some_and(char::is_uppercase) { sentence.to_owned() } else { first + letters.as_str() }
}

/// Would catch a role of the report that has lost its kind by getting a price: 30 are covered or benchmarks, 6 are emerging.
#[test]
fn the_roles_of_the_report_keep_their_kind() {
    let pack = Pack::bundled();
    let of = |kinds: &[RoleKind]| pack.roles().unwrap().iter().filter(|role| kinds.contains(&role.kind)).count();
    assert_eq!(of(&[RoleKind::Benchmark, RoleKind::Covered]), 30);
    assert_eq!(of(&[RoleKind::Emerging]), 6);
    for id in [
        "cybersecurity-architect",
        "data-analytics-engineer",
        "cloud-infrastructure-engineer",
        "data-analyst",
        "healthcare-it-architect",
    ] {
        let role = pack.roles().unwrap().get(id).unwrap();
        assert!(role.kind == RoleKind::Mentioned && role.slotted_to.is_some(), "{id}");
    }
}
