//! `payband city`: published figures, those computed from them, and their order.

use crate::expected::notes;
use crate::sandbox::{Sandbox, payband};

const HEADER: &str = "city_id,city,city_zh,tier,workforce,vacancies,candidates,vacancy_rate,supply_ratio,vacancy_days,cagr_pct,\
                      premium_low_pct,premium_high_pct,dominant_roles,effective,basis,source,section";
// Candidates are vacancies × ratio, the vacancy rate is vacancies ÷ (workforce + vacancies).
const BEIJING: &str = "beijing,Beijing,北京,tier-one,45000,2800,7840,0.0586,2.8,52,21,40,50,Healthcare Data Scientist; Regulatory \
                       Affairs Specialist; Product Manager,2025-11-05,published,talenbrium-2025,location";
const SHANGHAI: &str = "shanghai,Shanghai,上海,tier-one,38000,2400,5520,0.0594,2.3,48,22,40,50,Software Engineer; Clinical Analyst; \
                        Sales Engineer,2025-11-05,published,talenbrium-2025,location";
const SHENZHEN: &str = "shenzhen,Shenzhen,深圳,tier-one,22000,1600,3360,0.0678,2.1,45,24,,,Hardware Engineer; DevOps Engineer; \
                        Quality Assurance Engineer,2025-11-05,published,talenbrium-2025,location";
const HANGZHOU: &str = "hangzhou,Hangzhou,杭州,secondary,15000,950,2375,0.0596,2.5,58,20,,,Healthcare Cloud Architect; AI Engineer; \
                        Backend Developer,2025-11-05,published,talenbrium-2025,location";
const GUANGZHOU: &str = "guangzhou,Guangzhou,广州,tier-one,18000,1200,2880,0.0625,2.4,50,19,,,Integration Specialist; Technical \
                         Support Specialist; Business Analyst,2025-11-05,published,talenbrium-2025,location";
const SUZHOU: &str = "suzhou,Suzhou,苏州,secondary,,,,,,,,,,,,,talenbrium-2025,migration";
const CHENGDU: &str = "chengdu,Chengdu,成都,secondary,,,,,,,,,,,,,talenbrium-2025,migration";

