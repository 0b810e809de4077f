//! The calculator of the market page: what it shows, and what can be shared.

use serde_json::{Value, json};

use crate::webdriver::Browser;
use crate::{payband, written};

/// Chooses, as a reader does, and returns what is shown.
fn shown(browser: &Browser, chosen: &Value) -> Value {
    browser.run(&format!(
        "const section = document.querySelector('#calculator');
         const form = section.querySelector('form');
         for (const [name, value] of Object.entries({chosen})) form[name].value = value;
         form.dispatchEvent(new Event('input', {{bubbles: true}}));
         const text = selector => {{
             const one = section.querySelector(selector);
             return one.checkVisibility() ? one.innerText : '';
         }};
         return {{
             headline: text('.headline'), details: text('.details'),
             low: text('.band-low'), mid: text('.band-mid'), high: text('.band-high'),
             retention: text('[data-part=retention]'), other: text('[data-part=other]'), offer: text('[data-part=offer]'),
             label: section.querySelector('.band').ariaLabel, hash: location.hash,
         }}"
    ))
}

/// The amounts in a text: `with retention 1,000–2,000, mid 1,500`.
fn amounts(text: &Value) -> Vec<f64> {
    let text = text.as_str().unwrap().replace(',', "");
    let digits = |character: char| !character.is_ascii_digit();
    text.split(digits).filter(|number| !number.is_empty()).map(|number| number.parse().unwrap()).collect()
}

/// The only row of `benchmark` for the choice.
fn priced(folder: &std::path::Path, chosen: &Value) -> csv::StringRecord {
    let value = |name: &str| chosen[name].as_str().unwrap();
    let mut args = vec!["benchmark", "-q", "--role", value("role"), "--level", value("level"), "--format", "csv"];
    args.extend(["--currency", value("currency"), "--period", value("period")]);
    if !value("city").is_empty() {
        args.extend(["--city", value("city")]);
    }
    let csv = payband(folder, &args);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_slice());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2, "{chosen}");
    let wanted = ["base_low", "base_mid", "base_high", "total_low", "total_high", "total_mid", "retention_mid"]
        .into_iter()
        .chain(["alt_base_low", "alt_base_high", "alt_base_mid"]);
    let at = |name: &str| rows[0].iter().position(|known| known == name).unwrap();
    wanted.map(|name| rows[1].get(at(name)).unwrap().to_owned()).collect()
}

/// Catches a price that is looked up in the wrong cell or unit, rounded twice, or calculated in the page.
#[test]
fn fifty_choices_show_what_benchmark_says() {
    let Some(browser) = Browser::start() else { return };
    let written = written(&["report"]);
    browser.open(&written.page);
    let folder = written.page.parent().unwrap();
    let options: Value = browser.run(
        "return Object.fromEntries([...document.querySelectorAll('#calculator select')]
             .map(select => [select.name, [...select.options].map(option => option.value)]))",
    );
    assert!(options["role"].as_array().unwrap().len() > 50 && options["city"].as_array().unwrap().len() > 6);
    // A linear congruential generator: the same choices in every run.
    let mut state = 20_251_105_u64;
    let mut random = |name: &str| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let values = options[name].as_array().unwrap();
        values[(state >> 33) as usize % values.len()].clone()
    };
    let close = |shown: &[f64], wanted: &[&str], about: &str| {
        let wanted: Vec<f64> = wanted.iter().map(|number| number.parse().unwrap()).collect();
        assert_eq!(shown.len(), wanted.len(), "{about}: {shown:?} for {wanted:?}");
        for (shown, wanted) in shown.iter().zip(&wanted) {
            assert!((shown - wanted).abs() < 0.51, "{about}: {shown} for {wanted}");
        }
    };
    for _ in 0..50 {
        let chosen = json!({
            "role": random("role"), "city": random("city"), "level": random("level"),
            "currency": random("currency"), "period": random("period"), "offer": "",
        });
        let seen = shown(&browser, &chosen);
        let wanted = priced(folder, &chosen);
        let about = format!("{chosen}: {seen}");
        close(
            &[&seen["low"], &seen["mid"], &seen["high"]].map(|text| amounts(text)[0]),
            &[&wanted[0], &wanted[1], &wanted[2]],
            &about,
        );
        if wanted[6].is_empty() {
            assert_eq!(seen["retention"], "", "{about}");
        } else {
            close(&amounts(&seen["retention"]), &[&wanted[3], &wanted[4], &wanted[5]], &about);
        }
        close(&amounts(&seen["other"]), &[&wanted[7], &wanted[8], &wanted[9]], &about);
    }
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

