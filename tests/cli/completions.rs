//! Shell completions: the scripts in `completions/`, and how real shells use them.
//!
//! Would catch: a script that is not the one `payband completions SHELL` prints, a script that a shell cannot read, a name
//! with blanks that becomes several words, and names, Chinese ones too, that do not complete at the first TAB.
//! `PAYBAND_BLESS=1 cargo test --test completions` rewrites the folder.

use std::fs;
use std::path::Path;
use std::process::Command;

const SCRIPTS: [(&str, &str); 5] = [
    ("bash", "payband.bash"),
    ("zsh", "_payband"),
    ("fish", "payband.fish"),
    ("powershell", "_payband.ps1"),
    ("elvish", "payband.elv"),
];

#[test]
fn the_folder_holds_what_the_command_prints_and_nothing_else() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("completions");
    let mut stale = Vec::new();
    for (shell, name) in SCRIPTS {
        let output =
            Command::new(env!("CARGO_BIN_EXE_payband")).args(["completions", shell]).env_clear().output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{shell}");
        if std::env::var_os("PAYBAND_BLESS").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join(name), &output.stdout).unwrap();
        }
        if fs::read(folder.join(name)).unwrap_or_default() != output.stdout {
            stale.push(name);
        }
    }
    assert!(stale.is_empty(), "{stale:?} are stale: PAYBAND_BLESS=1 cargo test --test completions writes them anew");
    let mut there: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let mut wanted: Vec<&str> = SCRIPTS.iter().map(|(_, name)| *name).collect();
    there.sort();
    wanted.sort_unstable();
    assert_eq!(there, wanted);
}

/// The completions that the program offers for the last of some words.
fn offered(words: &[&str]) -> Vec<String> {
    described(words).lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect()
}

