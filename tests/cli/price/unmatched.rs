//! Unmatched names, which are filled in by hand and used as an overlay.

use super::{price, price_in};
use crate::sandbox::Sandbox;

const FILE: &str = "title,city,level,pay\nClinical Gardener,Shanghai,mid,71001\nCloud Architekt,Shanghai,mid,71002\n\
     Clinical Gardener,Shanghai,mid,71003\nCloud Architect,Atlantis,mid,71004\n,Shanghai,mid,71005\n\
     Cloud Architect,,mid,71006\n\"Gardener, \"\"Chief\"\"\",Beijing,mid,71007\n园丁,Beijing,mid,71008\n";

/// Catches names without their count, in another order, or pay among them.
#[test]
fn names_with_counts_and_nearest_names_in_one_file() {
    let sandbox = Sandbox::new();
    sandbox.write("in.csv", FILE);
    price_in(&sandbox, FILE, "price in.csv --unmatched names.csv").well();
    let written = sandbox.read("names.csv");
    let mut reader = csv::Reader::from_reader(written.trim_start_matches('\u{feff}').as_bytes());
    assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>().join(","), "alias,id,lang,rows,nearest,table");
    let rows: Vec<Vec<String>> =
        reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
    let brief: Vec<String> =
        rows.iter().map(|row| format!("{}|{}|{}|{}|{}", row[0], row[1], row[2], row[3], row[5])).collect();
    assert_eq!(
        brief,
        [
            "Clinical Gardener|||2|role_aliases",
            "Cloud Architekt|||1|role_aliases",
            "Gardener, \"Chief\"|||1|role_aliases",
            "园丁||zh|1|role_aliases",
            "Atlantis|||1|city_aliases",
        ]
    );
    assert!(rows[1][4].starts_with("healthcare-cloud-architect"), "{written}");
    assert!(!written.contains("7100"), "{written}");
}

/// Catches a folder that is no valid overlay, filled in or not, and filled-in names that still do not match.
#[test]
fn a_folder_is_filled_in_by_hand_and_used() {
    let sandbox = Sandbox::new();
    sandbox.write("in.csv", FILE);
    let before = price_in(&sandbox, FILE, "price in.csv --unmatched names").well();
    let mut left = vec!["no-role-match"; 3];
    left.extend(["unknown-city", "no-role-match", "unknown-city", "no-role-match", "no-role-match"]);
    assert_eq!(before.column("market_status"), left);
    let titles = sandbox.read("names/role_aliases.csv");
    assert!(titles.starts_with("\u{feff}alias,id,lang,rows,nearest\nClinical Gardener,,,2,"), "{titles}");
    // Nothing is filled in yet, so it changes nothing.
    assert_eq!(price_in(&sandbox, FILE, "price in.csv --overlay names").well().out, before.out);
    let filled = titles
        .replace("Clinical Gardener,,", "Clinical Gardener,clinical-analyst,")
        .replace("\"Gardener, \"\"Chief\"\"\",,", "\"Gardener, \"\"Chief\"\"\",sales-engineer,")
        .replace("园丁,,", "园丁,product-manager,");
    let cities = sandbox.read("names/city_aliases.csv").replace("Atlantis,,", "Atlantis,shanghai,");
    sandbox.write("names/role_aliases.csv", filled).write("names/city_aliases.csv", cities);
    let after = price_in(&sandbox, FILE, "price in.csv --overlay names --unmatched left").well();
    let roles = [
        "Clinical Analyst",
        "",
        "Clinical Analyst",
        "Healthcare Cloud Architect",
        "",
        "Healthcare Cloud Architect",
        "Sales Engineer",
        "Product Manager",
    ];
    assert_eq!(after.column("market_role"), roles);
    assert_eq!(after.cells(3, "market_city,market_mid,market_status"), ["Shanghai", "84825.00", "priced"]);
    assert_eq!(after.column("market_match")[0], "alias");
    assert_eq!(sandbox.read("left/role_aliases.csv").lines().count(), 2, "only the misspelling is left");
    let (code, out, said) = sandbox.payband("pack check --overlay names").fallible();
    assert_eq!(code, Some(0), "{out}{said}");
    let (shown, _) = sandbox.payband("pack show role_aliases --overlay names -f csv").streams();
    assert!(shown.contains("\n园丁,product-manager,zh") && !shown.contains("Architekt"), "{shown}");
}

