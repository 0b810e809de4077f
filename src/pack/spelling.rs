//! The known name that a misspelt one means.

/// A name of a pack may differ from the right one by one letter in this many.
pub(super) const LETTERS_PER_MISTAKE: usize = 4;
/// The same where few names are possible, such as the columns that a file lacks.
pub(crate) const LETTERS_PER_MISTAKE_AMONG_FEW: usize = 3;

/// The known name with the nearest spelling, in any case and with hyphens for spaces and underscores; `None` where each
/// differs by more than one letter in `letters_per_mistake`.
pub(crate) fn nearest<'a>(
    wrong: &str,
    known: impl IntoIterator<Item = &'a str>,
    letters_per_mistake: usize,
) -> Option<&'a str> {
    let folded = |name: &str| name.trim().to_lowercase().replace([' ', '_'], "-");
    let wrong = folded(wrong);
    let most = wrong.chars().count() / letters_per_mistake;
    let near = known.into_iter().map(|name| (strsim::osa_distance(&wrong, &folded(name)), name));
    near.filter(|(distance, _)| *distance <= most).min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}
