//! Certificates: by which rules one is due, how its number is made, and how it is revoked and issued again.
//!
//! The rules are data of the programme ([`Rules`]); whether they are met is judged from [`Evidence`] alone, and each term
//! that is not met gives a reason a person can act on.

mod number;
mod rules;
mod state;

pub use number::CertificateNumber;
pub use rules::{Basis, Evidence, ExerciseEvidence, Rules, RulesError, Term};
pub use state::{MAX_REASON, State, revoke};

/// The refusals of this module.
pub mod codes {
    abhyas_core::codes! {
        /// Nobody has marked the person's attendance in the module.
        ATTENDANCE_NOT_MARKED = "certificate.attendance_not_marked";
        /// The person was present at too few sessions.
        ATTENDANCE_SHORT = "certificate.attendance_short";
        /// The post-test has not been taken.
        POST_TEST_MISSING = "certificate.post_test_missing";
        /// The post-test's result is too low.
        POST_TEST_SHORT = "certificate.post_test_short";
        /// The module has no assessed exercise, but the rules ask for one.
        NO_ASSESSED_EXERCISE = "certificate.no_assessed_exercise";
        /// The assessed exercise has not been finished once.
        EXERCISE_NOT_TRIED = "certificate.exercise_not_tried";
        /// The best attempt at the assessed exercise is too low.
        EXERCISE_SHORT = "certificate.exercise_short";
        /// Every attempt at the assessed exercise broke a safety rule.
        EXERCISE_UNSAFE = "certificate.exercise_unsafe";
        /// A number is not of the form of a certificate number.
        NUMBER_MALFORMED = "certificate.number_malformed";
        /// A number's check character does not fit: it was misread or mistyped.
        NUMBER_MISTYPED = "certificate.number_mistyped";
        /// A certificate that is revoked already can not be revoked again.
        ALREADY_REVOKED = "certificate.already_revoked";
        /// Nothing is revoked without a reason.
        REASON_MISSING = "certificate.reason_missing";
        /// The reason is longer than the certificate keeps.
        REASON_TOO_LONG = "certificate.reason_too_long";
    }
}
