//! The key that signs certificates: Ed25519, made once, kept in the database so that every server signs with the same one
//! and a restored backup still verifies what was issued. It is never logged and never leaves this folder.

use crate::{Outcome, ServiceError, Services};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::SigningKey;

/// The signing key; made from the services' entropy at its first use.
pub(super) async fn signing_key(services: &Services) -> Outcome<SigningKey> {
    let mut fresh = [0; 32];
    services.entropy().fill(&mut fresh);
    let kept = abhyas_store::certificates::signing_key(services.db(), &URL_SAFE_NO_PAD.encode(fresh)).await?;
    let bytes = URL_SAFE_NO_PAD.decode(kept).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    let bytes =
        bytes.ok_or_else(|| ServiceError::Internal("the signing key in the database is no Ed25519 key".into()))?;
    Ok(SigningKey::from_bytes(&bytes))
}
