//! `payband chart`: formats, sizes, errors, and which figures are drawn. `golden` holds whole charts.

use std::fs;

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::golden::PICTURES;
use crate::sandbox::{COVERED, Run, Sandbox, payband};
use crate::skipped::skip;

const NO_FORM: &str = "no picture format has this extension\nhint: end it in .svg, .png or .txt, or add --format; the figures \
     themselves come from `payband benchmark`, `payband city` and `payband market`\n";

const UNPRICED: &str = "error: Sustainable IT Engineer has no price: it is an emerging role, and nothing is published about \
     its pay\nhint: the nearest role with a price is \"Hospital IT Engineer\"\nhint: `payband roles` lists the roles with a price; an --overlay with a salaries.csv can add one\n";

/// Standard output of a run that succeeds with empty standard error.
fn text(run: Run<'_>) -> String {
    let (text, said) = run.streams();
    assert_eq!(said, "");
    text
}

/// Width and height of a PNG.
fn pixels(bytes: &[u8]) -> (u32, u32) {
    assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"), "no PNG");
    let at = |start: usize| u32::from_be_bytes(bytes[start..start + 4].try_into().unwrap());
    (at(16), at(20))
}

/// Whether there are fonts to draw with. If not, the test is skipped.
fn has_fonts() -> bool {
    let found = !payband::figure::Fonts::system().is_empty();
    if !found {
        skip("no chart was drawn as PNG", "no font is installed");
    }
    found
}

#[test]
fn a_picture_takes_the_width_of_the_screen() {
    payband("-q chart salary").env("COLUMNS", "60").prints(
        "\
Highest median: Healthcare Cloud Architect, USD 52k a year,
37% above EHR Systems Engineer
China, healthcare IT, 2025 · USD a year · as of 2025-11-05

                          Published median, USD a   Growth a
                          year                          year
        Healthcare Cloud  █████████████████ 52,000      +15%
               Architect
         Healthcare Data  ██████████████▊ 45,000        +12%
               Scientist
Healthcare Cybersecurity  ██████████████ 43,000         +14%
                 Analyst
 Medical Device Software  █████████████▍ 41,000         +11%
               Developer
    EHR Systems Engineer  ████████████▍ 38,000           +9%
",
    );
    for width in [30, 47, 80, 120, 200] {
        for (kind, line) in PICTURES {
            let picture = text(payband(line).env("COLUMNS", &width.to_string()));
            for line in picture.lines() {
                assert!(line.width() <= width, "{kind}: {} columns at {width}: {line}", line.width());
            }
        }
    }
}

#[test]
fn the_extension_chooses_the_form_and_format_overrules_it() {
    let sandbox = Sandbox::new();
    let svg = text(sandbox.payband("chart salary -f svg"));
    assert!(svg.starts_with("<?xml ") && svg.contains("width=\"960\""), "{svg}");
    let plain = text(sandbox.payband("chart salary"));
    assert_eq!(text(sandbox.payband("chart salary -f text")), plain);
    assert_eq!(text(sandbox.payband("chart salary -o -")), plain);
    for (name, option, wanted) in [
        ("a.svg", "", &svg),
        ("a.SVG", "", &svg),
        ("a.txt", "", &plain),
        ("a.dat", "-f svg", &svg),
        ("a.png", "-f svg", &svg),
        ("b.svg", "--format text", &plain),
    ] {
        sandbox.payband(&format!("chart salary -o {name} {option}")).prints("");
        assert_eq!(&sandbox.read(name), wanted, "{name} {option}");
    }
    // The width of the terminal does not apply to a file.
    sandbox.payband("chart salary -o c.txt").env("COLUMNS", "30").prints("");
    assert_eq!(sandbox.read("c.txt"), plain);
}

#[test]
fn an_unknown_extension_is_an_error_before_anything_is_drawn() {
    let sandbox = Sandbox::new();
    for name in ["x.gif", "x", "x.html", ".svg", "x.svg.gz"] {
        sandbox.payband(&format!("chart salary -o {name}")).misuses(&format!("error: {name}: {NO_FORM}"));
    }
    assert_eq!(sandbox.files(), Vec::<String>::new());
}

