//! Files whose cells are separated by something that is no delimiter.

use crate::cli::failure::Failure;
use crate::people::is_header_with_role;

/// Checks that a header of one column is not a header whose cells are separated by full-width commas or by spaces. `command` reads
/// the file.
///
/// # Errors
/// A failure that says how to write such a file as CSV.
pub(super) fn check_separators(name: &str, command: &str, headers: &[String]) -> Result<(), Failure> {
    let [header] = headers else { return Ok(()) };
    let names_columns = |parts: Vec<&str>| {
        let parts: Vec<String> = parts.into_iter().map(|part| part.trim().to_owned()).collect();
        parts.len() > 1 && is_header_with_role(&parts)
    };
    let failure = |separator: &str, hint: &str| {
        let error = anyhow::anyhow!("cells are separated by {separator}, and not by a delimiter");
        Err(Failure::failed(error).context(name.to_owned()).hint(hint))
    };
    for mark in ['，', '；', '、', '｜'] {
        if names_columns(header.split(mark).collect()) {
            return failure(
                &format!("\"{mark}\""),
                &format!("replace them: sed 's/{mark}/,/g' FILE | payband {command} -"),
            );
        }
    }
    if names_columns(header.split("  ").filter(|part| !part.trim().is_empty()).collect()) {
        return failure(
            "spaces",
            &format!("replace them with tabs: sed -E 's/ {{2,}}/\\t/g' FILE | payband {command} -"),
        );
    }
    Ok(())
}
