//! The WebAssembly library: wakes the islands that stand on a page, and does nothing else.
//!
//! The loader script (`app/islands/loader.js`) calls [`hydrate`] once and then the export of each island on the page.

// Named here, or the linker would drop the islands' exports.
use abhyas_islands as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Prepares Leptos to take over the islands' HTML. Called once, before any island's own export.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
