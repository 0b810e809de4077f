//! Arguments of commands that messages print.

/// An argument quoted for a POSIX shell, if it needs quotes.
pub(crate) fn shell_quoted(word: &str) -> String {
    if word.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.' | '/')) {
        return word.to_owned();
    }
    // Inside double quotes a shell still interprets these four.
    let mut out = String::from("\"");
    for letter in word.chars() {
        if matches!(letter, '"' | '\\' | '$' | '`') {
            out.push('\\');
        }
        out.push(letter);
    }
    out.push('"');
    out
}
