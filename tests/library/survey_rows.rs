//! Any file surveyed: every row ends in one status, and workers and blocks change nothing.
//!
//! Would catch a row that is counted twice or not at all, statistics that depend on the number of workers, and a panic. The fuzz
//! target `survey` asserts the same for any bytes.

mod property;

use proptest::prelude::*;
use proptest::sample::select;

use crate::case_count::cases;

/// Cells that have a meaning somewhere, and some that have none.
const CELLS: &[&str] = &[
    "",
    "Data Scientist",
    "Senior Cloud Architect",
    "Nurse",
    "合计",
    "上海",
    "Beijing",
    "Atlantis",
    "senior",
    "300000",
    "310000",
    "15-25K·14薪",
    "20-30k/month",
    "$90,000",
    "from 30k",
    "面议",
    "net 3000",
    "1e99",
    "99999999999999",
    "0",
    "-5",
    "2025-07-01",
    "2020-01-01",
    "2026-13-01",
    "7",
    "\"",
    "\"a\nb\"",
    "\u{feff}",
    "Org1",
    "Org2",
    "Org3",
    "Org4",
    "Org5",
    "5000000 KRW",
    "1 XYZ",
    "0.5/0",
];

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![8 => select(CELLS).prop_map(str::to_owned), 1 => "[ -~]{0,6}"]
}

fn row(width: usize) -> impl Strategy<Value = String> {
    let cells = prop::collection::vec(cell(), width..=width);
    (cells, prop_oneof![30 => Just(""), 1 => Just(",")], select(&["\n", "\r\n", "\n", "\n"][..]))
        .prop_map(|(cells, more, end)| cells.join(",") + more + end)
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn every_row_ends_in_one_status(
        settings in any::<[u8; 3]>(),
        header in select(&["title,city,pay,company", "title,level,salary,date", "职位,薪资,公司", "role,pay low,pay high,employer"][..]),
        rows in prop::collection::vec(row(4), 0..60),
    ) {
        let mut input = vec![b','];
        input.extend(settings);
        input.extend(header.as_bytes());
        if header.split(',').count() == 3 {
            input.extend(b",n");
        }
        input.push(b'\n');
        rows.iter().for_each(|row| input.extend(row.as_bytes()));
        property::check(&input);
    }
}

#[test]
fn the_seeds_of_the_fuzz_target_are_surveyed() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/survey");
    let mut surveyed = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        surveyed += usize::from(property::check(&std::fs::read(&path).unwrap()));
    }
    assert!(surveyed >= 4, "{surveyed} seeds are surveyed");
}
