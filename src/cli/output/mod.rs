//! Where answers go: the output options, standard output, and files that appear complete or not at all.

pub(super) mod args;
pub(super) mod destination;
pub(super) mod file_id;
pub(super) mod imprint;
pub(super) mod stdout;
pub(super) mod temporary_file;
pub(super) mod unfinished;
