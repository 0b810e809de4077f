//! Levels as people write them: words, grades of an employer, and years of experience.

pub(super) mod accepted;
pub(super) mod experience;
mod experience_words;
pub(super) mod grade;
pub(super) mod levels;
