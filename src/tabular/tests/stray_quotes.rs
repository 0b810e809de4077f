//! Quoted cells that hold whole rows, and cells with line ends that are meant.

use super::{process, read, reading, written};
use crate::tabular::{Error, Input, Quoting, Ragged, ReadOptions};

const HEADER: &str = "name,title,city,pay\n";

/// The lines of the error that ends the reading: that of the row with the quote, and that of the row in it.
fn error_lines(file: &str, block: usize) -> Option<(u64, Option<u64>)> {
    let input = match Input::open(file.as_bytes(), &reading(block)) {
        Ok(input) => input,
        Err(Error::OpenQuote { line, row_within }) => return Some((line, row_within)),
        Err(error) => panic!("{error}"),
    };
    let ended = input.fold(&process(1, Ragged::Keep), || (), |(), rows| rows.each(|_| Ok::<(), Error>(())));
    match ended {
        Ok(_) => None,
        Err(Error::OpenQuote { line, row_within }) => Some((line, row_within)),
        Err(error) => panic!("{error}"),
    }
}

/// Catches rows that become one cell in silence.
#[test]
fn a_quoted_cell_that_holds_rows_is_told() {
    for (rows, line, row_within) in [
        // The quote at the start of another cell closes it.
        ("Li,\"Engineer,Shanghai,1\nWu,\"Tester\",Beijing,2\n", 2, 3),
        ("Li,\"Engineer,Shanghai,1\nWu,Nurse,Beijing,2\n\nYe,\"Tester\",Beijing,3\nXu,Nurse,Beijing,4\n", 2, 5),
        ("\"Li,Engineer,Shanghai,1\n\"Wu\",Tester,Beijing,2\n", 2, 3),
        ("Li,Engineer,\"Shanghai,1\nWu,\"Tester, senior\",Beijing,2\n", 2, 3),
        ("Li,Engineer,Shanghai,\"1\nWu,Tester,\"Beijing\",2\n", 2, 3),
        ("Li,Engineer,Shanghai,1\nWu,\"Nurse,Beijing,2\n\"Ye\",\"a\nb\",Beijing,3\n", 3, 4),
        ("Li,\"Engineer,Shanghai,1\nWu,\"\",Beijing,2\nYe,\"Tester\",Beijing,3\n", 2, 4),
        ("Li,\"a\nb\",\"Shanghai,1\nWu,\"Tester\",Beijing,2\n", 2, 4),
        ("Li,\"Engineer,Shanghai,1\nWu,Tester, \"Beijing\",2\nYe,Tester,Beijing,3\n", 2, 3),
        // All cells are in quotes, and one lacks the last of them: the row has too many cells besides.
        ("\"Li\",\"Engineer\",\"Shanghai\",\"1\n\"Wu\",\"Tester\",\"Beijing\",\"2\"\n", 2, 3),
        // Another stray quote closes it.
        ("Li,\"Engineer,Shanghai,1\nWu,Nurse,Beijing,2\nYe,Tester\",Beijing,3\n", 2, 4),
        ("Li,\"Engineer,Shanghai,1\nWu,55\" panels,Beijing,2\n", 2, 3),
    ] {
        for ending in ["\n", "\r\n", "\r"] {
            let file = format!("{HEADER}{rows}No,Tester,Beijing,9\n").replace('\n', ending);
            for block in [1, 20, 1000] {
                assert_eq!(error_lines(&file, block), Some((line, Some(row_within))), "{file:?} {block}");
            }
        }
    }
    assert_eq!(error_lines("\"title,pay\n\"Engineer\",1\nTester,2\n", 9), Some((1, Some(2))));
    let message = Error::OpenQuote { line: 2, row_within: Some(3) }.to_string();
    assert_eq!(
        message,
        "line 2: a quote in the row that begins here does not close before line 3, which looks like another row"
    );
}

/// Catches a sound file that is refused.
#[test]
fn cells_of_several_lines_are_read() {
    for rows in [
        "Li,\"Engineer\nsenior\",Shanghai,1\n",
        "Li,Engineer,\"Room 5, 88 Nanjing Road\nShanghai, 200001\",1\n",
        "Li,\"We build, test, ship\n- run, deploy\n\nSend your CV, \"\"now\"\"\",Shanghai,1\n",
        "Li,\"build,test\nrun,deploy\nship,mend,1\",Shanghai,1\n",
        "Li,\"one\n\"two\" three\",Shanghai,1\n",
        "Li,\"one, two\nWu,\"two\" three\",Shanghai,1\n",
        "\"12 Road, Shanghai, China, 200001\nfirst floor\",Engineer,Shanghai,1\n",
        "\"\n\",Engineer,Shanghai,1\n",
    ] {
        let file = format!("{HEADER}{rows}No,Tester,Beijing,9\n");
        for block in [1, 20, 1000] {
            assert_eq!(error_lines(&file, block), None, "{file:?}");
            assert_eq!(read(file.as_bytes(), &reading(block)).unwrap().rows.len(), 2, "{file:?}");
        }
    }
}

/// Catches rows before the quote that are lost, and quotes that are given and doubted all the same.
#[test]
fn rows_before_the_quote_are_written() {
    let file = "title,pay\nNurse,1\n\"Engineer,2\n\"Tester\",3\n";
    for workers in [1, 3] {
        let (out, ended) = written(file.as_bytes(), &reading(10), &process(workers, Ragged::Refuse));
        assert!(matches!(ended, Err(Error::OpenQuote { line: 3, row_within: Some(4) })), "{ended:?}");
        assert_eq!(out, b"title,pay,more\nNurse,1,+\n");
    }
    let given = ReadOptions { quoting: Some(Quoting::DOUBLE), ..reading(10) };
    assert_eq!(written(file.as_bytes(), &given, &process(1, Ragged::Refuse)).1.unwrap(), 2);
}
