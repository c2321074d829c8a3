//! Refusals of a sandbox itself. Their texts are in `refusals.toml` beside this file.

abhyas_core::codes! {
    /// The attempt is finished: the hospital can be read only.
    CLOSED = "sandbox.closed";
    /// The journal can not be replayed.
    QUARANTINED = "sandbox.quarantined";
    /// The hospital was started over while the form was open.
    WAS_RESET = "sandbox.was_reset";
    /// The hospital of an exercise is not started over; the exercise is.
    OF_AN_EXERCISE = "sandbox.of_an_exercise";
    /// There is no earlier life to go back to.
    NOTHING_TO_UNDO = "sandbox.nothing_to_undo";
    /// The journal has no such step, or it is the last one already.
    NO_SUCH_STEP = "sandbox.no_such_step";
    /// A hospital is not copied into itself.
    COPY_TO_ONESELF = "sandbox.copy_to_oneself";
    /// Whoever only looks in does nothing there.
    LOOKS_ONLY = "sandbox.looks_only";
    /// Only who leads the cohort starts its hospital over.
    NOT_LEADING = "sandbox.not_leading";
    /// The role is not one of the member's own.
    NOT_YOUR_ROLE = "sandbox.not_your_role";
    /// Nobody of this staff id whose hospital one prepares.
    NO_TRAINEE = "sandbox.no_trainee";
    /// No such role to choose.
    NO_SUCH_PERSONA = "sandbox.no_such_persona";
}
