//! The calculator of the market page, and the address that restores its choices.

use serde_json::{Value, json};

use crate::webdriver::Browser;
use crate::{payband, written};

/// Sets the controls of the calculator, and returns what it shows.
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
             retention: text('[data-part=retention]'), other: text('[data-part=other]'), offer: text('#offer-said'),
             unit: text('#offer-unit'), invalid: form.offer.ariaInvalid, isMarked: section.querySelector('.band-offer').checkVisibility(),
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
    assert_eq!(browser.console_errors(), Vec::<String>::new());
}

/// Catches a headline that differs from that of a brief, an offer that is compared with another amount, a lost mark, and an address
/// that does not restore the choices.
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
    assert_eq!(
        seen["headline"],
        "Healthcare Cloud Architect, Shanghai, Senior: USD 87–101k base, about CNY 52–60k a month"
    );
    assert_eq!(seen["offer"], "◆ USD 91,721 a year: within, 3% under mid");
    assert!(seen["details"].as_str().unwrap().starts_with("computed from published figures"), "{seen}");
    assert!(seen["label"].as_str().unwrap().contains("low 87360, mid 94250, high 101400"), "{seen}");
    let weak = shown(&browser, &json!({"role": "ai-researcher", "city": "suzhou", "offer": "no number"}));
    assert!(weak["details"].as_str().unwrap().starts_with("slotted, grade D no city rate"), "{weak}");
    assert_eq!(weak["offer"], "write one amount, such as 50k, 50,000 or 50k x 14");
    let hash = seen["hash"].as_str().unwrap();
    let read = "return [document.querySelector('#calculator .headline').innerText,
        document.querySelector('#offer-said').innerText]";
    browser.run(&format!("location.hash = '{hash}'; return new Promise(done => setTimeout(done, 100))"));
    assert_eq!(browser.run(read), json!([seen["headline"], seen["offer"]]), "{hash}");
    // An unknown value in the address chooses nothing, and an incomplete escape is no error.
    browser
        .run("location.hash = '#role=nobody&city=nowhere&offer=5%'; return new Promise(done => setTimeout(done, 100))");
    assert_eq!(browser.console_errors(), Vec::<String>::new());
}

/// How many times the market mid an offer is for `benchmark`, in percent, and where in the range it stands.
fn offered(folder: &std::path::Path, chosen: &Value) -> (f64, String) {
    let value = |name: &str| chosen[name].as_str().unwrap();
    let args = ["benchmark", "-q", "--role", value("role"), "--city", value("city"), "--level", value("level")];
    // The page reads an amount without a unit in the chosen one.
    let salary = format!("{} {}", value("currency"), value("offer"));
    let salary =
        if value("offer").chars().any(|letter| "¥$￥元".contains(letter)) { value("offer") } else { &salary };
    let salary = match value("period") {
        "month" if !value("offer").contains(['/', 'x', '薪']) => format!("{salary}/month"),
        _ => salary.to_owned(),
    };
    let unit = ["--currency", value("currency"), "--period", value("period"), "--salary", &salary, "--format", "csv"];
    let csv = payband(folder, &[&args[..], &unit[..]].concat());
    let mut reader = csv::Reader::from_reader(csv.as_slice());
    let headings = reader.headers().unwrap().clone();
    let row = reader.records().next().unwrap().unwrap();
    let cell = |name: &str| row.get(headings.iter().position(|known| known == name).unwrap()).unwrap().to_owned();
    (cell("market_ratio").parse::<f64>().unwrap() * 100.0, cell("position"))
}

/// Catches an offer that the page reads otherwise than `--salary`, and one that is compared with the price in another unit.
#[test]
fn an_offer_is_read_as_the_command_line_reads_it() {
    let Some(browser) = Browser::start() else { return };
    let written = written(&["report"]);
    browser.open(&written.page);
    let folder = written.page.parent().unwrap();
    for (currency, period, offer, said) in [
        ("CNY", "month", "50k", "◆ CNY 50,000 a month: "),
        ("CNY", "month", "50,000", "◆ CNY 50,000 a month: "),
        ("CNY", "month", "５０，０００", "◆ CNY 50,000 a month: "),
        ("CNY", "month", "5万", "◆ CNY 50,000 a month: "),
        ("CNY", "month", "5.5萬", "◆ CNY 55,000 a month: "),
        ("CNY", "month", "¥50k", "◆ CNY 50,000 a month: "),
        ("CNY", "month", "6万元/月", "◆ CNY 60,000 a month: "),
        ("CNY", "month", "¥50k x 14", "◆ CNY 50,000 a month, 12 of 14 months: "),
        ("CNY", "month", "50K·14薪", "◆ CNY 50,000 a month, 12 of 14 months: "),
        ("CNY", "year", "¥50k x 14", "◆ CNY 600,000 a year, 12 of 14 months: "),
        ("CNY", "year", "65万", "◆ CNY 650,000 a year: "),
        ("CNY", "year", "50k/month", "◆ CNY 50,000 a month: "),
        ("CNY", "month", "¥650,000/year", "◆ CNY 650,000 a year: "),
        ("USD", "year", "$91,721.50", "◆ USD 91,721.5 a year: "),
        ("USD", "year", "0.1M", "◆ USD 100,000 a year: "),
        ("USD", "month", "7.5k", "◆ USD 7,500 a month: "),
    ] {
        let chosen = json!({
            "role": "healthcare-cloud-architect", "city": "shanghai", "level": "senior",
            "currency": currency, "period": period, "offer": offer,
        });
        let seen = shown(&browser, &chosen);
        assert_eq!(seen["unit"], format!("{currency} a {period}"));
        let words = seen["offer"].as_str().unwrap();
        let verdict = words.strip_prefix(said).unwrap_or_else(|| panic!("{offer} in {currency} a {period}: {words}"));
        let (verdict, of_all) = verdict.split_once("; ").map_or((verdict, ""), |(base, all)| (base, all));
        let all = if said.contains("12 of 14") { "all 14 are 700,000 a year: within, 5% over mid" } else { "" };
        assert_eq!(of_all, all, "{offer}");
        let (percent, position) = offered(folder, &chosen);
        let gap = percent.round() - 100.0;
        let gap = match gap {
            _ if gap < 0.0 => format!("{}% under mid", -gap),
            _ if gap > 0.0 => format!("{gap}% over mid"),
            _ => "at mid".to_owned(),
        };
        assert_eq!(verdict, format!("{position}, {gap}"), "{offer} in {currency} a {period}");
        assert_eq!((&seen["invalid"], &seen["isMarked"]), (&"false".into(), &true.into()), "{offer}");
    }
    assert_eq!(browser.console_errors(), Vec::<String>::new());
}

