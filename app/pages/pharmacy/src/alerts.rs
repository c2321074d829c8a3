//! `/hospital/pharmacy/alerts`: what has expired, is out, is low, expires soon, or waits in quarantine.

use crate::parts::{self, Place};
use crate::{t, words};
use abhyas_core::Language;
use abhyas_desk::Desk;
use abhyas_kit::{Page, Reply};
use abhyas_services::sandbox::hims::m09_pharmacy::Batch;
use abhyas_services::sandbox::hims::m09_pharmacy::alerts::{Alert, alerts};
use abhyas_services::sandbox::hims::reference::ProductId;
use abhyas_ui::{Badge, EmptyState, Tone};
use leptos::prelude::*;

pub(crate) async fn show(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    let l = page.lang;
    let found = alerts(desk.world(), desk.look.ctx.now.day());
    let list = if found.is_empty() {
        view! { <EmptyState title=t::no_alerts(l) text=t::no_alerts_next(l) /> }.into_any()
    } else {
        let rows = found.iter().map(|alert| row(l, &desk, alert)).collect_view();
        view! {
            <table class="cards">
                <caption>{t::alerts_found(l, found.len())}</caption>
                <thead><tr>
                    <th scope="col">{t::medicine(l)}</th><th scope="col">{t::alert(l)}</th><th scope="col">{t::what_next(l)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    let view = view! { {parts::ways(l, Place::Alerts)}{list} };
    Ok(desk.show(&page, t::alerts_title(l), &[], view.into_any()))
}

fn row(l: Language, desk: &Desk, alert: &Alert) -> AnyView {
    let medicine = |product: &ProductId| {
        (format!("/hospital/pharmacy/stock/{}", product.as_str()), parts::medicine(l, desk, product))
    };
    let of_batch = |batch: &Batch| {
        let name = format!("{} · {}", parts::medicine(l, desk, &batch.product), batch.number);
        (format!("/hospital/pharmacy/batches/{}", batch.id.as_str()), name)
    };
    let ((href, name), tone, what, next) = match alert {
        Alert::Expired { batch } => {
            let what = t::alert_expired(l, words::day(desk, batch.expiry), batch.shelf);
            (of_batch(batch), Tone::Bad, what, t::alert_expired_next(l))
        }
        Alert::Out { product, marked: None } => {
            (medicine(product), Tone::Bad, t::alert_out(l).to_owned(), t::alert_out_next(l))
        }
        Alert::Out { product, marked: Some(_) } => {
            (medicine(product), Tone::Bad, t::alert_out_marked(l).to_owned(), t::alert_out_marked_next(l))
        }
        Alert::Expiring { batch, days } => {
            (of_batch(batch), Tone::Warn, t::alert_expiring(l, days, batch.shelf), t::alert_expiring_next(l))
        }
        Alert::Low { product, usable, minimum } => {
            (medicine(product), Tone::Warn, t::alert_low(l, minimum, usable), t::alert_low_next(l))
        }
        Alert::Quarantine { batch } => {
            (of_batch(batch), Tone::Plain, t::alert_quarantine(l, batch.quarantine), t::alert_quarantine_next(l))
        }
    };
    view! {
        <tr>
            <th scope="row"><a href=href>{name}</a></th>
            <td data-label=t::alert(l)><Badge tone text=what /></td>
            <td data-label=t::what_next(l)>{next}</td>
        </tr>
    }
    .into_any()
}