#[test]
fn width_and_scale_keep_to_their_bounds() {
    for width in [320, 600, 2400] {
        let svg = text(payband(&format!("chart growth -f svg --width {width}")));
        let drawn: f64 = svg.split("width=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
        assert_eq!(drawn, f64::from(width));
    }
    for (option, value, bounds) in [
        ("--width <PIXELS>", "319", "320..=2400"),
        ("--width <PIXELS>", "2401", "320..=2400"),
        ("--scale <N>", "0", "1..=4"),
        ("--scale <N>", "5", "1..=4"),
    ] {
        let name = option.split(' ').next().unwrap();
        payband(&format!("chart growth -f svg {name} {value}")).misuses(&format!(
            "error: invalid value '{value}' for '{option}': {value} is not in {bounds}\n\nFor more information, try '--help'.\n"
        ));
    }
}

#[test]
fn png_goes_to_files_and_pipes_in_the_pixels_asked_for() {
    if !has_fonts() {
        return;
    }
    let sandbox = Sandbox::new();
    sandbox.payband("chart salary -o usual.png").prints("");
    let usual = fs::read(sandbox.path("usual.png")).unwrap();
    let (width, height) = pixels(&usual);
    assert_eq!(width, 1920);
    assert!(usual == sandbox.payband("chart salary -f png").bytes(), "a pipe gets the bytes of the file");
    let once = pixels(&sandbox.payband("chart salary -f png --scale 1").bytes());
    assert_eq!((once.0 * 2, once.1 * 2), (width, height));
    assert_eq!(pixels(&sandbox.payband("chart salary -f png --scale 3 --width 400").bytes()).0, 1200);
    for (kind, line) in PICTURES {
        let bytes = sandbox.payband(&format!("{line} -f png --scale 1 --width 400")).bytes();
        assert!(pixels(&bytes).1 > 200 && bytes.len() > 5_000, "{kind}");
    }
}

/// Would catch a chart of thousands of rows: no reader finds one in it, and its prices and its picture fill the memory.
#[test]
fn a_chart_of_too_many_prices_is_refused_in_every_format_before_any_is_calculated() {
    let sandbox = Sandbox::new();
    let cities: String = (0..1_000).map(|at| format!("c{at},City {at},x,secondary\n")).collect();
    sandbox.write("ours/cities.csv", format!("id,name,name_zh,tier\n{cities}"));
    let hint = |option: &str, pack: &str| {
        format!("hint: name fewer with {option}; `payband {pack}benchmark` lists any number of them\n")
    };
    for format in ["text", "svg", "png"] {
        for (line, count, option) in [
            ("ranges -r 'Cloud Architect' -c all -l mid", "1,007", "--city"),
            ("ladder -r 'Cloud Architect' -c all", "3,021", "--city"),
        ] {
            sandbox.payband(&format!("--overlay ours chart {line} -f {format}")).fails(&format!(
                "error: a chart has space for 200 prices, and these are {count}\n{}",
                hint(option, "--overlay ours ")
            ));
        }
    }
    sandbox.payband("--pack us-oews-2025 chart ranges -r 'Data Scientist' -c all -o x.png").fails(&format!(
        "error: a chart has space for 200 prices, and these are 583\n{}",
        hint("--city", "--pack us-oews-2025 ")
    ));
    let (code, _, said) = sandbox.payband("chart ranges -r all -c all -l mid").fallible();
    assert_eq!((code, said.ends_with(&hint("--role", ""))), (Some(1), true), "{said}");
    assert_eq!(sandbox.files(), ["ours"]);
}

#[test]
fn unknown_names_give_the_usual_errors() {
    payband("chart ranges -r Nobody").fails(&format!("error: no role is called \"Nobody\"\n{COVERED}"));
    payband("chart ladder -r 'Cloud Architect' -c Atlantis").fails(
        "error: no city is called \"Atlantis\"\nhint: did you mean \"Atlanta-Sandy Springs-Roswell, GA\"? That is in us-oews-2025: --pack \
         us-oews-2025\nhint: `payband city` lists the cities; --city-premium prices a city that is \
         not listed, and without --city the reference rate is used\n",
    );
    payband("chart ladder").misuses(
        "error: the following required arguments were not provided:\n  --role <NAME>\n\nUsage: payband chart ladder --role \
         <NAME>\n\nFor more information, try '--help'.\n",
    );
    // A role without a price has nothing to draw.
    payband("chart ladder -r 'Sustainable IT Engineer'").fails(UNPRICED);
    payband("chart ranges -r 'Sustainable IT Engineer' -f svg").fails(UNPRICED);
}

#[test]
fn ranges_are_those_of_benchmark_in_any_currency_and_reading() {
    for options in ["", "--currency CNY", "--reading calibrated", "--period month --currency CNY", "--domain-years 5"] {
        let cell = format!("-r 'Cloud Architect' -c Shanghai -l senior {options}");
        let json = payband(&format!("-q benchmark {cell} --format json")).json();
        let row = &json["rows"][0];
        let picture = text(payband(&format!("-q chart ranges {cell}")).env("COLUMNS", "100"));
        let svg = text(payband(&format!("-q chart ranges {cell} -f svg")));
        let unit = format!("{} a {}", row["currency"].as_str().unwrap(), row["period"].as_str().unwrap());
        for drawn in [&picture, &svg] {
            assert!(drawn.contains(&unit), "{options}: no {unit} in {drawn}");
            for column in ["base_low", "base_mid", "base_high", "total_high"] {
                let figure = grouped(&row[column]);
                assert!(drawn.contains(&figure), "{options}: no {column} {figure} in {drawn}");
            }
        }
        for column in ["total_low", "total_mid"] {
            let figure = grouped(&row[column]);
            assert!(svg.contains(&figure), "{options}: no {column} {figure} in the text alternative of {svg}");
        }
    }
}

/// A number as people read it, without decimals: `94,250`.
fn grouped(number: &Value) -> String {
    let whole = format!("{:.0}", number.as_f64().unwrap());
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The headings of a picture's groups in a terminal: lines under an empty one that begin at the edge and hold no figures.
fn groups(picture: &str) -> Vec<&str> {
    let lines: Vec<&str> = picture.lines().collect();
    let figures = lines.iter().position(|line| line.contains(" high ") && line.ends_with("bonus")).unwrap();
    let lines = &lines[figures + 1..];
    lines
        .iter()
        .enumerate()
        .filter(|(at, line)| {
            (*at == 0 || lines[at - 1].is_empty()) && !line.starts_with([' ', '*']) && !line.contains("  ")
        })
        .map(|(_, line)| *line)
        .collect()
}

#[test]
fn a_ladder_takes_the_reference_rate_and_the_cities_with_a_premium_unless_cities_are_named() {
    let ladder = |cities: &str| text(payband(&format!("-q chart ladder -r 'Cloud Architect' {cities}")));
    assert_eq!(groups(&ladder("")), ["Reference rate", "Beijing = Shanghai"]);
    assert_eq!(groups(&ladder("-c Beijing -c Suzhou")), ["Beijing", "Suzhou (no premium published)"]);
    let all = ladder("-c all");
    assert_eq!(groups(&all)[0], "Beijing = Shanghai");
    for city in ["Shenzhen", "Hangzhou", "Guangzhou", "Suzhou", "Chengdu"] {
        assert!(groups(&all)[1].contains(city), "{city}: {all}");
    }
    let two = text(payband("-q chart ladder -r 'Cloud Architect' -r 'Data Scientist' -c Beijing"));
    assert_eq!(groups(&two), ["Healthcare Cloud Architect, Beijing", "Healthcare Data Scientist, Beijing"]);
}

#[test]
fn a_city_without_a_premium_is_marked_also_where_it_is_the_only_group() {
    for line in ["chart ranges -c Suzhou -l senior", "chart ladder -r 'Cloud Architect' -c Suzhou"] {
        let (terminal, svg) = (text(payband(&format!("-q {line}"))), text(payband(&format!("-q {line} -f svg"))));
        let title = svg.split("<title id=\"figure-title\">").nth(1).unwrap().split('<').next().unwrap();
        assert!(title.contains("Suzhou") && title.ends_with(" (no premium published)"), "{line}: {title}");
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words(&terminal).starts_with(title), "{line}: {terminal}");
    }
    let known = text(payband("-q chart ranges -c Shanghai -l senior"));
    assert!(!known.contains("no premium published"), "{known}");
}

#[test]
fn quiet_leaves_nothing_but_the_picture_on_a_terminal_and_takes_nothing_from_a_document() {
    for (kind, line) in PICTURES {
        let (all, quiet) = (text(payband(line)), text(payband(&format!("-q {line}"))));
        assert!(all.starts_with(&quiet), "{kind}: {quiet}");
        assert!(all.contains("\nSource: ") && !quiet.contains("Source: "), "{kind}: {all}");
        // Chart and notes fit a screen, unless --caveats is given.
        let under = all.lines().count() - quiet.lines().count();
        assert!(under <= 5, "{kind}: {under} lines under {all}");
        let full = text(payband(&format!("{line} --caveats")));
        assert!(full.lines().count() > all.lines().count(), "{kind}: {full}");
        let (all, quiet) = (text(payband(&format!("{line} -f svg"))), text(payband(&format!("-q {line} -f svg"))));
        assert!(all.contains("Talenbrium") && all == quiet, "{kind}");
    }
}

#[test]
fn the_text_in_place_of_a_picture_names_units_and_open_ends() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "ours/facts.csv",
        "id,section,subject,metric,qualifier,low,high,unit,geography\n\
         a,automation,billing,automation potential,at least,80,,percent,CN\n\
         b,automation,coding,automation potential,about,33,33,percent,shanghai\n\
         c,automation,claims,automation potential,exact,10,20,percent,US\n",
    );
    let svg = |line: &str| text(sandbox.payband(&format!("--overlay ours {line} -f svg")));
    let described = |line: &str| {
        svg(line).split("<desc id=\"figure-description\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
    };
    let shares = described("chart automation");
    assert!(shares.contains("billing, automation potential: at least 80%"), "{shares}");
    assert!(shares.contains("coding, Shanghai, automation potential: about 33%"), "{shares}");
    // Figures about other places are left out, and a cited organisation is named.
    let drawn = svg("chart automation --caveats");
    assert!(!drawn.contains("laims") && drawn.contains("Coding, Shanghai"), "{drawn}");
    assert!(drawn.contains("after National") && drawn.contains("after Ministry"), "{drawn}");
    assert!(described("chart salary").contains("Healthcare Cloud Architect USD 52,000 a year (+15%"));
    assert!(described("chart growth").contains("USD 52,000 a year at +15%"));
    let ranges = described("chart ranges -c Shanghai --currency CNY --period month");
    assert!(ranges.starts_with("CNY a month"), "{ranges}");
}

