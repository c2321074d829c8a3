//! Words that several of these pages say.

use crate::t;
use abhyas_core::{Language, Permission, Reach, Refusal};
use abhyas_i18n::refusals::explain;
use abhyas_services::Actor;
use abhyas_services::certificates::{Basis, Standing};
use abhyas_ui::{Badge, Tabs, Tone};
use leptos::prelude::*;

/// What a certificate rests on, in words.
pub(crate) fn basis(l: Language, basis: &Basis) -> String {
    let attendance = basis.attendance.map(|percent| t::basis_attendance(l, percent));
    let post_test = basis.post_test.map(|percent| t::basis_post_test(l, percent));
    let exercises = basis.exercises.iter().map(|(code, percent)| t::basis_exercise(l, code, percent));
    attendance.into_iter().chain(post_test).chain(exercises).collect::<Vec<_>>().join(", ")
}

/// Where somebody stands, as a badge with the reasons beneath; `advise`: with what they can do about each.
pub(crate) fn standing(l: Language, standing: &Standing, advise: bool) -> AnyView {
    match standing {
        Standing::Certified => view! { <Badge tone=Tone::Good text=t::state_certified(l) /> }.into_any(),
        Standing::Due(held) => {
            let held = basis(l, held);
            view! { <div><Badge tone=Tone::Warn text=t::state_due(l) /><br /><span class="muted">{held}</span></div> }
                .into_any()
        }
        Standing::NotYet(reasons) => {
            let reasons = reasons.iter().map(|reason| reason_view(l, reason, advise)).collect_view();
            view! { <div><Badge text=t::state_not_yet(l) /><ul class="steps">{reasons}</ul></div> }.into_any()
        }
    }
}

fn reason_view(l: Language, reason: &Refusal, advise: bool) -> AnyView {
    let words = explain(l, reason);
    let next = advise.then(|| view! { " "<span class="muted">{words.next}</span> });
    view! { <li>{words.message}{next}</li> }.into_any()
}

/// Valid or revoked.
pub(crate) fn state(l: Language, revoked: bool) -> AnyView {
    if revoked {
        view! { <Badge tone=Tone::Bad text=t::state_revoked(l) /> }.into_any()
    } else {
        view! { <Badge tone=Tone::Good text=t::state_valid(l) /> }.into_any()
    }
}

/// The tabs of people who issue; nothing for everyone else.
pub(crate) fn tabs(l: Language, actor: &Actor, current: &str) -> AnyView {
    if actor.reach(Permission::IssueCertificates) < Reach::District {
        return ().into_any();
    }
    let tabs = [
        ("/certificates", t::tab_mine(l)),
        ("/certificates/due", t::tab_due(l)),
        ("/certificates/issued", t::tab_issued(l)),
    ]
    .into_iter()
    .map(|(href, text)| (href.to_owned(), text.to_owned(), href == current))
    .collect();
    view! { <Tabs label=t::tab_label(l) tabs /> }.into_any()
}
