//! The words of a header.

/// The words of a header in lower case, without what stands in brackets: `No. of employees (2025)`, `# Incumbents`.
pub(super) fn words_of(header: &str) -> String {
    let lower = header.to_lowercase().replace('（', "(").replace('#', " no of ");
    let words = lower.split('(').next().unwrap_or_default().replace(|letter: char| !letter.is_alphanumeric(), " ");
    let words: Vec<&str> = words.split_whitespace().collect();
    words.join(" ").replace("no of of ", "no of ")
}
