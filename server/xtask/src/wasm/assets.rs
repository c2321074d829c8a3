//! The site's files: named by their content, so that a browser may keep them for ever, and compressed beforehand.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::migrations::hex;
use crate::trouble::{During as _, Outcome};

/// How heavy an asset is, in bytes.
#[derive(Debug, PartialEq, Eq)]
pub struct Size {
    /// The name by which the server asks the manifest for it.
    pub logical: String,
    /// As it is.
    pub plain: usize,
    /// With gzip.
    pub gzip: usize,
    /// With brotli.
    pub brotli: usize,
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<12} {:>7} bytes, {:>6} gzip, {:>6} brotli", self.logical, self.plain, self.gzip, self.brotli)
    }
}

/// Writes `folder/assets/{name}.{hash}.{extension}` with `.br` and `.gz` beside it, and `folder/manifest.json`
/// (logical name → file name). A former folder of this name is removed first.
///
/// # Errors
/// When a file can not be written.
pub fn write(folder: &Path, files: &[(&str, Vec<u8>)]) -> Outcome<Vec<Size>> {
    let assets = folder.join("assets");
    if folder.exists() {
        fs::remove_dir_all(folder).during(folder.display())?;
    }
    fs::create_dir_all(&assets).during(assets.display())?;
    let mut manifest = BTreeMap::new();
    let mut sizes = Vec::new();
    for (logical, bytes) in files {
        let name = hashed_name(logical, bytes);
        let (gzip, brotli) = (gzip(bytes)?, brotli(bytes)?);
        for (name, bytes) in [(name.clone(), bytes), (format!("{name}.gz"), &gzip), (format!("{name}.br"), &brotli)] {
            fs::write(assets.join(&name), bytes).during(name)?;
        }
        sizes.push(Size { logical: (*logical).to_owned(), plain: bytes.len(), gzip: gzip.len(), brotli: brotli.len() });
        manifest.insert(*logical, name);
    }
    let manifest = serde_json::to_string_pretty(&manifest).during("manifest.json")?;
    fs::write(folder.join("manifest.json"), manifest).during("manifest.json")?;
    Ok(sizes)
}

/// `abhyas.wasm` → `abhyas.3f2a….wasm`: 80 bits of SHA-256 tell any two versions apart.
fn hashed_name(logical: &str, bytes: &[u8]) -> String {
    let hash: String = hex(&Sha256::digest(bytes)).chars().take(20).collect();
    match logical.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{hash}.{extension}"),
        None => format!("{logical}.{hash}"),
    }
}

fn gzip(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).during("gzip")?;
    encoder.finish().during("gzip")
}

fn brotli(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut compressed = Vec::new();
    let best =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &best).during("brotli")?;
    Ok(compressed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn every_asset_stands_three_times_under_a_name_made_of_its_content() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("site");
        let text = "अभ्यास ".repeat(200).into_bytes();
        let sizes = write(&folder, &[("a.js", text.clone())]).unwrap();

        let manifest: BTreeMap<String, String> =
            serde_json::from_slice(&fs::read(folder.join("manifest.json")).unwrap()).unwrap();
        let name = &manifest["a.js"];
        assert!(name.starts_with("a.") && name.ends_with(".js") && name.len() == "a..js".len() + 20, "{name}");
        assert_ne!(*name, hashed_name("a.js", b"another"));

        let read = |end: &str| fs::read(folder.join("assets").join(format!("{name}{end}"))).unwrap();
        assert_eq!(read(""), text);
        let mut unzipped = Vec::new();
        flate2::read::GzDecoder::new(&*read(".gz")).read_to_end(&mut unzipped).unwrap();
        assert_eq!(unzipped, text);
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &*read(".br"), &mut unpacked).unwrap();
        assert_eq!(unpacked, text);

        assert_eq!(
            sizes,
            [Size { logical: "a.js".into(), plain: text.len(), gzip: read(".gz").len(), brotli: read(".br").len() }]
        );
    }
}
