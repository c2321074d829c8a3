//! Documents as they are kept: JSON, compressed. JSON names its fields, so old documents stay readable.

use crate::{Outcome, ServiceError};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Compression level: plans shrink to a tenth at once, higher levels gain little.
const LEVEL: i32 = 3;

pub(super) fn pack<T: Serialize>(document: &T) -> Outcome<Vec<u8>> {
    let text = serde_json::to_vec(document)?;
    zstd::encode_all(text.as_slice(), LEVEL).map_err(|e| ServiceError::Internal(format!("packing a plan: {e}")))
}

pub(super) fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Outcome<T> {
    let text = zstd::decode_all(bytes).map_err(|e| ServiceError::Internal(format!("unpacking a plan: {e}")))?;
    Ok(serde_json::from_slice(&text)?)
}
