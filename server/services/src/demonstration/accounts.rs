//! Who signs in to the demonstration: the first officer, coordinators, mentor and trainers, and one trainee of the roster.
//! All go the way of everybody: a one-time code, then a password.

use super::{actor, broken, person, roster};
use crate::access::{self, ChangeCapacity, FirstAdmin, FirstSignIn};
use crate::{Actor, Outcome, Services};
use abhyas_core::{Capacity, DistrictId, FacilityId, PersonId};
use abhyas_seed_data::programme::{Account, Facility, Masters};

/// The designation of trainers: it belongs to no role, so that no seat is planned for them.
const TRAINERS_DESIGNATION: &str = "Health Trainer";
/// The name of the roster of trainers and coordinators.
const STAFF_FILE: &str = "staff.csv";
/// The device from which the load signs in.
const DEVICE: &str = "demonstration";

fn account_of<'a>(masters: &'a Masters, kind: &str) -> Outcome<&'a Account> {
    masters.accounts.iter().find(|a| a.kind == kind).ok_or_else(|| broken(format!("no account of a {kind}")))
}

/// Makes the first officer, who signs in with the code as any other first officer.
pub(super) async fn first_officer(services: &Services, masters: &Masters) -> Outcome<()> {
    let account = account_of(masters, "officer")?;
    let known = access::person_named(services, &account.staff_id).await?;
    if let Some(known) = known
        && has_password(services, &known).await?
    {
        return Ok(());
    }
    let admin = FirstAdmin {
        name: account.name.clone(),
        staff_id: account.staff_id.clone(),
        mobile: Some(account.mobile.clone()),
    };
    let minted = access::create_first_admin(services, &admin).await?;
    open(services, minted.code, &account.password).await
}

/// The officer who does everything else.
pub(super) async fn officer(services: &Services, masters: &Masters) -> Outcome<Actor> {
    let name = &account_of(masters, "officer")?.staff_id;
    actor(services, &person(services, name).await?).await
}

async fn has_password(services: &Services, person: &PersonId) -> Outcome<bool> {
    let account = abhyas_store::access::account(services.db(), person).await?;
    Ok(account.is_some_and(|account| account.password.is_some()))
}

async fn open(services: &Services, code: String, password: &str) -> Outcome<()> {
    let form = FirstSignIn {
        code,
        password: password.to_owned(),
        password_again: password.to_owned(),
        device: DEVICE.to_owned(),
    };
    access::first_sign_in(services, form).await.map(|_| ())
}

/// Gives a person a password by a one-time code, unless they have one.
async fn open_for(services: &Services, officer: &Actor, person: &PersonId, password: &str) -> Outcome<()> {
    if has_password(services, person).await? {
        return Ok(());
    }
    let minted = access::reset_access(services, officer, person).await?;
    open(services, minted.code, password).await
}

/// Adds coordinators, mentor and trainers by a roster of their own, gives them their capacities, and a password to those
/// who are in the accounts.
pub(super) async fn add_staff(
    services: &Services,
    officer: &Actor,
    masters: &Masters,
    done: &(dyn Fn(usize, usize) + Send + Sync),
) -> Outcome<()> {
    let staff = staff(masters)?;
    roster::import(services, officer, STAFF_FILE, staff_file(&staff)?).await?;
    for (at, member) in staff.iter().enumerate() {
        let person = person(services, member.staff_id).await?;
        let change =
            ChangeCapacity { person: person.clone(), capacity: member.capacity, district: member.reach.clone() };
        access::give_capacity(services, officer, &change).await?;
        if let Some(account) = masters.accounts.iter().find(|a| a.staff_id == member.staff_id) {
            open_for(services, officer, &person, &account.password).await?;
        }
        done(at + 1, staff.len());
    }
    Ok(())
}

/// Someone to be added.
struct Member<'a> {
    staff_id: &'a str,
    name: &'a str,
    sex: &'a str,
    mobile: &'a str,
    designation: &'a str,
    facility: &'a Facility,
    district: &'a str,
    capacity: Capacity,
    /// Where the capacity counts; none: everywhere.
    reach: Option<DistrictId>,
}

fn staff(masters: &Masters) -> Outcome<Vec<Member<'_>>> {
    let place = |id: &FacilityId| -> Outcome<(&Facility, &str)> {
        let facility =
            masters.facilities.iter().find(|f| f.id == *id).ok_or_else(|| broken(format!("no facility {id}")))?;
        let district = masters.districts.iter().find(|d| d.id == facility.district);
        Ok((facility, district.ok_or_else(|| broken(format!("no district of {id}")))?.name_en.as_str()))
    };
    let mut staff = Vec::new();
    for account in &masters.accounts {
        let Some(id) = &account.facility else { continue };
        let (facility, district) = place(id)?;
        let capacity =
            Capacity::from_name(&account.kind).ok_or_else(|| broken(format!("no capacity {}", account.kind)))?;
        staff.push(Member {
            staff_id: &account.staff_id,
            name: &account.name,
            sex: &account.sex,
            mobile: &account.mobile,
            designation: &account.designation,
            facility,
            district,
            capacity,
            reach: (capacity == Capacity::Coordinator).then(|| facility.district.clone()),
        });
    }
    for trainer in &masters.trainers {
        let (facility, district) = place(&trainer.facility)?;
        staff.push(Member {
            staff_id: &trainer.staff_id,
            name: &trainer.name,
            sex: &trainer.sex,
            mobile: &trainer.mobile,
            designation: TRAINERS_DESIGNATION,
            facility,
            district,
            capacity: Capacity::Trainer,
            reach: None,
        });
    }
    Ok(staff)
}

/// The staff as a roster file.
fn staff_file(staff: &[Member<'_>]) -> Outcome<Vec<u8>> {
    let mut file = csv::Writer::from_writer(Vec::new());
    file.write_record(["Employee Id", "Name", "Designation", "Facility", "District", "Mobile", "Sex"])
        .map_err(broken)?;
    for m in staff {
        let cells = [m.staff_id, m.name, m.designation, &m.facility.name_en, m.district, m.mobile, m.sex];
        file.write_record(cells).map_err(broken)?;
    }
    file.into_inner().map_err(broken)
}

/// Gives the one trainee of the roster whom the accounts name a password.
pub(super) async fn open_trainee(services: &Services, officer: &Actor, masters: &Masters) -> Outcome<()> {
    let account = account_of(masters, "trainee")?;
    let person = person(services, &account.mobile).await?;
    open_for(services, officer, &person, &account.password).await
}
