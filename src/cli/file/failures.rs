//! Why a file could not be read, and what to do.

use std::io;

use crate::cli::failure::Failure;
use crate::cli::output::destination::{TOO_MANY_OPEN_FILES, is_lack_of_descriptors};
use crate::shell::shell_quoted;
use crate::tabular::{Error, JsonFault};

/// The failure of a file that could not be opened. `name` is what messages call the file.
pub(in crate::cli) fn unreadable(name: &str, error: io::Error) -> Failure {
    let hint = match is_lack_of_descriptors(&error) {
        true => TOO_MANY_OPEN_FILES,
        false => "check the path, and that you may read it",
    };
    Failure::failed(error).context(format!("cannot read {name}")).hint(hint)
}

/// The failure of reading a file that was opened.
pub(in crate::cli) fn read_failure(name: &str, error: Error) -> Failure {
    if let Error::ListInObject { key } = &error {
        let path = if is_jq_name(key) { format!(".{key}") } else { format!(".[{}]", serde_json::json!(key)) };
        let hint = format!("give the list itself: jq -c {} FILE | payband price -", shell_quoted(&path));
        return Failure::failed(error).context(name.to_owned()).hint(hint);
    }
    let hint = match &error {
        Error::Encoding { .. } => "name the encoding with --encoding, or mend the file",
        Error::NothingAfterSkipped(_) => "give fewer lines to --skip",
        Error::NoHeader => "give a file whose first row names its columns",
        Error::RowTooLong { open: true, .. } | Error::OpenQuote { .. } => "close the quote that is open there",
        Error::RowTooLong { .. } => "see whether the file is what it should be; --row-limit allows longer rows",
        Error::Ragged { splits_number: true, .. } => {
            "put numbers with commas in quotes, as in \"60,000\", or keep such rows as they are with --ragged keep"
        }
        Error::Ragged { .. } => "mend the row, or keep such rows as they are with --ragged keep",
        Error::Truncated(_) | Error::Damaged { .. } => "fetch the file anew",
        Error::TrailingBytes(_) => "the rows before them are whole; unpack the file by hand, or fetch it anew",
        Error::Unsupported(kind) => kind.remedy(),
        Error::Json { fault: JsonFault::NoObject, .. } => {
            "JSON is read as lines of one object each, or as one array of objects"
        }
        Error::Json { fault: JsonFault::LineCutOff, .. } => {
            "write one object in each line, or one array of objects: jq -c . FILE | payband price -"
        }
        Error::Json { .. } => "mend the file, or fetch it anew",
        Error::ColumnsInObject => {
            "write it by rows: an array of objects, as pandas does with to_json(orient=\"records\")"
        }
        Error::NewKey { .. } => "write JSON lines, which keep every key: -f jsonl",
        Error::Workbook(error) => error.remedy(),
        Error::WindowTooLarge { .. } => "recompress it without --long: at most 128 MiB are kept",
        _ => "see whether the file can be read",
    };
    Failure::failed(error).context(name.to_owned()).hint(hint)
}

/// Whether a key can stand behind a dot in a path of jq.
fn is_jq_name(key: &str) -> bool {
    let is_letter = |letter: char| letter.is_ascii_alphabetic() || letter == '_';
    key.starts_with(is_letter) && key.chars().all(|letter| is_letter(letter) || letter.is_ascii_digit())
}
