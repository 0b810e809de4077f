//! Data that `pack check` rejects is not used for prices, and both report it with the same words.

use crate::expected::{cloud, csv};
use crate::sandbox::Sandbox;

/// An overlay with one faulty table.
struct Refused {
    file: &'static str,
    text: &'static str,
    /// What is wrong, after the name of the folder, and the remedy.
    problem: (&'static str, &'static str),
}

const REFUSED: &[Refused] = &[
    // Numbers.
    Refused {
        file: "fx.csv",
        text: "base,quote,date,rate\nUSD,CNY,2025-11-03,-7.1\n",
        problem: (
            "fx.csv:2: column rate, value \"-7.1\": less than 0",
            "give the rate: Units of the quote currency for one unit of the base currency",
        ),
    },
    Refused {
        file: "fx.csv",
        text: "base,quote,date,rate\nUSD,CNY,2025-11-03,0\n",
        problem: ("fx.csv:2: column rate, value \"0\": not above zero", "give units of quote for one unit of base"),
    },
    Refused {
        file: "salaries.csv",
        text: "role,effective,currency,median\nhealthcare-cloud-architect,2025-11-05,USD,-1\n",
        problem: (
            "salaries.csv:2: column median, value \"-1\": less than 0",
            "give the median: Median pay, in whole units of the currency, for one period",
        ),
    },
    Refused {
        file: "salaries.csv",
        text: "role,effective,currency,median\nhealthcare-cloud-architect,2025-11-05,USD,0.00\n",
        problem: (
            "salaries.csv:2: column median, value \"0.00\": not above zero",
            "give the median, in currency a year",
        ),
    },
    Refused {
        file: "geo_differentials.csv",
        text: "city,low_pct,high_pct\nshanghai,-150,-120\n",
        problem: (
            "geo_differentials.csv:2: column low_pct, value \"-150\": takes away all of the pay",
            "give a percentage above -100",
        ),
    },
    Refused {
        file: "geo_differentials.csv",
        text: "city,low_pct,high_pct\nshenzhen,-100,20\n",
        problem: (
            "geo_differentials.csv:2: column low_pct, value \"-100\": takes away all of the pay",
            "give a percentage above -100",
        ),
    },
    Refused {
        file: "levels.csv",
        text: "id,name,min_years,low_pct,high_pct\nsenior,Senior,7,-200,30\n",
        problem: (
            "levels.csv:2: column low_pct, value \"-200\": takes away all of the pay",
            "give a percentage above -100",
        ),
    },
    Refused {
        file: "bonuses.csv",
        text: "id,kind,low_pct,high_pct,over_years\nretention,retention,20,15,3\n",
        problem: ("bonuses.csv:2: column low_pct, value \"20\": more than high_pct, 15", "put the lower end first"),
    },
    Refused {
        file: "conventions.csv",
        text: "id,value,unit\nmonths-per-year,0,months\n",
        problem: ("conventions.csv:2: column value, value \"0\": not above zero", "give it in months"),
    },
    // Days.
    Refused {
        file: "fx.csv",
        text: "base,quote,date,rate\nUSD,CNY,2099-01-01,0.14\n",
        problem: (
            "fx.csv:2: column date, value \"2099-01-01\": a date in the future",
            "give the day on which the rate held",
        ),
    },
    // References: by another case, by a name, misspelt, and nothing near.
    Refused {
        file: "geo_differentials.csv",
        text: "city,low_pct,high_pct\nShanghai,70,80\n",
        problem: (
            "geo_differentials.csv:2: column city, value \"Shanghai\": cities.id has no such value",
            "write \"shanghai\", or add a row to cities.csv of the overlay with id, name",
        ),
    },
    Refused {
        file: "geo_differentials.csv",
        text: "city,low_pct,high_pct\n深圳,70,80\n",
        problem: (
            "geo_differentials.csv:2: column city, value \"深圳\": cities.id has no such value",
            "write \"shenzhen\", or add a row to cities.csv of the overlay with id, name",
        ),
    },
    Refused {
        file: "salaries.csv",
        text: "role,effective,currency,median\nhealthcare-cloud-architct,2025-11-05,USD,60000\n",
        problem: (
            "salaries.csv:2: column role, value \"healthcare-cloud-architct\": roles.id has no such value",
            "write \"healthcare-cloud-architect\", or add a row to roles.csv of the overlay with id, title, kind",
        ),
    },
    Refused {
        file: "salaries.csv",
        text: "role,effective,currency,median\nastronaut,2025-11-05,USD,60000\n",
        problem: (
            "salaries.csv:2: column role, value \"astronaut\": roles.id has no such value",
            "correct it, or add a row to roles.csv of the overlay with id, title, kind",
        ),
    },
    Refused {
        file: "levels.csv",
        text: "id,name,priced_as\nlead,Lead,Senior\n",
        problem: (
            "levels.csv:2: column priced_as, value \"Senior\": levels.id has no such value",
            "write \"senior\", or add a row to levels.csv of the overlay with id, name",
        ),
    },
    // Keys, and rules of which one holds.
    Refused {
        file: "geo_differentials.csv",
        text: "city,low_pct,high_pct\nshanghai,10,20\nshanghai,30,40\n",
        problem: (
            "geo_differentials.csv:3: column city, value \"shanghai\": line 2 has the same key",
            "remove one of the two, or tell them apart",
        ),
    },
    Refused {
        file: "bonuses.csv",
        text: "id,kind,low_pct,high_pct,of,over_years\nours,retention,50,60,base salary,3\n",
        problem: (
            "bonuses.csv:2: column kind, value \"retention\": the row retention has this kind already; only one row may",
            "give it the id retention to replace that rule, or remove it",
        ),
    },
    Refused {
        file: "levels.csv",
        text: "id,name,min_years,low_pct,high_pct\nsenior,Senior,2,20,30\n",
        problem: (
            "levels.csv:2: column min_years, value \"2\": must be more than 3, the min_years of mid",
            "give each level more years than the one below it",
        ),
    },
    Refused {
        file: "levels.csv",
        text: "id,name,min_years,low_pct,high_pct\nstaff,Staff,7,25,35\n",
        problem: (
            "levels.csv:2: column min_years, value \"7\": must be more than 7, the min_years of senior",
            "give each level more years than the one below it",
        ),
    },
];

