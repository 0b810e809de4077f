//! The table of pay texts in the languages of Asia.

use crate::pay::tests::check_amounts;

/// Catches a bound that is lost, so that "5000만원 or more" is read as the pay itself.
#[test]
fn korean() {
    check_amounts(
        "USD",
        &[
            ("연봉 5,000만원", "KRW 50000000/year"),
            ("연봉 4,000~5,000만원", "KRW 40000000-50000000/year"),
            ("연봉 5000만원 이상", "from KRW 50000000/year"),
            ("연봉 4000만원 이하", "up to KRW 40000000/year"),
            ("월 250만원", "KRW 2500000/month"),
            ("월급 300만원", "KRW 3000000/month"),
            ("시급 10,030원", "KRW 10030/hour"),
            ("일급 120,000원", "KRW 120000/day"),
            ("월급 280만원 (세후)", "AfterTax"),
            ("면접 후 결정", "not stated"),
            ("회사내규에 따름", "not stated"),
            ("협의 후 결정", "not stated"),
        ],
    );
}

/// Catches pay by the day or hour that is read as a year's.
#[test]
fn japanese() {
    check_amounts(
        "USD",
        &[
            ("年収600万円", "JPY 6000000/year"),
            ("年俸500万円〜800万円", "JPY 5000000-8000000/year"),
            ("月給25万円～35万円", "JPY 250000-350000/month"),
            ("月給28万円以上", "from JPY 280000/month"),
            ("時給1,200円", "JPY 1200/hour"),
            ("日給12,000円", "JPY 12000/day"),
            ("週給 6万円", "JPY 60000/week"),
            ("手取り25万円", "AfterTax"),
            ("月給30万円（固定残業代含む）", "Variable"),
            ("応相談", "not stated"),
        ],
    );
}

#[test]
fn vietnamese_and_indonesian() {
    check_amounts(
        "USD",
        &[
            ("Rp 10.000.000 - 15.000.000 per bulan", "IDR 10000000-15000000/month"),
            ("Rp 8.000.000 hingga Rp 12.000.000 / bulan", "IDR 8000000-12000000/month"),
            ("Rp 5.000.000/bulan (nego)", "IDR 5000000/month"),
            ("20.000.000 VND/tháng", "VND 20000000/month"),
            ("từ 15.000.000 VND", "from VND 15000000/year"),
            ("lên đến 30.000.000 VND", "up to VND 30000000/year"),
            ("Thỏa thuận", "not stated"),
            // A million of which currency is not said.
            ("15 - 20 triệu", "UnknownWord"),
        ],
    );
}

/// Catches pay with commission that is read as base salary.
#[test]
fn chinese_pay_that_holds_variable_pay() {
    check_amounts(
        "USD",
        &[
            ("综合薪资8000-12000", "Variable"),
            ("综合8k-12k", "Variable"),
            ("综合月薪1万以上", "Variable"),
            ("8000-10000元/月，综合工时制", "CNY 8000-10000/month"),
        ],
    );
}
