//! Work grows with its input: four times the input takes about four times as long. Where everything is compared with
//! everything else it takes sixteen times as long.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use crate::sandbox::Sandbox;

/// Four times the input may take this many times as long. Starting the program makes the factor smaller, noise larger.
const MAX_FACTOR: f64 = 9.0;

fn aliases(count: usize) -> String {
    (0..count).fold("alias,id,lang\n".to_owned(), |mut text, at| {
        let _ = writeln!(text, "Engineer grade {at} of group {},healthcare-cloud-architect,en", at % 97);
        text
    })
}

fn cities(count: usize) -> String {
    (0..count).fold("id,name,name_zh,kind,source,section\n".to_owned(), |mut text, at| {
        let _ = writeln!(text, "c{at},City {at},城{at}市,city,talenbrium-2025,location");
        text
    })
}

/// Runs a job on a quarter of an input and on all of it.
fn takes_time_in_proportion(job: &str, input: usize, run: impl Fn(usize)) {
    let time = |size| {
        let once = |_| {
            let begun = Instant::now();
            run(size);
            begun.elapsed()
        };
        (0..2).map(once).min().unwrap_or(Duration::MAX)
    };
    let (small, large) = (time(input / 4), time(input));
    let factor = large.as_secs_f64() / small.as_secs_f64();
    assert!(factor < MAX_FACTOR, "{job}: {small:?} for {}, {large:?} for {input}", input / 4);
}

/// Would catch rows of an overlay, or names to find one among, that are searched one by one.
#[test]
fn an_overlay_of_many_aliases() {
    for role in ["healthcare-cloud-architect", "Engineer grade 7 of group 7", "Junior Engineer grade 14999 of group 61"]
    {
        takes_time_in_proportion(role, 60_000, |count| {
            let sandbox = Sandbox::new();
            sandbox.write("ov/role_aliases.csv", aliases(count));
            let line = format!("-q --overlay ov benchmark --role '{role}' --city shanghai --level senior");
            let (rows, _) = sandbox.payband(&line).streams();
            assert!(rows.contains(",Shanghai,Senior,USD,year,87360.00,94250.00,101400.00,"), "{role}: {rows}");
        });
    }
    let sandbox = Sandbox::new();
    sandbox.write("ov/role_aliases.csv", aliases(60_000));
    sandbox.payband("--overlay ov pack check").prints("china-healthcare-it-2025 2025.11.0: 27 tables are sound\n");
}

/// Would catch linear searches for cells, notes, ranks or grouped rows.
#[test]
fn many_cities() {
    for (line, rows_a_city) in [
        ("benchmark -r all -c all -l senior", 30),
        ("compare -r 'Cloud Architect' -c all -l all --by city --format csv", 5),
        ("benchmark -r all -c all -l senior --format table", 0),
    ] {
        takes_time_in_proportion(line, 1_000, |count| {
            let sandbox = Sandbox::new();
            sandbox.write("ov/cities.csv", cities(count));
            let (rows, _) = sandbox.payband(&format!("-q --overlay ov {line}")).streams();
            assert!(rows.lines().count() > rows_a_city * count, "{line}: {}", rows.lines().count());
        });
    }
}

/// Would catch tables that are read again for each overlay.
#[test]
fn many_overlays() {
    takes_time_in_proportion("overlays", 1_200, |count| {
        let sandbox = Sandbox::new();
        let mut line = "-q".to_owned();
        for at in 0..count {
            sandbox
                .write(
                    &format!("o{at}/geo_differentials.csv"),
                    format!("city,low_pct,high_pct\nshanghai,{},{}\n", at % 90, at % 90),
                )
                .write(&format!("o{at}/role_aliases.csv"), format!("alias,id\nThing {at},software-engineer\n"));
            let _ = write!(line, " --overlay o{at}");
        }
        let (rows, _) = sandbox.payband(&format!("{line} benchmark -r 'Thing 3' -c Shanghai -l entry")).streams();
        assert!(rows.contains(&format!(",overlay:o{},", count - 1)), "{rows}");
    });
}
