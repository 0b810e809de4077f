//! Layout of the pages: no overlaps, no text that is cut, the language of each text, and the height of a page.

use serde_json::Value;

use crate::webdriver::Browser;
use crate::{PAGES, more_pages, written};

/// Pairs of texts whose boxes overlap, and texts that an element around them cuts.
const COLLISIONS: &str = "
    const shown = one => one.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true});
    const texts = [];
    const cut = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        const parent = node.parentElement;
        if (!node.data.trim() || !shown(parent)) continue;
        if (parent.closest('title, desc, script, style, template, option, noscript')) continue;
        // Visually hidden: for screen readers only.
        if (parent.closest('thead, h2') && getComputedStyle(parent.closest('thead, h2')).clipPath !== 'none') continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const box of range.getClientRects()) {
            if (box.width < 1 || box.height < 1) continue;
            // A line box is higher than the letters in it.
            const size = parseFloat(getComputedStyle(parent).fontSize) * (parent.ownerSVGElement ? parent.getScreenCTM().a : 1);
            const middle = (box.top + box.bottom) / 2;
            const text = {left: box.left, right: box.right, top: middle - size * 0.36, bottom: middle + size * 0.36, data: node.data.trim(), parent};
            texts.push(text);
            if (parent.closest('.scroll') && parent.closest('.scroll').tabIndex === 0) continue;
            if (box.left < -0.5 || box.right > document.documentElement.clientWidth + 0.5) cut.push(text.data);
            for (let at = parent; at && at !== document.body; at = at.parentElement) {
                const style = getComputedStyle(at);
                const outer = at.getBoundingClientRect();
                if (style.overflowX !== 'visible' && !(at instanceof SVGElement) && (box.right > outer.right + 1 || box.left < outer.left - 1)) {
                    cut.push(text.data);
                }
                if (at instanceof SVGSVGElement && (box.right > outer.right + 1 || box.left < outer.left - 1 || box.bottom > outer.bottom + 1)) {
                    cut.push(text.data);
                }
            }
        }
    }
    texts.sort((one, other) => one.top - other.top);
    const pairs = [];
    texts.forEach((one, at) => {
        for (const other of texts.slice(at + 1)) {
            if (other.top >= one.bottom - 0.5) break;
            const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
            if (across > 1 && one.parent !== other.parent) pairs.push(`${one.data} / ${other.data}`);
        }
    });
    return {pairs: pairs.slice(0, 10), cut: cut.slice(0, 10), texts: texts.length}";

/// Catches labels of a range that overlap on a phone, and amounts outside of the screen.
#[test]
fn no_text_overlaps_another_or_is_cut() {
    let Some(browser) = Browser::start() else { return };
    let offers: [(&str, &[&str]); 4] = [
        ("offer", &["report", "-r", "Cloud Architect", "-c", "Shanghai", "-l", "senior", "--salary", "¥650,000"]),
        ("high offer", &["report", "-r", "AI Researcher", "-c", "Suzhou", "--salary", "300k"]),
        (
            "yen",
            &[
                "report",
                "-r",
                "Data Scientist",
                "-c",
                "Beijing",
                "--currency",
                "CNY",
                "--period",
                "month",
                "--salary",
                "1",
            ],
        ),
        ("percentiles", &["--pack", "us-oews-2025", "report", "-r", "Software Developer", "--salary", "120000"]),
    ];
    let pages = PAGES.into_iter().chain(offers).map(|(name, args)| (name, written(args)));
    for (name, written) in pages.chain(more_pages()) {
        for width in [375, 1280] {
            browser.resize(width, 900);
            browser.open(&written.page);
            browser.run("for (const one of document.querySelectorAll('details')) one.open = true");
            let seen = browser.run(COLLISIONS);
            assert_eq!(seen["pairs"], Value::Array(Vec::new()), "{name} at {width}: overlap");
            assert_eq!(seen["cut"], Value::Array(Vec::new()), "{name} at {width}: cut");
            assert!(seen["texts"].as_u64() > Some(50), "{name} at {width}: {seen}");
        }
    }
}

/// Catches a market page that is too long to scroll through, and sections that are not folded on a small screen.
#[test]
fn the_market_page_is_short_and_folded_on_a_phone() {
    let Some(browser) = Browser::start() else { return };
    let written = written(&["report"]);
    let height = |width| {
        browser.resize(width, 900);
        browser.open(&written.page);
        browser.run("return document.documentElement.scrollHeight").as_u64().unwrap()
    };
    let (wide, narrow) = (height(1280), height(375));
    assert!(wide <= 15_000, "{wide} pixels at 1280");
    assert!(narrow <= 9_000, "{narrow} pixels at 375");
}

/// Catches Chinese text without `lang`, which a screen reader reads as English and a browser shows in the wrong font.
#[test]
fn chinese_texts_say_that_they_are_chinese() {
    let Some(browser) = Browser::start() else { return };
    for (name, written) in PAGES.map(|(name, args)| (name, written(args))).into_iter().chain(more_pages()) {
        browser.open(&written.page);
        let unmarked = browser.run(
            "const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
             const found = [];
             while (walker.nextNode()) {
                 const {data, parentElement} = walker.currentNode;
                 if (/\\p{Script=Han}/u.test(data) && parentElement.closest('[lang]').lang !== 'zh') found.push(data);
             }
             return found.filter((text, at) => found.indexOf(text) === at)",
        );
        assert_eq!(unmarked, Value::Array(Vec::new()), "{name}");
        // A line may break between Chinese words, and not within one.
        let broken = browser.run(
            "return [...document.querySelectorAll('[lang=zh]')].filter(one => getComputedStyle(one).wordBreak !== 'keep-all').length",
        );
        assert_eq!(broken, 0, "{name}");
    }
}
