//! The audit page: who did what, by person and time, a page at a time; and whether the trail is whole.

use crate::access::person_named;
use crate::error::codes;
use crate::{Actor, Outcome, ServiceError, Services, Subject};
use abhyas_core::clock::ist;
use abhyas_core::{DistrictId, Permission, Refusal};
use abhyas_store::audit::{self as store, AuditFilter, AuditRow, AuditState};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone as _, Utc};

/// Acts on one page.
pub const PAGE: u32 = 50;

/// Which acts to show.
#[derive(Debug, Clone, Default)]
pub struct AuditQuery {
    /// A mobile number, staff id or person id: acts of this person and on this person. Empty for all.
    pub person: String,
    /// Only this action. Empty for all.
    pub action: String,
    /// The first day, in India.
    pub from: Option<NaiveDate>,
    /// The last day, in India.
    pub until: Option<NaiveDate>,
    /// For the next page: [`AuditPage::next`] of this one.
    pub below: Option<i64>,
}

/// A page of acts, newest first.
#[derive(Debug, Clone)]
pub struct AuditPage {
    /// The acts.
    pub rows: Vec<AuditRow>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<i64>,
    /// Every action there is, for a list to choose from.
    pub actions: Vec<String>,
}

/// Lists acts, as far as the actor may see them: an officer all, a coordinator those of her districts.
///
/// # Errors
/// [`ServiceError::NotFound`] without the permission; [`codes::REFERENCE`] at `person` when there is no such person.
pub async fn list(services: &Services, actor: &Actor, query: &AuditQuery) -> Outcome<AuditPage> {
    let districts = actor.districts(Permission::SeeAudit);
    if districts.as_ref().is_some_and(Vec::is_empty) {
        return Err(ServiceError::NotFound);
    }
    let person = match query.person.trim() {
        "" => String::new(),
        typed => {
            let found = person_named(services, typed).await?;
            found.ok_or_else(|| ServiceError::from(Refusal::new(codes::REFERENCE).at("person")))?.to_string()
        }
    };
    let filter = AuditFilter {
        person,
        action: query.action.clone(),
        from: query.from.and_then(begin_of),
        until: query.until.and_then(|day| day.succ_opt()).and_then(begin_of),
        districts: districts.map(|districts| districts.iter().map(DistrictId::to_string).collect()),
        below: query.below,
    };
    let mut rows = store::page(services.db(), &filter, PAGE + 1).await?;
    let is_last = rows.len() <= PAGE as usize;
    rows.truncate(PAGE as usize);
    let next = rows.last().filter(|_| !is_last).map(|row| row.seq);
    Ok(AuditPage { rows, next, actions: store::actions(services.db()).await? })
}

/// Walks the whole trail and says whether it is as it was written. For those who see all of it.
///
/// # Errors
/// [`ServiceError::NotFound`] without the permission.
pub async fn verify(services: &Services, actor: &Actor) -> Outcome<AuditState> {
    actor.require(Permission::SeeAudit, Subject::Everything)?;
    Ok(store::verify(services.db()).await?)
}

/// The instant at which a day begins in India.
fn begin_of(day: NaiveDate) -> Option<DateTime<Utc>> {
    ist().from_local_datetime(&day.and_time(NaiveTime::MIN)).single().map(|at| at.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::record;
    use crate::testing::{acting, services};
    use abhyas_core::Capacity;
    use abhyas_store::testing::{add_person, each_database};
    use serde_json::json;

    async fn acts(services: &Services, actor: &Actor, count: usize, district: Option<&str>, subject: &str) {
        let district = district.map(|district| DistrictId::parse(district).unwrap());
        let mut tx = services.db().begin().await.unwrap();
        for _ in 0..count {
            record(&mut tx, services, actor, "person.edit", ("person", subject), district.as_ref(), json!({}))
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
    }

    #[tokio::test]
    async fn an_officer_pages_through_all_and_a_coordinator_through_her_district() {
        each_database(|db| async move {
            add_person(&db, "sita", Some("0000000017"), None).await;
            let services = services(db).await;
            let (officer, coordinator) = (acting(Capacity::Officer, None), acting(Capacity::Coordinator, Some("MUZ")));
            acts(&services, &officer, 60, Some("MUZ"), "sita").await;
            acts(&services, &officer, 10, Some("NAL"), "other").await;
            let first = list(&services, &officer, &AuditQuery::default()).await.unwrap();
            assert_eq!((first.rows.len(), first.next), (50, Some(21)));
            let second =
                list(&services, &officer, &AuditQuery { below: first.next, ..AuditQuery::default() }).await.unwrap();
            assert_eq!((second.rows.len(), second.next), (20, None));
            let hers = AuditQuery { below: Some(51), ..AuditQuery::default() };
            assert_eq!(list(&services, &coordinator, &hers).await.unwrap().rows.len(), 50);
            let of_sita = AuditQuery { person: "0000000017".into(), below: Some(11), ..AuditQuery::default() };
            assert_eq!(list(&services, &officer, &of_sita).await.unwrap().rows.len(), 10);
            let unknown = AuditQuery { person: "nobody".into(), ..AuditQuery::default() };
            assert!(matches!(list(&services, &officer, &unknown).await, Err(ServiceError::Refused(_))));
            let trainee = acting(Capacity::Trainee, None);
            assert!(matches!(list(&services, &trainee, &AuditQuery::default()).await, Err(ServiceError::NotFound)));
            assert!(matches!(verify(&services, &officer).await.unwrap(), AuditState::Intact { rows: 70, .. }));
            assert!(matches!(verify(&services, &coordinator).await, Err(ServiceError::NotFound)));
        })
        .await;
    }

    #[tokio::test]
    async fn a_day_is_a_day_in_india() {
        let services = services(abhyas_store::testing::sqlite().await).await;
        let officer = acting(Capacity::Officer, None);
        acts(&services, &officer, 1, None, "x").await;
        for (day, expected) in [(22, 0), (23, 1), (24, 0)] {
            let day = NaiveDate::from_ymd_opt(2026, 11, day);
            let query = AuditQuery { from: day, until: day, ..AuditQuery::default() };
            assert_eq!(list(&services, &officer, &query).await.unwrap().rows.len(), expected, "{day:?}");
        }
    }
}
