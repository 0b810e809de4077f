//! Properties that hold for every pack, name, option and amount.
//!
//! Would catch: a pack file, a name or an argument that makes payband panic, a step of a price whose low end is above its
//! high end, a sum that is not its parts, a calibrated reading whose mean is not the median or whose ends are not the
//! extremes, and CSV that does not read back.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use jiff::civil::{Date, date};
use payband::money::{Decimal, PercentRange, Period, round_money};
use payband::names::{Lexicon, NameWords, Places, Titles, collisions};
use payband::pack::{Pack, check};
use payband::pricing::{
    Ageing, AgeingMethod, AgeingRate, Cell, DomainYears, Options, Pricer, Quote, Reading, Retention, StepKind,
};
use payband::render::{Format, render};
use payband::views::{self, BenchmarkRow, CitySort, RoleFilter};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use tempfile::TempDir;

use crate::property_cases::property_cases;

const TODAY: Date = date(2025, 12, 1);

fn data() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data/packs/china-healthcare-it-2025"))
}

/// The bundled pack's files by name.
fn files() -> &'static [(String, Vec<u8>)] {
    static FILES: OnceLock<Vec<(String, Vec<u8>)>> = OnceLock::new();
    FILES.get_or_init(|| {
        let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(data())
            .unwrap()
            .map(|entry| entry.unwrap())
            .filter(|entry| entry.file_type().unwrap().is_file())
            .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
            .collect();
        files.sort();
        files
    })
}

