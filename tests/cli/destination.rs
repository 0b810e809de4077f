//! Output files: complete or absent, with the permissions of the file that they replace, and never over an input.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

use crate::expected::{cloud, csv};
use crate::sandbox::Sandbox;

const LINE: &str = "payband -q benchmark -r 'Cloud Architect' -c Shanghai -l entry -f csv";

fn entry() -> String {
    csv(&[cloud("Shanghai", "Entry").base("72800.00 75400.00 78000.00")])
}

fn failed(stderr: &str) -> (Option<i32>, String, String) {
    (Some(1), String::new(), stderr.to_owned())
}

/// Would catch an open file that is replaced, or written from its beginning, so that what others wrote is lost.
#[test]
fn what_is_open_already_is_written_where_it_stands() {
    let expected = format!("FIRST\n{}SECOND\n", entry());
    for target in ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "link", "both.csv", "/dev/fd/3", "./three.csv"] {
        if target.starts_with("/proc") && !cfg!(target_os = "linux") {
            continue;
        }
        let sandbox = Sandbox::new();
        symlink("/dev/stdout", sandbox.path("link")).unwrap();
        let file = if target.contains("3") || target.contains("three") { "three.csv" } else { "both.csv" };
        let ended = match target {
            "/dev/fd/3" => sandbox.shell(&format!(
                "exec 3> three.csv; echo FIRST >&3; {LINE} -o /dev/fd/3; code=$?; echo SECOND >&3; exit $code"
            )),
            _ => {
                sandbox.shell(&format!("( echo FIRST; {LINE} -o {target}; code=$?; echo SECOND; exit $code ) > {file}"))
            }
        };
        assert_eq!(
            (ended, sandbox.read(file)),
            ((Some(0), String::new(), String::new()), expected.clone()),
            "{target}"
        );
    }
    let sandbox = Sandbox::new();
    let ended = sandbox.shell(&format!("{LINE} -o /dev/fd/77"));
    assert_eq!(ended.0, Some(1));
    assert!(ended.2.starts_with("error: cannot write /dev/fd/77\n"), "{}", ended.2);
}

/// Would catch a signal that kills the process at a file-size limit, and a temporary file that is left.
#[test]
fn a_file_size_limit_is_an_error() {
    let sandbox = Sandbox::new();
    let rows = "Gardener of roses,mid,84825\n".repeat(3_000);
    sandbox.write("in.csv", format!("title,level,pay\n{rows}")).write("old.csv", "old\n");
    let names: String = (0..500).map(|at| format!("Gardener of the {at}th kind\n")).collect();
    sandbox.write("names.csv", format!("title\n{names}"));
    let before = sandbox.files();
    let too_large = |path: &str| {
        failed(&format!(
            "error: cannot write {path}\n  caused by: File too large (os error 27)\n\
             hint: raise the limit on the size of files (`ulimit -f`), or choose another disk\n"
        ))
    };
    for (line, path) in [
        ("-q market -o m.xlsx", "m.xlsx"),
        ("-q benchmark -r all -c all -o old.csv", "old.csv"),
        ("-q price in.csv -o old.csv", "old.csv"),
        ("-q price in.csv -o old.csv --threads 2", "old.csv"),
        ("-q report -o r.html", "r.html"),
        ("-q price names.csv -o /dev/null --unmatched un.csv", "un.csv"),
        ("-q price names.csv -o /dev/null --unmatched un", "un/role_aliases.csv"),
    ] {
        assert_eq!(sandbox.shell(&format!("ulimit -f 10; payband {line}")), too_large(path), "{line}");
        assert_eq!((sandbox.files(), sandbox.read("old.csv").as_str()), (before.clone(), "old\n"), "{line}");
    }
    for line in ["-q benchmark -r all -c all", "-q price in.csv"] {
        let ended = sandbox.shell(&format!("ulimit -f 10; payband {line} > out.csv"));
        let said = "error: cannot write to standard output\n  caused by: File too large (os error 27)\n";
        assert_eq!(ended, failed(said), "{line}");
    }
}

/// Would catch a result that is silently lost: the standard library opens `/dev/null` in place of a closed output.
#[test]
fn a_closed_standard_output_is_an_error() {
    let sandbox = Sandbox::new();
    sandbox.write("in.csv", "title,level\nCloud Architect,mid\n");
    let said = "error: cannot write to standard output\n  caused by: it is closed\n\
                hint: run it without `>&-`, or write to a file with -o\n";
    for line in [
        "-q benchmark -r 'Cloud Architect' -l mid",
        "-q price in.csv",
        "-q price in.csv --summary-by role",
        "-q market",
        "-q report",
        "pack check",
        "--help",
        "--version",
        "-q chart workforce -f svg",
        "completions bash",
    ] {
        assert_eq!(sandbox.shell(&format!("payband {line} >&-")), failed(said), "{line}");
    }
    // It may be closed when the result goes to a file; and /dev/null is not a closed output.
    for line in [
        "-q price in.csv -o out.csv >&-",
        "-q market -o out.csv >&-",
        "-q market > /dev/null",
        "-q market <> /dev/null >&0",
    ] {
        assert_eq!(sandbox.shell(&format!("payband {line}")), (Some(0), String::new(), String::new()), "{line}");
    }
}

