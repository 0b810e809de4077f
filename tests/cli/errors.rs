//! Errors: each says what is wrong and what to do, and none repeats pay.

use crate::sandbox::{COVERED, payband};

const ROLES: &str = "hint: `payband roles` lists the roles\n";
const CITIES: &str = "hint: `payband city` lists the cities; without --city the reference rate is used\n";
const ONE_OF_TWO: &str = "hint: name one of them: --city \"Beijing\"\n";
const OTHER_CITIES: &str = "hint: `payband city` lists the cities; --city-premium prices a city that is not listed, and \
                            without --city the reference rate is used\n";
const MORE: &str = "\n\nFor more information, try '--help'.\n";

#[test]
fn an_unknown_name_suggests_the_nearest() {
    for (role, near) in [
        ("Cloud Architct", "\"Healthcare Cloud Architect\""),
        ("data scintist", "\"Healthcare Data Scientist\""),
        ("sofware enginer", "\"Software Engineer\""),
        ("could architect", "\"Healthcare Cloud Architect\""),
    ] {
        payband(&format!("benchmark --role '{role}'"))
            .fails(&format!("error: no role is called \"{role}\"\nhint: did you mean {near}?\n{ROLES}"));
    }
    payband("benchmark -r plumber").fails(&format!("error: no role is called \"plumber\"\n{COVERED}"));
    // A nurse is no informatics nurse.
    payband("benchmark -r nurse").fails(&format!("error: no role is called \"nurse\"\n{COVERED}"));
    payband("benchmark -r ''").fails(&format!("error: the role is empty\n{ROLES}"));
    payband("benchmark -r 'Cloud Architect, Fintech'").fails(&format!(
        "error: \"Cloud Architect, Fintech\" is outside this pack: \"fintech\" is another domain's word\n{COVERED}"
    ));
    payband("benchmark -r 'Cloud Architect' -c Shangai")
        .fails(&format!("error: no city is called \"Shangai\"\nhint: did you mean \"Shanghai\"?\n{OTHER_CITIES}"));
    payband("benchmark -r 'Cloud Architect' -c '北京 上海'")
        .fails(&format!("error: \"北京 上海\" could mean Beijing or Shanghai\n{ONE_OF_TWO}"));
}

/// Would catch a word of many roles that is answered by the one whose name is nearest, or by no role at all.
#[test]
fn a_word_of_several_roles_leads_to_their_list() {
    let elsewhere = "hint: developer is in us-oews-2025: --pack us-oews-2025\n";
    for (word, in_command, elsewhere) in [
        ("Architect", "Architect", ""),
        ("engineer", "engineer", ""),
        ("developer", "developer", elsewhere),
        ("架构师", "\"架构师\"", ""),
    ] {
        let hint = format!("hint: `payband roles {in_command}` lists the roles with this word\n{elsewhere}");
        payband(&format!("benchmark {word}")).fails(&format!("error: no role is called \"{word}\"\n{hint}"));
        let listed = payband(&format!("roles {word} -f csv")).streams().0;
        assert!(listed.lines().count() > 2, "{listed}");
    }
    // The beginning of such a word is none, nor is a letter.
    for part in ["Architec", "clou", "a"] {
        let (_, _, said) = payband(&format!("benchmark {part}")).fallible();
        assert!(!said.contains("with this word"), "{part}: {said}");
    }
    payband("--pack us-oews-2025 benchmark analyst").fails(
        "error: no role is called \"analyst\"\nhint: `payband --pack us-oews-2025 roles analyst` lists the roles with this word\n",
    );
    payband("compare 'cloud architect' engineer").fails(
        "error: no role or city is called \"engineer\"\nhint: `payband roles engineer` lists the roles with this word\n",
    );
}

