//! The table, and what stands under it.

use crate::sandbox::payband;

#[test]
fn a_table_fits_the_columns_and_says_what_stands_under_it() {
    let (table, beside) = payband("benchmark -r 'Cloud Architect' -c Shanghai -l senior -l mid --format table")
        .env("COLUMNS", "80")
        .streams();
    let figures = "\
Healthcare Cloud Architect, Shanghai · USD a year

        ───── Base salary ─────  Calibrated   Bonus  ─── Base + retention ────
Level      low     mid     high         mid     mid      low      mid     high
──────────────────────────────────────────────────────────────────────────────
Senior  87,360  94,250  101,400      65,933  16,494  100,464  110,744  121,680
Mid     80,080  84,825   89,700      59,340  14,844   92,092   99,669  107,640

Shanghai, all roles: 2,400 vacancies, 2.3 candidates each, 48 days to fill
";
    let bonus = "the bonus assumes over 3 years in the field; --domain-years N\n";
    let reading = "warning: pay is 30% lower if the median includes premiums; --reading calibrated\n";
    let short = format!("{figures}{bonus}{reading}Source: Talenbrium, 2025-11-05 · 21 caveats: --caveats\n");
    assert_eq!(table, short);
    assert_eq!(beside, "");
    // With --caveats all of them are printed.
    let line = "benchmark -r 'Cloud Architect' -c Shanghai -l senior -l mid --format table --caveats";
    let (table, _) = payband(line).env("COLUMNS", "80").streams();
    let (before, caveats) = table.split_once("\nCaveats, by how far they can move a figure:\n").unwrap();
    assert!(before.starts_with(figures) && before.contains("\nliteral reading: "), "{before}");
    assert_eq!(caveats.matches("\n- ").count() + 1, 21);
    assert!(caveats.starts_with("- high: ") && caveats.contains("\n- low: "), "{caveats}");
    assert!(caveats.ends_with("\n  2025 Edition, 2025-11-05\n"), "{caveats}");
    assert!(table.lines().all(|line| unicode_width::UnicodeWidthStr::width(line) <= 80), "{table}");

    // The same without notes, with Chinese names and in yuan.
    payband("-q benchmark -r 云架构师 -c 上海 -c 苏州 -l 高级 --currency CNY --period month -f table")
        .env("COLUMNS", "72")
        .prints(
            "\
Healthcare Cloud Architect, senior · CNY a month, 12 paid a year

          ────── Base salary ──────  Calibrated  Base + retention
City          low      mid     high         mid               mid
─────────────────────────────────────────────────────────────────
Shanghai  51,591   55,660   59,883      38,937            65,401
Suzhou    36,851*  38,386*  39,922*     26,853*           45,104*

* second-tier reference rate: Suzhou; --city-premium sets one
",
        );
}

#[test]
fn what_the_caller_gives_is_named_under_the_table() {
    let (_, beside) =
        payband("benchmark -r 'Cloud Architect' -c Shenzhen -l senior --city-premium 20% --retention 30% --caveats")
            .streams();
    for note in ["note: used: geographic differential 20%, given", "note: used: retention bonus 30% of base, given"] {
        assert!(beside.contains(note), "{note} is missing: {beside}");
    }
    let (_, beside) = payband("benchmark -r 'Cloud Architect' -l senior --salary ¥650,000 --caveats").streams();
    assert!(beside.contains("note: the pay given is converted at USD/CNY 7.0867 of 2025-11-03"), "{beside}");
}