/// Would catch a rule that only `pack check` applies, and one that is applied after a price is printed.
#[test]
fn what_pack_check_refuses_prices_nothing() {
    for Refused { file, text, problem: (what, remedy) } in REFUSED {
        let sandbox = Sandbox::new();
        sandbox.write(&format!("ov/{file}"), text);
        let found = format!("ov/{what}\n  {remedy}\n");
        sandbox.payband("--overlay ov pack check").ends(1, &found, "error: the pack has 1 problem\n");
        let said = format!("error: ov/{what}\nhint: {remedy}\n");
        sandbox
            .payband("--overlay ov benchmark --role healthcare-cloud-architect --city shanghai --level senior")
            .fails(&said);
        sandbox.write("in.csv", "role,level,pay\nCloud Architect,senior,90000\n");
        sandbox.payband("-q --overlay ov price in.csv").fails(&said);
    }
    // The premium for foreign hires is read only with --foreign-hire.
    let sandbox = Sandbox::new();
    sandbox.write("ov/premiums.csv", "id,name,kind,low_pct,high_pct\nours,Ours,hire,5,6\n");
    let said = "error: ov/premiums.csv:2: column kind, value \"hire\": the row foreign-hire has this kind already; only one \
                row may\nhint: give it the id foreign-hire to replace that rule, or remove it\n";
    sandbox.payband("--overlay ov benchmark -r 'Cloud Architect' --foreign-hire").fails(said);
}

/// Would catch rules so strict that an ordinary overlay breaks them.
#[test]
fn an_ordinary_overlay_prices() {
    let sandbox = Sandbox::new();
    sandbox
        .write("ov/levels.csv", "id,name,min_years,low_pct,high_pct\nexpert,Expert,9,35,40\n")
        .write("ov/bonuses.csv", "id,kind,low_pct,high_pct,of,over_years\nretention,retention,10,10,base salary,5\n")
        // A day that has begun in an eastern time zone.
        .write("ov/fx.csv", "base,quote,date,rate\nUSD,CNY,2025-12-02,7.2\n")
        .write("ov/geo_differentials.csv", "city,low_pct,high_pct\nshanghai,-5,-0.5\n");
    sandbox.payband("--overlay ov pack check").prints("china-healthcare-it-2025 2025.12.1: 27 tables are sound\n");
    let (rows, _) = sandbox
        .payband("-q --overlay ov benchmark -r 'Cloud Architect' -c Shanghai -l expert --format jsonl")
        .streams();
    assert!(rows.contains("\"base_low\":66690.00,"), "{rows}");
}

