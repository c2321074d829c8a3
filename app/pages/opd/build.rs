//! Compiles the texts of this crate.

fn main() -> Result<(), abhyas_catalogue::CatalogueError> {
    abhyas_catalogue::compile_texts("texts.toml")
}
