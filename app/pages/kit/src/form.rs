//! Posted forms, urlencoded or multipart. Values are kept as typed (trimmed at the ends), so that a refused form shows them again.

use crate::error::{PageError, codes};
use abhyas_core::OnceKey;
use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;

/// An uploaded file.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The name the file had on the person's machine. Never used as a path.
    pub file_name: String,
    /// Its content.
    pub bytes: Bytes,
}

/// A posted form.
#[derive(Debug, Clone, Default)]
pub struct Form {
    fields: Vec<(String, String)>,
    files: Vec<(String, Upload)>,
}

/// The name of the field that carries the form's key.
pub const ONCE_FIELD: &str = "_once";

impl Form {
    /// A form from pairs: for tests and for showing a record in its edit form.
    #[must_use]
    pub fn from_pairs<K: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (K, V)>) -> Self {
        Self { fields: pairs.into_iter().map(|(k, v)| (k.into(), v.into())).collect(), files: Vec::new() }
    }

    /// The value of a field without white space at its ends; empty when it was not sent.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.fields.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.trim())
    }

    /// The value exactly as typed: for passwords.
    #[must_use]
    pub fn raw(&self, name: &str) -> &str {
        self.fields.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.as_str())
    }

    /// The value, or `None` when it is empty or was not sent.
    #[must_use]
    pub fn opt(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|value| !value.is_empty())
    }

    /// Every value of a field that may be sent several times.
    #[must_use]
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.fields.iter().filter(|(n, _)| n == name).map(|(_, value)| value.trim()).collect()
    }

    /// Whether a checkbox was ticked.
    #[must_use]
    pub fn flag(&self, name: &str) -> bool {
        self.fields.iter().any(|(n, _)| n == name)
    }

    /// An uploaded file, if one was chosen.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<&Upload> {
        self.files
            .iter()
            .find(|(n, upload)| n == name && !(upload.file_name.is_empty() && upload.bytes.is_empty()))
            .map(|(_, upload)| upload)
    }

    /// All fields in the order they were sent.
    #[must_use]
    pub fn fields(&self) -> &[(String, String)] {
        &self.fields
    }

    /// The form's key: the same key twice is the same act.
    ///
    /// # Errors
    /// [`PageError::BadForm`] when the form has none, i.e. was not made by one of our pages.
    pub fn once(&self) -> Result<OnceKey, PageError> {
        OnceKey::parse(self.text(ONCE_FIELD)).map_err(|_| PageError::BadForm(codes::UNREADABLE))
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("").to_owned();
        if kind.starts_with("multipart/form-data") {
            let multipart =
                Multipart::from_request(request, state).await.map_err(|_| PageError::BadForm(codes::UNREADABLE))?;
            return read_multipart(multipart).await;
        }
        if !kind.is_empty() && !kind.starts_with("application/x-www-form-urlencoded") {
            return Err(PageError::BadForm(codes::UNREADABLE));
        }
        let axum::extract::RawForm(bytes) = axum::extract::RawForm::from_request(request, state)
            .await
            .map_err(|_| PageError::BadForm(codes::TOO_LARGE))?;
        Ok(Self { fields: parse_urlencoded(&bytes), files: Vec::new() })
    }
}

async fn read_multipart(mut multipart: Multipart) -> Result<Form, PageError> {
    let mut form = Form::default();
    loop {
        let part = multipart.next_field().await.map_err(|e| refused(&e))?;
        let Some(part) = part else { return Ok(form) };
        let name = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            Some(file_name) => {
                let bytes = part.bytes().await.map_err(|e| refused(&e))?;
                form.files.push((name, Upload { file_name, bytes }));
            }
            None => form.fields.push((name, part.text().await.map_err(|e| refused(&e))?)),
        }
    }
}

fn refused(error: &axum::extract::multipart::MultipartError) -> PageError {
    let too_large = error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE;
    PageError::BadForm(if too_large { codes::TOO_LARGE } else { codes::UNREADABLE })
}

/// Reads `a=1&b=%E0%A4%95`: a broken escape is kept as typed rather than refused.
#[must_use]
pub fn parse_urlencoded(bytes: &[u8]) -> Vec<(String, String)> {
    bytes
        .split(|b| *b == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let at = pair.iter().position(|b| *b == b'=').unwrap_or(pair.len());
            let (name, value) = pair.split_at(at);
            (decode(name), decode(value.get(1..).unwrap_or_default()))
        })
        .collect()
}

fn decode(bytes: &[u8]) -> String {
    let hex = |b: Option<&u8>| b.and_then(|b| (*b as char).to_digit(16)).and_then(|d| u8::try_from(d).ok());
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match (byte, hex(bytes.get(at + 1)), hex(bytes.get(at + 2))) {
            (b'%', Some(high), Some(low)) => {
                out.push(high * 16 + low);
                at += 3;
            }
            (b'+', ..) => {
                out.push(b' ');
                at += 1;
            }
            _ => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urlencoded_forms_are_read_in_both_scripts() {
        let form = Form {
            fields: parse_urlencoded("name=%E0%A4%B8%E0%A5%80%E0%A4%A4%E0%A4%BE+&x=1&x=2&bad=%zz&empty=".as_bytes()),
            files: Vec::new(),
        };
        assert_eq!(form.text("name"), "सीता");
        assert_eq!(form.all("x"), ["1", "2"]);
        assert_eq!(form.text("bad"), "%zz");
        assert_eq!(form.opt("empty"), None);
        assert!(form.flag("empty") && !form.flag("missing"));
    }
}