/// Catches a text that is listed only where the other texts of its row are understood, a level that is not listed, a count that is
/// wrong, and rows of one file that another one removes before they are filled in.
#[test]
fn each_text_is_listed_by_itself_and_the_loop_closes_for_titles_places_and_levels() {
    let sandbox = Sandbox::new();
    let first = "title,city,level,pay\nClinical Gardener,Atlantis,Boss 3,71001\nCloud Architect,Atlantis,Boss 3,71002\n\
                 Clinical Gardener,Shanghai,Boss 3,71003\nClinical Gardener,Beijing,,71004\n,Avalon,wizard,71005\n\
                 Total,Nowhere,Boss 9,71006\n,Total,,71007\nSoftware Architect/Data Analyst,Utopia,mid,71008\n";
    let second = "title,city,level\nHead of Gardens,Erewhon,Boss 4\n";
    sandbox.write("first.csv", first).write("second.csv", second);
    let brief = |name: &str| -> Vec<String> {
        let text = sandbox.read(&format!("un/{name}.csv"));
        let rows = text.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
        rows.map(|row| format!("{} {} {}", row[0], row[1], row[3])).collect()
    };
    let before = price_in(&sandbox, first, "price first.csv --unmatched un --columns status").well();
    let titles = ["Clinical Gardener  3", "Software Architect/Data Analyst  1"];
    let (places, levels) = (["Atlantis  2", "Avalon  1", "Utopia  1"], ["Boss 3  3", "wizard  1"]);
    assert_eq!(
        (brief("role_aliases"), brief("city_aliases"), brief("level_aliases")),
        (titles.map(String::from).into(), places.map(String::from).into(), levels.map(String::from).into())
    );
    for table in ["role_aliases", "city_aliases", "level_aliases"] {
        assert!(!sandbox.read(&format!("un/{table}.csv")).contains("7100"), "{table}");
    }
    // Another file adds its own rows, and removes none.
    price_in(&sandbox, second, "price second.csv --unmatched un").well();
    assert_eq!(
        brief("role_aliases"),
        ["Head of Gardens  1", "Clinical Gardener  ", "Software Architect/Data Analyst  "]
    );
    assert_eq!(brief("city_aliases"), ["Erewhon  1", "Atlantis  ", "Avalon  ", "Utopia  "]);
    assert_eq!(brief("level_aliases"), ["Boss 4  1", "Boss 3  ", "wizard  "]);
    // Filled in by hand, each name is known in the next run; what is still open is counted again.
    for (table, name, id) in [
        ("role_aliases", "Clinical Gardener", "clinical-analyst"),
        ("role_aliases", "Head of Gardens", "clinical-analyst"),
        ("city_aliases", "Atlantis", "shanghai"),
        ("city_aliases", "Erewhon", "beijing"),
        ("level_aliases", "Boss 3", "senior"),
        ("level_aliases", "Boss 4", "lead"),
    ] {
        let path = format!("un/{table}.csv");
        let filled = sandbox.read(&path).replace(&format!("\n{name},,"), &format!("\n{name},{id},"));
        sandbox.write(&path, filled);
    }
    let (code, out, said) = sandbox.payband("--overlay un pack check").fallible();
    assert_eq!(code, Some(0), "{out}{said}");
    let after = price_in(&sandbox, first, "--overlay un price first.csv --unmatched un --columns status").well();
    assert_eq!(
        before.column("market_status")[..4],
        ["no-role-match", "unknown-city", "no-role-match", "no-role-match"]
    );
    assert_eq!(after.column("market_status")[..4], ["priced", "priced", "priced", "unknown-level"]);
    assert_eq!(
        brief("role_aliases"),
        [
            "Head of Gardens clinical-analyst ",
            "Clinical Gardener clinical-analyst ",
            "Software Architect/Data Analyst  1"
        ]
    );
    assert_eq!(brief("city_aliases"), ["Erewhon beijing ", "Atlantis shanghai ", "Avalon  1", "Utopia  1"]);
    assert_eq!(brief("level_aliases"), ["Boss 4 lead ", "Boss 3 senior ", "wizard  1"]);
    price_in(&sandbox, second, "--overlay un price second.csv --strict --columns status").well();
}