/// Would catch a faulty word that no figure depends on and that stops every price.
#[test]
fn a_word_that_is_not_allowed_is_named_and_priced() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "ov/roles.csv",
        "id,title,kind,slotted_to,match_grade\npacs-admin,PACS Administrator,covered,healthcare-cloud-architect,E\n",
    );
    sandbox.payband("--overlay ov pack check").ends(
        1,
        "ov/roles.csv:2: column match_grade, value \"E\": not one of the values allowed\n  use one of A, B, C, D\n",
        "error: the pack has 1 problem\n",
    );
    let (rows, _) = sandbox.payband("-q --overlay ov benchmark -r 'PACS Administrator' -l mid").streams();
    assert!(rows.contains(",Mid,USD,year,57200.00,"), "{rows}");
    // One that pricing reads.
    sandbox.write("ov/cities.csv", "id,name,kind\nnanjing,Nanjing,town\n");
    sandbox.payband("--overlay ov benchmark -r 'Cloud Architect'").fails(
        "error: ov/cities.csv:2: column kind, value \"town\": not one of the values allowed\nhint: use one of city, named-city, remote, province, metropolitan, \
         nonmetropolitan, state, nation\n",
    );
}

/// Would catch a pack or an overlay that prices well and is refused for a text that no price needs.
#[test]
fn a_text_that_is_missing_stops_no_price() {
    let sandbox = Sandbox::new();
    sandbox.write("ov/geo_differentials.csv", "city,low_pct,high_pct,source\nsuzhou,10,20,mercer-2025\n");
    let (rows, _) = sandbox.payband("-q --overlay ov benchmark -r 'Cloud Architect' -c Suzhou -l mid").streams();
    assert!(rows.contains("overlay:ov") && rows.contains("mercer-2025"), "{rows}");
    sandbox.payband("--overlay ov pack check").ends(
        1,
        "ov/geo_differentials.csv:2: column source, value \"mercer-2025\": sources.id has no such value\n  \
         empty the cell, or add the source to sources.csv of the overlay\n",
        "error: the pack has 1 problem\n",
    );
    sandbox.with_pack("base");
    let cities = sandbox.read("base/cities.csv").replace("苏州", "");
    let salaries = sandbox.read("base/salaries.csv").replace(",comment", ",remark");
    sandbox.write("base/cities.csv", cities);
    let (rows, _) = sandbox.payband("-q --pack base benchmark -r 'Cloud Architect' -c Suzhou -l mid").streams();
    assert!(rows.contains(",Suzhou,Mid,"), "{rows}");
    // A column that the table does not have is no missing text: it may be a figure under a wrong name.
    sandbox.write("base/salaries.csv", salaries);
    let (code, ..) = sandbox.payband("-q --pack base benchmark -r 'Cloud Architect' -c Suzhou -l mid").fallible();
    assert_eq!(code, Some(1));
}

/// Would catch a rate of a day to come that only prices see.
#[test]
fn a_folder_that_is_named_is_checked_as_of_today() {
    let sandbox = Sandbox::new();
    sandbox.with_pack("base");
    let rates = sandbox.read("base/fx.csv").replace("USD,CNY,2025-", "USD,CNY,2099-");
    sandbox.write("base/fx.csv", rates);
    let (code, found, _) = sandbox.payband("pack check base").fallible();
    assert_eq!(code, Some(1));
    assert!(found.contains("a date in the future"), "{found}");
}

