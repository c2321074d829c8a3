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
    /// No such role to choose.
    NO_SUCH_PERSONA = "sandbox.no_such_persona";
}
