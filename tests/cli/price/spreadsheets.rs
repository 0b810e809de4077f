//! `--excel`: cells that a spreadsheet would run as formulas are escaped.

use super::price;

/// Catches a cell, or a header, that a spreadsheet would run; and numbers that become text.
#[test]
fn formulas_are_disarmed_and_numbers_are_not() {
    let file = "=title,title,level,note\n=1+1,Cloud Architect,mid,-5\n@SUM(A1),Cloud Architect,mid,+3.5\n\
                -inf,Cloud Architect,mid,\"-1,234.50\"\n\"=HYPERLINK(\"\"x\"\")\",Cloud Architect,mid,-5%\n\
                \"\tx\",Cloud Architect,mid,-1e5\n+nan,Cloud Architect,mid,--5\nplain,Cloud Architect,mid,-\n-2+cmd,Cloud Architect,mid,a=b\n";
    let ended = price(file, "--excel --role-column 2 --columns mid").well();
    assert_eq!(
        ended.text(),
        "\u{feff}'=title,title,level,note,market_mid\n'=1+1,Cloud Architect,mid,-5,58500.00\n\
         '@SUM(A1),Cloud Architect,mid,+3.5,58500.00\n'-inf,Cloud Architect,mid,\"-1,234.50\",58500.00\n\
         \"'=HYPERLINK(\"\"x\"\")\",Cloud Architect,mid,-5%,58500.00\n'\tx,Cloud Architect,mid,-1e5,58500.00\n\
         '+nan,Cloud Architect,mid,'--5,58500.00\nplain,Cloud Architect,mid,'-,58500.00\n\
         '-2+cmd,Cloud Architect,mid,a=b,58500.00\n"
    );
}

/// Catches a second byte order mark, one that is not asked for, and cells that change although they are no formulas.
#[test]
fn a_mark_is_put_before_the_file_once() {
    let file = "title,level,note\r\n\"Cloud Architect\",mid,\"a \"\"b\"\"\"\r\n\nCloud Architect,mid,5\" disk";
    let plain = price(file, "").well();
    assert!(plain.text().starts_with("title"));
    let marked = [&b"\xef\xbb\xbf"[..], &plain.out].concat();
    assert_eq!(price(file, "--excel").well().out, marked);
    assert_eq!(price(format!("\u{feff}{file}"), "--excel").well().out, marked);
}

/// Catches ragged rows whose formulas are not escaped, and several workers that differ from one.
#[test]
fn ragged_rows_are_disarmed_too() {
    let file = format!("title,level\n{}", "=A1\nCloud Architect,mid,=B2\n".repeat(2000));
    let one = price(&file, "--excel --ragged keep --threads 1 --columns status").well();
    assert!(one.text().contains("\n'=A1,,ragged-row\nCloud Architect,mid,'=B2,ragged-row\n"));
    assert_eq!(price(&file, "--excel --ragged keep --threads 3 --columns status").well().out, one.out);
}
