//! Refusals about cohorts. Their texts are in `refusals.toml` beside this file.

abhyas_core::codes! {
    /// A cohort needs a name.
    NAME_MISSING = "cohort.name_missing";
    /// The name is too long. Value: `n`, how many characters it may have.
    NAME_TOO_LONG = "cohort.name_too_long";
    /// No district of the actor's.
    DISTRICT = "cohort.district";
    /// Nobody has this staff id, or nobody within reach.
    NO_PERSON = "cohort.no_person";
    /// Nobody of this staff id could lead the cohort.
    NO_MENTOR = "cohort.no_mentor";
    /// A member has at least one role.
    NO_ROLE = "cohort.no_role";
    /// The person is a member already.
    MEMBER_ALREADY = "cohort.member_already";
    /// The cohort has as many members as it may have. Value: `n`.
    FULL = "cohort.full";
}
