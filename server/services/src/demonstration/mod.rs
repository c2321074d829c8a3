//! The demonstration programme, loaded through the product's own importer and planner.