/// Would catch an option with a list of values, or a command, whose slip of the keyboard is answered by the list alone, and a role
/// without a command that is taken for a misspelt one.
#[test]
fn the_nearest_of_a_list_is_suggested() {
    for (line, exit, near) in [
        ("benchmark 'Cloud Architect' -l midd", 1, "Mid"),
        ("benchmark 'Cloud Architect' -l sen", 1, "Senior"),
        ("benchmark 'Cloud Architect' --period mnth", 2, "month"),
        ("benchmark 'Cloud Architect' -f jsn", 2, "json"),
        ("benchmark 'Cloud Architect' --color nver", 2, "never"),
        ("compare 'Cloud Architect' --by rol", 2, "role"),
        ("compare -r all --against general", 1, "general-it"),
        ("roles --area dat", 1, "data"),
        ("skills --framework core", 2, "core-technical"),
        ("market sallary", 1, "salary"),
        ("pack show rols", 1, "roles"),
        ("city --sort vacancydays", 2, "vacancy-days"),
        ("benchmrk x", 2, "benchmark"),
    ] {
        let (code, out, said) = payband(line).fallible();
        assert_eq!((code, out.as_str()), (Some(exit), ""), "{line}");
        assert!(said.contains(&format!("\nhint: did you mean \"{near}\"?\n")), "{line}: {said}");
    }
    for line in ["pack nurse", "chart nurse", "help nurse", "-- nurse"] {
        let (code, _, said) = payband(line).fallible();
        assert_eq!((code, said.contains("is a role")), (Some(2), false), "{line}: {said}");
    }
    let (code, _, said) = payband("--pack us-oews-2025 nurse Ohio --salary 91234").fallible();
    assert_eq!(code, Some(2), "{said}");
    assert!(
        said.contains("\nhint: if \"nurse\" is a role: `payband --pack us-oews-2025 benchmark nurse Ohio`\n"),
        "{said}"
    );
    assert!(!said.contains("survey") && !said.contains("91234"), "{said}");
}

#[test]
fn an_unknown_level_lists_the_levels_and_points_to_years() {
    let levels = "hint: the levels are entry, mid, senior, lead, principal; --years N chooses one by years of career\n";
    // An employer's own grades are not levels.
    for level in ["boss", "P7", "T3-2", "七级"] {
        payband(&format!("benchmark -r 'Cloud Architect' -l '{level}'"))
            .fails(&format!("error: no level is called \"{level}\"\n{levels}"));
    }
    for (level, near) in [("senoir", "Senior"), ("junor", "Entry"), ("Princpal", "Principal")] {
        payband(&format!("benchmark -r 'Cloud Architect' -l {level}"))
            .fails(&format!("error: no level is called \"{level}\"\nhint: did you mean \"{near}\"?\n{levels}"));
    }
    // No role without a price is suggested.
    payband("benchmark -r 'Cloud Architect' -l internshp")
        .fails(&format!("error: no level is called \"internshp\"\n{levels}"));
}

/// Would catch: suggestions that cannot be answered.
#[test]
fn only_what_can_be_answered_is_suggested() {
    // A typo of a role without a price.
    payband("benchmark -r 'Software Architct' --published-only")
        .fails(&format!("error: no role is called \"Software Architct\"\n{COVERED}"));
    // Only a published median.
    payband("benchmark -r 'sofware enginer' --published-only").fails(&format!(
        "error: no role is called \"sofware enginer\"\nhint: did you mean \"EHR Systems Engineer\" or \"Medical \
         Device Software Developer\"?\n{ROLES}"
    ));
    payband("benchmark -r PM").fails(
        "error: \"PM\" could mean Product Manager, Clinical Product Manager or Project Manager\n\
         hint: name one of them, such as \"Product Manager\"\n",
    );
    payband("benchmark -r 'Data Scientist / Product Manager'").fails(
        "error: \"Data Scientist / Product Manager\" could mean Healthcare Data Scientist or Product Manager\n\
         hint: name one of them, such as \"Healthcare Data Scientist\"\n",
    );
}