/// Catches a row that stays open although its name is known by now.
#[test]
fn a_name_that_is_known_by_now_is_no_longer_listed() {
    let sandbox = Sandbox::new();
    let file = "title,city,level\nClinical Gardener,Atlantis,wizard\nHead of Gardens,Avalon,witch\n";
    sandbox.write("in.csv", file);
    price_in(&sandbox, file, "price in.csv --unmatched un").well();
    sandbox
        .write("ours/role_aliases.csv", "alias,id\nClinical Gardener,clinical-analyst\n")
        .write("ours/city_aliases.csv", "alias,id\nAtlantis,shanghai\n")
        .write("ours/level_aliases.csv", "alias,id\nwizard,senior\n")
        .write("other.csv", "title,city,level\nCloud Architect,Beijing,mid\n");
    price_in(
        &sandbox,
        "title,city,level\nCloud Architect,Beijing,mid\n",
        "--overlay ours price other.csv --unmatched un",
    )
    .well();
    for (table, open) in [("role_aliases", "Head of Gardens"), ("city_aliases", "Avalon"), ("level_aliases", "witch")] {
        let text = sandbox.read(&format!("un/{table}.csv"));
        assert!(text.lines().count() == 2 && text.contains(&format!("\n{open},,,,")), "{text}");
    }
}

/// Catches an id that is none, and columns that only an alias table may have.
#[test]
fn what_is_filled_in_wrongly_is_told() {
    let sandbox = Sandbox::new();
    sandbox.write("in.csv", FILE).write("a/role_aliases.csv", "alias,id,rows\nClinical Gardener,gardener,2\n");
    let (code, out, said) = sandbox.payband("pack check --overlay a").fallible();
    assert_eq!(code, Some(1), "{out}{said}");
    assert!(
        format!("{out}{said}")
            .contains("a/role_aliases.csv:2: column id, value \"gardener\": roles.id has no such value"),
        "{out}{said}"
    );
    sandbox.write("b/role_aliases.csv", "alias,id\n");
    sandbox.write("b/geo_differentials.csv", "city,low_pct,high_pct,rows\nsuzhou,1,2,3\n");
    let ended = price_in(&sandbox, FILE, "price in.csv --overlay b");
    assert_eq!(ended.code, Some(1), "{}", ended.said);
    assert!(ended.said.contains("no such column in this table"), "{}", ended.said);
    // Without an id, nothing is filled in.
    sandbox.write("c/role_aliases.csv", "alias,idd\nClinical Gardener,clinical-analyst\n");
    let ended = price_in(&sandbox, FILE, "price in.csv --overlay c");
    assert_eq!(ended.code, Some(1), "{}", ended.said);
}

/// Catches more than a header where no name is unmatched.
#[test]
fn nothing_unmatched_is_an_empty_table() {
    let sandbox = Sandbox::new();
    let file = "title,level\nCloud Architect,mid\n";
    sandbox.write("in.csv", file);
    price_in(&sandbox, file, "price in.csv --unmatched names.csv --unmatched names.csv").code.unwrap();
    price_in(&sandbox, file, "price in.csv --unmatched names.csv").well();
    assert_eq!(sandbox.read("names.csv"), "\u{feff}alias,id,lang,rows,nearest,table\n");
    let ended = price_in(&sandbox, file, "price in.csv --unmatched no/such/folder/names.csv");
    assert_eq!(ended.code, Some(1));
    assert!(ended.said.contains("cannot write no/such/folder/names.csv"), "{}", ended.said);
}

/// Catches memory that grows with the number of titles, and names that are dropped without a warning.
#[test]
fn names_for_which_there_is_no_room_are_told() {
    let sandbox = Sandbox::new();
    // 2 MiB of texts are kept, whose lengths count and not only their number.
    let long = "x".repeat(200);
    let rows: String = (0..12_000).map(|at| format!("Gardener of the {at}th {long}\n")).collect();
    sandbox.write("in.csv", format!("title\n{rows}"));
    let ended = price_in(&sandbox, "", "price in.csv --unmatched names.csv --columns status --threads 1").well();
    let kept = sandbox.read("names.csv").lines().count() - 1;
    assert!((4_000..11_500).contains(&kept), "{kept}");
    let said = format!(
        "warning: names.csv lacks the texts of {} rows: more texts were not understood than are kept\n",
        12_000 - kept
    );
    assert!(ended.said.contains(&said), "{}", ended.said);
    assert_eq!(ended.text().lines().count(), 12_001);
    // Without --unmatched, names are not kept, and there is no warning.
    assert!(!price("title\nGardener\n", "").well().said.contains("lacks the texts"));
}

