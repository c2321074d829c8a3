//! Compiles the texts that are printed.

fn main() -> Result<(), abhyas_catalogue::CatalogueError> {
    abhyas_catalogue::compile_texts("texts.toml")
}
