//! Refusals of the engine itself.

abhyas_core::codes! {
    /// A record could not be written down. Nothing was changed.
    RECORD_UNWRITABLE = "hospital.record_unwritable";
}