/// The bundled pack in a folder, with one file replaced.
fn pack_with(file: &str, bytes: &[u8]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, own) in files() {
        let bytes = if name == file { bytes } else { own };
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

/// Uses a pack in every way, whether it can be read or not: nothing may panic.
fn use_everything(pack: &Pack, table: &str) {
    let _ = pack.descriptor();
    let _ = pack.read_all();
    let _ = check(pack);
    let _ = collisions(pack);
    let words = NameWords::default();
    let _ = Titles::new(pack, &words).resolve("Senior Cloud Architect - 上海");
    if let Ok(places) = Places::new(pack, &words) {
        let _ = places.resolve("浙江省杭州市余杭区");
    }
    for lexicon in [Lexicon::levels(pack), Lexicon::skills(pack)].into_iter().flatten() {
        let _ = lexicon.resolve("seniour");
    }
    let ids = |table: &str| -> Vec<String> {
        let rows = pack.raw_rows(table).map(|raw| raw.rows).unwrap_or_default();
        rows.into_iter().filter_map(|row| row.cells.into_iter().next()).take(6).collect()
    };
    let (roles, levels) = (ids("roles"), ids("levels"));
    let cities = ids("cities");
    let mut priced = Vec::new();
    for reading in [Reading::Literal, Reading::Calibrated] {
        let ageing = Ageing { on: date(2027, 3, 9), method: AgeingMethod::Compound, rate: AgeingRate::Sector };
        let options = Options {
            reading,
            foreign_hire: true,
            ageing: Some(ageing),
            currency: Some("CNY".parse().unwrap()),
            period: Period::Month,
            ..Options::default()
        };
        for options in [options, Options { reading, ..Options::default() }] {
            let Ok(pricer) = Pricer::new(pack, options) else { continue };
            for role in &roles {
                for level in &levels {
                    for city in cities.iter().map(Some).chain([None]).take(4) {
                        let cell = Cell { role: role.clone(), city: city.cloned(), level: Some(level.clone()) };
                        if let Ok(quote) = pricer.quote(&cell) {
                            priced.push(BenchmarkRow { quote, offer: None, uplift: None });
                        }
                    }
                }
            }
            if let Ok(premiums) = pack.premiums() {
                let _ = premiums.iter().map(|premium| pricer.against(&roles[0], premium)).collect::<Vec<_>>();
            }
        }
    }
    let mut answers = vec![
        views::roles(pack, &RoleFilter::default()),
        views::city(pack, &cities, Some(CitySort::Candidates), Some(2100)),
        views::skills(pack, &roles, None),
        views::pack_tables(pack),
        views::benchmark(
            pack,
            &priced,
            views::BenchmarkParts { traces: true, ..views::BenchmarkParts::default() },
            TODAY,
        ),
        views::explain(pack, &priced[..priced.len().min(20)], TODAY),
    ];
    answers.extend(roles.first().map(|role| views::gap(pack, role, &[])));
    answers.push(views::table_rows(pack, table, None));
    for answer in answers.into_iter().flatten() {
        for format in [Format::Json, Format::Table] {
            let _ = render(&answer, &payband::render::RenderOptions::new(format));
        }
    }
}

/// Any file of the pack, with other contents.
fn broken_file() -> impl Strategy<Value = (String, Vec<u8>)> {
    let cell = prop_oneof![
        4 => any::<String>(),
        2 => "[-+]?[0-9]{1,30}(\\.[0-9]{1,30})?",
        1 => Just("79228162514264337593543950335".to_owned()),
        1 => Just("-100".to_owned()),
        1 => Just("0".to_owned()),
        1 => Just(String::new()),
        1 => Just("9999-12-31".to_owned()),
        1 => Just("-009999-01-01".to_owned()),
    ];
    (any::<Index>(), 0..4, prop::collection::vec(any::<u8>(), 0..300), cell, any::<[Index; 3]>()).prop_map(
        |(file, way, noise, cell, [one, other, third])| {
            let (name, own) = &files()[file.index(files().len())];
            let changed = match way {
                // Any bytes.
                0 => noise,
                // The beginning of the file, then any bytes.
                1 => [&own[..one.index(own.len())], &noise].concat(),
                // The file without a part.
                2 => {
                    let (from, to) = (one.index(own.len()), other.index(own.len()));
                    [&own[..from.min(to)], &own[from.max(to)..]].concat()
                }
                // The file with one cell replaced.
                _ => {
                    let text = std::str::from_utf8(own).unwrap();
                    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
                    let line = one.index(lines.len());
                    let mut cells: Vec<&str> = lines[line].split(',').collect();
                    let at = other.index(cells.len());
                    cells[at] = &cell;
                    lines[line] = cells.join(",");
                    if third.index(4) == 0 {
                        lines.truncate(line + 1);
                    }
                    lines.join("\n").into_bytes()
                }
            };
            (name.clone(), changed)
        },
    )
}

proptest! {
    #![proptest_config(property_cases(24))]

    #[test]
    fn no_file_of_a_pack_can_make_it_panic((file, bytes) in broken_file()) {
        let table = file.trim_end_matches(".csv");
        let folder = pack_with(&file, &bytes);
        use_everything(&Pack::open(Some(folder.path()), &[] as &[&Path]).unwrap(), table);
        // The same file alone, as an overlay.
        let overlay = tempfile::tempdir().unwrap();
        fs::write(overlay.path().join(&file), &bytes).unwrap();
        if let Ok(pack) = Pack::open(None, &[overlay.path()]) {
            use_everything(&pack, table);
        }
    }
}

/// Texts that resemble names, so that more than the first check is reached.
fn name() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        select(vec![
            "Senior",
            "Sr.",
            "Lead",
            "Cloud",
            "Architect",
            "architects",
            "Healthcare",
            "Data",
            "Scientist",
            "Fintech",
            "IT",
            "EHR",
            "C++",
            "(remote)",
            "/",
            " - ",
            "，",
            "、",
            "高级",
            "资深",
            "医疗",
            "云",
            "架构师",
            "数据",
            "工程师",
            "北京",
            "上海",
            "上海市",
            "浙江省",
            "杭州",
            "余杭区",
            "市",
            "省",
            "区",
            "重庆·",
            "Shang",
            "hai",
            "China",
            "ＣＬＯＵＤ",
            "é",
            "İ",
            "ß",
            "ﬁ",
            "\u{301}",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
        "[a-z]{1,12}",
    ];
    prop::collection::vec((piece, select(vec!["", " ", "-"])), 0..8)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, joint)| [piece, joint.to_owned()]).collect())
}

proptest! {
    #![proptest_config(property_cases(100))]

    #[test]
    fn no_name_can_make_it_panic(text in name()) {
        struct Readers {
            titles: Titles<'static>,
            places: Places<'static>,
            levels: Lexicon,
            skills: Lexicon,
        }
        static READERS: OnceLock<Readers> = OnceLock::new();
        let readers = READERS.get_or_init(|| {
            let pack: &'static Pack = Box::leak(Box::new(Pack::bundled()));
            let words: &'static NameWords = Box::leak(Box::new(NameWords::default()));
            Readers {
                titles: Titles::new(pack, words),
                places: Places::new(pack, words).unwrap(),
                levels: Lexicon::levels(pack).unwrap(),
                skills: Lexicon::skills(pack).unwrap(),
            }
        });
        if let Err(unresolved) = readers.titles.resolve(&text).unwrap() {
            prop_assert!(!unresolved.to_string().is_empty() && unresolved.nearest.len() <= 3);
        }
        if let Err(unresolved) = readers.places.resolve(&text).unwrap() {
            prop_assert!(!unresolved.to_string().is_empty() && unresolved.nearest.len() <= 3);
        }
        let _ = (readers.levels.resolve(&text), readers.skills.resolve(&text));
    }

    #[test]
    fn a_percentage_is_a_range_in_order_or_an_error(text in prop_oneof![any::<String>(), "[-–0-9.%～ e+]{0,24}"]) {
        if let Ok(range) = text.parse::<PercentRange>() {
            prop_assert!(range.low <= range.high);
            let factor = range.factor().unwrap();
            prop_assert!(Decimal::ZERO < factor.low && factor.low <= factor.mid && factor.mid <= factor.high);
        }
    }
}