#[test]
fn a_picture_says_what_concerns_it_and_nothing_else() {
    let workforce = text(payband("chart workforce --caveats"));
    for words in ["vacancy rate", "premium", "days", "dominant", "candidates"] {
        assert!(!workforce.contains(words), "{words}: {workforce}");
    }
    assert!(
        workforce.contains("Forecast growth") && workforce.contains("the forecast growth does not say"),
        "{workforce}"
    );
    let ranges = text(payband("chart ranges -c Shanghai -l senior --reading calibrated --caveats"));
    assert!(!ranges.contains("vacancies") && !ranges.contains("carried through"), "{ranges}");
}

#[test]
fn a_pack_without_the_figures_has_an_error_and_no_picture() {
    let sandbox = Sandbox::new();
    sandbox.with_pack("odd");
    for table in ["salaries", "city_market", "facts"] {
        let header = sandbox.read(&format!("odd/{table}.csv")).lines().next().unwrap().to_owned();
        sandbox.write(&format!("odd/{table}.csv"), header + "\n");
    }
    for (kind, what, table, more) in [
        ("salary", "medians", "salaries", ""),
        ("growth", "growth of medians", "salaries", "hint: growth is the column yoy_pct\n"),
        ("workforce", "workforces of cities", "city_market", ""),
        (
            "automation",
            "percentages of automation",
            "facts",
            "hint: their section is automation and their unit percent\n",
        ),
        ("ranges", "medians", "salaries", ""),
    ] {
        for options in ["", "-f svg", "-o picture.svg"] {
            sandbox
                .payband(&format!("--pack odd chart {kind} {options}"))
                .fails(&format!("error: the pack has no {what}\nhint: they are the rows of {table}.csv\n{more}"));
        }
        assert!(!sandbox.path("picture.svg").exists(), "{kind}");
    }
}

