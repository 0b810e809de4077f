//! The sizes that bound what is read, held and sampled.

/// The bytes that are read, unpacked or decoded at a time.
pub(super) const READ_SIZE: usize = 64 << 10;

/// The bytes at the beginning of a file by which its encoding and quotes are detected, and the keys of JSON are found.
pub(super) const SAMPLE_LEN: usize = 1 << 20;

/// The bytes by which the delimiter is detected; more where the header is longer.
pub(super) const DELIMITER_SAMPLE: usize = 64 << 10;

/// The bytes of the first rows of a sheet, by which its columns are found.
pub(super) const SHEET_SAMPLE_LEN: usize = 32 << 20;

/// The most bytes that the detector of encodings reads: it takes 0.5 s for 1 MiB.
pub(super) const MAX_DETECTED_LEN: usize = 64 << 10;

/// The largest row limit: positions in a block are 32 bits wide.
pub(super) const MAX_ROW_LEN: usize = 1 << 30;

/// The most bytes of original rows that are kept beside a block of CSV, but for the last row.
pub(super) const MAX_ORIGINALS_LEN: usize = 4 << 20;

/// The most rows whose lines in a file of another kind are kept. Later ones are counted from the last of them.
pub(super) const MAX_SOURCE_LINES: usize = 1 << 20;

/// The most columns of a sheet, and the most keys of JSON: a file with more is no table.
pub(super) const MAX_COLUMNS: u32 = 16_384;

/// The most rows of a sheet.
pub(super) const MAX_SHEET_ROWS: u32 = 1_048_576;

/// The largest accepted window of a Zstandard frame, in bytes. A frame needs that much memory. `zstd --long` writes such
/// windows, and `zstd -d` accepts no larger ones.
pub(super) const MAX_ZSTD_WINDOW: u64 = 128 << 20;

/// The most bytes of a workbook that cannot be read from any position. It is held in memory.
pub(super) const MAX_BUFFERED_WORKBOOK: u64 = 512 << 20;

/// The most entries of a workbook's archive.
pub(super) const MAX_ARCHIVE_ENTRIES: usize = 65_536;

/// How many times its size a part of a workbook may expand to. Sheets of equal rows expand 40 times, archives made to fill a disk
/// 1,000 times.
pub(super) const MAX_EXPANSION: u64 = 200;

/// The bytes up to which a part of a workbook may expand any number of times.
pub(super) const MIN_CHECKED_EXPANSION: u64 = 64 << 20;

/// The most bytes of all shared strings of a workbook. They are held in memory, because cells refer to them in any order.
pub(super) const MAX_SHARED_STRINGS_LEN: usize = 256 << 20;

/// The most bytes of an XML tag, or of the text between two tags. A cell of Excel has at most 32,767 characters.
pub(super) const MAX_XML_PIECE: usize = 4 << 20;

/// The most sheets, and the most relationships of a part.
pub(super) const MAX_SHEETS: usize = 10_000;

/// The most cell styles. Excel has at most 65,490.
pub(super) const MAX_STYLES: usize = 1 << 17;

/// The most merged cells that are read. Each takes 16 bytes.
pub(super) const MAX_MERGES: usize = 1 << 20;

/// The most bytes of a compound file that are searched for its kind.
pub(super) const MAX_COMPOUND_LEN: usize = 64 << 20;
