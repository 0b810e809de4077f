//! Files that cannot be read.

use super::{price, price_in};
use crate::sandbox::Sandbox;

/// Catches a row too short or too long that is priced, or an error that does not name its line.
#[test]
fn ragged_rows_are_refused_with_their_line() {
    let file = "name,title,level\nA,Cloud Architect,mid\n\n\"Ann\nOnymous\",Cloud Architect,mid\nSecret Person,Cloud Architect\nB,x,mid\n";
    let ended = price(file, "--columns mid");
    assert_eq!(ended.code, Some(1));
    assert!(
        ended.said.ends_with(
            "error: in.csv\n  caused by: line 6: the row has 2 cells, but the header has 3\n\
             hint: mend the row, or keep such rows as they are with --ragged keep\n"
        ),
        "{}",
        ended.said
    );
    assert_eq!(ended.text().lines().count(), 5, "the rows before it are whole");
    let ended = price("title,level\nCloud Architect,mid,Secret Person\n", "");
    assert!(ended.said.contains("line 2: the row has 3 cells, but the header has 2\n"), "{}", ended.said);
    let ended = price("title,level\nCloud Architect\n", "");
    assert!(ended.said.contains("line 2: the row has 1 cell, but the header has 2\n"), "{}", ended.said);
}

/// Catches a number with commas and without quotes whose row is refused without the reason, and another row that gets it.
#[test]
fn an_unquoted_number_with_commas_is_named() {
    let hint =
        "hint: put numbers with commas in quotes, as in \"60,000\", or keep such rows as they are with --ragged keep\n";
    for (file, is_told) in [
        ("title,pay\nCloud Architect,$60,000\n", true),
        ("title,pay,city\nCloud Architect,1,234,567,Beijing\n", true),
        ("title,pay,city\nCloud Architect,60,000 USD,Beijing\n", true),
        ("title,pay\nCloud Architect,60,5\n", false),
        ("title,pay\nCloud Architect,\"60,000\",5\n", false),
        ("title;pay\nCloud Architect;60;000\n", false),
        ("title,pay,city\nCloud Architect,60\n", false),
    ] {
        let ended = price(file, "");
        assert_eq!(ended.code, Some(1), "{file}");
        assert_eq!(ended.said.ends_with(hint), is_told, "{file}: {}", ended.said);
    }
}

/// Catches a report whose title hides the header, and lines before the header that are written or left out without a word.
#[test]
fn lines_before_the_header_are_found() {
    let rows = "Job Title,City,Salary\r\nData Scientist,Beijing,60000\r\nData Scientist,Atlantis,60000\r\n";
    let columns = "--default-level mid --columns status";
    let expected = price(rows, columns).well();
    for (before, lines) in [
        ("Staff \"report\r\n", 1),
        ("Staff report,,\r\n\r\n", 2),
        ("Position,,\r\n\r\nCompany: Acme\r\n", 3),
        ("\r\nCompany,Acme\r\nDate,2025-01-01\r\n\r\n", 4),
    ] {
        let file = format!("{before}{rows}");
        let ended = price(&file, columns).well();
        let noun = if lines == 1 { "line" } else { "lines" };
        let note = format!("note: {lines} {noun} before the header left out; --skip 0 keeps them\n");
        assert_eq!((ended.text(), ended.said.replace(&note, "")), (expected.text(), expected.said.clone()), "{file}");
        assert!(ended.said.contains(&note), "{}", ended.said);
        let ended = price(&file, &format!("{columns} --skip 0"));
        let named =
            format!("line {} looks like the header; --skip {lines} leaves out the lines before it\n", lines + 1);
        // The open quote joins lines until it is skipped.
        assert!(ended.said.contains(&named) || before.contains('"'), "{file}: {}", ended.said);
        let ended = price(&file, &format!("{columns} --skip {lines}")).well();
        assert_eq!((ended.text(), &ended.said), (expected.text(), &expected.said), "{file}");
    }
    let ended = price(rows, "--skip 7");
    assert!(
        ended.said.ends_with("nothing follows the first 7 lines\nhint: give fewer lines to --skip\n"),
        "{}",
        ended.said
    );
}

