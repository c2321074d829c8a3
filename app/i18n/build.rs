//! Compiles the refusal texts of all crates into one table, and the shared screen texts.

fn main() -> Result<(), abhyas_catalogue::CatalogueError> {
    abhyas_catalogue::compile_refusals(&[
        "refusals",
        "../hims/src",
        "../training/src",
        "../planner/src",
        "../../curriculum/src",
        "../../server/services/src",
    ])?;
    abhyas_catalogue::compile_texts("texts.toml")
}
