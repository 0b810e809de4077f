//! Columns beside pay that are found by their cells: currencies, and units such as 万元/月.

use super::price;
use super::units::{explained, read};

/// Catches a column of currencies that is ignored because its header does not say what it holds.
#[test]
fn a_column_of_currencies_is_found_by_its_cells() {
    let file = |pay: &str, header: &str, cells: [&str; 3]| {
        let rows: String = cells.iter().map(|cell| format!("Data Scientist,Shanghai,{pay},{cell}\n")).collect();
        format!("Job Title,City,Salary,{header}\n{rows}")
    };
    for (header, cell) in [
        ("Curr", "CNY"),
        ("ISO", "CNY"),
        ("X", "cny"),
        ("Unit", "RMB"),
        ("标识", "人民币"),
        ("Payment", "Chinese Yuan"),
        ("币别代码", "CNY"),
        ("单位", "元"),
    ] {
        let ended = explained(&file("420000", header, [cell; 3]));
        assert_eq!(read(&ended), ["420000 420000 CNY year"; 3], "{header}: {}", ended.said);
        let note = format!(
            "note: \"{header}\" is taken for the currency of pay, because of its cells; --currency-column none ignores it\n"
        );
        assert!(ended.said.contains(&note), "{header}: {}", ended.said);
    }
    for header in ["Crcy", "Local Curr.", "Local Currency"] {
        let ended = explained(&file("420000", header, ["CNY"; 3]));
        assert_eq!(read(&ended), ["420000 420000 CNY year"; 3], "{header}: {}", ended.said);
    }
    // A blank cell leaves the row to the currency of the column of pay.
    let ended = explained(&file("60000", "X", ["USD", "EUR", ""]));
    assert_eq!(read(&ended), ["60000 60000 USD year", "60000 60000 EUR year", "60000 60000 USD year"]);
    let ignored =
        price(file("60000", "X", ["EUR"; 3]), "--default-level mid --explain-pay --currency-column none").well();
    assert_eq!(read(&ignored), ["60000 60000 USD year"; 3]);
}

/// Catches a skill, a country or a word that is taken for a currency, a column that is read although the header of pay states
/// another currency, and a guess between two columns that differ.
#[test]
fn what_only_looks_like_a_currency_is_not_read() {
    let file = |header: &str, cells: [&str; 2]| {
        let rows = cells.map(|cell| format!("Data Scientist,Shanghai,60000,{cell}\n")).concat();
        format!("Job Title,City,Salary,{header}\n{rows}")
    };
    for (header, cells) in [
        ("Country Code", ["DEU", "CHN"]),
        ("Skill", ["CAD", "PHP"]),
        ("Team", ["USD", "QA"]),
        ("Stage", ["Won", "Lost"]),
        ("Department", ["USD", "USD"]),
    ] {
        let ended = explained(&file(header, cells));
        assert!(!ended.said.contains("currency from"), "{header}: {}", ended.said);
        assert!(!ended.said.contains("--currency-column"), "{header}: {}", ended.said);
    }
    let warned = |file: &str| {
        let ended = explained(file);
        assert_eq!(read(&ended), ["60000 60000 USD year"; 2], "{}", ended.said);
        ended.said.lines().find(|line| line.contains("--currency-column")).map(str::to_owned)
    };
    let doubtful = "warning: \"Tool\" may hold the currency of pay, and is not read; --currency-column Tool reads it";
    for cells in [["CAD", "CAD"], ["TRY", "ALL"], ["MOP", "MOP"]] {
        assert_eq!(warned(&file("Tool", cells)).as_deref(), Some(doubtful), "{cells:?}");
    }
    let two = file("X", ["CNY,USD", "CNY,USD"]).replace(",X\n", ",X,Y\n");
    let different =
        "warning: \"X\" and \"Y\" may hold the currency of pay, and none is read; --currency-column X reads one";
    assert_eq!(warned(&two).as_deref(), Some(different));
    assert_eq!(warned(&file("X", ["CNY", "CNY"]).replace("Salary", "Salary (USD)")), None);
}