fn table(rows: &[&str]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

#[test]
fn the_market_of_every_city_with_its_notes_and_caveats() {
    let beside = notes()
        .note("2 cities have no market figures; `payband city all` shows them")
        .note("candidates = vacancies × candidates per vacancy; vacancy rate = vacancies ÷ (workforce + vacancies)")
        .note("above 2 candidates per vacancy is plenty; the city premium is over the reference rate of second-tier cities")
        .caveats("ranges-without-samples city-premium-reference remote-work-gap vacancy-duration supply-ratio-direction")
        .caveats("city-rates-beside-statistics second-tier-called-competitive")
        .caveats("plenty-beside-acute")
        .caveats("shortfall-against-vacancies tight-but-fast city-table-unsourced cagr-undefined")
        .caveats("balanced-growth-is-lowest")
        .caveats("cities-against-national-growth dominant-roles-outside-coverage")
        .caveats("demand-differs-by-section testing-cut-yet-dominant")
        .source("talenbrium-2025");
    payband("city --caveats").ends(0, &table(&[BEIJING, SHANGHAI, SHENZHEN, HANGZHOU, GUANGZHOU]), &beside.text());
}

#[test]
fn cities_are_sorted_by_any_figure_and_those_without_it_come_last() {
    for (figure, order) in [
        ("name", [BEIJING, GUANGZHOU, HANGZHOU, SHANGHAI, SHENZHEN]),
        ("workforce", [BEIJING, SHANGHAI, SHENZHEN, GUANGZHOU, HANGZHOU]),
        ("vacancies", [BEIJING, SHANGHAI, SHENZHEN, GUANGZHOU, HANGZHOU]),
        ("candidates", [BEIJING, SHANGHAI, SHENZHEN, GUANGZHOU, HANGZHOU]),
        ("vacancy-rate", [SHENZHEN, GUANGZHOU, HANGZHOU, SHANGHAI, BEIJING]),
        ("supply-ratio", [SHENZHEN, SHANGHAI, GUANGZHOU, HANGZHOU, BEIJING]),
        ("vacancy-days", [HANGZHOU, BEIJING, GUANGZHOU, SHANGHAI, SHENZHEN]),
        ("cagr", [SHENZHEN, SHANGHAI, BEIJING, HANGZHOU, GUANGZHOU]),
        // Cities without a premium keep the order of the pack.
        ("premium", [BEIJING, SHANGHAI, SHENZHEN, HANGZHOU, GUANGZHOU]),
    ] {
        payband(&format!("-q city --sort {figure}")).prints(&table(&order));
    }
    payband("-q city Suzhou Guangzhou Chengdu Beijing --sort vacancy-days")
        .prints(&table(&[BEIJING, GUANGZHOU, SUZHOU, CHENGDU]));
}

#[test]
fn workforces_are_projected_by_compound_growth() {
    // For example 45,000 × 1.21^5.
    let projected = |row: &str, workforce: &str| format!("{row},{workforce},2030");
    let header = format!("{HEADER},workforce_projected,projected_to");
    let rows = [
        projected(BEIJING, "116718"),
        projected(SHANGHAI, "102703"),
        projected(SHENZHEN, "64496"),
        projected(HANGZHOU, "37325"),
        projected(GUANGZHOU, "42954"),
    ];
    payband("-q city --year 2030").prints(&format!("{header}\n{}\n", rows.join("\n")));
    payband("city --year 2024").misuses(
        "error: --year 2024 is before the figures, which hold from 2025\nhint: give a later year: the past is not projected\n",
    );
}

#[test]
fn one_city_is_a_card() {
    payband("-q city 上海市 --format table").prints(
        "\
Shanghai

City                    Shanghai
Chinese                 上海
Tier                    tier-one
Workforce               38,000
Vacancies               2,400
Candidates              5,520
Vacancy rate            5.9%
Candidates per vacancy  2.3
Days to fill            48
Forecast CAGR           +22%
Premium low             +40%
Premium high            +50%
Dominant roles          Software Engineer; Clinical Analyst; Sales Engineer
",
    );
    payband("-q city --city 'Shanghai, China'").prints(&table(&[SHANGHAI]));
}

#[test]
fn a_city_without_market_figures_is_there_and_empty() {
    let beside = notes()
        .note("candidates = vacancies × candidates per vacancy; vacancy rate = vacancies ÷ (workforce + vacancies)")
        .note("above 2 candidates per vacancy is plenty; the city premium is over the reference rate of second-tier cities")
        .warning("no market figures are published for Suzhou")
        .caveats("ranges-without-samples city-premium-reference remote-work-gap vacancy-duration supply-ratio-direction")
        .caveats("city-rates-beside-statistics second-tier-called-competitive")
        .caveats("plenty-beside-acute")
        .caveats("shortfall-against-vacancies tight-but-fast city-table-unsourced cagr-undefined")
        .caveats("balanced-growth-is-lowest")
        .caveats("cities-against-national-growth dominant-roles-outside-coverage")
        .caveats("demand-differs-by-section testing-cut-yet-dominant")
        .source("talenbrium-2025");
    payband("city 苏州 --caveats").ends(0, &table(&[SUZHOU]), &beside.text());
    payband("-q city 苏州 --format table").prints("Suzhou\n\nCity     Suzhou\nChinese  苏州\nTier     secondary\n");
    payband("-q city all").prints(&table(&[BEIJING, SHANGHAI, SHENZHEN, HANGZHOU, GUANGZHOU, SUZHOU, CHENGDU]));
}

#[test]
fn a_premium_of_an_overlay_is_not_called_published() {
    let sandbox = Sandbox::new();
    sandbox.write("ours/geo_differentials.csv", "city,relative_to,low_pct,high_pct\nsuzhou,second-tier cities,10,20\n");
    let row = "suzhou,Suzhou,苏州,secondary,,,,,,,,10,20,,,overlay,overlay:ours,migration";
    sandbox.payband("-q --overlay ours city Suzhou").prints(&table(&[row]));
}