#[test]
fn a_role_without_a_price_says_why() {
    let hint = "hint: `payband roles` lists the roles with a price; an --overlay with a salaries.csv can add one\n";
    let emerging = "it is an emerging role, and nothing is published about its pay";
    let mentioned = "the pack only names it, and holds no pay for it";
    for (role, why, near) in [
        ("Supply Chain Technologist", mentioned, "the nearest role with a price is \"Software Engineer\""),
        (
            "Digital Therapeutics Product Manager",
            emerging,
            "the nearest roles with a price are \"Clinical Product Manager\", \"Product Manager\" and \"Project Manager\"",
        ),
        // No significant word in common.
        ("Sustainable IT Engineer", emerging, "the nearest role with a price is \"Hospital IT Engineer\""),
    ] {
        for command in ["benchmark", "compare", "report"] {
            payband(&format!("{command} -r '{role}'"))
                .fails(&format!("error: {role} has no price: {why}\nhint: {near}\n{hint}"));
        }
    }
    payband("benchmark -r 'Cybersecurity Professional' --published-only").fails(&format!(
        "error: Cybersecurity Professional has no price: {mentioned}\nhint: the nearest role with a published median is \
         \"Healthcare Cybersecurity Analyst\"\n{hint}"
    ));
}

#[test]
fn a_currency_without_a_rate_is_never_one_to_one() {
    payband("benchmark -r 'Cloud Architect' --currency EUR").fails(
        "error: there is no rate from USD to EUR\nhint: USD amounts can be shown in USD, CNY; or give the rate with --fx\n",
    );
    payband("benchmark -r 'Cloud Architect' --salary 'EUR 90000'").fails(
        "error: there is no rate from EUR to USD\n\
         hint: the pack has no rate for EUR; give one with --currency EUR --fx RATE\n",
    );
    payband("benchmark -r 'Cloud Architect' --currency EUROZ")
        .misuses("error: --currency: \"EUROZ\" names no currency\nhint: the pack has rates for USD, CNY\n");
}

#[test]
fn wrong_usage_is_exit_code_2() {
    payband("benchmark").misuses(&format!(
        "error: the following required arguments were not provided:\n  --role <NAME>\n\n\
         Usage: payband benchmark --role <NAME> [ROLE] [CITY]{MORE}"
    ));
    payband("bench").misuses(&format!(
        "error: unrecognized subcommand 'bench'\nhint: did you mean \"benchmark\"?\n\n\
         Usage: payband [OPTIONS] [COMMAND]{MORE}"
    ));
    payband("benchmark -r x --reading exact").misuses(&format!(
        "error: invalid value 'exact' for '--reading <HOW>'\n  [possible values: literal, calibrated]{MORE}"
    ));
    payband("benchmark -r 'Cloud Architect' --fx 7")
        .misuses("error: --fx needs a currency\nhint: add it, as in --currency CNY --fx 7.10\n");
    for (flag, shown, problem) in [
        ("--city-premium 10..20", "--city-premium <PERCENT>", "\"10..20\" is not a percentage like 25% or 20-30%"),
        (
            "--city-premium -100%",
            "--city-premium <PERCENT>",
            "\"-100%\" takes away all of the pay: a percentage must be above -100%",
        ),
        ("--retention some", "--retention <PERCENT>", "\"some\" is not a percentage like 25% or 20-30%, nor `none`"),
        ("--years 101", "--years <N>", "give a number of years from 0 to 100, or a range like 3-5"),
        ("--months 25", "--months <N>", "give a number of months from 1 to 24"),
        ("--currency CNY --fx 0", "--fx <RATE>", "give a rate above zero, like 7.10"),
        ("--on today --ageing-rate 2-3%", "--ageing-rate <RATE>", "give one percentage, not a range"),
    ] {
        let value = flag.rsplit(' ').next().unwrap();
        payband(&format!("benchmark -r x {flag}"))
            .misuses(&format!("error: invalid value '{value}' for '{shown}': {problem}{MORE}"));
    }
    payband("benchmark -r 'Cloud Architect' --on yesterday")
        .misuses("error: --on: \"yesterday\" is not a date\nhint: write it like 2026-06-30, 2026-06, or `today`\n");
    payband("man bench").misuses(
        "error: no command is called \"bench\"\nhint: did you mean \"benchmark\"?\nhint: the commands with a page are benchmark, compare, city, skills, roles, market, price, survey, chart, chart-salary, chart-growth, \
         chart-ranges, chart-workforce, chart-ladder, chart-automation, chart-position, chart-survey, report, pack, pack-list, pack-show, \
         pack-check, pack-new, pack-add, pack-export, config, completions, man\n",
    );
}