/// Would catch a limit on open files that is reported as another error, or leaves a file behind.
#[test]
fn too_many_open_files_are_an_error() {
    let sandbox = Sandbox::new();
    sandbox.write("in.csv", "title,level\nGardener,mid\n");
    // The loader needs a fourth descriptor for the libraries.
    for line in ["price in.csv -o out.csv", "price -o out.csv", "price in.csv --summary -o out.csv --unmatched un"] {
        let (code, stdout, stderr) = sandbox.shell(&format!("( ulimit -n 4; exec payband {line} ) < in.csv"));
        assert_eq!((code, stdout.as_str()), (Some(1), ""), "{line}: {stderr}");
        assert!(
            stderr.starts_with("error: cannot ")
                && stderr.contains("  caused by: Too many open files (os error 24)\n")
                && stderr.ends_with("hint: raise the limit on open files (`ulimit -n`), or close some\n"),
            "{line}: {stderr}"
        );
        assert_eq!(sandbox.files(), ["in.csv"], "{line}");
    }
}

/// Would catch a table of the pack in use that is overwritten, by whatever path.
#[test]
fn tables_in_use_are_not_overwritten() {
    let sandbox = Sandbox::new();
    let table = "city,low_pct,high_pct\nsuzhou,10,20\n";
    sandbox.with_pack("p").write("ov/geo_differentials.csv", table).write("in.csv", "title\nCloud Architect\n");
    fs::hard_link(sandbox.path("ov/geo_differentials.csv"), sandbox.path("hard.csv")).unwrap();
    symlink("ov/geo_differentials.csv", sandbox.path("soft.csv")).unwrap();
    symlink("ov", sandbox.path("folder")).unwrap();
    let roles = sandbox.read("p/roles.csv");
    for target in
        ["ov/geo_differentials.csv", "ov/../hard.csv", "soft.csv", "folder/geo_differentials.csv", "p/roles.csv"]
    {
        for line in [
            "market",
            "benchmark -r 'Cloud Architect'",
            "price in.csv",
            "price in.csv --summary-by role",
            "pack show fx",
        ] {
            sandbox.payband(&format!("-q --pack p --overlay ov {line} -o {target}")).misuses(&format!(
                "error: {target} is a table of the pack or overlay in use\nhint: name another file to write to\n"
            ));
        }
    }
    for line in ["--pack p --overlay ov market", "--overlay ov price in.csv"] {
        let ended = sandbox.shell(&format!("payband -q {line} >> soft.csv"));
        let said =
            "error: standard output is a table of the pack or overlay in use\nhint: write to another file, or use -o\n";
        assert_eq!(ended, (Some(2), String::new(), said.to_owned()), "{line}");
    }
    assert_eq!((sandbox.read("ov/geo_differentials.csv").as_str(), sandbox.read("p/roles.csv")), (table, roles));
    // The same name in another folder is another file.
    sandbox.payband("-q --overlay ov pack show fx -o fx.csv").prints("");
}

/// Would catch a private file that others can read during or after the write, and a group that is lost.
#[test]
fn a_file_has_the_rights_of_the_one_that_it_replaces() {
    let sandbox = Sandbox::new();
    sandbox.write("out.csv", "");
    let path = sandbox.path("out.csv");
    for mode in [0o600, 0o640, 0o664, 0o444] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        // Only root may give a file to any group.
        let group = if std::os::unix::fs::chown(&path, None, Some(54_321)).is_ok() {
            54_321
        } else {
            fs::metadata(&path).unwrap().gid()
        };
        assert_eq!(sandbox.shell(&format!("{LINE} -o out.csv")).0, Some(0));
        let found = fs::metadata(&path).unwrap();
        assert_eq!((found.mode() & 0o7777, found.gid()), (mode, group), "{mode:o}");
    }
}

