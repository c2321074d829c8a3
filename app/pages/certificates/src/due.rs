//! `/certificates/due`: who is due a certificate, with the reason for everyone else; issuing one or all.

use crate::{t, words};
use abhyas_core::{Language, ModuleId, PersonId, Refusal, SessionId};
use abhyas_kit::{Form, Page, PageError, Paging, Reply};
use abhyas_services::ServiceError;
use abhyas_services::certificates::{self, Candidate, CertifiedModule, DueList, Standing};
use abhyas_ui::{EmptyState, HiddenField, Pages, SelectField, Submit};
use leptos::prelude::*;

const ROWS_A_PAGE: usize = 50;

/// Which of the people are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Show {
    Due,
    NotYet,
    Certified,
}

impl Show {
    const ALL: [(&'static str, Self); 3] =
        [("due", Self::Due), ("not-yet", Self::NotYet), ("certified", Self::Certified)];

    fn of(name: &str) -> Self {
        Self::ALL.into_iter().find(|(known, _)| *known == name).map_or(Self::Due, |(_, show)| show)
    }

    fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(_, show)| *show == self).map_or("due", |(name, _)| name)
    }

    const fn fits(self, standing: &Standing) -> bool {
        matches!(
            (self, standing),
            (Self::Due, Standing::Due(_))
                | (Self::NotYet, Standing::NotYet(_))
                | (Self::Certified, Standing::Certified)
        )
    }

    fn text(self, l: Language) -> &'static str {
        match self {
            Self::Due => t::state_due(l),
            Self::NotYet => t::state_not_yet(l),
            Self::Certified => t::state_certified(l),
        }
    }
}

/// What is asked for: by the query of the page, and by the hidden fields of its forms.
struct Asked {
    module: Option<ModuleId>,
    session: Option<SessionId>,
    show: Show,
    page: usize,
}

impl Asked {
    fn of(value: impl Fn(&str) -> String) -> Self {
        Self {
            module: ModuleId::parse(value("module")).ok(),
            session: SessionId::parse(value("session")).ok(),
            show: Show::of(&value("show")),
            page: value("page").parse().unwrap_or(1).max(1),
        }
    }

    fn address(&self, page: usize) -> String {
        let module = self.module.as_ref().map_or("", ModuleId::as_str);
        let session = self.session.as_ref().map_or("", SessionId::as_str);
        format!("/certificates/due?module={module}&session={session}&show={}&page={page}", self.show.name())
    }
}

pub(crate) async fn show(page: Page) -> Reply {
    let asked = Asked::of(|name| page.query(name));
    render(&page, asked, &[]).await
}

async fn render(page: &Page, mut asked: Asked, refusals: &[Refusal]) -> Reply {
    let (l, actor) = (page.lang, page.actor()?);
    let modules = certificates::certifying_modules(page.services(), actor).await?;
    let tabs = words::tabs(l, actor, "/certificates/due");
    asked.module = asked.module.or_else(|| modules.first().map(|module| module.id.clone()));
    let body = match asked.module.clone() {
        Some(module) => {
            let list = certificates::due_list(page.services(), actor, &module, asked.session.as_ref()).await?;
            list_view(page, &asked, &modules, list)
        }
        None => view! { <EmptyState title=t::no_modules_title(l) text=t::no_modules_text(l) /> }.into_any(),
    };
    Ok(page.sheet(t::due_title(l)).refused(refusals).show(move || view! { <h1>{t::due_title(l)}</h1>{tabs}{body} }))
}

fn list_view(page: &Page, asked: &Asked, modules: &[CertifiedModule], list: DueList) -> AnyView {
    let l = page.lang;
    let count = |show: Show| list.candidates.iter().filter(|c| show.fits(&c.standing)).count();
    let (due, not_yet, certified) = (count(Show::Due), count(Show::NotYet), count(Show::Certified));
    let name = format!("{} – {}", list.module.id, l.pick(&list.module.name_hi, &list.module.name_en));
    let shown: Vec<&Candidate> = list.candidates.iter().filter(|c| asked.show.fits(&c.standing)).collect();
    let paging = Paging::of(shown.len(), ROWS_A_PAGE, asked.page);
    let rows: Vec<AnyView> = paging.shown(&shown).iter().map(|candidate| row(page, asked, candidate)).collect();
    let table = if rows.is_empty() {
        view! { <EmptyState title=t::due_empty_title(l) text=t::due_empty_text(l) /> }.into_any()
    } else {
        table(l, asked.show, &name, rows)
    };
    let (previous, next) = paging.links(|to| asked.address(to), t::previous(l), t::next(l));
    let all = (due > 1 && asked.show == Show::Due).then(|| issue_all_form(page, asked, due));
    view! {
        {filters(l, asked, modules)}
        <p class="lead">{t::due_lead(l, certified, due, name, not_yet)}</p>
        {all}{table}
        <Pages label=t::pages_label(l) previous next />
    }
    .into_any()
}

