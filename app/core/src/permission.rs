//! Who may do what: one matrix of capacity × permission. The check itself is called in `services` only.

use serde::{Deserialize, Serialize};

/// In which capacity a person acts. One person may hold several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Capacity {
    /// State officer: watches and decides for the whole programme.
    Officer,
    /// District coordinator: the same for one district.
    Coordinator,
    /// Holds sessions.
    Trainer,
    /// Follows a cohort and may teach in other districts.
    Mentor,
    /// Learns.
    Trainee,
    /// Anyone who is not signed in.
    Public,
}

impl Capacity {
    /// All capacities, highest first.
    pub const ALL: [Self; 6] =
        [Self::Officer, Self::Coordinator, Self::Trainer, Self::Mentor, Self::Trainee, Self::Public];

    /// The name used in tables and URLs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Officer => "officer",
            Self::Coordinator => "coordinator",
            Self::Trainer => "trainer",
            Self::Mentor => "mentor",
            Self::Trainee => "trainee",
            Self::Public => "public",
        }
    }

    /// The capacity of a name; `None` for any other text.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.name() == name)
    }
}

/// How far a permission reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Reach {
    /// Not at all.
    Nothing,
    /// What is one's own: one's record, one's sandbox, the sessions one holds or sits in.
    Own,
    /// Everything in the districts the capacity was given for.
    District,
    /// Everything.
    Everything,
}

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident = [$officer:ident $coordinator:ident $trainer:ident $mentor:ident $trainee:ident $public:ident];)+) => {
        /// What can be permitted.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Permission { $($(#[$doc])* $name),+ }

        impl Permission {
            /// Every permission, in the order of the matrix.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// How far a capacity may go.
            #[must_use]
            pub const fn reach(self, capacity: Capacity) -> Reach {
                use Reach::*;
                match self {
                    $(Self::$name => match capacity {
                        Capacity::Officer => $officer,
                        Capacity::Coordinator => $coordinator,
                        Capacity::Trainer => $trainer,
                        Capacity::Mentor => $mentor,
                        Capacity::Trainee => $trainee,
                        Capacity::Public => $public,
                    }),+
                }
            }
        }
    };
}

permissions! {
    //                    officer    coordinator trainer  mentor   trainee  public
    /// See people and their records.
    SeePeople         = [Everything District    Own      Own      Own      Nothing];
    /// Add, edit, transfer, deactivate people; put them on leave.
    EditPeople        = [Everything District    Nothing  Nothing  Nothing  Nothing];
    /// Export a person's own data.
    ExportPerson      = [Everything District    Own      Own      Own      Nothing];
    /// Erase a person's data where the retention period allows it.
    ErasePerson       = [Everything Nothing     Nothing  Nothing  Nothing  Nothing];
    /// Give and take capacities (officer, coordinator, trainer, mentor).
    GrantCapacities   = [Everything Nothing     Nothing  Nothing  Nothing  Nothing];
    /// Reset a person's access and print first-sign-in slips.
    ResetAccess       = [Everything District    Nothing  Nothing  Nothing  Nothing];
    /// Import a roster, decide its doubtful rows, undo it.
    ImportRoster      = [Everything District    Nothing  Nothing  Nothing  Nothing];
    /// See venues, rooms, trainers, calendar, role matrix and rules.
    SeeMasters        = [Everything District    District District Nothing  Nothing];
    /// Change venues, rooms, trainers, calendar, role matrix and rules.
    EditMasters       = [Everything Nothing     Nothing  Nothing  Nothing  Nothing];
    /// Make a plan, discard it.
    MakePlan          = [Everything Nothing     Nothing  Nothing  Nothing  Nothing];
    /// See drafts and versions of the plan.
    SeePlans          = [Everything District    Nothing  Nothing  Nothing  Nothing];
    /// Publish a plan.
    PublishPlan       = [Everything Nothing     Nothing  Nothing  Nothing  Nothing];
    /// See published sessions and who is coming.
    SeeSessions       = [Everything District    Own      Own      Own      Nothing];
    /// Change a session, published or in a draft.
    EditSession       = [Everything District    Nothing  Nothing  Nothing  Nothing];
    /// Mark attendance.
    MarkAttendance    = [Everything District    Own      Nothing  Nothing  Nothing];
    /// Practise in a sandbox of one's own.
    Practise          = [Everything Everything  Everything Everything Everything Nothing];
    /// Open the practice hospitals of others, and copy the state of one's own into them.
    PrepareHospitals  = [Everything District    District District Nothing  Nothing];
    /// See attempts and their grades.
    SeeAttempts       = [Everything District    Own      Own      Own      Nothing];
    /// Issue certificates for those who meet the rules.
    IssueCertificates = [Everything District    Nothing  Nothing  Nothing  Nothing];
    /// See certificates in the system (the public page shows one by its number).
    SeeCertificates   = [Everything District    Own      Own      Own      Nothing];
    /// Revoke a certificate.
    RevokeCertificate = [Everything Nothing     Nothing  Nothing  Nothing  Nothing];
    /// Verify a certificate by its number.
    VerifyCertificate = [Everything Everything  Everything Everything Everything Everything];
    /// Read the audit page.
    SeeAudit          = [Everything District    Nothing  Nothing  Nothing  Nothing];
    /// Set the clock of a synthetic programme.
    SetClock          = [Everything Nothing     Nothing  Nothing  Nothing  Nothing];
}

/// The farthest reach that any of the capacities gives.
#[must_use]
pub fn farthest(permission: Permission, capacities: impl IntoIterator<Item = Capacity>) -> Reach {
    capacities.into_iter().map(|c| permission.reach(c)).max().unwrap_or(Reach::Nothing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_officer_reaches_as_far_as_anyone_and_the_public_verifies_only() {
        for &permission in Permission::ALL {
            for capacity in Capacity::ALL {
                assert!(
                    permission.reach(Capacity::Officer) >= permission.reach(capacity),
                    "{permission:?} {capacity:?}"
                );
            }
            assert_eq!(
                permission.reach(Capacity::Public) > Reach::Nothing,
                permission == Permission::VerifyCertificate,
                "{permission:?}"
            );
        }
    }

    #[test]
    fn every_permission_is_given_to_someone() {
        for &permission in Permission::ALL {
            assert!(farthest(permission, Capacity::ALL) > Reach::Nothing, "{permission:?}");
        }
    }

    #[test]
    fn capacities_have_distinct_names_that_read_back() {
        for capacity in Capacity::ALL {
            assert_eq!(Capacity::from_name(capacity.name()), Some(capacity));
        }
    }
}