#[test]
fn every_name_of_a_level_and_a_skill_resolves_to_its_own_row() {
    // names.rs checks roles and cities.
    let pack = Pack::bundled();
    let (levels, skills) = (Lexicon::levels(&pack).unwrap(), Lexicon::skills(&pack).unwrap());
    let mut names = Vec::new();
    for (table, aliases, lexicon) in [("levels", "level_aliases", &levels), ("skills", "skill_aliases", &skills)] {
        for row in pack.raw_rows(table).unwrap().rows {
            let id = row.cells[0].clone();
            names.extend(row.cells.into_iter().take(3).map(|name| (lexicon, name, id.clone())));
        }
        for row in pack.raw_rows(aliases).unwrap().rows {
            names.push((lexicon, row.cells[0].clone(), row.cells[1].clone()));
        }
    }
    assert!(names.len() > 700, "{}", names.len());
    for (lexicon, name, id) in names {
        for written in [name.clone(), format!(" {} ", name.to_uppercase()), name.to_lowercase()] {
            assert_eq!(lexicon.resolve(&written).map(|(found, _)| found), Ok(id.as_str()), "{written}");
        }
    }
}

fn percent(range: std::ops::Range<i64>) -> impl Strategy<Value = PercentRange> {
    (range.clone(), range).prop_map(|(one, other)| PercentRange {
        low: Decimal::new(one.min(other), 1),
        high: Decimal::new(one.max(other), 1),
    })
}

prop_compose! {
    /// Any options that have a price for every cell.
    fn options()(
        reading in select(vec![Reading::Literal, Reading::Calibrated]),
        retention in prop_oneof![
            Just(Retention::Published),
            Just(Retention::None),
            percent(0..2000).prop_map(Retention::Given),
        ],
        city_premium in prop::option::of(percent(-999..10_000)),
        foreign_hire: bool,
        domain_years in prop::option::of((0_i64..400).prop_map(|years| Decimal::new(years, 1))),
        ageing in prop::option::of((
            0_i32..4000,
            select(vec![AgeingMethod::Compound, AgeingMethod::Simple]),
            prop_oneof![Just(AgeingRate::Sector), (-500_i64..500).prop_map(|rate| AgeingRate::Given(Decimal::new(rate, 1)))],
        )),
        currency in prop::option::of(select(vec!["USD", "CNY"])),
        fx in prop::option::of((1_i64..100_000).prop_map(|rate| Decimal::new(rate, 3))),
        period in select(Period::ALL.to_vec()),
        months in prop::option::of((10_i64..=240).prop_map(|months| Decimal::new(months, 1))),
    ) -> Options {
        Options {
            reading,
            retention,
            city_premium,
            foreign_hire,
            domain_years: domain_years.map(|years| DomainYears { years, of_career: false }),
            ageing: ageing.map(|(days, method, rate)| Ageing {
                on: date(2025, 11, 5).checked_add(jiff::Span::new().days(days)).unwrap(),
                method,
                rate,
            }),
            currency: currency.map(|code| code.parse().unwrap()),
            fx,
            period,
            months,
            segment: None,
            by_covered_job: Vec::new(),
            min_grade: None,
        }
    }
}