/// Catches a filled-in table that the next run loses, over several rounds.
#[test]
fn what_was_filled_in_stays() {
    let sandbox = Sandbox::new();
    let by_hand =
        "alias,id,lang\nWidget Maker,healthcare-cloud-architect,en\nBob the Builder,ehr-systems-engineer,en\n";
    let file = "role,level,salary\nGardener,mid,70001\nPlumber,mid,70002\nPlumber,mid,70003\nWidget Maker,mid,70004\n";
    sandbox.write("in.csv", file).write("un/role_aliases.csv", by_hand);
    let line = "-q --overlay un price in.csv -o out.csv --unmatched un";
    let expected = "\u{feff}alias,id,lang,rows,nearest\nWidget Maker,healthcare-cloud-architect,en,,\n\
                    Bob the Builder,ehr-systems-engineer,en,,\nPlumber,,,2,nothing near\nGardener,,,1,nothing near\n";
    for _ in 0..2 {
        price_in(&sandbox, file, line).well();
        assert_eq!(sandbox.read("un/role_aliases.csv"), expected);
    }
    // As a spreadsheet saves it: another encoding and delimiter, columns moved, and a column of remarks.
    let saved = "id;alias;备注;rows\r\nehr-systems-engineer;Plumber;问小王;2\r\n;Gardener;;1\r\n;Gone;;9\r\n";
    sandbox.write("un/role_aliases.csv", encoding_rs::GBK.encode(saved).0);
    let more = format!("{file}Gardener,mid,70004\nPlumber,mid,70005\n");
    sandbox.write("in.csv", &more);
    price_in(&sandbox, &more, "-q price in.csv -o out.csv --unmatched un").well();
    let expected = "\u{feff}alias,id,lang,rows,nearest,备注\nPlumber,ehr-systems-engineer,,3,nothing near,问小王\n\
                    Gardener,,,2,nothing near,\nWidget Maker,,,1,nothing near,\nGone,,,,,\n";
    assert_eq!(sandbox.read("un/role_aliases.csv"), expected);
    // With the remark it is an overlay still. The plumbers are found now, so that their count is gone.
    price_in(&sandbox, &more, "-q --overlay un price in.csv -o out.csv --unmatched un").well();
    assert!(sandbox.read("un/role_aliases.csv").contains("\nPlumber,ehr-systems-engineer,,,,问小王\n"));
    // One file for all tables as well.
    price_in(&sandbox, &more, "-q price in.csv -o out.csv --unmatched un.csv").well();
    let filled = sandbox.read("un.csv").replace("Gardener,,", "Gardener,product-manager,");
    sandbox.write("un.csv", filled);
    sandbox.write("in.csv", file);
    price_in(&sandbox, file, "-q price in.csv -o out.csv --unmatched un.csv").well();
    assert_eq!(
        sandbox.read("un.csv"),
        "\u{feff}alias,id,lang,rows,nearest,table\nGardener,product-manager,,1,nothing near,role_aliases\n\
         Plumber,,,2,nothing near,role_aliases\nWidget Maker,,,1,nothing near,role_aliases\n"
    );
}