#[test]
fn names_from_an_overlay_stay_text_in_every_picture() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "ours/roles.csv",
        "id,title,title_zh,area,kind,slotted_to,match_grade\n\
         evil,\"Ev\"\"il' <script>alert(1)</script> & ]]> Co\",坏<b>,ai,benchmark,,A\nright,مهندس السحابة,,ai,benchmark,,A\n",
    );
    sandbox.write(
        "ours/salaries.csv",
        "role,median,currency,yoy_pct,effective\nevil,60000,USD,-5,2025-11-05\nright,99999999,USD,250,2025-11-05\n",
    );
    // Cheaper than the reference rate.
    sandbox.write("ours/geo_differentials.csv", "city,low_pct,high_pct\nsuzhou,-30,-10\n");
    for line in ["chart salary", "chart growth", "chart ranges -c Suzhou", "chart ladder -r evil -r right -c Suzhou"] {
        let svg = text(sandbox.payband(&format!("--overlay ours {line} -f svg")));
        assert!(!svg.contains("<script") && svg.contains("&lt;script&gt;"), "{line}: {svg}");
        assert!(svg.contains("مهندس"), "{line}");
        assert!(svg.contains("overlay:ours"), "{line}: an overlay's figures are named as such");
        assert!(text(sandbox.payband(&format!("--overlay ours {line}"))).contains("overlay:ours"), "{line}");
    }
    // 60,000 × 0.7, × 0.8 and × 0.9.
    let ladder = text(sandbox.payband("-q --overlay ours chart ladder -r evil -c Suzhou -l entry"));
    assert!(ladder.contains("42,000") && ladder.contains("48,000") && ladder.contains("54,000"), "{ladder}");
}

