//! A person's own data, to take away: JSON for programs, Excel for people.

use super::show::visible;
use crate::roster::error_sheet::defused;
use crate::{Actor, Outcome, ServiceError, Services, audit};
use abhyas_core::clock::instant_text;
use abhyas_core::{Permission, PersonId};
use abhyas_store::people::{PersonRecord, history, learning, leave, nights};
use chrono::NaiveDate;
use rust_xlsxwriter::{Workbook, XlsxError};
use serde_json::{Value, json};

/// Everything the programme keeps about a person.
///
/// # Errors
/// [`ServiceError::NotFound`] for those who may not export it.
pub async fn as_json(services: &Services, actor: &Actor, id: &PersonId) -> Outcome<Value> {
    let record = visible(services, actor, Permission::ExportPerson, id).await?;
    let kept = history::kept(services.db(), id).await?;
    let leaves = leave::leaves_of(services.db(), id).await?;
    let nights = nights::nights_of(services.db(), id, NaiveDate::default()).await?;
    let learns_with = learning::of_person(services.db(), id).await?;
    note(services, actor, &record).await?;
    let table = |names: [&str; 4], rows: &[[String; 4]]| -> Value {
        let object = |row: &[String; 4]| {
            names
                .iter()
                .zip(row)
                .map(|(name, text)| ((*name).to_owned(), json!(text)))
                .collect::<serde_json::Map<_, _>>()
        };
        rows.iter().map(object).map(Value::Object).collect()
    };
    Ok(json!({
        "person": record_json(&record),
        "leave": leaves.iter().map(|l| json!({ "first_day": l.first_day, "last_day": l.last_day, "reason": l.reason })).collect::<Vec<_>>(),
        "night_duty": nights.iter().map(|night| json!({ "day": night.day })).collect::<Vec<_>>(),
        "learns_with": learns_with.iter().map(|cohort| json!({ "name": cohort.name })).collect::<Vec<_>>(),
        "seats": table(["day", "module", "state", "presence"], &kept.seats),
        "attempts": table(["started_at", "exercise", "score", "passed"], &kept.attempts),
        "study": table(["module", "read_at", "checked_at", "correct"], &kept.study),
        "certificates": table(["issued_at", "module", "number", "state"], &kept.certificates),
        "messages": table(["at", "kind", "hi", "en"], &kept.messages),
    }))
}

fn record_json(record: &PersonRecord) -> Value {
    json!({
        "id": record.id, "staff_id": record.staff_id, "name": record.name, "sex": record.sex, "born": record.born, "joined": record.joined,
        "designation": record.designation, "role": record.role, "facility": record.facility, "mobile": record.mobile, "email": record.email,
        "language": record.language, "state": record.state, "created_at": instant_text(record.created_at), "updated_at": instant_text(record.updated_at),
    })
}

async fn note(services: &Services, actor: &Actor, record: &PersonRecord) -> Outcome<()> {
    let mut tx = services.db().begin().await?;
    audit::record(
        &mut tx,
        services,
        actor,
        "person.export",
        ("person", record.id.as_str()),
        record.district.as_ref(),
        json!({}),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// The same as a workbook: one sheet for each kind of thing.
///
/// # Errors
/// As for [`as_json`].
pub async fn as_xlsx(services: &Services, actor: &Actor, id: &PersonId) -> Outcome<Vec<u8>> {
    let data = as_json(services, actor, id).await?;
    let failed = |error: XlsxError| ServiceError::Internal(format!("xlsx: {error}"));
    let mut workbook = Workbook::new();
    for (name, value) in data.as_object().into_iter().flatten() {
        let one = [value.clone()];
        let rows: &[Value] = value.as_array().map_or(&one, Vec::as_slice);
        let sheet = workbook.add_worksheet().set_name(name).map_err(failed)?;
        for (line, row) in (0u32..).zip(rows) {
            for (column, (key, cell)) in (0u16..).zip(row.as_object().into_iter().flatten()) {
                if line == 0 {
                    sheet.write(0, column, key.as_str()).map_err(failed)?;
                }
                let text = cell
                    .as_str()
                    .map_or_else(|| if cell.is_null() { String::new() } else { cell.to_string() }, str::to_owned);
                sheet.write(line + 1, column, defused(&text)).map_err(failed)?;
            }
        }
    }
    workbook.save_to_buffer().map_err(failed)
}