/// Catches a file that is overwritten because a table has its name or its inode.
#[test]
#[cfg(unix)]
fn no_other_file_is_written_over() {
    use std::os::unix::fs::symlink;
    let sandbox = Sandbox::new();
    sandbox.write("un/role_aliases.csv", FILE).write("mine/city_aliases.csv", "whatever\nthis is\n");
    sandbox
        .with_pack("p")
        .write("in.csv", FILE)
        .write("two/role_aliases.csv", "")
        .write("ov/role_aliases.csv", "alias,id\nx,data-analyst\n");
    symlink("role_aliases.csv", sandbox.path("two/city_aliases.csv")).unwrap();
    std::fs::hard_link(sandbox.path("ov/role_aliases.csv"), sandbox.path("hard.csv")).unwrap();
    let before: Vec<String> = ["un/role_aliases.csv", "mine/city_aliases.csv", "p/role_aliases.csv", "hard.csv"]
        .map(|name| sandbox.read(name))
        .into();
    let lost = "hint: it would be lost: name another place with --unmatched, or move the file away\n";
    for (line, said) in [
        ("price un/role_aliases.csv -o out.csv --unmatched un", "error: un/role_aliases.csv is the input itself\nhint: name another file to write to\n".to_owned()),
        ("price in.csv --unmatched mine", format!("error: mine/city_aliases.csv is there already, and has no column \"alias\"\n{lost}")),
        ("price un/role_aliases.csv --unmatched in.csv", format!("error: in.csv is there already, and has no column \"alias\"\n{lost}")),
        ("price in.csv --unmatched two", "error: two tables of --unmatched would go into the same file\nhint: name another folder with --unmatched\n".to_owned()),
        ("--pack p price in.csv --unmatched p", "error: p/role_aliases.csv is a table of the pack or overlay in use\nhint: name another place with --unmatched\n".to_owned()),
        ("--overlay ov price in.csv --unmatched hard.csv", "error: hard.csv is a table of the pack or overlay in use\nhint: name another place with --unmatched\n".to_owned()),
    ] {
        sandbox.payband(line).misuses(&said);
    }
    let both = "error: the rows and the unmatched names would go into the same file\nhint: name another file with --unmatched\n";
    for line in [
        "price in.csv -o ./new.csv --unmatched ../HERE/new.csv",
        "price in.csv -o mine/role_aliases.csv --unmatched mine/../mine",
    ] {
        let here = sandbox.path("").file_name().unwrap().to_string_lossy().into_owned();
        sandbox.payband(&line.replace("HERE", &here)).misuses(both);
    }
    assert_eq!(
        sandbox.shell("payband price in.csv --unmatched new.csv > new.csv"),
        (Some(2), String::new(), both.to_owned())
    );
    let after: Vec<String> = ["un/role_aliases.csv", "mine/city_aliases.csv", "p/role_aliases.csv", "hard.csv"]
        .map(|name| sandbox.read(name))
        .into();
    assert_eq!(after, before);
}

/// Catches a title that is a formula in a table for spreadsheets, with or without --excel, and one that no longer matches once
/// its escaped form is filled in.
#[test]
fn no_title_is_a_formula() {
    let sandbox = Sandbox::new();
    let titles = [
        "=HYPERLINK(\"\"http://x\"\")",
        "+49 gardener",
        "-gardener",
        "@gardener",
        "\tgardener six",
        "\ngardener seven",
        "＝gardener one",
        "＋gardener two",
        "－gardener three",
        "＠gardener four",
        "\n\n=gardener five",
    ];
    let rows: String = titles.iter().map(|title| format!("\"{title}\",a\n")).collect();
    let file = format!("role,name\n{rows}");
    sandbox.write("in.csv", &file);
    for line in ["-q price in.csv -o out.csv --excel --unmatched un", "-q price in.csv -o out.csv --unmatched un"] {
        price_in(&sandbox, &file, line).well();
        let written = sandbox.read("un/role_aliases.csv");
        let mut reader = csv::Reader::from_reader(written.trim_start_matches('\u{feff}').as_bytes());
        let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(records.len(), titles.len());
        for record in &records {
            for cell in record {
                let first = cell.trim_start().chars().next();
                assert!(
                    !first.is_some_and(|first| "=+-@＝＋－＠".contains(first)) && !cell.starts_with(['\t', '\r', '\n']),
                    "{cell:?}"
                );
            }
        }
    }
    // Filled in, it is read back and used.
    let written = sandbox.read("un/role_aliases.csv");
    let mut reader = csv::Reader::from_reader(written.trim_start_matches('\u{feff}').as_bytes());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(reader.headers().unwrap()).unwrap();
    for record in reader.records().map(Result::unwrap) {
        let mut cells: Vec<&str> = record.iter().collect();
        cells[1] = "product-manager";
        writer.write_record(cells).unwrap();
    }
    sandbox.write("un/role_aliases.csv", writer.into_inner().unwrap());
    let ended = price_in(&sandbox, &file, "-q --overlay un price in.csv --default-level mid --columns role").well();
    assert_eq!(ended.column("market_role"), vec!["Product Manager"; titles.len()]);
}

