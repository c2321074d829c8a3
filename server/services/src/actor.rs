//! Who acts, and whether they may.

use crate::error::{Outcome, ServiceError};
use abhyas_core::{Capacity, DistrictId, FacilityId, Language, Permission, PersonId, Reach};
use serde::{Deserialize, Serialize};

/// A capacity that a person holds; for one district, or for all (`None`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// Which capacity.
    pub capacity: Capacity,
    /// Where it counts; `None`: everywhere.
    pub district: Option<DistrictId>,
}

/// The signed-in person on whose behalf an operation runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Who.
    pub person: PersonId,
    /// Their name as the roster has it.
    pub name: String,
    /// Their staff id.
    pub staff_id: String,
    /// The language they read.
    pub language: Language,
    /// Their facility and its district, where known.
    pub facility: Option<FacilityId>,
    /// The district of their facility.
    pub district: Option<DistrictId>,
    /// Their capacities.
    pub grants: Vec<Grant>,
}

/// What an operation touches, as far as permission goes.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'a> {
    /// The programme as a whole, or something of no district.
    Everything,
    /// Something of one district.
    District(&'a DistrictId),
    /// Something of the actor's own.
    Own,
    /// A person's record or something of theirs.
    Person {
        /// Whose.
        person: &'a PersonId,
        /// The district of their facility.
        district: Option<&'a DistrictId>,
    },
}

impl Actor {
    /// Whether the person holds a capacity, anywhere.
    #[must_use]
    pub fn is(&self, capacity: Capacity) -> bool {
        self.grants.iter().any(|g| g.capacity == capacity)
    }

    /// The farthest reach of a permission over all capacities. For showing or hiding what leads to it;
    /// the decision itself is [`Actor::require`].
    #[must_use]
    pub fn reach(&self, permission: Permission) -> Reach {
        abhyas_core::permission::farthest(permission, self.grants.iter().map(|g| g.capacity))
    }

    /// Whether the permission covers the subject.
    #[must_use]
    pub fn may(&self, permission: Permission, subject: Subject<'_>) -> bool {
        self.grants.iter().any(|grant| match permission.reach(grant.capacity) {
            Reach::Nothing => false,
            Reach::Everything => true,
            Reach::District => self.owns(subject) || in_district(grant, subject),
            Reach::Own => self.owns(subject),
        })
    }

    /// Goes on only when the permission covers the subject.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`]: what one may not see does not exist for one (404, never 403).
    pub fn require(&self, permission: Permission, subject: Subject<'_>) -> Outcome<()> {
        if self.may(permission, subject) { Ok(()) } else { Err(ServiceError::NotFound) }
    }

    /// The districts a permission reaches: `None` for all of them, else a list (possibly empty). For filtering lists.
    #[must_use]
    pub fn districts(&self, permission: Permission) -> Option<Vec<DistrictId>> {
        let mut districts = Vec::new();
        for grant in &self.grants {
            match (permission.reach(grant.capacity), &grant.district) {
                (Reach::Everything, _) | (Reach::District, None) => return None,
                (Reach::District, Some(district)) => districts.push(district.clone()),
                (Reach::Own | Reach::Nothing, _) => {}
            }
        }
        Some(districts)
    }

    fn owns(&self, subject: Subject<'_>) -> bool {
        match subject {
            Subject::Own => true,
            Subject::Person { person, .. } => *person == self.person,
            Subject::Everything | Subject::District(_) => false,
        }
    }
}

fn in_district(grant: &Grant, subject: Subject<'_>) -> bool {
    let district = match subject {
        Subject::District(district) => Some(district),
        Subject::Person { district, .. } => district,
        Subject::Everything | Subject::Own => None,
    };
    match (&grant.district, district) {
        (None, _) => true,
        (Some(granted), Some(district)) => granted == district,
        (Some(_), None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(capacity: Capacity, district: Option<&str>) -> Actor {
        Actor {
            person: PersonId::parse("p1").unwrap(),
            name: "सीता".into(),
            staff_id: "S1".into(),
            language: Language::Hi,
            facility: None,
            district: None,
            grants: vec![Grant { capacity, district: district.map(|d| DistrictId::parse(d).unwrap()) }],
        }
    }

    #[test]
    fn reach_is_checked_against_the_subject() {
        let (muz, nal) = (DistrictId::parse("MUZ").unwrap(), DistrictId::parse("NAL").unwrap());
        let (me, other) = (PersonId::parse("p1").unwrap(), PersonId::parse("p2").unwrap());
        let cases = [
            (actor(Capacity::Officer, None), Permission::EditMasters, Subject::Everything, true),
            (actor(Capacity::Coordinator, Some("MUZ")), Permission::EditMasters, Subject::Everything, false),
            (actor(Capacity::Coordinator, Some("MUZ")), Permission::EditPeople, Subject::District(&muz), true),
            (actor(Capacity::Coordinator, Some("MUZ")), Permission::EditPeople, Subject::District(&nal), false),
            (
                actor(Capacity::Coordinator, Some("MUZ")),
                Permission::EditPeople,
                Subject::Person { person: &other, district: Some(&muz) },
                true,
            ),
            (
                actor(Capacity::Coordinator, Some("MUZ")),
                Permission::EditPeople,
                Subject::Person { person: &other, district: None },
                false,
            ),
            (
                actor(Capacity::Trainee, None),
                Permission::SeePeople,
                Subject::Person { person: &me, district: Some(&nal) },
                true,
            ),
            (
                actor(Capacity::Trainee, None),
                Permission::SeePeople,
                Subject::Person { person: &other, district: Some(&nal) },
                false,
            ),
            (actor(Capacity::Trainee, None), Permission::Practise, Subject::Own, true),
            (actor(Capacity::Trainee, None), Permission::SeeAudit, Subject::Everything, false),
        ];
        for (actor, permission, subject, expected) in cases {
            assert_eq!(actor.may(permission, subject), expected, "{:?} {permission:?} {subject:?}", actor.grants);
        }
    }

    #[test]
    fn a_coordinator_lists_her_own_district_only() {
        assert_eq!(actor(Capacity::Officer, None).districts(Permission::SeePeople), None);
        assert_eq!(
            actor(Capacity::Coordinator, Some("MUZ")).districts(Permission::SeePeople),
            Some(vec![DistrictId::parse("MUZ").unwrap()])
        );
        assert_eq!(actor(Capacity::Trainee, None).districts(Permission::SeePeople), Some(Vec::new()));
    }
}
