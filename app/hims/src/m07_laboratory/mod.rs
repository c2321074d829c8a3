//! M07: the laboratory, from order to released report.