/// The same, each with its help.
fn described(words: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_payband"))
        .arg("--")
        .arg("payband")
        .args(words)
        .env_clear()
        .env("PAYBAND_COMPLETE", "fish")
        .output()
        .unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{words:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn names_of_every_kind_are_offered() {
    assert_eq!(offered(&["be"]), ["benchmark"]);
    assert_eq!(offered(&["pack", "sh"]), ["show"]);
    assert_eq!(offered(&["pack", "show", "geo"]), ["geo_differentials"]);
    assert_eq!(offered(&["benchmark", "--rol"]), ["--role"]);
    assert_eq!(offered(&["benchmark", "--role", "Sys"]), ["Systems Architect"]);
    assert_eq!(offered(&["benchmark", "--role", "医疗云"]), ["医疗云架构师"]);
    assert_eq!(offered(&["compare", "--city", "上"]), ["上海"]);
    assert_eq!(offered(&["city", "Shang"]), ["Shanghai"]);
    assert_eq!(offered(&["benchmark", "--level", "sen"]), ["senior"]);
    assert_eq!(offered(&["benchmark", "-l", "高"]), ["高级"]);
    assert_eq!(offered(&["skills", "--role", "Systems Architect", "--have", "HL7"]), ["HL7 FHIR", "HL7 FHIR标准"]);
    assert_eq!(offered(&["compare", "--against", "g"]), ["general-it"]);
    assert_eq!(offered(&["benchmark", "--reading", ""]), ["literal", "calibrated"]);
    assert_eq!(offered(&["benchmark", "--min-grade", ""]), ["A", "B", "C", "D"]);
    assert_eq!(offered(&["benchmark", "--overlay", "city-"]), ["city-evidence"]);
    assert_eq!(offered(&["benchmark", "--pack", "china-"]), ["china-healthcare-it-2025"]);
}

/// Would catch: a name that cannot be answered for, an alias where a title matches, and a completion that does not begin with
/// the typed text.
#[test]
fn only_what_can_be_answered_is_offered_by_aliases_too() {
    assert_eq!(offered(&["benchmark", "--role", "Clo"]), ["Cloud Architect", "Cloud Infrastructure Engineer"]);
    assert_eq!(
        described(&["benchmark", "--role", "Clo"]),
        "Cloud Architect\tHealthcare Cloud Architect\nCloud Infrastructure Engineer\t云基础设施工程师\n"
    );
    assert_eq!(offered(&["benchmark", "--role", "cloud s"]), ["cloud system Architect"]);
    assert_eq!(offered(&["benchmark", "--role", "SW"]), ["SWE", "SWift Developer"]);
    assert_eq!(offered(&["benchmark", "--role", "java d"]), ["java developer"]);
    let roles = offered(&["benchmark", "--role", "Cl"]);
    assert!(roles.contains(&"Clinical Data Analyst".to_owned()) && roles.contains(&"Cloud Architect".to_owned()));
    assert!(!roles.contains(&"Supply Chain Technologist".to_owned()), "{roles:?} has a role without a price");
    // Nothing typed: titles in both languages, and the short ones.
    let all = offered(&["benchmark", "--role", ""]);
    assert!(all.contains(&"医疗云架构师".to_owned()) && !all.contains(&"SWE".to_owned()), "{all:?}");
    assert!(!all.contains(&"AI Governance Officer".to_owned()), "{all:?}");
    // Skills are listed for emerging roles, and the catalogue has every role.
    assert_eq!(offered(&["skills", "--role", "AI G"]), ["AI Governance Officer"]);
    assert_eq!(offered(&["roles", "Data En"]), ["Data Engineer", "Data Entry Clerk"]);
    // Cities without provinces; levels with a price.
    assert_eq!(offered(&["benchmark", "--city", "Guang"]), ["Guangzhou"]);
    assert_eq!(offered(&["benchmark", "--city", "guang"]), ["guangzhou"]);
    assert_eq!(described(&["benchmark", "--city", "Pek"]), "Peking\tBeijing\n");
    assert_eq!(offered(&["benchmark", "--level", "int"]), ["intermediate"]);
    assert_eq!(offered(&["benchmark", "--level", ""]).len(), 10);
    // Without a flag.
    assert_eq!(offered(&["benchmark", "Clo"]), ["Cloud Architect", "Cloud Infrastructure Engineer"]);
    assert_eq!(offered(&["benchmark", "Cloud Architect", "Shang"]), ["Shanghai"]);
    assert_eq!(offered(&["benchmark", "--role", "SWE", "Shang"]), ["Shanghai"]);
    assert_eq!(offered(&["compare", "Cloud Architect", "SWE", "Shang"]), ["Shanghai"]);
}

#[test]
fn names_come_from_the_pack_in_use_and_a_broken_one_completes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let asked = |words: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_payband"))
            .arg("--")
            .arg("payband")
            .args(words)
            .env_clear()
            .env("PAYBAND_COMPLETE", "fish")
            .env("PAYBAND_PACK", folder.path())
            .output()
            .unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{words:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let cities = "id,name,name_zh,kind,source\nxian,Xi'an,西安,city,s\n";
    let sources = "id,title,publisher,published,url,licence,note\ns,S,S,2025-11-05,,,\n";
    fs::write(folder.path().join("cities.csv"), cities).unwrap();
    fs::write(folder.path().join("sources.csv"), sources).unwrap();
    assert_eq!(asked(&["city", "Xi"]), "Xi'an\t西安\n");
    assert_eq!(asked(&["benchmark", "--role", ""]), "");
    fs::write(folder.path().join("cities.csv"), b"\xff\xfe").unwrap();
    assert_eq!(asked(&["city", "X"]), "");
}

/// Would catch names that complete from another pack than the one that the command then uses.
#[test]
fn names_come_from_the_pack_of_the_configuration_file() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("cities.csv"), "id,name,name_zh,kind,source\nxian,Xi'an,西安,city,s\n").unwrap();
    let sources = "id,title,publisher,published,url,licence,note\ns,S,S,2025-11-05,,,\n";
    fs::write(folder.path().join("sources.csv"), sources).unwrap();
    let file = folder.path().join("config.toml");
    let asked = |settings: &str| {
        fs::write(&file, settings).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_payband"))
            .args(["--", "payband", "city", ""])
            .env_clear()
            .env("PAYBAND_COMPLETE", "fish")
            .env("PAYBAND_CONFIG", &file)
            .output()
            .unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{settings}");
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(asked("").contains("Shanghai"));
    assert!(asked("pack = \".\"").starts_with("Xi'an\t西安\n") && !asked("pack = \".\"").contains("Shanghai"));
    // An overlay adds its city to those of the pack.
    let with_overlay = asked("overlays = [\".\"]");
    assert!(with_overlay.contains("Xi'an") && with_overlay.contains("Shanghai"), "{with_overlay}");
    // An error cannot be shown while somebody types.
    assert!(!asked("colour = 1").contains("Shanghai"));
}

/// Real shells on a pseudo-terminal.
#[cfg(unix)]
mod shells {
    use std::fs;
    use std::path::{Path, PathBuf};

    use crate::pseudo_terminal::{PAYBAND, Terminal};
    use crate::skipped::skip;

    /// The path of a shell. Without it the test is skipped.
    fn installed(shell: &str) -> Option<PathBuf> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let found = std::env::split_paths(&path).map(|folder| folder.join(shell)).find(|program| program.is_file());
        if found.is_none() {
            skip(&format!("no completion was tried in {shell}"), &format!("{shell} is not installed"));
        }
        found
    }

    fn script(name: &str) -> String {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("completions").join(name).display().to_string()
    }

    /// A shell with an empty home folder and payband on its path.
    fn shell(program: &Path, args: &[&str], home: &Path) -> Terminal {
        let folder = Path::new(PAYBAND).parent().unwrap().display();
        let path = format!("{folder}:/usr/local/bin:/usr/bin:/bin");
        let home = home.display().to_string();
        let environment = [
            ("PATH", path.as_str()),
            ("HOME", home.as_str()),
            ("ZDOTDIR", home.as_str()),
            ("XDG_CONFIG_HOME", home.as_str()),
            ("XDG_DATA_HOME", home.as_str()),
            ("INPUTRC", "/dev/null"),
            ("LANG", "C.UTF-8"),
            ("LC_ALL", "C.UTF-8"),
            ("TERM", "xterm"),
        ];
        Terminal::open(160, 50, program.to_str().unwrap(), args, &environment)
    }

    /// Completes words, options and names, with blanks and in Chinese, into a command and runs it. `blank` is how the shell
    /// writes a blank inside a word, `listed` how it does in a list of completions.
    fn completes(mut terminal: Terminal, blank: &str, listed: &str) {
        terminal.types("payband bench\t");
        terminal.shows("benchmark");
        terminal.types("--rol\t");
        terminal.shows("--role");
        terminal.types("Systems\t");
        terminal.shows(&format!("Systems{blank}Architect"));
        terminal.types("--city 上\t");
        terminal.shows("上海");
        terminal.types("--lev\tsen\t");
        terminal.shows("senior");
        terminal.types("-qf csv\r");
        terminal.shows("systems-architect,Systems Architect,Shanghai,Senior,USD,year,87360.00,");
        terminal.shows("ready> ");
        // Several match: they are listed.
        terminal.types("payband benchmark --role Cl\t\t");
        terminal.shows(&["Cloud", "Architect"].join(listed));
        terminal.shows(&["Clinical", "Data", "Analyst"].join(listed));
        terminal.types("\u{15}exit\r");
        terminal.ends();
    }

    #[test]
    fn bash() {
        let Some(program) = installed("bash") else { return };
        let home = tempfile::tempdir().unwrap();
        let rc = home.path().join("rc");
        fs::write(
            &rc,
            format!(
                "PS1='ready> '\nbind 'set enable-bracketed-paste off'\nbind 'set bell-style none'\nsource '{}'\n",
                script("payband.bash")
            ),
        )
        .unwrap();
        let args = ["--noprofile", "--rcfile", rc.to_str().unwrap(), "-i"];
        let start = || {
            let mut terminal = shell(&program, &args, home.path());
            terminal.shows("ready> ");
            terminal
        };
        completes(start(), "\\ ", "\\ ");

        // Inside quotes, and step by step through a name.
        let mut terminal = start();
        terminal.types("payband benchmark --role \"Healthcare Cl\t");
        terminal.shows("\"Healthcare Cloud Architect\" ");
        terminal.types("\u{15}payband benchmark --role Clin\t");
        terminal.shows("Clinical\\ ");
        terminal.types("A\t");
        terminal.shows("A");
        terminal.types("n\t");
        terminal.shows("nalyst ");
        terminal.types("\u{15}exit\r");
        terminal.ends();
    }

    #[test]
    fn zsh() {
        let Some(program) = installed("zsh") else { return };
        let home = tempfile::tempdir().unwrap();
        // Installed in fpath, as the help says.
        fs::create_dir(home.path().join("functions")).unwrap();
        fs::copy(script("_payband"), home.path().join("functions/_payband")).unwrap();
        let rc = "PS1='ready> '; PROMPT_EOL_MARK=''; unset zle_bracketed_paste\nfpath=($ZDOTDIR/functions $fpath)\n\
                  autoload -Uz compinit; compinit -u -D\n";
        fs::write(home.path().join(".zshrc"), rc).unwrap();
        let mut terminal = shell(&program, &["-d", "-i"], home.path());
        terminal.shows("ready> ");
        completes(terminal, "\\ ", " ");
    }

    #[test]
    fn fish() {
        let Some(program) = installed("fish") else { return };
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("fish/completions");
        fs::create_dir_all(&folder).unwrap();
        fs::copy(script("payband.fish"), folder.join("payband.fish")).unwrap();
        // fish redraws the line at each change, so its completions are asked for with `complete -C`.
        let asks = |line: &str| {
            let output = std::process::Command::new(&program)
                .args(["--command", &format!("complete --do-complete '{line}'")])
                .env_clear()
                .env("PATH", format!("{}:/usr/bin:/bin", Path::new(PAYBAND).parent().unwrap().display()))
                .env("HOME", home.path())
                .env("XDG_CONFIG_HOME", home.path())
                .env("LC_ALL", "C.UTF-8")
                .output()
                .unwrap();
            assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{line}");
            String::from_utf8(output.stdout).unwrap()
        };
        assert!(asks("payband bench").starts_with("benchmark\t"), "{}", asks("payband bench"));
        assert!(asks("payband benchmark --rol").starts_with("--role\t"));
        assert_eq!(asks("payband benchmark --role Systems"), "Systems Architect\t系统架构师\n");
        assert_eq!(asks("payband benchmark --role \"Systems Architect\" --city 上"), "上海\tShanghai\n");
        assert_eq!(
            asks("payband benchmark --role Clo"),
            "Cloud Architect\tHealthcare Cloud Architect\nCloud Infrastructure Engineer\t云基础设施工程师\n"
        );
    }
}