/// Catches a unit of which the currency or the thousands are dropped, because only its period is read.
#[test]
fn a_column_of_units_is_read() {
    let file = |pay: &str, header: &str, cells: [&str; 2]| {
        let rows = cells.map(|cell| format!("数据科学家,上海,{pay},{cell}\n")).concat();
        format!("职位,城市,薪资,{header}\n{rows}")
    };
    for (pay, header, cell, expected) in [
        ("3", "单位", "万元/月", "30000 30000 CNY month"),
        ("30", "单位", "K/月", "30000 30000 CNY month"),
        ("36", "薪资单位", "万元/年", "360000 360000 CNY year"),
        ("30", "Pay Unit", "k/month", "30000 30000 CNY month"),
        ("60", "Unit", "USD k per year", "60000 60000 USD year"),
        ("30000", "单位", "元/月", "30000 30000 CNY month"),
        ("36", "单位", "万元", "360000 360000 CNY year"),
        ("15-30", "单位", "千元/月", "15000 30000 CNY month"),
        ("36", "单位", "W/年", "360000 360000 CNY year"),
        ("30", "单位", "仟元/月", "30000 30000 CNY month"),
    ] {
        let ended = explained(&file(pay, header, [cell; 2]));
        assert_eq!(read(&ended), [expected; 2], "{header} {cell}: {}", ended.said);
        let note = format!(
            "note: \"{header}\" states the unit of pay, and amounts are read in it; --pay-period-column none ignores it\n"
        );
        assert!(ended.said.contains(&note), "{header}: {}", ended.said);
    }
    // Periods and currencies may differ by row.
    let ended = explained(&file("30000", "单位", ["元/月", "元/年"]));
    assert_eq!(read(&ended), ["30000 30000 CNY month", "30000 30000 CNY year"], "{}", ended.said);
    let ended = explained(&file("60", "Unit", ["USD k/year", "EUR k/year"]));
    assert_eq!(read(&ended), ["60000 60000 USD year", "60000 60000 EUR year"], "{}", ended.said);
}

/// Catches units that differ or contradict the header and are read in part in silence, and a column of names that is taken for one of
/// units.
#[test]
fn units_that_differ_are_named() {
    let file = |pay: &str, header: &str, cells: [&str; 2]| {
        let rows = cells.map(|cell| format!("Data Scientist,Shanghai,3,{cell}\n")).concat();
        format!("Job Title,City,{pay},{header}\n{rows}")
    };
    let warned = |file: &str| {
        let ended = explained(file);
        ended.said.lines().find(|line| line.contains("units of pay")).map(str::to_owned)
    };
    for (pay, cells) in [
        ("Salary", ["万元/月", "元/月"]),
        ("Salary", ["k/month", "万/年"]),
        ("Salary (USD)", ["万元/月", "万元/月"]),
        ("年薪（元）", ["万元/月", "万元/月"]),
    ] {
        let warning = warned(&file(pay, "单位", cells)).unwrap_or_default();
        assert!(warning.starts_with("warning: \"单位\" holds units of pay"), "{pay} {cells:?}: {warning}");
        assert!(warning.contains("--pay-period-column \"单位\""), "{warning}");
    }
    for (header, cells) in [
        ("单位", ["万达", "千禧"]),
        ("Unit", ["Finance", "IT"]),
        ("Type", ["Annual", "Hourly"]),
        ("X", ["K", "K"]),
        ("Business Unit", ["K", "K"]),
        ("Opportunity", ["K", "K"]),
    ] {
        let ended = explained(&file("Salary", header, cells));
        assert!(
            !ended.said.contains("unit of pay,") && !ended.said.contains("units of pay"),
            "{header}: {}",
            ended.said
        );
    }
}

/// Catches a row that is counted in what others are, although its own unit says otherwise or nothing, and a unit that is read although
/// the columns of currencies and periods say otherwise.
#[test]
fn a_unit_holds_for_its_row_and_against_no_other_column() {
    let many = "数据科学家,上海,3,万元/月\n".repeat(3);
    for other in ["元/月", ""] {
        let ended = explained(&format!("职位,城市,薪资,单位\n{many}数据科学家,上海,18000,{other}\n"));
        let last = read(&ended).pop().unwrap();
        assert!(!last.starts_with("180000000"), "{other}: {last}");
    }
    let far = "数据科学家,上海,3,万元/月\n".repeat(32_000);
    let ended = explained(&format!("职位,城市,薪资,单位\n{far}数据科学家,上海,18000,元/月\n"));
    assert!(ended.said.contains("1 unreadable-pay"), "{}", ended.said);
    for (header, other) in [("Currency", "USD"), ("Pay Period", "yearly")] {
        let row = format!("Data Scientist,Shanghai,30,CNY k/month,{other}\n");
        let ended = explained(&format!("Job Title,City,Salary,Unit,{header}\n{row}{row}"));
        assert!(ended.said.contains("warning: \"Unit\" holds units of pay"), "{header}: {}", ended.said);
    }
}
