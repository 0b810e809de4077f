//! Large inputs. Each run has to end within the minute that the sandbox allows; with quadratic work these inputs take longer.

use std::fmt::Write as _;

use crate::sandbox::Sandbox;

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

/// Would catch linear searches for a row of an overlay or for a name.
#[test]
fn an_overlay_of_many_aliases() {
    let sandbox = Sandbox::new();
    sandbox.write("ov/role_aliases.csv", aliases(60_000));
    for role in ["healthcare-cloud-architect", "Engineer grade 7 of group 7", "Junior Engineer grade 59999 of group 53"]
    {
        let line = format!("-q --overlay ov benchmark --role '{role}' --city shanghai --level senior");
        let (rows, _) = sandbox.payband(&line).streams();
        assert!(rows.contains(",Shanghai,Senior,USD,year,87360.00,94250.00,101400.00,"), "{role}: {rows}");
    }
    sandbox.payband("--overlay ov pack check").prints("china-healthcare-it-2025 2025.11.0: 26 tables are sound\n");
}

/// Would catch linear searches for cells, notes, ranks or grouped rows.
#[test]
fn many_cities() {
    let sandbox = Sandbox::new();
    sandbox.write("ov/cities.csv", cities(1_000));
    let (rows, _) = sandbox.payband("-q --overlay ov benchmark -r all -c all -l senior").streams();
    assert!(rows.lines().count() > 30_000, "{}", rows.lines().count());
    let (rows, _) =
        sandbox.payband("-q --overlay ov compare -r 'Cloud Architect' -c all -l all --by city --format csv").streams();
    assert!(rows.lines().count() > 5_000, "{}", rows.lines().count());
    let (table, _) = sandbox.payband("-q --overlay ov benchmark -r all -c all -l senior --format table").streams();
    assert!(table.contains("cities*"), "{table}");
}

/// Would catch tables that are read again for each overlay.
#[test]
fn many_overlays() {
    let sandbox = Sandbox::new();
    let mut line = "-q".to_owned();
    for at in 0..400 {
        sandbox
            .write(&format!("o{at}/geo_differentials.csv"), format!("city,low_pct,high_pct\nshanghai,{at},{at}\n"))
            .write(&format!("o{at}/role_aliases.csv"), format!("alias,id\nThing {at},software-engineer\n"));
        let _ = write!(line, " --overlay o{at}");
    }
    let (rows, _) = sandbox.payband(&format!("{line} benchmark -r 'Thing 3' -c Shanghai -l entry")).streams();
    assert!(rows.contains(",overlay:o399,"), "{rows}");
}
