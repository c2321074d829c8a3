//! `/masters/rules`: limits, hours, service cover, overbooking, certificate, how long records are kept, weights.

use super::words;
use crate::t;
use abhyas_core::{Language, Permission, Reach, Refusal};
use abhyas_i18n::format;
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::masters::{self, NewProgramme, NoShow, ProgrammeRules};
use abhyas_services::{ServiceError, Subject};
use abhyas_ui::{Card, Choice, Submit, TextField};
use leptos::prelude::*;

const PATH: &str = "/masters/rules";

pub(super) async fn show(page: Page) -> Reply {
    let actor = page.actor()?;
    if actor.reach(Permission::SeeMasters) < Reach::District {
        return Err(PageError::not_found());
    }
    match masters::programme_rules(page.services()).await {
        Ok(rules) => render(&page, &rules, &fields(&rules), &[]).await,
        // Nothing can be ruled yet: an officer begins the programme here.
        Err(ServiceError::Refused(_)) if edits(&page)? => begin(&page, &Form::default(), &[]),
        Err(error) => Err(error.into()),
    }
}

fn edits(page: &Page) -> Result<bool, PageError> {
    Ok(page.actor()?.reach(Permission::EditMasters) == Reach::Everything)
}

/// The form that begins a programme.
fn begin(page: &Page, form: &Form, refusals: &[Refusal]) -> Reply {
    let lang = page.lang;
    let name = |name: &'static str| {
        let (label, value, refusals) = (words::column(lang, name), form.text(name).to_owned(), refusals.to_vec());
        view! { <TextField language=lang name label value required=true refusals /> }.into_any()
    };
    let (fields, once) = ([name("name_hi"), name("name_en")], page.once_field());
    let view = view! {
        <h1>{t::masters_begin(lang)}</h1>
        <p class="lead">{t::masters_begin_lead(lang)}</p>
        <form method="post" action="/masters/programme" class="card">
            {once}{fields.into_iter().collect_view()}
            <Submit label=t::masters_begin(lang) />
        </form>
    }
    .into_any();
    Ok(page.sheet(t::masters_begin(lang)).refused(refusals).show(|| view))
}

/// `POST /masters/programme`.
pub(super) async fn create(page: Page, form: Form) -> Reply {
    let new = NewProgramme { name_hi: form.text("name_hi").to_owned(), name_en: form.text("name_en").to_owned() };
    match masters::create_programme(page.services(), page.actor()?, &form.once()?, &new).await {
        Ok(()) => page.see_other_with(PATH, t::masters_saved(page.lang)).await,
        Err(ServiceError::Refused(refusals)) => begin(&page, &form, &refusals),
        Err(error) => Err(error.into()),
    }
}

/// The numbers of the rules by the name of their form field.
fn fields(rules: &ProgrammeRules) -> Form {
    let certificate = |name: &str| {
        rules.certificate.get(name).and_then(serde_json::Value::as_i64).map(|n| n.to_string()).unwrap_or_default()
    };
    let doctor = rules.cover.always_present.get("doctor").copied().unwrap_or_default();
    let mut pairs = vec![
        ("max_sessions".to_owned(), rules.max_sessions.to_string()),
        ("trainee_max_km".to_owned(), rules.trainee_max_km.to_string()),
        ("trainer_max_km".to_owned(), rules.trainer_max_km.to_string()),
        ("trainer_same_day_max_km".to_owned(), rules.trainer_same_day_max_km.to_string()),
        ("away_percent".to_owned(), rules.cover.away_percent.to_string()),
        ("doctor".to_owned(), doctor.to_string()),
        ("attendance_percent".to_owned(), certificate("attendance_percent")),
        ("certificate".to_owned(), certificate("assessed_percent")),
        ("retention_days".to_owned(), rules.retention_days.to_string()),
        ("overbooking".to_owned(), i64::from(rules.overbooking).to_string()),
    ];
    pairs.extend(edges(rules).map(|(name, text)| (name, text.clone())));
    pairs.extend(rules.all_weights().iter().map(|(name, rupees)| (format!("weight_{name}"), rupees.to_string())));
    Form::from_pairs(pairs)
}

