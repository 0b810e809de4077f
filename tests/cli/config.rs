//! The configuration file and `payband config`.
//!
//! Would catch: a setting that wins over a flag or a variable, or that no command obeys; a wrong place in `payband config`; a file
//! that is overwritten; an error without file, line and remedy; a setting that changes the format of a pipe.

use crate::expected::{cloud, csv};
use crate::sandbox::{Run, Sandbox};

const LINE: &str = "-q benchmark -r 'Cloud Architect' -c Shanghai -l entry";

/// A run in a sandbox that is the user's home.
fn at_home<'s>(sandbox: &'s Sandbox, line: &str) -> Run<'s> {
    sandbox.payband(line).env("HOME", &sandbox.path("").display().to_string())
}

fn with_file(text: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    std::fs::create_dir_all(sandbox.path(".config/payband")).unwrap();
    sandbox.write(".config/payband/config.toml", text);
    sandbox
}

#[test]
fn a_flag_wins_over_a_variable_and_a_variable_over_the_file() {
    let entry = || cloud("Shanghai", "Entry").base("72800.00 75400.00 78000.00");
    let monthly = || entry().monthly().base("6066.67 6283.33 6500.00").other("4252.34 4395.53 4542.92");
    let sandbox = with_file("period = \"month\"\n");
    at_home(&sandbox, LINE).prints(&csv(&[monthly()]));
    at_home(&sandbox, LINE).env("PAYBAND_PERIOD", "year").prints(&csv(&[entry()]));
    at_home(&sandbox, &format!("{LINE} --period month")).env("PAYBAND_PERIOD", "year").prints(&csv(&[monthly()]));
    at_home(&sandbox, &format!("--no-config {LINE}")).prints(&csv(&[entry()]));
    // Without HOME there is no file.
    sandbox.payband(LINE).prints(&csv(&[entry()]));
    // A named file replaces it.
    sandbox.write("other.toml", "reading = \"calibrated\"\n");
    let calibrated =
        entry().with("reading", "calibrated").base("51028.04 52746.32 54515.07").other("72800.00 75400.00 78000.00");
    at_home(&sandbox, LINE).env("PAYBAND_CONFIG", "other.toml").prints(&csv(&[calibrated]));
}

#[test]
fn every_setting_is_obeyed() {
    let entry = || cloud("Shanghai", "Entry").base("72800.00 75400.00 78000.00");
    let sandbox = with_file("period = \"month\"\nmonths = 13\n");
    at_home(&sandbox, LINE)
        .prints(&csv(&[entry().with("period", "month").with("basis", "given").base("5600.00 5800.00 6000.00")]));
    // A warning about months without effect would repeat at every command.
    let sandbox = with_file("months = 13\n");
    at_home(&sandbox, LINE.trim_start_matches("-q ")).prints(&csv(&[entry()]));
    let sandbox = with_file("currency = \"¥\"\n");
    at_home(&sandbox, &format!("{LINE} --fx 7"))
        .prints(&csv(&[entry().with("currency", "CNY").with("basis", "given").base("509600.00 527800.00 546000.00")]));
    // A relative folder begins at the folder of the file, wherever payband runs.
    let sandbox = with_file("overlays = [\"ours\"]\ncolor = \"never\"\n");
    std::fs::create_dir_all(sandbox.path(".config/payband/ours")).unwrap();
    sandbox.write(".config/payband/ours/geo_differentials.csv", "city,low_pct,high_pct\nshanghai,0,0\n");
    let (out, _) = at_home(&sandbox, LINE).streams();
    assert!(out.contains(",52000.00,52000.00,52000.00,"), "{out}");
    let (out, _) = at_home(&sandbox, &format!("--color always {LINE} --format table")).streams();
    assert!(out.contains('\u{1b}'), "{out}");
    // A bundled overlay by its name.
    let sandbox = with_file("overlays = [\"city-evidence\"]\n");
    let (out, _) = at_home(&sandbox, &LINE.replace("Shanghai", "Hangzhou")).streams();
    assert!(out.contains(",overlay:city-evidence,"), "{out}");
    let sandbox = with_file("pack = \"~/ours\"\n");
    at_home(&sandbox, "--no-config pack export ours").streams();
    let (shown, _) = at_home(&sandbox, "config").streams();
    assert!(shown.contains(&format!("\npack,{},file,", sandbox.path("ours").display())), "{shown}");
    at_home(&sandbox, "pack check").prints("china-healthcare-it-2025 2025.12.1: 27 tables are sound\n");
}

