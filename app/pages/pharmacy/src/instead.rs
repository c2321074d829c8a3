//! `/hospital/pharmacy/rx/{id}/instead/{line}`: another medicine in the place of one, or give up what is owed.

use crate::parts::{self, Place};
use crate::{t, words};
use abhyas_core::Refusal;
use abhyas_desk::{Desk, Typed, card, desk};
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::sandbox::hims::m03_opd::Prescription;
use abhyas_services::sandbox::hims::m09_pharmacy::{DispenseLine, SubstituteDrug, WaiveOwed, prospect, stock};
use abhyas_services::sandbox::hims::reference::Product;
use abhyas_ui::Submit;
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

pub(crate) async fn show(page: Page, Path((id, line)): Path<(String, u16)>) -> Reply {
    let desk = Desk::open(&page).await?;
    let rx = parts::prescription(&desk, &id)?;
    let line = line_of(&desk, &rx, line)?;
    Ok(render(&page, &desk, &rx, &line, &Form::default(), &[]))
}

/// The address of a refused step asked for again: this page.
pub(crate) async fn back(page: Page, Path((id, line)): Path<(String, u16)>) -> Reply {
    Ok(page.see_other(&format!("/hospital/pharmacy/rx/{id}/instead/{line}")))
}

pub(crate) async fn save(page: Page, Path((id, line)): Path<(String, u16)>, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let rx = parts::prescription(&desk, &id)?;
    let line = line_of(&desk, &rx, line)?;
    let text = |name| form.text(name).to_owned();
    let command = SubstituteDrug {
        prescription: id.clone(),
        line: line.n,
        product: text("product"),
        quantity: text("quantity"),
        reason: text("reason"),
        consent: text("consent"),
    };
    match desk.act(&form, command).await? {
        Ok(receipt) => {
            desk::done(&page, &format!("/hospital/pharmacy/rx/{id}"), t::instead_done(page.lang), &receipt).await
        }
        Err(refusals) => {
            let refusals = parts::only_at(refusals, &["product", "quantity", "reason", "consent"]);
            Ok(render(&page, &desk, &rx, &line, &form, &refusals))
        }
    }
}

pub(crate) async fn waive(page: Page, Path((id, line)): Path<(String, u16)>, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let rx = parts::prescription(&desk, &id)?;
    let line = line_of(&desk, &rx, line)?;
    let reason = form.text("waive_reason").to_owned();
    match desk.act(&form, WaiveOwed { prescription: id.clone(), line: line.n, reason }).await? {
        Ok(receipt) => {
            desk::done(&page, &format!("/hospital/pharmacy/rx/{id}"), t::waived_done(page.lang), &receipt).await
        }
        Err(refusals) => {
            // Two forms on one page: the field of this one has a name of its own.
            let refusals = parts::only_at(parts::reason_at("waive_reason", refusals), &["waive_reason"]);
            Ok(render(&page, &desk, &rx, &line, &form, &refusals))
        }
    }
}

fn line_of(desk: &Desk, rx: &Prescription, n: u16) -> Result<DispenseLine, PageError> {
    let lines = prospect(desk.world(), rx).unwrap_or_default();
    lines.into_iter().find(|line| line.n == n).ok_or_else(PageError::not_found)
}

fn render(
    page: &Page,
    desk: &Desk,
    rx: &Prescription,
    line: &DispenseLine,
    form: &Form,
    refusals: &[Refusal],
) -> Response {
    let l = page.lang;
    let typed = Typed { l, form, refusals };
    let (hidden, hidden_too) = (desk.hidden(page), desk.hidden(page));
    let here = format!("/hospital/pharmacy/rx/{}", rx.id.as_str());
    let (action, waive) = (format!("{here}/instead/{}", line.n), format!("{here}/waive/{}", line.n));
    let view = view! {
        {parts::ways(l, Place::Work)}
        <p><a href=here>{t::back_to_rx(l)}</a></p>
        <p class="lead">{t::instead_lead(l, line.owed(), parts::medicine(l, desk, &line.product))}</p>
        {card(Some(t::instead(l)), view! {
            <form method="post" action=action>
                {hidden}
                {typed.must_select("product", t::instead_product(l), candidates(page, desk, line))}
                {typed.text("reason", t::reason(l), true)}
                {typed.hinted("consent", t::consent(l), t::consent_hint(l), false)}
                {typed.digits("quantity", t::quantity(l), t::instead_quantity_hint(l), false)}
                <Submit label=t::instead_button(l) />
            </form>
        }.into_any())}
        {card(Some(t::waive(l)), view! {
            <p>{t::waive_lead(l)}</p>
            <form method="post" action=waive>
                {hidden_too}{typed.text("waive_reason", t::reason(l), true)}<Submit label=t::waive(l) class="plain" />
            </form>
        }.into_any())}
    };
    desk.show(page, t::instead_title(l), refusals, view.into_any())
}

/// The medicines that may stand in: of the same generic first, then of the same class, those with stock in front.
fn candidates(page: &Page, desk: &Desk, line: &DispenseLine) -> Vec<(String, String)> {
    let l = page.lang;
    let today = desk.look.ctx.now.day();
    let Some(old) = desk.world().products().get(&line.product) else { return Vec::new() };
    let same = desk.world().products().find(Product::BY_CLASS, &old.class).filter(|p| p.id != old.id);
    let mut found: Vec<_> =
        same.map(|p| (p.generic != old.generic, stock::usable(desk.world(), &p.id, today), p)).collect();
    found.sort_by(|a, b| (a.0, a.1 == 0, &a.2.id).cmp(&(b.0, b.1 == 0, &b.2.id)));
    let text = |other: bool, usable: u32, p: &Product| {
        let name = t::in_stock(l, usable, words::product(l, p));
        if other { t::needs_consent(l, name) } else { name }
    };
    found.into_iter().map(|(other, usable, p)| (p.id.as_str().to_owned(), text(other, usable, p))).collect()
}