/// Begin and end of each half-day by the name of their form field.
fn edges(rules: &ProgrammeRules) -> impl Iterator<Item = (String, &String)> {
    rules
        .half_days
        .iter()
        .enumerate()
        .flat_map(|(half, [from, to])| [(format!("half_{half}_from"), from), (format!("half_{half}_to"), to)])
}

/// The switch for overbooking, with what attendance says so far.
fn overbooking(lang: Language, form: &Form, seen: NoShow, refusals: &[Refusal]) -> AnyView {
    let (value, refusals) = (form.text("overbooking").to_owned(), refusals.to_vec());
    let options = vec![
        ("0".to_owned(), words::yes_no(lang, false).to_owned()),
        ("1".to_owned(), words::yes_no(lang, true).to_owned()),
    ];
    let marked = format::number(seen.marked());
    let measured = match seen.permille() {
        Some(permille) => t::masters_rules_no_show(lang, marked, format!("{}.{}", permille / 10, permille % 10)),
        None => t::masters_rules_no_show_unknown(lang, format::number(masters::LEAST_MARKED), marked),
    };
    view! {
        <Choice language=lang name="overbooking" label=t::masters_rules_overbook(lang) value options hint=t::masters_rules_overbook_hint(lang) refusals />
        <p>{measured}</p>
    }
    .into_any()
}

async fn render(page: &Page, rules: &ProgrammeRules, form: &Form, refusals: &[Refusal]) -> Reply {
    let lang = page.lang;
    let edits = edits(page)?;
    let overbooking = overbooking(lang, form, masters::no_show(page.services()).await?, refusals);
    let number = move |name: String, label: &'static str, hint: &'static str| {
        let (value, refusals) = (form.text(&name).to_owned(), refusals.to_vec());
        if hint.is_empty() {
            view! { <TextField language=lang name label value inputmode="numeric" required=true refusals /> }.into_any()
        } else {
            view! { <TextField language=lang name label value hint inputmode="numeric" required=true refusals /> }
                .into_any()
        }
    };
    // Made before the view: what stands inside a card must not borrow.
    let limits = [
        number("max_sessions".into(), t::masters_rules_max_sessions(lang), ""),
        number("trainee_max_km".into(), t::masters_rules_trainee_max_km(lang), ""),
        number("trainer_max_km".into(), t::masters_rules_trainer_max_km(lang), ""),
        number("trainer_same_day_max_km".into(), t::masters_rules_same_day(lang), ""),
    ];
    let cover = [
        number("away_percent".into(), t::masters_rules_away(lang), t::masters_rules_away_hint(lang)),
        number("doctor".into(), t::masters_rules_doctor(lang), ""),
    ];
    let certificate = [
        number("attendance_percent".into(), t::masters_rules_attendance(lang), ""),
        number("certificate".into(), t::masters_rules_assessed(lang), ""),
    ];
    let hours: Vec<_> = edges(rules)
        .zip([
            t::masters_rules_morning_from(lang),
            t::masters_rules_morning_to(lang),
            t::masters_rules_afternoon_from(lang),
            t::masters_rules_afternoon_to(lang),
        ])
        .map(|((name, _), label)| {
            let (value, refusals) = (form.text(&name).to_owned(), refusals.to_vec());
            view! { <TextField language=lang name label value kind="time" required=true refusals /> }.into_any()
        })
        .collect();
    let retention =
        number("retention_days".into(), t::masters_rules_retention(lang), t::masters_rules_retention_hint(lang));
    let weights: Vec<_> =
        rules.all_weights().keys().map(|name| number(format!("weight_{name}"), weight(lang, name), "")).collect();
    let once = page.once_field();
    let send = edits.then(|| view! { <Submit label=t::masters_save(lang) /> });
    let view = view! {
        <h1>{t::masters_rules(lang)}</h1>
        <p class="lead">{t::masters_about_rules(lang)}</p>
        <form method="post" action=PATH>
            {once}
            <Card title=t::masters_rules_limits(lang)>{limits.into_iter().collect_view()}</Card>
            <Card title=t::masters_rules_hours(lang)>
                <p>{t::masters_rules_hours_about(lang)}</p>
                <div class="filters">{hours}</div>
            </Card>
            <Card title=t::masters_rules_cover(lang)>{cover.into_iter().collect_view()}</Card>
            <Card title=t::masters_rules_overbooking(lang)>{overbooking}</Card>
            <Card title=t::masters_rules_certificate(lang)>{certificate.into_iter().collect_view()}</Card>
            <Card title=t::masters_rules_records(lang)>{retention}</Card>
            <Card title=t::masters_rules_weights(lang)>
                <p>{t::masters_rules_weights_about(lang)}</p>
                <div class="filters">{weights}</div>
            </Card>
            {send}
        </form>
    }
    .into_any();
    Ok(page.sheet(t::masters_rules(lang)).refused(refusals).show(|| view))
}