/// Would catch an export that follows a link out of its folder, and one that appears in parts.
#[test]
fn pack_export_follows_no_link_and_is_whole() {
    let sandbox = Sandbox::new();
    sandbox.write("secret.csv", "precious\n").write("elsewhere/keep", "").with_pack("p");
    // Into a folder with links: the links are replaced, their targets stay.
    fs::create_dir(sandbox.path("out")).unwrap();
    symlink("../secret.csv", sandbox.path("out/roles.csv")).unwrap();
    symlink("../dangling.csv", sandbox.path("out/fx.csv")).unwrap();
    let (code, _, said) = sandbox.payband("pack export out").fallible();
    assert_eq!(code, Some(1));
    assert!(
        said.ends_with(".csv is there already\nhint: choose another folder, or add --force to overwrite\n"),
        "{said}"
    );
    let (code, ..) = sandbox.payband("pack export out --force").fallible();
    assert_eq!((code, sandbox.read("secret.csv").as_str()), (Some(0), "precious\n"));
    assert!(fs::symlink_metadata(sandbox.path("out/roles.csv")).unwrap().is_file());
    assert!(!sandbox.path("dangling.csv").exists());
    // A folder that is a link, with and without a slash.
    symlink("elsewhere", sandbox.path("link")).unwrap();
    symlink("nowhere", sandbox.path("broken")).unwrap();
    for target in ["link", "link/", "broken", "link/."] {
        let name = target.trim_end_matches(['/', '.']);
        sandbox
            .payband(&format!("pack export {target} --force"))
            .misuses(&format!("error: {name} is a link\nhint: name the folder itself\n"));
    }
    assert_eq!(fs::read_dir(sandbox.path("elsewhere")).unwrap().count(), 1);
    // From a pack with a link in it.
    fs::remove_file(sandbox.path("p/roles.csv")).unwrap();
    symlink("../secret.csv", sandbox.path("p/roles.csv")).unwrap();
    sandbox.payband("--pack p pack export copy").fails(
        "error: p/roles.csv is a link, and only files of the pack are copied\nhint: put a copy of the file in its place\n",
    );
    // Over the pack or overlay in use.
    let (code, _, said) = sandbox.payband("--overlay out pack export out --force").fallible();
    assert_eq!(code, Some(2), "{said}");
    // Without room for all files.
    let before = sandbox.files();
    for target in ["new", "new/deep/er", "elsewhere"] {
        let (code, _, said) = sandbox.shell(&format!("ulimit -f 10; payband pack export {target}"));
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("caused by: File too large (os error 27)\nhint: raise the limit"), "{said}");
        assert_eq!(sandbox.files(), before, "{target}");
    }
    assert_eq!(fs::read_dir(sandbox.path("elsewhere")).unwrap().count(), 1);
    // A new folder has ordinary permissions.
    let (code, ..) =
        sandbox.shell("umask 027; payband -q pack export new/deep/er && payband --pack new/deep/er pack check");
    assert_eq!(code, Some(0));
    let mode = |name: &str| fs::metadata(sandbox.path(name)).unwrap().mode() & 0o777;
    assert_eq!(
        (mode("new"), mode("new/deep"), mode("new/deep/er"), mode("new/deep/er/fx.csv")),
        (0o750, 0o750, 0o750, 0o640)
    );
}

/// Would catch a pipe or a file that gets other bytes when it is named as a device, and a file under standard output that is
/// replaced, so that what others wrote to it is lost.
#[test]
fn standard_output_by_name_gets_the_exact_bytes() {
    let sandbox = Sandbox::new();
    let text = "title,level,note\nCloud Architect,mid,x\u{1b}]0;PWN\u{7}\u{202e}\n";
    sandbox.write("in.csv", text).write("ov/cities.csv", "id,name\nevil,x\u{1b}[31m\u{202e}\n");
    let names = ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];
    for (line, names) in [
        ("-q price in.csv --columns mid", &names[..]),
        ("-q --overlay ov benchmark -r 'Cloud Architect' -c evil -l mid -f csv", &names[..]),
        // More than the 1,024 rows that are held before they are written.
        ("-q --overlay ov benchmark -r all -c all -l entry,mid,senior -f jsonl", &names[..1]),
    ] {
        let (code, expected, _) = sandbox.shell(&format!("payband {line}"));
        assert!(code == Some(0) && expected.contains('\u{202e}'), "{line}");
        for target in names {
            let piped = sandbox.shell(&format!("payband {line} -o {target} | cat"));
            assert_eq!(piped, (Some(0), expected.clone(), String::new()), "{line} -o {target}");
            let both = sandbox
                .shell(&format!("( echo first; payband {line} -o {target}; echo last ) > both.txt; cat both.txt"));
            assert_eq!(both, (Some(0), format!("first\n{expected}last\n"), String::new()), "{line} -o {target}");
            let appended =
                sandbox.shell(&format!("echo first > log.txt; payband {line} -o {target} >> log.txt; cat log.txt"));
            assert_eq!(appended, (Some(0), format!("first\n{expected}"), String::new()), "{line} -o {target}");
        }
    }
}
