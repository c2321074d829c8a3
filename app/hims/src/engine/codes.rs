//! Refusals of the engine itself.

abhyas_core::codes! {
    /// A record could not be written down. Nothing was changed.
    RECORD_UNWRITABLE = "hospital.record_unwritable";
    /// Only a supervisor moves the hospital's clock.
    CLOCK_PERSONA = "hospital.clock_persona";
    /// No number of minutes, day or time.
    CLOCK_FORM = "hospital.clock_form";
    /// The clock does not go back.
    CLOCK_BACKWARDS = "hospital.clock_backwards";
    /// Too far ahead of the world outside.
    CLOCK_TOO_FAR = "hospital.clock_too_far";
    /// Only a supervisor says what kind of house the hospital is.
    LEVEL_PERSONA = "hospital.level_persona";
    /// No such level of facility.
    LEVEL_UNKNOWN = "hospital.level_unknown";
}
