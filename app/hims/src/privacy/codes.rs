//! Refusals of numbers that belong to somebody real.

abhyas_core::codes! {
    /// Twelve digits that may be an Aadhaar number.
    AADHAAR_NOT_STORED = "hospital.aadhaar_not_stored";
    /// A mobile number that could ring somewhere.
    MOBILE_REAL = "hospital.mobile_real";
    /// Fourteen digits that may be somebody's ABHA number.
    ABHA_REAL = "hospital.abha_real";
}
