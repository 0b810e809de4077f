//! Packs with broken files.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use jiff::civil::date;
use payband::money::Period;
use payband::names::{Lexicon, NameWords, Places, Titles, collisions};
use payband::pack::{Pack, check};
use payband::pricing::{Ageing, AgeingMethod, AgeingRate, Cell, Options, Pricer, Reading};
use payband::render::{Format, render};
use payband::views::{self, BenchmarkRow, CitySort, RoleFilter};
use proptest::prelude::*;
use proptest::sample::Index;
use tempfile::TempDir;

use super::TODAY;
use crate::case_count::cases;

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
pub(crate) fn pack_with(file: &str, bytes: &[u8]) -> TempDir {
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
    #![proptest_config(cases(10))]

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