/// Catches a table of pay texts with a formula, without an earlier remark, or with a text that can now be read; and one that
/// overwrites the input, another file or the rows.
#[test]
fn texts_of_pay_are_written_like_names() {
    let sandbox = Sandbox::new();
    let file = "title,level,pay\nCloud Architect,mid,lots\nCloud Architect,mid,=lots\nCloud Architect,mid,=lots\n";
    sandbox.write("in.csv", file);
    let line = "-q price in.csv -o out.csv --unmatched un";
    price_in(&sandbox, file, line).well();
    let why = "the pay has a word or sign in it that is not about pay";
    let written = sandbox.read("un/pay_texts.csv");
    assert_eq!(written, format!("\u{feff}text,rows,reason\n'=lots,2,{why}\nlots,1,{why}\n"));
    sandbox.write("un/pay_texts.csv", format!("text,rows,reason,remark\nlots,7,{why},ask Li\ngone,3,{why},\n"));
    let expected = format!("\u{feff}text,rows,reason,remark\nlots,1,{why},ask Li\n'=lots,2,{why},\n");
    for _ in 0..2 {
        price_in(&sandbox, file, line).well();
        assert_eq!(sandbox.read("un/pay_texts.csv"), expected);
    }
    sandbox.write("mine/pay_texts.csv", file);
    let both = "error: the rows and the unmatched names would go into the same file\n\
                hint: name another file with --unmatched\n";
    for (line, said) in [
        (
            "price mine/pay_texts.csv -o out.csv --unmatched mine",
            "error: mine/pay_texts.csv is the input itself\nhint: name another file to write to\n",
        ),
        (
            "price in.csv -o out.csv --unmatched mine",
            "error: mine/pay_texts.csv is there already, and has no column \"text\"\n\
             hint: it would be lost: name another place with --unmatched, or move the file away\n",
        ),
        ("price in.csv -o un/pay_texts.csv --unmatched un", both),
    ] {
        sandbox.payband(line).misuses(said);
    }
    assert_eq!((sandbox.read("mine/pay_texts.csv"), sandbox.read("un/pay_texts.csv")), (file.to_owned(), expected));
}

/// Catches names of a total that are listed, by whichever cell it is known, and names of other rows that are lost beside it.
#[test]
fn totals_have_no_unmatched_names() {
    let sandbox = Sandbox::new();
    let file = "name,title,city,level,pay\nSubtotal,,Atlantis,mid,71001\nAnn,,Atlantis,mid,71002\n合计,,Lemuria,mid,71003\n\
                ,,Thule,Total,71004\n";
    for file in [file.to_owned(), file.replace("Subtotal,,", "Ben,,").replace("Ann,,", "Subtotal,,")] {
        sandbox.write("in.csv", &file);
        price_in(&sandbox, &file, "price in.csv --unmatched names.csv").well();
        let written = sandbox.read("names.csv");
        assert!(written.contains("Atlantis,,,1,"), "{written}");
        assert_eq!(written.lines().count(), 2, "{written}");
        std::fs::remove_file(sandbox.path("names.csv")).unwrap();
    }
}

/// Catches a short title that is a part of the names of roles and gets none of them, one that is a part of too many and gets some,
/// and a blank cell that may mean that nothing was looked up.
#[test]
fn a_word_of_the_names_of_roles_leads_to_them() {
    let sandbox = Sandbox::new();
    let file = "title\n后端\n测试\n前端\n园丁\nEngineer\n";
    sandbox.write("in.csv", file);
    price_in(&sandbox, file, "price in.csv --unmatched names.csv").well();
    let written = sandbox.read("names.csv");
    for (title, near) in [
        ("后端", "backend-developer"),
        ("测试", "quality-assurance-engineer; "),
        ("前端", "front-end-developer"),
        ("园丁", "nothing near"),
        ("Engineer", "nothing near"),
    ] {
        let line = written.lines().find(|line| line.starts_with(title)).unwrap_or_else(|| panic!("{written}"));
        assert!(line.split(',').nth(4).unwrap().starts_with(near), "{line}");
    }
}