#[test]
fn a_median_in_another_currency_is_not_drawn_beside_dollars_and_is_named() {
    let sandbox = Sandbox::new();
    sandbox.write("ours/roles.csv", "id,title,area,kind,match_grade\nnurse,Nurse Informaticist,ai,benchmark,A\n");
    sandbox.write("ours/salaries.csv", "role,median,currency,effective\nnurse,300000,CNY,2025-11-05\n");
    for kind in ["salary", "growth"] {
        let picture = text(sandbox.payband(&format!("--overlay ours chart {kind}")));
        assert!(!picture.contains("300,000"), "{picture}");
        let said = "\nwarning: medians in another currency are left out: Nurse Informaticist\n";
        assert!(picture.contains(said), "{picture}");
    }
}

#[test]
fn marks_of_pay_stay_in_every_picture_and_its_legend_says_what_they_mean() {
    let roles = "-r 'AI Researcher' -r 'Cloud Architect' -c Suzhou -c Shanghai -l mid";
    let ladder = "chart ladder -r 'AI Researcher' -c Suzhou -c Shanghai";
    for (line, marked) in [(&*format!("chart ranges {roles}"), "AI Researcher~*"), (ladder, "Mid~*")] {
        for width in [20, 40, 60, 80, 120] {
            let shown = text(payband(&format!("-q {line}")).env("COLUMNS", &width.to_string()));
            let plain = shown.split_whitespace().collect::<Vec<_>>().join(" ");
            for words in ["58,978", "78,867", marked, "second-tier reference rate: Suzhou", "priced from the median of"]
            {
                assert!(plain.contains(words), "{line} at {width}: no {words}\n{shown}");
            }
            assert!(plain.contains("~ "), "{line} at {width}: Shanghai has a premium\n{shown}");
            assert!(shown.lines().any(|line| line.starts_with("[─]*  ")), "{line} at {width}\n{shown}");
        }
        let svg = text(payband(&format!("{line} -f svg")));
        for words in [
            ">58,978<",
            ">78,867<",
            "second-tier reference rate: Suzhou",
            "figure-first-outline\" x",
            "figure-first-dashed-outline\" x",
            "~*",
        ] {
            assert!(svg.contains(words), "{line}: no {words}\n{svg}");
        }
        let described = svg.split("</desc>").next().unwrap();
        assert!(
            described.contains("; at the reference rate, no premium is published; slotted, grade D"),
            "{described}"
        );
        assert_eq!(svg.matches("second-tier reference rate: Suzhou").count(), 1, "said once: {svg}");
    }
    // Without a city no premium can be missing, so there is no mark.
    let without = text(payband("-q chart ranges -r 'Cloud Architect' -l mid"));
    assert!(!without.contains(['*', '~', '[', '╍']), "{without}");
    let known = text(payband("-q chart ladder -r 'Cloud Architect'"));
    assert!(!known.contains(['*', '~', '[', '╍']), "{known}");
    let given = text(payband("-q chart ranges -r 'Cloud Architect' -c Suzhou -l mid --city-premium 10%"));
    assert!(!given.contains(['*', '~', '[', '╍']), "{given}");
}

