//! The `payband` binary.

fn main() {}