/// Catches a headline that differs from that of a brief, an offer that is compared with another amount, a mark that is lost, and an
/// address that does not lead back to the choice.
#[test]
fn a_choice_has_the_headline_of_its_brief_and_an_address() {
    let Some(browser) = Browser::start() else { return };
    let written = written(&["report"]);
    browser.open(&written.page);
    let chosen = json!({
        "role": "healthcare-cloud-architect", "city": "shanghai", "level": "senior", "currency": "USD", "period": "year",
        "offer": "91,721",
    });
    let seen = shown(&browser, &chosen);
    assert_eq!(seen["headline"], "USD 87–101k base, about CNY 52–60k a month");
    assert_eq!(seen["offer"], "◆ 91,721: within, 3% under mid");
    assert!(seen["details"].as_str().unwrap().starts_with("published"), "{seen}");
    assert!(seen["label"].as_str().unwrap().contains("low 87360, mid 94250, high 101400"), "{seen}");
    let weak = shown(&browser, &json!({"role": "ai-researcher", "city": "suzhou", "offer": "no number"}));
    assert!(weak["details"].as_str().unwrap().starts_with("slotted, grade D no city rate"), "{weak}");
    assert_eq!(weak["offer"], "write the offer as a number");
    let hash = seen["hash"].as_str().unwrap();
    let read = "return [document.querySelector('#calculator .headline').innerText,
        document.querySelector('#calculator [data-part=offer]').innerText]";
    browser.run(&format!("location.hash = '{hash}'; return new Promise(done => setTimeout(done, 100))"));
    assert_eq!(browser.run(read), json!([seen["headline"], seen["offer"]]), "{hash}");
    // What does not exist is not chosen.
    browser.run("location.hash = '#role=nobody&city=nowhere'; return new Promise(done => setTimeout(done, 100))");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

/// Catches a search that leaves rows behind, or hides what was found.
#[test]
fn one_box_searches_all_tables_in_both_languages() {
    let Some(browser) = Browser::start() else { return };
    let written = written(&["report"]);
    browser.open(&written.page);
    browser.resize(1280, 900);
    let search = |text: &str| {
        browser.run(&format!(
            "const box = document.querySelector('#search');
             box.value = '{text}';
             box.dispatchEvent(new Event('input'));
             return [...document.querySelectorAll('main tbody tr')].filter(row => row.checkVisibility()).map(row => row.textContent)"
        ))
    };
    let all = search("").as_array().unwrap().len();
    for word in ["阿里健康", "kubernetes", "retention bonus"] {
        let found = search(word);
        let found = found.as_array().unwrap();
        assert!(!found.is_empty() && found.len() < all / 2, "{word}: {found:?}");
        for row in found {
            let row = row.as_str().unwrap().to_lowercase();
            assert!(word.split(' ').all(|word| row.contains(word)), "{word}: {row}");
        }
    }
    assert_eq!(search("").as_array().unwrap().len(), all);
}

/// Catches a page that holds too many prices to be opened, and one that does not say why it has no calculator.
#[test]
fn a_pack_of_many_prices_has_no_calculator_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let page = payband(folder.path(), &["--pack", "us-oews-2025", "report", "--format", "html"]);
    let page = String::from_utf8(page).unwrap();
    assert!(page.contains("This page has no calculator: its data holds more than 2,000 prices."));
    assert!(!page.contains("<section id=\"calculator\"") && page.contains("<section id=\"ranges\""));
    assert!(page.len() < 400_000, "{}", page.len());
    let page = payband(folder.path(), &["report", "--format", "html"]);
    assert!(page.len() < 400_000, "{}", page.len());
}