/// Catches ragged rows that lose cells, or whose appended cells stand in another column.
#[test]
fn ragged_rows_are_kept_as_they_are_when_asked() {
    let file = "title,level\nCloud Architect\nCloud Architect,mid,more,\"a,b\"\nCloud Architect,mid\n";
    let ended = price(file, "--ragged keep --columns mid,status").well();
    assert_eq!(
        ended.text(),
        "title,level,market_mid,market_status\nCloud Architect,,,ragged-row\nCloud Architect,mid,more,\"a,b\",,ragged-row\n\
         Cloud Architect,mid,58500.00,priced\n"
    );
    assert!(ended.said.contains("note: 1 of 3 rows priced; not priced: 2 ragged-row\n"), "{}", ended.said);
}

/// Catches an open quote that makes the rest of the file one cell without an error.
#[test]
fn a_quote_that_does_not_close_names_its_line() {
    let ended = price("title,level\nCloud Architect,mid\n\"Secret Person,mid\nCloud Architect,mid\n", "");
    assert_eq!(ended.code, Some(1));
    assert!(
        ended.said.ends_with(
            "error: in.csv\n  caused by: line 3: a quote in the row that begins here does not close\n\
             hint: close the quote that is open there\n"
        ),
        "{}",
        ended.said
    );
    // The quote of another row closes it.
    let ended = price("title,level\n\"Secret Person,mid\nCloud Architect,mid\n\"Nurse\",mid\n", "");
    assert_eq!(ended.code, Some(1));
    let told = "line 2: a quote in the row that begins here does not close before line 4, which looks like another row";
    assert!(ended.said.contains(told), "{}", ended.said);
    let long = format!("title,level\n\"Secret Person,mid\n{}", "Cloud Architect,mid\n".repeat(80_000));
    let ended = price(long, "");
    assert_eq!(ended.code, Some(1));
    assert!(
        ended.said.contains(
            "line 2: the row that begins here is longer than 1048576 bytes, because a quote in it does not close\n\
             hint: close the quote that is open there\n"
        ),
        "{}",
        ended.said
    );
    let header = price("\"title,level\nCloud Architect,mid\n", "");
    assert_eq!(header.code, Some(1));
    assert!(header.said.contains("line 1: a quote"), "{}", header.said);
}

/// Catches memory that grows with the length of a row, and a limit that cannot be changed.
#[test]
fn a_row_too_long_is_an_error() {
    let file = format!("title,note\nCloud Architect,{}\n", "x".repeat(3000));
    assert_eq!(price(&file, "--default-level mid --columns status").well().column("market_status"), ["priced"]);
    let ended = price(&file, "--row-limit 2000 --default-level mid");
    assert_eq!(ended.code, Some(1));
    assert!(
        ended.said.ends_with(
            "error: in.csv\n  caused by: line 2: the row that begins here is longer than 2000 bytes\n\
             hint: see whether the file is what it should be; --row-limit allows longer rows\n"
        ),
        "{}",
        ended.said
    );
    for limit in ["0", "2000000000", "many"] {
        assert_eq!(price(&file, &format!("--row-limit {limit}")).code, Some(2), "{limit}");
    }
}

/// Catches an empty file that is read as one without rows.
#[test]
fn an_empty_file_has_no_header() {
    for file in ["", "\n\r\n\n", "\u{feff}"] {
        let ended = price(file, "");
        assert_eq!((ended.code, ended.out.len()), (Some(1), 0));
        assert_eq!(
            ended.said,
            "error: in.csv\n  caused by: the input has no header: it is empty\n\
             hint: give a file whose first row names its columns\n"
        );
    }
}

/// Catches a picture or a workbook that is priced, or whose bytes reach the terminal.
#[test]
fn a_file_that_is_no_text_is_an_error() {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend((0..4000_u32).map(|at| u8::try_from(at.wrapping_mul(2_654_435_761) >> 24).unwrap()));
    let zip = [&b"PK\x03\x04\x14\0\0\0\x08\0"[..], &png].concat();
    for file in [png, zip, vec![0; 5000]] {
        let ended = price(file, "");
        assert_eq!((ended.code, ended.out.len()), (Some(1), 0), "{}", ended.said);
        assert!(ended.said.contains("hint: "), "{}", ended.said);
        assert!(!ended.said.chars().any(|letter| letter.is_control() && letter != '\n'), "{:?}", ended.said);
    }
}