/// All cells of the roles of the report in the bundled pack: 30 roles, 7 cities and none, 5 levels.
fn cells() -> &'static [Cell] {
    static CELLS: OnceLock<Vec<Cell>> = OnceLock::new();
    CELLS.get_or_init(|| {
        let pack = Pack::bundled();
        let column = |table: &str, wanted: &dyn Fn(&[String]) -> bool| -> Vec<String> {
            let rows = pack.raw_rows(table).unwrap().rows;
            rows.into_iter().filter(|row| wanted(&row.cells)).map(|row| row.cells[0].clone()).collect()
        };
        let roles = column("roles", &|cells| cells.iter().any(|cell| cell == "benchmark" || cell == "covered"));
        let cities = column("cities", &|cells| cells.iter().any(|cell| cell == "city"));
        let levels = column("levels", &|cells| cells[0] != "intern");
        let mut all = Vec::new();
        for role in &roles {
            for city in cities.iter().cloned().map(Some).chain([None]) {
                for level in &levels {
                    all.push(Cell { role: role.clone(), city: city.clone(), level: Some(level.clone()) });
                }
            }
        }
        assert_eq!(all.len(), 30 * 8 * 5);
        all
    })
}

/// Asserts that every step of a quote is a range, and that the total is the sum of its parts.
fn sound(quote: &Quote) -> Result<(), TestCaseError> {
    for step in &quote.trace {
        let ranges = [Some(step.value), step.factor];
        for range in ranges.into_iter().flatten() {
            let said = format!("{:?} of {:?}: {range:?}", step.kind(), quote.cell);
            prop_assert!(range.low <= range.mid && range.mid <= range.high, "{said}");
            prop_assert!(range.low >= Decimal::ZERO, "{said}");
        }
    }
    let parts = match quote.retention {
        Some(bonus) => quote.base.plus(&bonus).unwrap(),
        None => quote.base,
    };
    prop_assert_eq!(quote.total, parts);
    let last = |kind| quote.trace.iter().rev().find(|step| step.kind() == kind).map(|step| step.value);
    prop_assert_eq!(last(StepKind::Total), Some(quote.total));
    prop_assert_eq!(last(StepKind::Retention), quote.retention);
    let before: Vec<_> =
        quote.trace.iter().filter(|step| !matches!(step.kind(), StepKind::Retention | StepKind::Total)).collect();
    prop_assert_eq!(
        before.last().map(|step| step.value),
        Some(quote.base),
        "the last step before the bonus is the base"
    );
    prop_assert!(quote.base.low > Decimal::ZERO);
    Ok(())
}

proptest! {
    #![proptest_config(property_cases(40))]

    #[test]
    fn every_step_of_every_cell_is_a_range_and_the_sum_its_parts(options in options()) {
        let pack = Pack::bundled();
        let pricer = Pricer::new(&pack, options).unwrap();
        for cell in cells() {
            sound(&pricer.quote(cell).unwrap())?;
        }
    }

    /// Catches another reading beside a quote that differs from the quote in that reading.
    #[test]
    fn the_other_reading_is_what_asking_for_it_gives(options in options()) {
        let pack = Pack::bundled();
        let asked = Pricer::new(&pack, options.clone()).unwrap();
        let other = Pricer::new(&pack, Options { reading: options.reading.other(), ..options }).unwrap();
        for cell in cells() {
            let (one, two) = (asked.quote(cell).unwrap(), other.quote(cell).unwrap());
            let beside = one.other.unwrap();
            prop_assert_eq!((Some(beside.reading), beside.base, beside.total), (two.reading, two.base, two.total));
            prop_assert!(beside.base.low <= beside.base.mid && beside.base.mid <= beside.base.high);
        }
    }

    #[test]
    fn csv_of_prices_reads_back_to_the_cent(options in options(), picks in prop::collection::vec(any::<Index>(), 1..6)) {
        let pack = Pack::bundled();
        let pricer = Pricer::new(&pack, options).unwrap();
        let rows: Vec<BenchmarkRow> = picks
            .iter()
            .map(|pick| pricer.quote(pick.get(cells())).unwrap())
            .map(|quote| BenchmarkRow { quote, offer: None, uplift: None })
            .collect();
        let answer = views::benchmark(&pack, &rows, views::BenchmarkParts { traces: true, ..views::BenchmarkParts::default() }, TODAY).unwrap();
        let text = render(&answer, &payband::render::RenderOptions::new(Format::Csv)).unwrap();
        let mut reader = csv::Reader::from_reader(text.as_slice());
        let header = reader.headers().unwrap().clone();
        let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        prop_assert_eq!(records.len(), rows.len());
        for (record, BenchmarkRow { quote, .. }) in records.iter().zip(&rows) {
            let cell = |name: &str| record.get(header.iter().position(|column| column == name).unwrap()).unwrap();
            let money = |name: &str| cell(name).parse::<Decimal>().ok();
            for (name, range) in [("base", Some(quote.base)), ("retention", quote.retention), ("total", Some(quote.total))] {
                let ends = [("low", range.map(|r| r.low)), ("mid", range.map(|r| r.mid)), ("high", range.map(|r| r.high))];
                for (end, amount) in ends {
                    prop_assert_eq!(money(&format!("{name}_{end}")), amount.map(round_money), "{}_{}", name, end);
                }
            }
            prop_assert_eq!(cell("role_id"), quote.cell.role.as_str());
            prop_assert_eq!(cell("currency"), quote.currency.as_str());
            prop_assert_eq!(cell("effective"), quote.effective.to_string());
            prop_assert_eq!(cell("yoy_pct").parse().ok(), quote.yoy_pct);
        }
    }

    #[test]
    fn csv_of_a_pack_reads_back_whatever_its_words_hold(title in "[ -~\u{e9}上“,\"\n]{1,40}", relative in any::<String>()) {
        let overlay = tempfile::tempdir().unwrap();
        let mut writer = csv::Writer::from_path(overlay.path().join("premiums.csv")).unwrap();
        writer.write_record(["id", "name", "kind", "relative_to", "low_pct", "high_pct"]).unwrap();
        writer.write_record(["mine", &title, "sector", &relative, "1.50", "2"]).unwrap();
        writer.flush().unwrap();
        let pack = Pack::open(None, &[overlay.path()]).unwrap();
        let answer = views::table_rows(&pack, "premiums", Some("mine")).unwrap();
        let text = render(&answer, &payband::render::RenderOptions::new(Format::Csv)).unwrap();
        let record = csv::Reader::from_reader(text.as_slice()).records().next().unwrap().unwrap();
        prop_assert_eq!(record.get(1), Some(title.as_str()));
        prop_assert_eq!(record.get(3), Some(relative.as_str()));
        prop_assert_eq!(record.get(4), Some("1.50"));
    }
}