#[test]
fn ranges_of_shanghai_are_drawn_from_their_own_low_to_their_own_high() {
    for (width, least) in [(40, 8), (60, 6), (80, 6), (120, 11)] {
        let shown = text(payband("-q chart ranges -c Shanghai -l senior").env("COLUMNS", &width.to_string()));
        let axis = shown.lines().find(|line| line.contains("60,000")).unwrap();
        assert!(!axis.contains(" 0 ") && !axis.contains("200,000"), "{width}: {shown}");
        let bars = |line: &str| line.split(|mark| !"█┃".contains(mark)).map(UnicodeWidthStr::width).max().unwrap_or(0);
        let longest = shown.lines().map(bars).max().unwrap();
        assert!(longest >= least, "{width}: {longest} columns\n{shown}");
    }
}

/// Ratios 0.8488, 0.9549, 1, 1.2732 and 6.79 of Cloud Architects in Shanghai, senior (87,360 / 94,250 / 101,400), and 0.9441 of a
/// Data Scientist in Beijing, mid.
const PAYROLL: &str = "name,title,city,level,pay\nAda,Cloud Architect,Shanghai,senior,80000\n\
     Bo,Cloud Architect,Shanghai,senior,90000\nCai,Cloud Architect,Shanghai,senior,94250\n\
     Dan,Cloud Architect,Shanghai,senior,120000\nEve,Cloud Architect,Shanghai,senior,640000\n\
     Fay,Data Scientist,Beijing,mid,69300\nGus,Gardener,Beijing,mid,70001\n";