/// Catches a folder or a missing file without an error, and a message that does not say what to do.
#[test]
fn what_cannot_be_opened() {
    let sandbox = Sandbox::new();
    sandbox.write("folder/in.csv", "");
    let ended = price_in(&sandbox, "", "price folder");
    assert_eq!((ended.code, ended.said.as_str()), (Some(2), "error: folder is a folder\nhint: name a file in it\n"));
    let ended = price_in(&sandbox, "", "price nothing.csv");
    assert_eq!(ended.code, Some(1));
    assert!(ended.said.starts_with("error: cannot read nothing.csv\n  caused by: No such file"), "{}", ended.said);
    assert!(ended.said.ends_with("hint: check the path, and that you may read it\n"), "{}", ended.said);
}

/// Catches options for which no row can have a price, without an error before the first row.
#[test]
fn what_no_row_can_have_is_refused_at_once() {
    let file = "title,level,pay\nCloud Architect,mid,84825\n";
    for arguments in ["--currency EUR", "--on 2020-01-01"] {
        let ended = price(file, arguments);
        assert_eq!((ended.code, ended.out.len()), (Some(1), 0), "{arguments}: {}", ended.said);
        assert!(ended.said.contains("error: ") && ended.said.contains("hint: "), "{}", ended.said);
    }
    let given = price(file, "--currency EUR --fx 0.9").well();
    assert_eq!(given.column("market_mid"), ["52650.00"]);
}

/// Catches the first person of a file without a header that is lost without a word.
#[test]
fn a_first_row_that_is_taken_for_the_header_is_told() {
    let columns = "--role-column 2 --level-column 3 --columns mid";
    let warning =
        "warning: the first line is read as the header, and names a role: put a header before it to price it too\n";
    let ended = price("Ann,Cloud Architect,senior\nBob,Cloud Architect,mid\n", columns).well();
    assert!(ended.said.contains(warning), "{}", ended.said);
    let ended = price("name,title,level\nBob,Cloud Architect,mid\n", columns).well();
    assert!(!ended.said.contains("warning: the first line"), "{}", ended.said);
}

/// Catches a name or pay in a message about a file without a header, whose first row is data.
#[test]
fn a_first_row_of_data_is_not_shown() {
    for (first, columns) in [
        ("Ann Onymous,Cloud Architect,84825", 3),
        ("Ann Onymous,Cloud Architect,Shanghai", 3),
        ("王伟,云架构师,30-50K·14薪", 3),
        ("Cloud Architect,ann@example.com", 2),
    ] {
        let file = format!("{first}\nBea Hind,Data Scientist,70001\n")
            .replace(",70001", if columns == 3 { ",70001" } else { "" });
        for arguments in [
            "",
            "--role-column title",
            "--city-column town --role-column 2",
            "--role-column 2",
            "--role-column 2 --salary-column 1",
        ] {
            let ended = price(&file, arguments);
            for cell in first.split(',') {
                assert!(!ended.said.contains(cell), "{arguments}: {}", ended.said);
            }
            if arguments.is_empty() {
                let hint = format!(
                    "hint: name it with --role-column; the first row does not look like a header: give the file one, or \
                     name a column by its number, from 1 to {columns}\n"
                );
                assert!(ended.said.ends_with(&hint), "{}", ended.said);
            }
        }
        assert!(price(&file, "--role-column 2").said.contains("note: role from column 2"));
    }
}

/// Catches rows that are lost without an error because the file is truncated while it is read.
#[test]
#[cfg(unix)]
fn a_file_that_becomes_shorter_is_an_error() {
    use std::io::Read as _;
    let sandbox = Sandbox::new();
    let rows = "Cloud Architect,mid,84825\n".repeat(200_000);
    sandbox.write("in.csv", format!("title,level,pay\n{rows}"));
    let mut process = sandbox.process("-q price in.csv --threads 1");
    let mut child = process.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap();
    // The run waits until its output is read, far from the end of the file: it has read the first MiB, by which it decides on
    // encoding and columns, and some blocks of 128 KiB.
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut [0; 1000]).unwrap();
    let file = std::fs::OpenOptions::new().write(true).open(sandbox.path("in.csv")).unwrap();
    file.set_len(4_000_000).unwrap();
    let drain = std::thread::spawn(move || stdout.read_to_end(&mut Vec::new()).unwrap());
    let output = child.wait_with_output().unwrap();
    drain.join().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "error: in.csv\n  caused by: cannot read the input\n  caused by: the file became shorter while it was read\n\
         hint: see whether the file can be read\n"
    );
}