/// Catches an offer that is misread without a word, and a refusal that does not say what to write.
#[test]
fn an_offer_that_is_not_clear_says_what_to_write() {
    let Some(browser) = Browser::start() else { return };
    let written = written(&["report"]);
    browser.open(&written.page);
    for (offer, said) in [
        ("", ""),
        ("   ", ""),
        ("about fifty", "write one amount, such as 50k, 50,000 or 50k x 14"),
        ("40-50k", "write one amount, such as 50k, 50,000 or 50k x 14"),
        ("-50k", "write one amount, such as 50k, 50,000 or 50k x 14"),
        ("50.000", "write thousands as 50k or 50,000, and decimals as 1.5"),
        ("5,5", "write thousands as 50k or 50,000, and decimals as 1.5"),
        ("0", "write an amount above 0"),
        ("$50k", "CNY is chosen: choose USD, or write the offer in CNY"),
        ("€50k", "CNY is chosen: write the offer in CNY"),
        ("50k x 30", "write from 12 to 24 months paid a year, such as 50k x 13"),
        // What would be near the market in another unit.
        ("650,000", "◆ CNY 650,000 a month: above, 1068% over mid; is it CNY a year?"),
        ("7,500", "◆ CNY 7,500 a month: below, 87% under mid; is it USD a month?"),
        ("12", "◆ CNY 12 a month: below, 100% under mid; check its currency, period and zeros"),
    ] {
        let chosen = json!({
            "role": "healthcare-cloud-architect", "city": "shanghai", "level": "senior",
            "currency": "CNY", "period": "month", "offer": offer,
        });
        let seen = shown(&browser, &chosen);
        assert_eq!(seen["offer"], said, "{offer}");
        let is_read = said.starts_with('◆');
        assert_eq!(seen["isMarked"], is_read, "{offer}");
        assert_eq!(seen["invalid"], (!is_read && !said.is_empty()).to_string(), "{offer}");
        // The price is still shown.
        assert_eq!(seen["mid"], "55,660", "{offer}");
    }
    assert_eq!(browser.console_errors(), Vec::<String>::new());
}

/// Catches a control that the keyboard does not reach or that has no name, a tab order other than that of the page, and a result
/// that a screen reader does not announce.
#[test]
fn the_calculator_works_by_keyboard_and_says_its_answer() {
    let Some(browser) = Browser::start() else { return };
    let written = written(&["report"]);
    browser.open(&written.page);
    let tabbed: Vec<String> = (0..6)
        .map(|_| {
            browser.press("\u{e004}");
            browser.run("return document.activeElement.name").as_str().unwrap_or_default().to_owned()
        })
        .collect();
    assert_eq!(tabbed, ["role", "city", "level", "currency", "period", "offer"]);
    browser.press("55k");
    let seen = browser.run(
        "const offer = document.activeElement;
         const live = [...document.querySelectorAll('#calculator [role=status]')].map(one => one.innerText);
         return {
             name: offer.labels[0].innerText.trim(),
             described: offer.getAttribute('aria-describedby').split(' ').map(id => document.getElementById(id).innerText),
             live, hash: new URLSearchParams(location.hash.slice(1)).get('offer'),
         }",
    );
    assert_eq!(seen["name"], "Offer, USD a year");
    assert_eq!(seen["hash"], "55k");
    let said = seen["live"][1].as_str().unwrap();
    assert!(said.starts_with("◆ USD 55,000 a year: below, "), "{seen}");
    assert_eq!(seen["described"], json!(["such as 50k, 50,000, 5万 or 50k x 14", said]));
    assert_eq!(browser.console_errors(), Vec::<String>::new());
}

/// Catches a search that misses rows, or hides rows that were found.
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
