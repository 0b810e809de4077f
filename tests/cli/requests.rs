//! Single requests as people type them, each with what it must answer or say: `tests/requests.csv`.
//!
//! Would catch: a name that stops resolving, a suggestion that cannot be answered, pay that is read in an assumed unit without
//! a warning, and an implausible request that is answered without one.

use super::sandbox::payband;

/// One row of the table.
#[derive(serde::Deserialize)]
struct Request {
    kind: String,
    /// The arguments, as the sandbox takes them.
    request: String,
    exit: i32,
    /// Texts that must be printed on one of the two streams, separated by ` | `.
    says: String,
    /// Texts that must not be printed, separated in the same way.
    never: String,
}

/// The number of requests that are answered rightly. To be raised when it grows.
const RIGHT: usize = 64;

/// What is wrong with the answer; `None` when it is right.
fn fault(request: &Request) -> Option<String> {
    let (code, stdout, stderr) = payband(&request.request).fallible();
    let printed = format!("{stdout}{stderr}");
    let parts = |cell: &str| cell.split(" | ").filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    if code != Some(request.exit) {
        return Some(format!("ends with {code:?}, not {}", request.exit));
    }
    if let Some(missing) = parts(&request.says).into_iter().find(|part| !printed.contains(part)) {
        return Some(format!("does not say: {missing}"));
    }
    let wrong = parts(&request.never).into_iter().find(|part| printed.contains(part));
    wrong.map(|wrong| format!("says: {wrong}"))
}

#[test]
fn single_requests_are_answered_or_say_why_not() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/requests.csv");
    let requests: Vec<Request> = csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect();
    assert_eq!(requests.len(), 64);
    let faults: Vec<String> = requests
        .iter()
        .filter_map(|request| Some(format!("[{}] payband {}\n    {}", request.kind, request.request, fault(request)?)))
        .collect();
    let right = requests.len() - faults.len();
    assert!(right >= RIGHT, "{right} of {} are right:\n{}", requests.len(), faults.join("\n"));
    assert_eq!(right, RIGHT, "more requests are right than RIGHT says: raise it\n{}", faults.join("\n"));
}