/// Catches a person below who is drawn within, a cost that is off, pay outside the axis without a sign, and a name in a picture.
#[test]
fn where_the_pay_of_a_file_stands() {
    let sandbox = Sandbox::new();
    sandbox.write("in.csv", PAYROLL);
    let (text, said) = sandbox.payband("-q chart position in.csv").env("COLUMNS", "80").streams();
    assert_eq!(said, "");
    let title = text.lines().take(2).collect::<Vec<_>>().join(" ");
    assert!(
        title.starts_with("6 of 7 rows have a price: 1 is below the market low; USD 7,360 a year brings it up to it"),
        "{text}"
    );
    assert!(title.ends_with("; 1 amount may be in a wrong unit"), "{text}");
    let line =
        |name: &str| text.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("{name}\n{text}"));
    let cloud = line("Healthcare Cloud");
    assert!(cloud.contains('●') && cloud.contains('○') && cloud.contains('◆') && cloud.contains('▸'), "{cloud}");
    assert!(cloud.ends_with("5      1        7,360"), "{cloud}");
    assert!(line("Healthcare Data").ends_with("1      0            0"), "{text}");
    sandbox.payband("-q chart position in.csv -o p.svg").prints("");
    let svg = fs::read_to_string(sandbox.path("p.svg")).unwrap();
    for text in [
        "1 of 6 lies outside 0.7 to 1.3, counted in the title and in the outermost bar",
        "1 no-role-match",
        "cost",
        "0.9–1.1",
    ] {
        assert!(svg.contains(text), "{text}\n{svg}");
    }
    for name in ["Ada", "Bo<", "Gus"] {
        assert!(!svg.contains(name), "{name}");
    }
}

/// Catches a picture of nothing, without an error that says why.
#[test]
fn a_file_without_compared_pay_has_no_picture() {
    let sandbox = Sandbox::new();
    sandbox.write("none.csv", "title,city,level,pay\nCloud Architect,Shanghai,senior,面议\n");
    sandbox.write("bare.csv", "title,city,level\nCloud Architect,Shanghai,senior\n");
    for (command, error) in [
        ("-q chart position none.csv", "none.csv: no pay was compared with the market, so there is nothing to draw"),
        (
            "-q price none.csv -o none.html",
            "none.csv: no pay was compared with the market, so there is nothing to draw",
        ),
        ("-q chart position bare.csv", "bare.csv: no column with pay was found"),
    ] {
        let (code, _, said) = sandbox.payband(command).fallible();
        assert_eq!(code, Some(1), "{command}");
        assert!(said.contains(error), "{command}: {said}");
    }
    assert!(!sandbox.path("none.html").exists());
}

