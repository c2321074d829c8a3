//! The fields of the records in words, as a step of the history and a comparison tell them.

use crate::t;
use abhyas_core::Language;
use abhyas_desk::words;
use abhyas_services::sandbox::hims::engine::FieldDifference;
use abhyas_services::sandbox::hims::{Calendar, Day, Moment, Persona};
use serde_json::Value;

/// A text of the catalogue.
type Text = fn(Language) -> &'static str;

/// The words for the names of fields, in the order of the alphabet.
const NAMES: &[(&str, Text)] = &[
    ("abha", t::field_abha),
    ("actor", t::field_actor),
    ("age", t::field_age),
    ("age_months", t::field_age_months),
    ("agent", t::field_agent),
    ("ahead_seconds", t::field_ahead_seconds),
    ("amendments", t::field_amendments),
    ("arrived", t::field_arrived),
    ("as_typed", t::field_as_typed),
    ("at", t::field_at),
    ("batch", t::field_batch),
    ("birth", t::field_birth),
    ("block", t::field_block),
    ("booked", t::field_booked),
    ("by", t::field_by),
    ("called", t::field_called),
    ("calls", t::field_calls),
    ("closed", t::field_closed),
    ("code", t::field_code),
    ("collected", t::field_collected),
    ("complaint", t::field_complaint),
    ("complaints", t::field_complaints),
    ("confirmed", t::field_confirmed),
    ("conflicts", t::field_conflicts),
    ("consciousness", t::field_consciousness),
    ("consent", t::field_consent),
    ("container", t::field_container),
    ("counted", t::field_counted),
    ("day", t::field_day),
    ("days", t::field_days),
    ("delta", t::field_delta),
    ("department", t::field_department),
    ("description", t::field_description),
    ("diagnoses", t::field_diagnoses),
    ("diastolic", t::field_diastolic),
    ("dispensed", t::field_dispensed),
    ("district", t::field_district),
    ("doctor", t::field_doctor),
    ("document", t::field_document),
    ("dose", t::field_dose),
    ("dose_milli", t::field_dose_milli),
    ("duplicate", t::field_duplicate),
    ("en", t::field_en),
    ("encounter", t::field_encounter),
    ("ended", t::field_ended),
    ("entered", t::field_entered),
    ("expected", t::field_expected),
    ("expires", t::field_expires),
    ("expiry", t::field_expiry),
    ("facility", t::field_facility),
    ("flag", t::field_flag),
    ("follow_up", t::field_follow_up),
    ("found", t::field_found),
    ("frequency", t::field_frequency),
    ("glucose_mg_dl", t::field_glucose_mg_dl),
    ("guardian", t::field_guardian),
    ("height_mm", t::field_height_mm),
    ("hi", t::field_hi),
    ("id", t::field_id),
    ("identity", t::field_identity),
    ("in_error", t::field_in_error),
    ("instead", t::field_instead),
    ("instruction", t::field_instruction),
    ("issued", t::field_issued),
    ("issued_at", t::field_issued_at),
    ("kind", t::field_kind),
    ("kinship", t::field_kinship),
    ("lane", t::field_lane),
    ("last", t::field_last),
    ("lines", t::field_lines),
    ("method", t::field_method),
    ("minimum", t::field_minimum),
    ("mobile", t::field_mobile),
    ("mode", t::field_mode),
    ("mrp_paise", t::field_mrp_paise),
    ("name", t::field_name),
    ("none_known", t::field_none_known),
    ("note", t::field_note),
    ("notes", t::field_notes),
    ("number", t::field_number),
    ("on_oxygen", t::field_on_oxygen),
    ("opened", t::field_opened),
    ("order", t::field_order),
    ("ordered", t::field_ordered),
    ("orders", t::field_orders),
    ("origin", t::field_origin),
    ("other", t::field_other),
    ("outcome", t::field_outcome),
    ("overrides", t::field_overrides),
    ("patient", t::field_patient),
    ("persona", t::field_persona),
    ("place", t::field_place),
    ("pregnancy", t::field_pregnancy),
    ("prescription", t::field_prescription),
    ("primary", t::field_primary),
    ("priority", t::field_priority),
    ("product", t::field_product),
    ("proposed", t::field_proposed),
    ("pulse", t::field_pulse),
    ("quantity", t::field_quantity),
    ("query", t::field_query),
    ("reaction", t::field_reaction),
    ("reason", t::field_reason),
    ("received", t::field_received),
    ("recorded", t::field_recorded),
    ("registered", t::field_registered),
    ("released", t::field_released),
    ("replaces", t::field_replaces),
    ("report", t::field_report),
    ("respiration", t::field_respiration),
    ("result", t::field_result),
    ("results", t::field_results),
    ("role", t::field_role),
    ("route", t::field_route),
    ("session", t::field_session),
    ("severity", t::field_severity),
    ("sex", t::field_sex),
    ("signed", t::field_signed),
    ("skips", t::field_skips),
    ("slot", t::field_slot),
    ("specimen", t::field_specimen),
    ("spo2", t::field_spo2),
    ("standing", t::field_standing),
    ("state", t::field_state),
    ("status", t::field_status),
    ("supersedes", t::field_supersedes),
    ("supplier", t::field_supplier),
    ("survivor", t::field_survivor),
    ("systolic", t::field_systolic),
    ("taken", t::field_taken),
    ("temperature", t::field_temperature),
    ("temperature_tenths", t::field_temperature_tenths),
    ("test", t::field_test),
    ("tests", t::field_tests),
    ("text", t::field_text),
    ("token", t::field_token),
    ("typed", t::field_typed),
    ("unit", t::field_unit),
    ("urgency", t::field_urgency),
    ("usual", t::field_usual),
    ("value", t::field_value),
    ("verified", t::field_verified),
    ("version", t::field_version),
    ("village", t::field_village),
    ("weight_g", t::field_weight_g),
    ("weight_grams", t::field_weight_grams),
];

