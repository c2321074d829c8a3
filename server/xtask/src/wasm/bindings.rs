//! The JavaScript glue, by the library of the same version as `wasm-bindgen` itself (Cargo.lock holds both).

use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

use crate::trouble::{During as _, Outcome};

/// A module that speaks through its glue script.
#[derive(Debug)]
pub struct Bound {
    /// The module.
    pub wasm: Vec<u8>,
    /// The glue: an ES module that is given the module's address.
    pub glue: Vec<u8>,
}

/// Makes the bindings of a freshly compiled module.
///
/// # Errors
/// When the module was not made for this version of `wasm-bindgen`.
pub fn make(module: &Path) -> Outcome<Bound> {
    let mut output = Bindgen::new()
        .input_path(module)
        .web(true)
        .during("bindings")?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .omit_default_module_path(true)
        .generate_output()
        .during("bindings")?;
    let glue = output.js().as_bytes().to_vec();
    Ok(Bound { wasm: output.wasm_mut().emit_wasm(), glue })
}
