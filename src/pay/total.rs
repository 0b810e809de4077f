//! Tells a header of total pay from one of base salary.

use super::normalized::NormalizedText;
use super::pieces::pieces;
use super::vocabulary::Meaning;

/// The most letters of a short form, such as OTE or TCC. No longer word in Latin letters alone means total pay.
const MAX_SHORT_FORM_LEN: usize = 4;

/// Whether the header of a pay column says that the amounts hold variable pay: "Total Compensation", 年度总收入. `Total Base Pay` does
/// not.
pub(crate) fn names_total_pay(header: &str) -> bool {
    // The words for pay take long to read, and most headers are one: "salary".
    let is_one_word = header.len() > MAX_SHORT_FORM_LEN && header.bytes().all(|byte| byte.is_ascii_alphabetic());
    if is_one_word {
        return false;
    }
    let mut text = NormalizedText::new();
    let (Ok(()), Ok(any)) = (text.write(header), "USD".parse()) else { return false };
    pieces(text.as_str(), any).is_ok_and(|pieces| {
        let has = |meaning| pieces.iter().any(|piece| piece.meaning() == Some(meaning));
        has(Meaning::Total) && !has(Meaning::Base)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_total_pay_are_told() {
        for header in
            ["Total Compensation (CNY)", "年度总收入(元)", "税前年薪（含年终奖）", "OTE", "综合年薪", "Pay incl. bonus"]
        {
            assert!(names_total_pay(header), "{header}");
        }
        for header in
            ["Annual Salary", "Total Base Pay Annualized - Amount", "基本工资", "Bonus", "Gross Pay", "年薪", ""]
        {
            assert!(!names_total_pay(header), "{header}");
        }
    }
}