/// Would catch an overlay that is left out when a folder is named.
#[test]
fn overlays_are_checked_over_the_pack_that_is_named() {
    let sandbox = Sandbox::new();
    sandbox.with_pack("base").write("ov/geo_differentials.csv", "city,low_pct,high_pct\nNOWHERE,x,80\n");
    let found = "ov/geo_differentials.csv:2: column low_pct, value \"x\": not a number\n  \
                 write plain digits with a decimal point: 8.2, 45000\n\
                 ov/geo_differentials.csv:2: column city, value \"NOWHERE\": cities.id has no such value\n  \
                 correct it, or add a row to cities.csv of the overlay with id, name\n";
    sandbox.payband("--overlay ov pack check base").ends(1, found, "error: the pack has 2 problems\n");
    // A row that only the named pack lacks is missed by the overlay.
    let cities = sandbox.read("base/cities.csv");
    sandbox
        .write("base/cities.csv", cities.replace("suzhou,", "suchow,"))
        .write("base/city_aliases.csv", "alias,id,lang\n")
        .write("ov/geo_differentials.csv", "city,low_pct,high_pct\nsuzhou,20,30\n");
    let (code, stdout, _) = sandbox.payband("--overlay ov pack check base").fallible();
    assert_eq!(code, Some(1));
    assert!(stdout.contains("ov/geo_differentials.csv:2: column city, value \"suzhou\""), "{stdout}");
    sandbox.payband("--overlay ov pack check").prints("china-healthcare-it-2025 2025.12.1: 27 tables are sound\n");
}

#[test]
fn percentages_that_look_like_fractions_are_a_warning() {
    let sandbox = Sandbox::new();
    sandbox.write("ov/geo_differentials.csv", "city,low_pct,high_pct\nshanghai,0.4,0.5\nshenzhen,0.5,3\nsuzhou,0,1\n");
    let warning = "warning: ov/geo_differentials.csv:2: column low_pct, value \"0.4\": looks like a fraction: it is read as 0.4%\n  \
                   percentages are in points: write 40 if that is meant\n";
    let sound = "china-healthcare-it-2025 2025.12.1: 27 tables are sound\n";
    sandbox.payband("--overlay ov pack check").ends(0, sound, warning);
    sandbox.payband("-q --overlay ov pack check").prints(sound);
}

/// Would catch a run that waits for a pipe, reads a device without end, or ignores a file that it cannot read.
#[cfg(unix)]
#[test]
fn only_ordinary_files_are_tables() {
    use std::os::unix::fs::symlink;

    let sandbox = Sandbox::new();
    for folder in ["pipe", "endless", "folder/fx.csv", "astray"] {
        std::fs::create_dir_all(sandbox.path(folder)).unwrap();
    }
    let fifo = sandbox.path("pipe/fx.csv");
    rustix::fs::mknodat(rustix::fs::CWD, fifo, rustix::fs::FileType::Fifo, rustix::fs::Mode::RUSR, 0).unwrap();
    symlink("/dev/zero", sandbox.path("endless/fx.csv")).unwrap();
    symlink("nowhere.csv", sandbox.path("astray/fx.csv")).unwrap();
    for folder in ["pipe", "endless", "folder"] {
        let found = format!(
            "{folder}/fx.csv: not an ordinary file\nhint: a pack holds plain CSV files: no folders, pipes or \
             devices under their names\n"
        );
        for command in ["benchmark -r 'Cloud Architect'", "pack show fx"] {
            sandbox.payband(&format!("--overlay {folder} {command}")).fails(&format!("error: {found}"));
        }
        let (code, stdout, _) = sandbox.payband(&format!("--overlay {folder} pack check")).fallible();
        assert_eq!((code, stdout), (Some(1), found.replace("hint: ", "  ")));
    }
    sandbox
        .payband("--overlay astray benchmark -r 'Cloud Architect'")
        .fails("error: astray/fx.csv: cannot be read: No such file or directory (os error 2)\nhint: check the path\n");
    sandbox.with_pack("mine");
    std::fs::remove_file(sandbox.path("mine/datapackage.json")).unwrap();
    symlink("/dev/zero", sandbox.path("mine/datapackage.json")).unwrap();
    let (code, _, said) = sandbox.payband("--pack mine --version").fallible();
    assert_eq!(code, Some(1));
    assert!(said.starts_with("error: mine/datapackage.json: not an ordinary file"), "{said}");
    // On most systems nothing reads a table under such a name.
    sandbox
        .write("capitals/fx.CSV", "base,quote,date,rate\n")
        .payband("--overlay capitals pack check")
        .fails("error: capitals/fx.CSV: the file would not be read\nhint: write the extension in lower case: .csv\n");
}

/// Would catch checks of the bundled tables at run time: a test checks those.
#[test]
fn the_bundled_tables_are_priced_on_any_day() {
    crate::sandbox::payband("-q benchmark -r 'Cloud Architect' -c Beijing -l entry")
        .env("PAYBAND_TODAY", "1999-01-01")
        .prints(&csv(&[cloud("Beijing", "Entry").base("72800.00 75400.00 78000.00")]));
}