/// The workforce of a city, and its differential with the number of its section, if it has one.
type MarketCity = (u32, Option<(i64, i64, u8)>);

/// The cities of a market: workforce, and the differential, if there is one, as ends in tenths of a percent with the section
/// that holds it. Cities with the same section and ends share one differential.
fn market() -> impl Strategy<Value = Vec<MarketCity>> {
    let differential =
        (-300_i64..1500, 0_i64..800, 0_u8..3).prop_map(|(low, width, section)| (low, low + width, section));
    // Few different values, so that some are shared.
    (
        prop::collection::vec(differential, 1..4),
        prop::collection::vec((1_u32..100_000, any::<Index>(), any::<bool>()), 1..7),
    )
        .prop_map(|(differentials, cities)| {
            cities
                .into_iter()
                .map(|(workforce, pick, has)| (workforce, has.then(|| *pick.get(&differentials))))
                .collect()
        })
}

/// A pack folder with such a market, whose cities are c0, c1 and so on.
fn pack_of(market: &[MarketCity]) -> TempDir {
    let folder = pack_with("", b"");
    let mut cities = "id,name,name_zh,kind,tier,basis,source,section\n".to_owned();
    let mut workforces =
        "city,workforce,vacancies,supply_ratio,vacancy_days,cagr_pct,effective,source,section\n".to_owned();
    let mut differentials = "city,relative_to,low_pct,high_pct,source,section\n".to_owned();
    for (at, (workforce, differential)) in market.iter().enumerate() {
        cities.push_str(&format!("c{at},C{at},,city,,published,s,x\n"));
        workforces.push_str(&format!("c{at},{workforce},1,1,1,1,2025-11-05,s,x\n"));
        if let Some((low, high, section)) = differential {
            let (low, high) = (Decimal::new(*low, 1), Decimal::new(*high, 1));
            differentials.push_str(&format!("c{at},rest,{low},{high},s,section {section}\n"));
        }
    }
    let sources = fs::read_to_string(folder.path().join("sources.csv")).unwrap() + "s,S,S,2025-11-05,,,\n";
    for (name, text) in [
        ("sources.csv", sources),
        ("cities.csv", cities),
        ("city_market.csv", workforces),
        ("geo_differentials.csv", differentials),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn calibrated_mid_level(pack: &Pack, city: usize) -> Quote {
    let options = Options { reading: Reading::Calibrated, ..Options::default() };
    let cell =
        Cell { role: "healthcare-cloud-architect".into(), city: Some(format!("c{city}")), level: Some("mid".into()) };
    Pricer::new(pack, options).unwrap().quote(&cell).unwrap()
}

/// Whether two numbers differ only in the last of 28 digits, as after some operations.
fn about_equal(one: Decimal, other: Decimal) -> bool {
    (one - other).abs() < Decimal::new(1, 15)
}

proptest! {
    #![proptest_config(property_cases(60))]

    #[test]
    fn the_calibrated_mean_over_the_workforce_is_the_median(market in market()) {
        let folder = pack_of(&market);
        let pack = Pack::open(Some(folder.path()), &[] as &[&Path]).unwrap();
        let people: Decimal = market.iter().map(|(workforce, _)| Decimal::from(*workforce)).sum();
        let mut mean = Decimal::ZERO;
        for (at, (workforce, _)) in market.iter().enumerate() {
            mean += calibrated_mid_level(&pack, at).base.mid * Decimal::from(*workforce) / people;
        }
        prop_assert!(about_equal(mean, Decimal::from(52_000)), "{mean}");
    }

    #[test]
    fn the_calibrated_ends_are_the_extremes_over_all_differentials(market in market(), at: [u8; 4]) {
        let folder = pack_of(&market);
        let pack = Pack::open(Some(folder.path()), &[] as &[&Path]).unwrap();
        // The position of each differential between its ends; cities that share one share the position.
        let mut groups: Vec<(i64, i64, u8)> = Vec::new();
        for differential in market.iter().filter_map(|(_, differential)| *differential) {
            if !groups.contains(&differential) {
                groups.push(differential);
            }
        }
        let people: Decimal = market.iter().map(|(workforce, _)| Decimal::from(*workforce)).sum();
        let mut extremes: Vec<Option<(Decimal, Decimal)>> = vec![None; market.len()];
        // All corners, and one inner point.
        let corners = (0..1_u32 << groups.len()).map(|corner| {
            (0..groups.len()).map(|group| if corner >> group & 1 == 1 { 255 } else { 0 }).collect::<Vec<u8>>()
        });
        for places in corners.chain([at[..groups.len()].to_vec()]) {
            let p = |differential: &Option<(i64, i64, u8)>| match differential {
                None => Decimal::ZERO,
                Some(own) => {
                    let place = places[groups.iter().position(|group| group == own).unwrap()];
                    let (low, high) = (Decimal::new(own.0, 3), Decimal::new(own.1, 3));
                    low + (high - low) * Decimal::from(place) / Decimal::from(255)
                }
            };
            let mean: Decimal = market.iter().map(|(workforce, own)| p(own) * Decimal::from(*workforce) / people).sum();
            for (city, (_, own)) in market.iter().enumerate() {
                let rate = Decimal::from(52_000) * (Decimal::ONE + p(own)) / (Decimal::ONE + mean);
                let (low, high) = extremes[city].unwrap_or((rate, rate));
                extremes[city] = Some((low.min(rate), high.max(rate)));
            }
        }
        for (city, extreme) in extremes.into_iter().enumerate() {
            let (low, high) = extreme.unwrap();
            let base = calibrated_mid_level(&pack, city).base;
            prop_assert!(about_equal(base.low, low) && about_equal(base.high, high), "c{city}: {base:?}, not {low} to {high}");
        }
    }
}

proptest! {
    #![proptest_config(property_cases(60))]

    #[test]
    fn no_argument_can_make_the_program_panic_and_no_error_repeats_pay(
        flag in select(vec!["--salary", "--current", "--city-premium", "--retention", "--ageing-rate", "--fx", "--months", "--years"]),
        before in "[^\u{0}]{0,8}",
        after in prop_oneof![Just(String::new()), "[kK万元%/a-z .,~–-]{0,12}", "[^\u{0}]{0,8}"],
    ) {
        let pay = matches!(flag, "--salary" | "--current");
        let value = format!("{before}{}{after}", if pay { "81234" } else { "12" });
        let output = Command::new(env!("CARGO_BIN_EXE_payband"))
            .args(["benchmark", "--role", "Cloud Architect", "--on", "2026-01-01", "--currency", "CNY", flag, &value])
            .env_clear()
            .env("PAYBAND_TODAY", "2025-12-01")
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        let code = output.status.code();
        prop_assert!(matches!(code, Some(0..=2)) && !said.contains("panicked"), "{flag} {value:?}: {code:?} {said}");
        if pay && code != Some(0) {
            prop_assert!(!said.contains("81234") && output.stdout.is_empty(), "{flag} {value:?}: {said}");
        }
    }
}