#[test]
fn without_arguments_and_a_terminal_the_help_goes_to_standard_error() {
    let (help, _) = payband("--help").streams();
    assert!(help.starts_with("What the market pays for a role, and where every figure comes from\n"), "{help}");
    let (short, _) = payband("-h").streams();
    payband("").misuses(&format!(
        "{short}error: no command was given\nhint: begin with the example above; on a terminal, `payband` alone asks for role, city and \
         level\n"
    ));
}

/// Would catch an error that says what a computer reads instead of what to write, and a hint at an option that the command lacks.
#[test]
fn errors_fit_the_command() {
    for command in ["city", "market"] {
        for year in ["20x", "0", "99999"] {
            payband(&format!("{command} --year {year}"))
                .misuses(&format!("error: invalid value '{year}' for '--year <YEAR>': give a year like 2030{MORE}"));
        }
    }
    payband("city Shanghia").fails(
        "error: no city is called \"Shanghia\"\nhint: did you mean \"Shanghai\"?\nhint: `payband city` lists the cities\n",
    );
    let (_, _, said) = payband("pack show salries").fallible();
    assert!(said.starts_with("error: no table is called \"salries\"\nhint: did you mean \"salaries\"?\n"), "{said}");
    let (_, _, said) = payband("man benchmrk").fallible();
    assert!(
        said.starts_with("error: no command is called \"benchmrk\"\nhint: did you mean \"benchmark\"?\n"),
        "{said}"
    );
}

#[test]
fn no_error_repeats_pay() {
    let hint =
        "hint: write one amount or one range with its currency and span of time, like USD 90000/year or 15-30K·14薪\n";
    let cannot =
        |flag: &str, why: &str, hint: &str| format!("error: {flag} cannot be read\n  caused by: {why}\n{hint}");
    for (pay, why, hint) in [
        ("81234 and 99999 or so", "the pay has more amounts in it than one range", hint),
        ("81234 quatloos", "the pay has a word or sign in it that is not about pay", hint),
        ("81234 net", "the pay is after tax, and the market's is before tax", "hint: write the pay before tax\n"),
        ("-81234", "the pay is negative", "hint: write the pay without a minus sign or parentheses, like 52000\n"),
        (
            "81234-71234",
            "the high end of the pay is below its low end",
            "hint: write the lower end first, each end with its unit, like 8千-1.2万\n",
        ),
        (
            "8.1234E+04",
            "the pay is in scientific notation, which may have lost digits",
            "hint: format the column as a number and export it again, so that it reads like 52000\n",
        ),
    ] {
        for flag in ["--salary", "--current"] {
            payband(&format!("benchmark -r 'Cloud Architect' {flag} '{pay}'")).misuses(&cannot(flag, why, hint));
        }
    }
    payband("benchmark -r 'Cloud Architect' --salary 面议")
        .misuses("error: --salary states no pay\nhint: give an amount like 52000, ¥430,000 or 35k/month x14\n");
}

/// The roles, or cities, that an answer is about.
fn column(line: &str, column: usize) -> Vec<String> {
    let (table, _) = payband(&format!("-q benchmark -l mid -f csv {line}")).streams();
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    reader.records().map(|row| row.unwrap()[column].to_owned()).collect()
}