/// What a weight is for; one that has no text here is shown by its name's column text.
pub(crate) fn weight(lang: Language, name: &str) -> &'static str {
    match name {
        "session" => t::masters_weight_session(lang),
        "empty_seat" => t::masters_weight_empty_seat(lang),
        "trainee_trip" => t::masters_weight_trainee_trip(lang),
        "trainee_km" => t::masters_weight_trainee_km(lang),
        "trainer_km" => t::masters_weight_trainer_km(lang),
        "last_day" => t::masters_weight_last_day(lang),
        "completion_day" => t::masters_weight_completion_day(lang),
        "extra_facility_in_session" => t::masters_weight_extra_facility_in_session(lang),
        "extra_role_in_session" => t::masters_weight_extra_role_in_session(lang),
        "unpreferred_day" => t::masters_weight_unpreferred_day(lang),
        "trainer_load_spread" => t::masters_weight_trainer_load_spread(lang),
        "below_min_size" => t::masters_weight_below_min_size(lang),
        "split_cohort" => t::masters_weight_split_cohort(lang),
        "link" => t::masters_weight_link(lang),
        "moved_seat" => t::masters_weight_moved_seat(lang),
        "changed_session" => t::masters_weight_changed_session(lang),
        other => words::column(lang, other),
    }
}

/// `POST /masters/rules`.
pub(super) async fn save(page: Page, form: Form) -> Reply {
    page.actor()?.require(Permission::EditMasters, Subject::Everything)?;
    let mut rules = masters::programme_rules(page.services()).await?;
    // A text that is no number becomes one that is refused at its field.
    let number = |name: &str| form.text(name).parse::<i64>().unwrap_or(-1);
    rules.max_sessions = number("max_sessions");
    rules.trainee_max_km = number("trainee_max_km");
    rules.trainer_max_km = number("trainer_max_km");
    rules.trainer_same_day_max_km = number("trainer_same_day_max_km");
    rules.cover.away_percent = number("away_percent");
    rules.cover.always_present.insert("doctor".to_owned(), number("doctor").max(0));
    rules.retention_days = number("retention_days");
    for (half, [from, to]) in rules.half_days.iter_mut().enumerate() {
        form.text(&format!("half_{half}_from")).clone_into(from);
        form.text(&format!("half_{half}_to")).clone_into(to);
    }
    rules.overbooking = form.text("overbooking") == "1";
    rules.weights =
        rules.all_weights().into_keys().map(|name| (name.clone(), number(&format!("weight_{name}")))).collect();
    if let Some(certificate) = rules.certificate.as_object_mut() {
        certificate.insert("attendance_percent".to_owned(), number("attendance_percent").into());
        certificate.insert("assessed_percent".to_owned(), number("certificate").into());
    }
    match masters::save_rules(page.services(), page.actor()?, &form.once()?, &rules).await {
        Ok(()) => page.see_other_with(PATH, t::masters_saved(page.lang)).await,
        Err(ServiceError::Refused(refusals)) => render(&page, &rules, &form, &refusals).await,
        Err(error) => Err(error.into()),
    }
}