/// Would catch a title that claims a gap between cities by pay where a city has no published premium, and one that names a figure
/// without its mark.
#[test]
fn a_title_states_what_the_figures_say() {
    let title = |line: &str| {
        let svg = text(payband(&format!("{line} -f svg")));
        svg.split("<title id=\"figure-title\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
    };
    for (line, wanted) in [
        (
            "chart ranges -c Shanghai -l senior",
            "Healthcare Cloud Architect, senior, Shanghai: USD 87–101k, 37% above EHR Systems Engineer",
        ),
        (
            "chart ranges -r 'Cloud Architect' -c Beijing -c Shanghai -c Suzhou -l senior",
            "Healthcare Cloud Architect, senior, Beijing and Shanghai: USD 87–101k, 45% above the reference rate",
        ),
        (
            "chart ranges -r 'Cloud Architect' -c Chengdu -c Suzhou -l senior",
            "Healthcare Cloud Architect, senior, Chengdu and Suzhou: USD 62–68k (no premium published)",
        ),
        (
            "chart ranges -r 'AI Researcher' -c Shanghai -l mid --currency CNY --period month",
            "AI Researcher, mid, Shanghai: CNY 43–58k~",
        ),
        (
            "chart ladder -r 'Cloud Architect' -c Beijing",
            "Healthcare Cloud Architect, senior, Beijing: USD 87–101k, 25% above entry",
        ),
        (
            "--pack us-oews-2025 chart ranges",
            "IT Manager, United States: USD 138–221k (P25–P75), P50 3.4 times Medical Records Specialist",
        ),
        ("chart salary", "Highest median: Healthcare Cloud Architect, USD 52k a year, 37% above EHR Systems Engineer"),
        ("chart growth", "Fastest growth: Healthcare Cloud Architect, +15% a year; slowest: EHR Systems Engineer, +9%"),
        ("chart workforce", "Largest workforce: Beijing, 45,000 people, 33% of the 138,000 in 5 cities"),
        ("chart automation", "Reporting functions: automation achieved 65–75%, the highest of 8 published"),
    ] {
        assert_eq!(title(line), wanted, "{line}");
    }
}

/// Would catch an overlay whose figures change the answer while the title keeps the pack's own.
#[test]
fn the_title_follows_the_figures_of_an_overlay() {
    let sandbox = Sandbox::new();
    sandbox.write("ours/roles.csv", "id,title,area,kind,match_grade\nnurse,Nurse Informaticist,ai,benchmark,A\n");
    sandbox.write("ours/salaries.csv", "role,median,currency,yoy_pct,effective\nnurse,1200000,USD,2,2025-11-05\n");
    for (kind, wanted) in [
        ("salary", "Highest median: Nurse Informaticist, USD 1,200k a year, 31.6 times EHR Systems Engineer"),
        ("growth", "Fastest growth: Healthcare Cloud Architect, +15% a year; slowest: Nurse Informaticist, +2%"),
    ] {
        let svg = text(sandbox.payband(&format!("--overlay ours chart {kind} -f svg")));
        assert!(svg.contains(&format!("<title id=\"figure-title\">{wanted}</title>")), "{svg}");
    }
}

/// Would catch a result of `survey` that the chart cannot read, and a suppressed group that is drawn or left out.
#[test]
fn the_results_of_a_survey_are_drawn_with_suppressed_groups_hatched() {
    let sandbox = Sandbox::new();
    let mut rows = "role,city,salary\n".to_owned();
    for at in 0..12 {
        rows += &format!("Cloud Architect,Shanghai,{}\n", 80_000 + at * 2_000);
        rows += &format!("EHR Engineer,Beijing,{}\n", 50_000 + at * 1_000);
    }
    rows += "Data Scientist,Beijing,70013\n";
    sandbox.write("pay.csv", &rows);
    let (_, _) = sandbox.payband("survey pay.csv --rule own -o percentiles.csv").streams();
    let svg = text(sandbox.payband("chart survey percentiles.csv -f svg"));
    let title = "Highest median: Healthcare Cloud Architect, USD 91k, 64% above EHR Systems Engineer";
    assert!(svg.contains(title) && svg.contains("P10 to P90") && svg.contains("suppressed: "), "{svg}");
    assert!(svg.contains("figure-leader") && svg.contains("pay.csv"), "{svg}");
    assert!(!svg.contains("70,013") && !svg.contains("70013"), "the pay of a suppressed group: {svg}");
    for width in ["60", "80", "120", "200"] {
        let shown = text(sandbox.payband("chart survey percentiles.csv").env("COLUMNS", width));
        assert!(shown.contains("╱╱╱ suppressed") && shown.contains("(n 12)"), "{shown}");
    }
    let of_rows = text(sandbox.payband("-q chart survey pay.csv --rule own -f svg"));
    let drawn = |svg: &str| svg[svg.find("figure-leader").unwrap()..].to_owned();
    assert!(of_rows.contains(title) && of_rows.contains("pay.csv"), "{of_rows}");
    assert!(drawn(&of_rows).contains("suppressed: ") && !of_rows.contains("70,013"), "{of_rows}");
    let (code, _, error) = sandbox.payband("chart survey percentiles.csv --rule own").fallible();
    assert_eq!(code, Some(2));
    assert!(error.contains("percentiles.csv holds percentiles, and --rule is for a file of people"), "{error}");
    let (code, _, error) = sandbox.payband("chart survey percentiles.csv pay.csv").fallible();
    assert_eq!(code, Some(1));
    assert!(error.contains("pay.csv has no column n") && error.contains("payband survey FILE -o"), "{error}");
    let (code, _, error) = sandbox.payband("chart survey pay.csv percentiles.csv").fallible();
    assert_eq!(code, Some(2));
    assert!(error.contains("one file of people is drawn at a time"), "{error}");
}