fn filters(l: Language, asked: &Asked, modules: &[CertifiedModule]) -> AnyView {
    let options =
        modules.iter().map(|m| (m.id.to_string(), format!("{} – {}", m.id, l.pick(&m.name_hi, &m.name_en)))).collect();
    let shows = Show::ALL.into_iter().map(|(name, show)| (name.to_owned(), show.text(l).to_owned())).collect();
    let module = asked.module.as_ref().map_or("", ModuleId::as_str).to_owned();
    let session =
        asked.session.as_ref().map(|session| view! { <HiddenField name="session" value=session.to_string() /> });
    view! {
        <form method="get" action="/certificates/due" class="filters">
            {session}
            <SelectField language=l name="module" label=t::due_module(l) value=module options required=true refusals=Vec::new() />
            <SelectField language=l name="show" label=t::due_state(l) value=asked.show.name() options=shows required=true refusals=Vec::new() />
            <div class="field"><Submit label=t::due_show(l) /></div>
        </form>
    }
    .into_any()
}

fn issue_all_form(page: &Page, asked: &Asked, due: usize) -> AnyView {
    view! {
        <form method="post" action="/certificates/issue-all">
            {page.once_field()}
            {place(asked)}
            <p><Submit label=t::due_issue_all(page.lang, due) /></p>
        </form>
    }
    .into_any()
}

/// Hidden fields that lead back to the same list.
fn place(asked: &Asked) -> AnyView {
    let module = asked.module.as_ref().map_or("", ModuleId::as_str).to_owned();
    let session = asked.session.as_ref().map_or("", SessionId::as_str).to_owned();
    view! {
        <HiddenField name="module" value=module /><HiddenField name="session" value=session />
        <HiddenField name="show" value=asked.show.name() />
    }
    .into_any()
}

fn table(l: Language, show: Show, caption: &str, rows: Vec<AnyView>) -> AnyView {
    let action = (show == Show::Due).then(|| view! { <th scope="col">{t::col_action(l)}</th> });
    view! {
        <table class="cards">
            <caption>{caption.to_owned()}</caption>
            <thead><tr>
                <th scope="col">{t::col_name(l)}</th><th scope="col">{t::col_staff_id(l)}</th>
                <th scope="col">{t::col_standing(l)}</th>{action}
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(page: &Page, asked: &Asked, candidate: &Candidate) -> AnyView {
    let l = page.lang;
    let action = matches!(candidate.standing, Standing::Due(_)).then(|| {
        let label = t::due_issue_for(l, &candidate.name);
        view! {
            <td data-label=t::col_action(l)><form method="post" action="/certificates/issue" class="inline">
                {page.once_field()}{place(asked)}
                <HiddenField name="person" value=candidate.person.to_string() />
                <button type="submit" class="button small" aria-label=label>{t::due_issue(l)}</button>
            </form></td>
        }
    });
    view! {
        <tr>
            <th scope="row">{candidate.name.clone()}</th>
            <td data-label=t::col_staff_id(l)>{candidate.staff_id.clone()}</td>
            <td data-label=t::col_standing(l)>{words::standing(l, &candidate.standing, false)}</td>
            {action}
        </tr>
    }
    .into_any()
}

pub(crate) async fn issue(page: Page, form: Form) -> Reply {
    let asked = Asked::of(|name| form.text(name).to_owned());
    let (Some(module), Ok(person)) = (asked.module.clone(), PersonId::parse(form.text("person"))) else {
        return Err(PageError::not_found());
    };
    match certificates::issue(page.services(), page.actor()?, &form.once()?, &module, &person).await {
        Ok(id) => page.see_other_with(&format!("/certificates/{id}"), t::issued_one(page.lang)).await,
        Err(ServiceError::Refused(refusals)) => render(&page, asked, &refusals).await,
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn issue_all(page: Page, form: Form) -> Reply {
    let asked = Asked::of(|name| form.text(name).to_owned());
    let module = asked.module.clone().ok_or_else(PageError::not_found)?;
    let session = asked.session.as_ref();
    match certificates::issue_all_due(page.services(), page.actor()?, &form.once()?, &module, session).await {
        Ok(done) => page.see_other_with(&asked.address(1), &t::issued_many(page.lang, done.not_yet, done.issued)).await,
        Err(ServiceError::Refused(refusals)) => render(&page, asked, &refusals).await,
        Err(error) => Err(error.into()),
    }
}