#[test]
fn config_says_where_each_setting_comes_from() {
    let sandbox = with_file("# mine\ncurrency = \"RMB\"\nmonths = 13\nreading = \"calibrated\"\n");
    let file = sandbox.path(".config/payband/config.toml").display().to_string();
    at_home(&sandbox, "--color never config --reading literal").env("PAYBAND_MONTHS", "14").prints(&format!(
        "setting,value,from,place\n\
         currency,CNY,file,{file}:2\n\
         period,year,default,\n\
         months,14,environment,PAYBAND_MONTHS\n\
         reading,literal,flag,--reading\n\
         pack,china-healthcare-it-2025,default,\n\
         overlays,,default,\n\
         color,never,flag,--color\n"
    ));
}

#[test]
fn init_writes_a_file_once() {
    let sandbox = Sandbox::new();
    let file = sandbox.path(".config/payband/config.toml").display().to_string();
    at_home(&sandbox, "config --init").ends(0, "", &format!("written to {file}\n"));
    let written = sandbox.read(".config/payband/config.toml");
    assert!(written.lines().all(|line| line.is_empty() || line.starts_with('#')), "{written}");
    at_home(&sandbox, "city beijing --format csv").streams();
    // Not even a file that payband cannot read is overwritten.
    sandbox.write(".config/payband/config.toml", "wrong");
    at_home(&sandbox, "config --init").misuses(&format!(
        "error: {file} is there already\nhint: edit it, or remove it first; `payband config` prints the settings in use\n"
    ));
    assert_eq!(sandbox.read(".config/payband/config.toml"), "wrong");
    sandbox
        .payband("config --init")
        .misuses("error: the system names no folder for configuration files\nhint: name a file with PAYBAND_CONFIG\n");
    sandbox.payband("config --init").env("PAYBAND_CONFIG", "mine.toml").ends(0, "", "written to mine.toml\n");
    assert_eq!(sandbox.read("mine.toml"), written);
}

#[test]
fn a_fault_of_the_file_is_an_error_with_its_line() {
    let sandbox = with_file("# x\ncolour = \"never\"\n");
    let file = sandbox.path(".config/payband/config.toml").display().to_string();
    let unknown = format!(
        "error: {file}:2: \"colour\" is not a setting\nhint: did you mean \"color\"?\n\
         hint: the settings are currency, period, months, reading, pack, overlays, color\n"
    );
    for line in ["city", "--version", "config", "price x.csv", "report"] {
        at_home(&sandbox, line).fails(&unknown);
    }
    // Neither needs the file, and both say how to do without it.
    for line in ["man", "completions bash", "--no-config city", "city --help"] {
        let (code, _, said) = at_home(&sandbox, line).fallible();
        assert_eq!((code, said.as_str()), (Some(0), ""), "{line}");
    }
    sandbox.write(".config/payband/config.toml", "currency = \"kr\"\n");
    at_home(&sandbox, LINE).fails(&format!(
        "error: {file}:1: currency: \"kr\" names no currency\nhint: the pack has rates for USD, CNY\n"
    ));
    sandbox.write(".config/payband/config.toml", "pack = \"nowhere\"\n");
    let (code, _, said) = at_home(&sandbox, "city").fallible();
    assert_eq!(code, Some(1));
    assert!(said.starts_with(&format!("error: {file}:1: pack cannot be used\n")), "{said}");
    sandbox.payband("city").env("PAYBAND_CONFIG", "none.toml").fails(
        "error: cannot read the configuration file none.toml\n  caused by: No such file or directory (os error 2)\n\
         hint: PAYBAND_CONFIG names it; `payband config --init` writes a new one\n",
    );
}
