//! Static files under names that carry a hash of their content: kept by browsers for a year, and a missing one is 404, never HTML.

use abhyas_kit::AssetNames;
use abhyas_ui::IslandAssets;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::path::Path as FilePath;
use std::sync::Arc;

/// Why static files can not be served.
#[derive(Debug, thiserror::Error)]
pub enum AssetsError {
    /// A file of the built site can not be read.
    #[error("{path}: {error}")]
    Read {
        /// Which file.
        path: String,
        /// What the system said.
        error: std::io::Error,
    },
    /// The list of built files is damaged.
    #[error("the manifest of the built site is damaged: {0}")]
    Manifest(String),
}

#[derive(Debug, Clone)]
struct Asset {
    kind: &'static str,
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

/// All static files, in memory.
#[derive(Debug, Clone, Default)]
pub struct Assets(Arc<BTreeMap<String, Asset>>);

impl Assets {
    /// The files compiled into the program, and the islands built into `site` (`cargo xtask wasm`) where they are there.
    ///
    /// # Errors
    /// [`AssetsError`] when a file that the manifest names can not be read.
    pub fn load(site: Option<&FilePath>) -> Result<(Self, AssetNames), AssetsError> {
        let mut files = BTreeMap::new();
        let mut add = |stem: &str, ending: &str, kind, content: &str| {
            let digest: String =
                Sha256::digest(content.as_bytes()).iter().take(6).map(|b| format!("{b:02x}")).collect();
            let name = format!("{stem}.{digest}.{ending}");
            let (brotli, gzip) = compress(content.as_bytes());
            files.insert(name.clone(), Asset { kind, plain: Bytes::copy_from_slice(content.as_bytes()), brotli, gzip });
            format!("/assets/{name}")
        };
        let mut names = AssetNames {
            style: add("app", "css", "text/css; charset=utf-8", abhyas_ui::STYLE),
            script: add("page", "js", "text/javascript; charset=utf-8", abhyas_ui::SCRIPT),
            icon: add("icon", "svg", "image/svg+xml", abhyas_ui::ICON),
            islands: None,
        };
        if let Some(site) = site.filter(|site| site.join("manifest.json").exists()) {
            names.islands = load_site(site, &mut files)?;
        }
        Ok((Self(Arc::new(files)), names))
    }
}

/// Compressed once at the start, at the highest level.
fn compress(content: &[u8]) -> (Option<Bytes>, Option<Bytes>) {
    use std::io::Write as _;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let gzip = gzip.write_all(content).and_then(|()| gzip.finish()).ok();
    let mut small = Vec::new();
    let brotli = brotli::BrotliCompress(&mut &*content, &mut small, &brotli::enc::BrotliEncoderParams::default())
        .ok()
        .map(|_| small);
    (brotli.map(Bytes::from), gzip.map(Bytes::from))
}

fn load_site(site: &FilePath, files: &mut BTreeMap<String, Asset>) -> Result<Option<IslandAssets>, AssetsError> {
    let read = |path: &FilePath| {
        std::fs::read(path).map_err(|error| AssetsError::Read { path: path.display().to_string(), error })
    };
    let manifest: BTreeMap<String, String> = serde_json::from_slice(&read(&site.join("manifest.json"))?)
        .map_err(|e| AssetsError::Manifest(e.to_string()))?;
    let folder = site.join("assets");
    for hashed in manifest.values() {
        let kind = match hashed.rsplit('.').next() {
            Some("js") => "text/javascript; charset=utf-8",
            Some("wasm") => "application/wasm",
            _ => "application/octet-stream",
        };
        let packed = |ending: &str| std::fs::read(folder.join(format!("{hashed}.{ending}"))).ok().map(Bytes::from);
        let asset =
            Asset { kind, plain: Bytes::from(read(&folder.join(hashed))?), brotli: packed("br"), gzip: packed("gz") };
        files.insert(hashed.clone(), asset);
    }
    let address = |logical: &str| manifest.get(logical).map(|name| format!("/assets/{name}"));
    Ok(match (address("islands.js"), address("abhyas.js"), address("abhyas.wasm")) {
        (Some(loader), Some(glue), Some(wasm)) => Some(IslandAssets { loader, glue, wasm }),
        _ => None,
    })
}

/// `GET /assets/{name}`.
pub async fn serve_asset(State(assets): State<Assets>, Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = assets.0.get(&name) else {
        return (
            StatusCode::NOT_FOUND,
            [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")],
            "404",
        )
            .into_response();
    };
    let accepts = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or("");
    let takes = |coding: &str| accepts.split(',').any(|part| part.trim().split(';').next() == Some(coding));
    let (body, coding) = match asset {
        Asset { brotli: Some(packed), .. } if takes("br") => (packed.clone(), Some("br")),
        Asset { gzip: Some(packed), .. } if takes("gzip") => (packed.clone(), Some("gzip")),
        _ => (asset.plain.clone(), None),
    };
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}
