//! `--brief-line`: one line a cell.

use super::listed_roles;
use crate::sandbox::payband;

#[test]
fn brief_lines_are_one_a_cell_with_both_readings() {
    payband("benchmark -r 'Cloud Architect' -c Shanghai -l entry -l senior --brief-line").prints(
        "Healthcare Cloud Architect, Shanghai, entry: USD 72,800–78,000, mid 75,400/year (CNY 44,528/month); calibrated mid \
         52,746; Talenbrium 2025-11-05\n\
         Healthcare Cloud Architect, Shanghai, senior: USD 87,360–101,400, mid 94,250/year (CNY 55,660/month); with retention \
         110,744; calibrated mid 65,933; Talenbrium 2025-11-05\n",
    );
    // A slotted role is marked; --fx applies to the currency of --currency.
    payband("benchmark -r 'ML Engineer' -l entry --brief-line --currency CNY --fx 7 --months 14").prints(
        "Machine Learning Engineer, China, reference rate, entry: CNY 315,000–337,050, mid 326,025/year (CNY 23,288/month); slotted, \
         grade B; calibrated mid 289,800; rate given; Talenbrium 2025-11-05\n",
    );
    // An offer, with what was assumed about it.
    payband("benchmark -r 'Cloud Architect' -c Shanghai -l senior --brief-line --salary ¥650,000").ends(
        0,
        "Healthcare Cloud Architect, Shanghai, senior: USD 87,360–101,400, mid 94,250/year (CNY 55,660/month); with retention \
         110,744; calibrated mid 65,933; offer at 97% (139%), within; Talenbrium 2025-11-05\n",
        "warning: --salary is read as CNY a year\n",
    );
}

/// Would catch a line that a chat would cut off, and a mark that is dropped to make it shorter.
#[test]
fn a_brief_line_fits_a_chat_for_every_cell_with_an_offer_and_keeps_its_marks() {
    let line = "-q benchmark -r all -c all -l all --brief-line --salary ¥650,000 --foreign-hire --on 2026-06-30";
    let (lines, _) = payband(line).streams();
    assert_eq!(lines.lines().count(), listed_roles("") * 7 * 5);
    for line in lines.lines() {
        assert!(line.chars().count() <= 200, "{} characters: {line}", line.chars().count());
        assert!(line.contains("mid") && line.contains("calibrated") && line.contains("offer"), "{line}");
        let has_rate = line.contains(", Shanghai, ") || line.contains(", Beijing, ");
        assert_eq!(line.contains("no city rate"), !has_rate, "{line}");
    }
}

#[test]
fn a_brief_line_says_what_it_rests_on() {
    let (line, _) = payband("benchmark -r 'Cloud Architect' -c Shenzhen -l lead --foreign-hire --brief-line").streams();
    for mark in ["priced as senior", "no city rate", "foreign hire"] {
        assert!(line.contains(mark), "{mark} is missing: {line}");
    }
}