/// Would catch: a name with a comma that is split although it means something, a list that is not understood, and an error
/// about a whole list of which one name is wrong.
#[test]
fn a_name_is_read_as_a_list_only_if_the_whole_is_unknown() {
    for list in ["Shanghai,Beijing", "上海，北京", "上海、北京", "Shanghai; Beijing", "Shanghai,,Beijing,", "沪；京"]
    {
        assert_eq!(column(&format!("-r 'Cloud Architect' -c '{list}'"), 2), ["Shanghai", "Beijing"], "{list}");
    }
    for (one, city) in
        [("Pudong, Shanghai", "Shanghai"), ("Shanghai, China", "Shanghai"), ("广州，天河区", "Guangzhou")]
    {
        assert_eq!(column(&format!("-r 'Cloud Architect' -c '{one}'"), 2), [city], "{one}");
    }
    assert_eq!(column("-r 'Architect, Healthcare Cloud'", 1), ["Healthcare Cloud Architect"]);
    assert_eq!(
        column("-r 'Cloud Architect, 数据科学家;SWE' -r swe", 1),
        ["Healthcare Cloud Architect", "Healthcare Data Scientist", "Software Engineer"]
    );
    let (levels, _) = payband("-q benchmark -r 'Cloud Architect' -l 'entry,senior' -f csv").streams();
    assert_eq!(levels.lines().count(), 3);

    payband("benchmark -r 'Cloud Architect, plumber'")
        .fails(&format!("error: no role is called \"plumber\"\n{COVERED}"));
    payband("benchmark -r 'plumber, astronaut'")
        .fails(&format!("error: no role is called \"plumber, astronaut\"\n{COVERED}"));
    payband("benchmark -r 'Cloud Architect' -c 'Shanghai, Bejing'")
        .fails(&format!("error: no city is called \"Bejing\"\nhint: did you mean \"Beijing\"?\n{OTHER_CITIES}"));
    payband("benchmark -r 'Cloud Architect, PM'").fails(
        "error: \"PM\" could mean Product Manager, Clinical Product Manager or Project Manager\n\
         hint: name one of them, such as \"Product Manager\"\n",
    );
    payband("report -r 'Cloud Architect, SWE'").misuses(
        "error: a hiring brief is about one role in one city\nhint: call `payband report` once for each; `payband \
         benchmark` prices a grid\n",
    );
}

#[test]
fn a_role_and_a_city_need_no_flags() {
    let (with_flags, _) = payband("-q benchmark --role 'Cloud Architect' --city Shanghai -l senior -f csv").streams();
    for line in [
        "benchmark 'Cloud Architect' Shanghai -l senior",
        "benchmark -l senior 'Cloud Architect' --city Shanghai",
        "benchmark --role 'Cloud Architect' -l senior Shanghai",
        "benchmark Shanghai -l senior --role 'Cloud Architect'",
    ] {
        payband(&format!("-q {line} -f csv")).prints(&with_flags);
    }
    assert_eq!(column("'Cloud Architect'", 2), [""]);
    assert_eq!(column("'Cloud Architect' Shanghai,Beijing", 2), ["Shanghai", "Beijing"]);
    let hint = "hint: write a role and a city without flags, or each with its flag; a flag may be repeated\n";
    for (line, name, given) in [
        ("SWE Shanghai --city Beijing", "Shanghai", "--city is given"),
        ("Shanghai Beijing --role SWE", "Beijing", "--role is given, and one name beside it is the city"),
        ("Beijing -r SWE -c Shanghai", "Beijing", "--role and --city are given"),
    ] {
        payband(&format!("benchmark {line}"))
            .misuses(&format!("error: \"{name}\" is one name too many: {given}\n{hint}"));
    }
    let (code, _, error) = payband("benchmark SWE Shanghai senior").fallible();
    assert_eq!(code, Some(2));
    assert!(error.starts_with("error: unexpected argument 'senior' found\n"), "{error}");
}

/// Would catch: a city that is refused although its premium is given, or that is shown by another name.
#[test]
fn with_a_premium_any_city_can_be_asked_for() {
    for city in ["Taipei", "大连", "São Paulo", "Taipei, Taiwan"] {
        let line = format!("-r 'Cloud Architect' -c '{city}' --city-premium 25%");
        assert_eq!(column(&line, 2), [city]);
        let (_, said) = payband(&format!("benchmark {line} -l mid -f csv")).streams();
        assert!(!said.contains("no city"), "{said}");
    }
    // 52,000 × 1.25 × 1.10.
    assert_eq!(column("-r 'Cloud Architect' -c Taipei --city-premium 25%", 6), ["71500.00"]);
    // Cities of the pack keep their names, in a list too.
    assert_eq!(column("-r SWE -c '上海' --city-premium 25%", 2), ["Shanghai"]);
    assert_eq!(column("-r SWE -c 'Shanghai, Taipei' --city-premium 25%", 2), ["Shanghai", "Taipei"]);
    // A warning names a possible typo.
    let (table, said) = payband("benchmark -r SWE -c Shangai -l mid --city-premium 25% -f csv").streams();
    assert!(table.contains(",Shangai,"), "{table}");
    let warning = "warning: no city is called \"Shangai\": the name is taken as given; did you mean \"Shanghai\"?\n";
    assert!(said.contains(warning), "{said}");
    payband("benchmark -r SWE -c '北京 上海' --city-premium 25%")
        .fails(&format!("error: \"北京 上海\" could mean Beijing or Shanghai\n{ONE_OF_TWO}"));
    payband("benchmark -r SWE -c '' --city-premium 25%").fails(&format!("error: the city is empty\n{CITIES}"));
}

