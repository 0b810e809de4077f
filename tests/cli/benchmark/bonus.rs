//! The retention bonus, and what comes before it.

use super::senior;
use crate::expected::{cloud, csv};
use crate::sandbox::payband;

#[test]
fn a_given_retention_bonus_holds_at_every_level_and_none_leaves_it_empty() {
    payband("-q benchmark -r 'Cloud Architect' -c Shanghai -l entry -l senior --retention 10%").prints(&csv(&[
        cloud("Shanghai", "Entry").with("basis", "given").pays(
            "72800.00 75400.00 78000.00",
            "7280.00 7540.00 7800.00",
            "80080.00 82940.00 85800.00",
        ),
        senior().with("basis", "given").pays(
            "87360.00 94250.00 101400.00",
            "8736.00 9425.00 10140.00",
            "96096.00 103675.00 111540.00",
        ),
    ]));
    payband("-q benchmark -r 'Cloud Architect' -c Shanghai -l senior --retention none")
        .prints(&csv(&[senior().base("87360.00 94250.00 101400.00")]));
}

#[test]
fn a_foreign_hire_is_a_step_of_its_own_before_the_bonus() {
    payband("-q benchmark -r 'Cloud Architect' -c Shanghai -l senior --foreign-hire").prints(&csv(&[senior().pays(
        "122304.00 141375.00 162240.00",
        "18345.60 24740.63 32448.00",
        "140649.60 166115.63 194688.00",
    )]));
}
