//! The lines of a file of which CSV was made.

use super::limits::MAX_SOURCE_LINES;
use std::sync::{Arc, Mutex, PoisonError};

/// Tells for a line of the CSV that was made of a file, in which line of JSON or row of a sheet the same row stands there.
///
/// Memory grows by 16 bytes for each row that is longer or shorter in the CSV than in the file, such as one with line breaks in its
/// texts, up to 16 MiB.
#[derive(Debug, Clone, Default)]
pub struct SourceLines(Arc<Mutex<Vec<(u64, u64)>>>);

impl SourceLines {
    /// Adds a row that begins in a line of the CSV and in a line of the file.
    pub(super) fn add(&self, csv_line: u64, source: u64) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let expected = kept.last().map_or(csv_line, |(from, line)| line + (csv_line - from));
        if expected != source && kept.len() < MAX_SOURCE_LINES {
            kept.push((csv_line, source));
        }
    }

    /// The line of the file for a line of the CSV.
    #[must_use]
    pub fn of(&self, csv_line: u64) -> u64 {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let after = kept.partition_point(|(from, _)| *from <= csv_line);
        match after.checked_sub(1).and_then(|at| kept.get(at)) {
            Some((from, line)) => line + (csv_line - from),
            None => csv_line,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_between_those_that_are_kept() {
        let lines = SourceLines::default();
        assert_eq!(lines.of(7), 7);
        for (csv_line, source) in [(2, 1), (3, 2), (4, 3), (7, 4), (8, 7)] {
            lines.add(csv_line, source);
        }
        assert_eq!([2, 3, 4, 7, 8, 9].map(|csv_line| lines.of(csv_line)), [1, 2, 3, 4, 7, 8]);
        assert_eq!(lines.0.lock().unwrap().len(), 3);
    }
}
