//! The language switch: one click, and back to where one was.

use crate::session::safe_back;
use abhyas_core::Language;
use abhyas_kit::{Form, Page, Reply};
use axum::http::{HeaderValue, header};

/// `POST /language`.
pub async fn switch(page: Page, form: Form) -> Reply {
    let language = Language::from_tag(form.text("to")).unwrap_or(page.lang.other());
    let mut response = page.see_other(safe_back(form.text("back")));
    let secure = if page.state().https { "; Secure" } else { "" };
    if let Ok(value) =
        HeaderValue::from_str(&format!("lang={}; Path=/; Max-Age=31536000; SameSite=Lax{secure}", language.tag()))
    {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    Ok(response)
}
