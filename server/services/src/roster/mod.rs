//! Rosters: reading a file, the dry run, and the import into the programme.

pub mod codes;
mod delimited;
pub mod dry_run;
pub mod read;
pub mod reference;
mod workbook;