#[test]
fn a_province_has_no_price_and_says_so() {
    for (line, name) in [
        ("benchmark -r SWE -c Guangdong", "Guangdong"),
        ("benchmark -r SWE -c 浙江省", "Zhejiang"),
        ("benchmark SWE 廣東", "Guangdong"),
        ("compare -r SWE -c Beijing -c Guangdong", "Guangdong"),
        ("compare -r SWE -c Beijing -c Shanghai --baseline Guangdong", "Guangdong"),
        ("benchmark -r SWE -c Guangdong --city-premium 10%", "Guangdong"),
        ("report -r SWE -c Guangdong", "Guangdong"),
        ("chart ladder -r SWE -c Guangdong", "Guangdong"),
    ] {
        payband(line).fails(&format!(
            "error: {name} is a province, and has no price\nhint: name a city, or leave --city out for the reference rate\n"
        ));
    }
}

/// Would catch an abbreviated option or a part of a pack's name that leads nowhere, and an option of two that is not told.
#[test]
fn near_options_and_packs_are_named() {
    let help = "\nFor more information, try '--help'.\n";
    for (given, near) in [
        ("--lvl senior", "\"--level\""),
        ("--curr CNY", "\"--currency\" or \"--current\""),
        ("--csv", "\"--format csv\""),
    ] {
        let option = given.split(' ').next().unwrap();
        payband(&format!("benchmark 'Cloud Architect' {given}"))
            .misuses(&format!("error: unexpected argument '{option}' found\nhint: did you mean {near}?\n{help}"));
    }
    payband("--pack us city")
        .fails("error: us: neither a bundled pack nor a folder\nhint: did you mean the bundled pack us-oews-2025?\n");
    payband("--overlay evidence city").fails(
        "error: evidence: neither a bundled overlay nor a folder\nhint: did you mean the bundled overlay city-evidence?\n",
    );
    payband("benchmark 'Cloud Architect' --period week").misuses(&format!(
        "error: invalid value 'week' for '--period <PERIOD>'\n  [possible values: year, month, hour]\n{help}"
    ));
}

/// Would catch a city before a role that is answered with "no role", and a city alone that does not lead to a role.
#[test]
fn a_city_may_stand_before_a_role_and_needs_one() {
    let wanted = payband("-q benchmark 'Cloud Architect' Shanghai").streams().0;
    assert_eq!(payband("-q benchmark Shanghai 'Cloud Architect'").streams().0, wanted);
    payband("benchmark Shanghai 'Cloud Architekt'").fails(
        "error: no role is called \"Cloud Architekt\"\nhint: did you mean \"Healthcare Cloud Architect\"?\n\
         hint: `payband roles` lists the roles\n",
    );
    payband("benchmark Shanghai Beijing").fails(
        "error: no role is called \"Shanghai\"\nhint: \"Shanghai\" is a place, and another city is given; `payband roles` lists \
         the roles\n",
    );
    // The first error is that of the role, also where no name is known.
    for line in ["benchmark Xyzzy Atlantis", "benchmark Xyzzy Atlantis --city-premium 10%"] {
        let (code, _, error) = payband(line).fallible();
        assert!(code == Some(1) && error.starts_with("error: no role is called \"Xyzzy\"\n"), "{line}: {error}");
    }
    for line in ["benchmark Shanghai", "report --role Shanghai"] {
        payband(line).fails(
            "error: no role is called \"Shanghai\"\nhint: \"Shanghai\" is a place; name a role too: --role ROLE --city \
             \"Shanghai\" (`payband roles` lists the roles)\n",
        );
    }
}
