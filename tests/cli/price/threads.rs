//! Several workers, many blocks, full caches: the same bytes.

use std::fmt::Write as _;

use super::price;

/// More than 2 MiB of varied rows, with more keys than a cache holds.
fn large() -> String {
    varied(45_000)
}

/// Varied rows.
fn varied(rows: usize) -> String {
    let titles = [
        "Cloud Architect",
        "医疗数据科学家",
        "Sr. EHR Systems Engineer",
        "nobody",
        "\"Architect, Healthcare Cloud\"",
        "",
    ];
    let cities = ["Shanghai", "北京-昌平区", "", "Atlantis", "Shenzhen", "Suzhou", "\"Shanghai, China\""];
    let levels = ["senior", "", "中级", "wizard", "entry"];
    let pays = ["90000", "15-30K·14薪", "", "面议", "$81,000.50", "1-2万/月", "\"1,000\"\"", "12,5"];
    let mut state = 7_u64;
    let mut next = |bound: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % bound
    };
    let mut file = "id,title,city,level,years,pay,note\n".to_owned();
    for row in 0..rows {
        let title = match next(4) {
            0 => format!("{} {}", titles[next(titles.len())].trim_matches('"').replace(',', ""), next(20_000)),
            _ => titles[next(titles.len())].to_owned(),
        };
        let note = ["", "5\" disk", "\"line\nbreak\"", "备注"][next(4)];
        let end = ["\n", "\r\n", "\n\n"][next(3)];
        let pay = if next(2) == 0 { (10_000 + next(200_000)).to_string() } else { pays[next(6)].to_owned() };
        let (city, level, years) = (cities[next(7)], levels[next(5)], next(12));
        let pay = if pay.contains(',') { format!("\"{pay}\"") } else { pay };
        write!(file, "{row},{title},{city},{level},{years},{pay},{note}{end}").unwrap();
    }
    file
}

/// Catches rows out of order, split at the edge of a block, or priced from the state of another worker or an emptied cache.
#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let file = large();
    assert!(file.len() > 2 << 20, "{}", file.len());
    let one = price(&file, "--threads 1 --pay-currency USD --pay-period year --level-column level --explain-pay --with-retention --summary")
        .well();
    // No block is larger than the row limit, so the limit moves every boundary.
    let run = "--threads 3 --row-limit 300 --pay-currency USD --pay-period year --level-column level --explain-pay --with-retention --summary";
    let more = price(&file, run).well();
    assert!(more.out == one.out, "3 threads");
    assert_eq!(more.said, one.said, "the limit does not change the sample from which the median ratio is told");
    // The usual blocks, of which there are several.
    let fewer = varied(9_000);
    assert!(fewer.len() > 3 * (128 << 10), "{}", fewer.len());
    let [whole, other] = ["--threads 1", "--threads 4"].map(|run| {
        let line = format!(
            "{run} --pay-currency USD --pay-period year --level-column level --explain-pay --with-retention --summary"
        );
        price(&fewer, &line).well()
    });
    assert!(other.out == whole.out, "4 threads");
    assert_eq!(other.said, whole.said, "4 threads");
    // Some rows alone, with a unit that does not depend on the others, get the same cells.
    let records = one.records();
    for at in (1..records.len()).step_by(4_001) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&records[0][..7]).unwrap();
        writer.write_record(&records[at][..7]).unwrap();
        let alone = price(
            writer.into_inner().unwrap(),
            "--pay-currency USD --pay-period year --level-column level --explain-pay --with-retention",
        )
        .well();
        assert_eq!(alone.records()[1], records[at]);
    }
}

/// Catches an invalid number of threads, without an error.
#[test]
fn there_is_at_least_one_thread() {
    for threads in ["0", "65", "two"] {
        assert_eq!(price("title\n", &format!("--threads {threads}")).code, Some(2), "{threads}");
    }
}

/// Catches a run that fails where the system gives no further thread.
#[test]
fn without_further_threads_the_first_does_the_work() {
    let file = varied(9_000);
    assert!(file.len() > 3 * (128 << 10), "there is work for several threads: {}", file.len());
    let one = price(&file, "--threads 1").well();
    let sandbox = crate::sandbox::Sandbox::new();
    sandbox.write("in.csv", &file);
    // No address space is large enough for such a stack.
    let run = sandbox.payband("price in.csv --threads 4").env("RUST_MIN_STACK", "140737488355328");
    let (code, out, said) = run.raw();
    assert_eq!((code, said.as_str()), (Some(0), one.said.as_str()));
    assert!(out == one.out);
}
