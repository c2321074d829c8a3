//! The credential: Open Badges 3.0 as a JSON Web Token (section "JSON Web Token Proof Format" of the specification), and a
//! short signed extract for the QR code, which can be checked without a network.
//!
//! The claims stand at the root of the payload, beside `iss`, `sub`, `jti` and `nbf`: that is what verifiers expect.

use super::key::signing_key;
use crate::{Outcome, ServiceError, Services};
use abhyas_core::ModuleId;
use abhyas_core::clock::{date_in_india, day_text, instant_text, parse_day};
use abhyas_store::certificates::{CertifiedModule, CertifyingProgramme};
use abhyas_training::certificate::CertificateNumber;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, NaiveDate, SubsecRound as _, Utc};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What a credential says.
pub(super) struct Statement<'a> {
    pub(super) number: &'a CertificateNumber,
    pub(super) name: &'a str,
    pub(super) module: &'a CertifiedModule,
    pub(super) programme: &'a CertifyingProgramme,
    pub(super) issued_at: DateTime<Utc>,
}

/// The address of a certificate's public page.
pub(super) fn page_of(public_url: &str, number: &str) -> String {
    format!("{public_url}/verify/{number}")
}

/// PKCS#8 (RFC 8410) of an Ed25519 key is this and the 32 bytes of the key.
const PKCS8_PREFIX: [u8; 16] =
    [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

fn jwk(key: &VerifyingKey) -> Value {
    json!({ "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "x": URL_SAFE_NO_PAD.encode(key.as_bytes()) })
}

/// The public key as a JSON Web Key, for whoever wants to check signatures.
///
/// # Errors
/// [`ServiceError`] when the key can not be read.
pub async fn public_key_jwk(services: &Services) -> Outcome<Value> {
    Ok(jwk(&signing_key(services).await?.verifying_key()))
}

/// Signs the credential of a certificate. It is valid from `signed_at`, the server's own time: the clock of a synthetic
/// programme may be ahead, and verifiers elsewhere would not believe a credential from the future.
pub(super) fn sign(
    public_url: &str,
    key: &SigningKey,
    statement: &Statement<'_>,
    signed_at: DateTime<Utc>,
) -> Outcome<String> {
    let internal = |error: &dyn std::fmt::Display| ServiceError::Internal(format!("credential: {error}"));
    let der: Vec<u8> = PKCS8_PREFIX.iter().copied().chain(key.to_bytes()).collect();
    let mut header = Header::new(Algorithm::EdDSA);
    header.jwk = Some(serde_json::from_value(jwk(&key.verifying_key()))?);
    let claims = claims(public_url, statement, signed_at);
    jsonwebtoken::encode(&header, &claims, &EncodingKey::from_ed_der(&der)).map_err(|error| internal(&error))
}

fn claims(public_url: &str, statement: &Statement<'_>, signed_at: DateTime<Utc>) -> Value {
    let Statement { number, name, module, programme, issued_at } = statement;
    let page = page_of(public_url, number.as_str());
    let holder = format!("{page}#holder");
    json!({
        "iss": public_url,
        "sub": holder,
        "jti": page,
        "nbf": signed_at.timestamp(),
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
        ],
        "id": page,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": format!("{} – {}", module.name_hi, module.name_en),
        "issuer": {
            "id": public_url,
            "type": ["Profile"],
            "name": format!("{} – {}", programme.name_hi, programme.name_en),
        },
        "validFrom": instant_text(signed_at.trunc_subsecs(0)),
        "awardedDate": instant_text(issued_at.trunc_subsecs(0)),
        "credentialSubject": {
            "id": holder,
            "type": ["AchievementSubject"],
            "identifier": [{ "type": "IdentityObject", "hashed": false, "identityHash": name, "identityType": "name" }],
            "achievement": {
                "id": format!("{public_url}/verify/module/{}", module.id),
                "type": ["Achievement"],
                "name": format!("{}: {} – {}", module.id, module.name_hi, module.name_en),
                "description": format!("Training and assessed practice of module {}: {}", module.id, module.name_en),
                "criteria": { "narrative": "Attendance and assessed practice by the rules of the programme." },
            },
        },
    })
}

/// What the QR code of a certificate says by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extract {
    /// The number.
    pub number: CertificateNumber,
    /// The name on the certificate.
    pub name: String,
    /// The module.
    pub module: ModuleId,
    /// The day of issue in India.
    pub issued_on: NaiveDate,
}

#[derive(Serialize, Deserialize)]
struct Compact {
    /// Version of this format.
    v: u8,
    n: String,
    p: String,
    m: String,
    d: String,
}

/// Signed with the extract, so that a signature over something else can never be taken for one over an extract.
const EXTRACT_DOMAIN: &[u8] = b"abhyas certificate extract 1\n";

fn signed_bytes(payload: &[u8]) -> Vec<u8> {
    [EXTRACT_DOMAIN, payload].concat()
}

/// What the QR code holds: the address of the public page, and behind the `#` (which no browser sends to a server) the
/// extract with its signature.
pub(super) fn qr_text(public_url: &str, key: &SigningKey, statement: &Statement<'_>) -> Outcome<String> {
    let compact = Compact {
        v: 1,
        n: statement.number.as_str().to_owned(),
        p: statement.name.to_owned(),
        m: statement.module.id.as_str().to_owned(),
        d: day_text(date_in_india(statement.issued_at)),
    };
    let payload = serde_json::to_vec(&compact)?;
    let signature = key.sign(&signed_bytes(&payload));
    let (payload, signature) = (URL_SAFE_NO_PAD.encode(payload), URL_SAFE_NO_PAD.encode(signature.to_bytes()));
    Ok(format!("{}#{payload}.{signature}", page_of(public_url, statement.number.as_str())))
}

/// Reads what a certificate's QR code holds and checks its signature; needs no network and no database. `None` when it is no
/// such text, or not signed by this key. Whether the certificate was revoked since only the public page can tell.
#[must_use]
pub fn read_extract(qr_text: &str, public_key: &[u8; 32]) -> Option<Extract> {
    let (_, signed) = qr_text.trim().split_once('#')?;
    let (payload, signature) = signed.split_once('.')?;
    let payload = URL_SAFE_NO_PAD.decode(payload).ok()?;
    let signature = Signature::from_slice(&URL_SAFE_NO_PAD.decode(signature).ok()?).ok()?;
    let key = VerifyingKey::from_bytes(public_key).ok()?;
    key.verify_strict(&signed_bytes(&payload), &signature).ok()?;
    let compact: Compact = serde_json::from_slice(&payload).ok()?;
    (compact.v == 1).then_some(())?;
    Some(Extract {
        number: CertificateNumber::parse(&compact.n).ok()?,
        name: compact.p,
        module: ModuleId::parse(compact.m).ok()?,
        issued_on: parse_day(&compact.d)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    const URL: &str = "https://abhyas.example";

    fn with_statement<T>(test: impl FnOnce(&SigningKey, &Statement<'_>) -> T) -> T {
        let module = CertifiedModule {
            id: ModuleId::parse("M01").unwrap(),
            name_hi: "मरीज पंजीकरण".into(),
            name_en: "Patient registration".into(),
            rules: "{}".into(),
        };
        let programme = CertifyingProgramme {
            name_hi: "कार्यक्रम".into(),
            name_en: "Programme".into(),
            synthetic: true,
            rules: "{}".into(),
        };
        let number = CertificateNumber::make(&module.id, 42).unwrap();
        let issued_at = Utc.with_ymd_and_hms(2026, 11, 23, 20, 0, 0).unwrap();
        let statement =
            Statement {
                number: &number, name: "श्री ज्ञानेश्वर", module: &module, programme: &programme, issued_at
            };
        test(&SigningKey::from_bytes(&[7; 32]), &statement)
    }

    #[test]
    fn the_token_verifies_with_the_public_key_and_has_its_claims_at_the_root() {
        with_statement(|key, statement| {
            let signed_at = statement.issued_at - chrono::Duration::days(3);
            let token = sign(URL, key, statement, signed_at).unwrap();
            let public = jsonwebtoken::DecodingKey::from_ed_der(key.verifying_key().as_bytes());
            let mut rules = jsonwebtoken::Validation::new(Algorithm::EdDSA);
            rules.validate_exp = false;
            rules.validate_nbf = false;
            rules.set_required_spec_claims(&["iss", "sub", "nbf"]);
            let decoded = jsonwebtoken::decode::<Value>(&token, &public, &rules).unwrap();
            let claims = decoded.claims;
            assert_eq!(claims["iss"], claims["issuer"]["id"]);
            assert_eq!(claims["jti"], claims["id"]);
            assert_eq!(claims["sub"], claims["credentialSubject"]["id"]);
            assert_eq!(claims["nbf"], signed_at.timestamp());
            assert_eq!(claims["validFrom"], "2026-11-20T20:00:00.000Z");
            assert_eq!(claims["awardedDate"], "2026-11-23T20:00:00.000Z");
            assert!(claims.get("vc").is_none());
            assert_eq!(claims["credentialSubject"]["identifier"][0]["identityHash"], "श्री ज्ञानेश्वर");

            let other = SigningKey::from_bytes(&[8; 32]).verifying_key();
            let other = jsonwebtoken::DecodingKey::from_ed_der(other.as_bytes());
            assert!(jsonwebtoken::decode::<Value>(&token, &other, &rules).is_err());
        });
    }

    #[test]
    fn the_qr_code_can_be_checked_without_a_network() {
        with_statement(|key, statement| {
            let text = qr_text(URL, key, statement).unwrap();
            let public = key.verifying_key().to_bytes();
            let extract = read_extract(&text, &public).unwrap();
            assert_eq!((&extract.number, extract.name.as_str()), (statement.number, "श्री ज्ञानेश्वर"));
            // 20:00 UTC is the next day in India.
            assert_eq!(day_text(extract.issued_on), "2026-11-24");
            assert!(text.starts_with(&page_of(URL, statement.number.as_str())));
            assert!(text.len() < 500, "{} characters make a code that phones find hard to read", text.len());
        });
    }

    #[test]
    fn a_changed_extract_is_refused() {
        with_statement(|key, statement| {
            let text = qr_text(URL, key, statement).unwrap();
            let public = key.verifying_key().to_bytes();
            let (page, signed) = text.split_once('#').unwrap();
            let (payload, signature) = signed.split_once('.').unwrap();
            let mut forged = String::from_utf8(URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap();
            forged = forged.replace("ज्ञानेश्वर", "रमेश");
            let forged = format!("{page}#{}.{signature}", URL_SAFE_NO_PAD.encode(forged));
            for bad in [forged.as_str(), page, "", "x#y.z", &text.replace('#', "")] {
                assert_eq!(read_extract(bad, &public), None, "{bad}");
            }
            assert_eq!(read_extract(&text, &SigningKey::from_bytes(&[8; 32]).verifying_key().to_bytes()), None);
        });
    }
}