/// A line of a comparison, in words.
pub(super) struct Row {
    /// Which field.
    pub label: String,
    /// What it was; `–` where it was not there.
    pub before: String,
    /// What it is.
    pub after: String,
}

/// The lines for a field that differs: one, or one for each part of a whole that is new or gone.
pub(super) fn rows(l: Language, calendar: Calendar, field: &FieldDifference) -> Vec<Row> {
    let mut leaves = Vec::new();
    let (before, after) = (field.first.as_ref(), field.second.as_ref());
    spread(&field.path, before, after, &mut leaves);
    leaves
        .into_iter()
        .map(|(path, before, after)| Row {
            label: label(l, &path),
            before: value(l, calendar, &path, before),
            after: value(l, calendar, &path, after),
        })
        .collect()
}

type Leaf<'a> = (String, Option<&'a Value>, Option<&'a Value>);

/// Takes a whole that stands on one side only apart into its fields.
fn spread<'a>(path: &str, before: Option<&'a Value>, after: Option<&'a Value>, leaves: &mut Vec<Leaf<'a>>) {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    let present = |value: &&Value| !value.is_null();
    let (before, after) = (before.filter(present), after.filter(present));
    match before.or(after) {
        Some(Value::Object(_)) if before.is_none() || after.is_none() => {
            let part = |whole: Option<&'a Value>, name: &str| whole.and_then(|whole| whole.get(name));
            let names = before.or(after).and_then(Value::as_object).into_iter().flat_map(|whole| whole.keys());
            for name in names {
                spread(&below(name), part(before, name), part(after, name), leaves);
            }
        }
        Some(Value::Array(list)) if before.is_none() || after.is_none() => {
            for at in 0..list.len() {
                let part = |whole: Option<&'a Value>| whole.and_then(|whole| whole.get(at));
                spread(&below(&at.to_string()), part(before), part(after), leaves);
            }
        }
        None => {}
        Some(_) => leaves.push((path.to_owned(), before, after)),
    }
}

/// The way to a field in words; places in a list count from 1.
fn label(l: Language, path: &str) -> String {
    let part = |name: &str| match name.parse::<usize>() {
        Ok(place) => place.saturating_add(1).to_string(),
        Err(_) => {
            let known = NAMES.binary_search_by_key(&name, |(known, _)| *known).ok().and_then(|at| NAMES.get(at));
            known.map_or_else(|| name.replace('_', " "), |(_, text)| text(l).to_owned())
        }
    };
    path.split('.').map(part).collect::<Vec<_>>().join(" › ")
}

/// A value as a person reads it: moments and days as such, yes and no, roles.
fn value(l: Language, calendar: Calendar, path: &str, value: Option<&Value>) -> String {
    let name = path.rsplit('.').next().unwrap_or(path);
    match value {
        None | Some(Value::Null) => "–".to_owned(),
        Some(Value::Bool(yes)) => if *yes { t::value_yes(l) } else { t::value_no(l) }.to_owned(),
        Some(Value::Number(number)) => match (name, number.as_i64()) {
            ("at" | "ended" | "opened_at" | "issued_at", Some(seconds)) => {
                calendar.time(Moment(seconds)).format("%d-%m-%Y %H:%M").to_string()
            }
            ("day" | "birth" | "expiry", Some(day)) => i32::try_from(day)
                .map_or_else(|_| number.to_string(), |day| calendar.date(Day(day)).format("%d-%m-%Y").to_string()),
            _ => number.to_string(),
        },
        Some(Value::String(text)) if name == "persona" => {
            Persona::from_name(text).map_or_else(|| text.clone(), |persona| words::persona(l, persona).to_owned())
        }
        Some(Value::String(text)) => text.clone(),
        Some(whole) => whole.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_new_whole_is_told_field_by_field_in_words() {
        assert!(NAMES.is_sorted_by_key(|(name, _)| *name));
        let calendar = Calendar::new("2026-11-23".parse().unwrap());
        let after = json!({"name": {"hi": "सीता"}, "registered": {"at": 36000, "persona": "clerk"}, "lines": [{"days": 5}], "in_error": false, "mobile": null});
        let field = FieldDifference { path: String::new(), first: None, second: Some(after) };
        let told: Vec<_> = rows(Language::En, calendar, &field)
            .into_iter()
            .map(|row| format!("{}: {} → {}", row.label, row.before, row.after))
            .collect();
        let expected = [
            "In error: – → no",
            "Line › 1 › Days: – → 5",
            "Name › in Hindi: – → सीता",
            "Registered › Time: – → 23-11-2026 10:00",
            "Registered › Role: – → Registration clerk",
        ];
        assert_eq!(told, expected);
    }
}
