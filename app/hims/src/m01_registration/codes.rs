//! The refusals and warnings of M01. Their texts are in `refusals.toml` beside this file.

abhyas_core::codes! {
    /// The role may not do this.
    PERSONA_MAY_NOT = "m01.persona_may_not";
    /// No record has this BHAVYA ID.
    PATIENT_NOT_FOUND = "m01.patient_not_found";
    /// The record was merged into another.
    PATIENT_MERGED = "m01.patient_merged";
    /// The record was made in error.
    PATIENT_IN_ERROR = "m01.patient_in_error";
    /// The facility of the actor is not in this hospital.
    FACILITY_UNKNOWN = "m01.facility_unknown";
    /// Nothing was typed to search for.
    SEARCH_EMPTY = "m01.search_empty";
    /// One letter is too little to search for.
    SEARCH_TOO_SHORT = "m01.search_too_short";
    /// No search was made before.
    SEARCH_FIRST = "m01.search_first";
    /// The search was for somebody else.
    SEARCH_OTHER_PATIENT = "m01.search_other_patient";
    /// A BHAVYA ID whose check digit does not fit.
    BHAVYA_CHECK_DIGIT = "m01.bhavya_check_digit";
    /// No name.
    NAME_MISSING = "m01.name_missing";
    /// A name with digits or signs.
    NAME_FORM = "m01.name_form";
    /// No sex chosen.
    SEX_MISSING = "m01.sex_missing";
    /// Neither a birth date nor an age.
    BIRTH_MISSING = "m01.birth_missing";
    /// Not a date.
    DATE_FORM = "m01.date_form";
    /// Not an age.
    AGE_FORM = "m01.age_form";
    /// Born after today.
    BIRTH_IN_FUTURE = "m01.birth_in_future";
    /// Older than 120.
    AGE_ABOVE_LIMIT = "m01.age_above_limit";
    /// A guardian without the relation.
    KINSHIP_MISSING = "m01.kinship_missing";
    /// Not a synthetic mobile number.
    MOBILE_FORM = "m01.mobile_form";
    /// A mobile number that may be somebody's.
    MOBILE_REAL = "m01.mobile_real";
    /// The ABHA question was not answered.
    ABHA_STEP_MISSING = "m01.abha_step_missing";
    /// Not 14 digits.
    ABHA_FORM = "m01.abha_form";
    /// An ABHA number that may be somebody's.
    ABHA_REAL = "m01.abha_real";
    /// The number is another patient's.
    ABHA_OF_ANOTHER = "m01.abha_of_another";
    /// No consent.
    ABHA_CONSENT = "m01.abha_consent";
    /// There is a number already.
    ABHA_PRESENT = "m01.abha_present";
    /// Not verified yet.
    ABHA_NOT_VERIFIED = "m01.abha_not_verified";
    /// Not linked.
    ABHA_NOT_LINKED = "m01.abha_not_linked";
    /// No one-time password was sent for this number, or the last one was used.
    OTP_NOT_SENT = "m01.otp_not_sent";
    /// No one-time password typed.
    OTP_MISSING = "m01.otp_missing";
    /// The one-time password is too old.
    OTP_EXPIRED = "m01.otp_expired";
    /// Another one-time password.
    OTP_WRONG = "m01.otp_wrong";
    /// A warning: the last digit does not fit.
    ABHA_LAST_DIGIT = "m01.abha_last_digit";
    /// A number that may be an Aadhaar number.
    AADHAAR_NOT_STORED = "m01.aadhaar_not_stored";
    /// Twelve digits that are no Aadhaar number.
    AADHAAR_CHECK_DIGIT = "m01.aadhaar_check_digit";
    /// A document without its number.
    DOCUMENT_NUMBER_MISSING = "m01.document_number_missing";
    /// A text that is too long.
    TEXT_TOO_LONG = "m01.text_too_long";
    /// No reason.
    REASON_MISSING = "m01.reason_missing";
    /// Similar records stand already.
    LIKELY_DUPLICATE = "m01.likely_duplicate";
    /// The mother's record says male.
    MOTHER_IS_MALE = "m01.mother_is_male";
    /// The mother's age is not plausible.
    MOTHER_AGE = "m01.mother_age";
    /// Born too long ago.
    NOT_A_NEWBORN = "m01.not_a_newborn";
    /// This birth is registered.
    NEWBORN_REGISTERED = "m01.newborn_registered";
    /// Not a birth order.
    BIRTH_ORDER_FORM = "m01.birth_order_form";
    /// Not a plausible birth weight.
    BIRTH_WEIGHT = "m01.birth_weight";
    /// No description of the unknown patient.
    DESCRIPTION_MISSING = "m01.description_missing";
    /// The patient is known.
    NOT_UNKNOWN = "m01.not_unknown";
    /// The patient is unknown.
    IDENTIFY_INSTEAD = "m01.identify_instead";
    /// Nothing is different.
    NOTHING_TO_AMEND = "m01.nothing_to_amend";
    /// A child is linked to this mother.
    IN_ERROR_HAS_CHILD = "m01.in_error_has_child";
    /// The record is part of a merge.
    IN_ERROR_IN_MERGE = "m01.in_error_in_merge";
    /// An ABHA number is linked.
    IN_ERROR_HAS_ABHA = "m01.in_error_has_abha";
    /// No such merge.
    MERGE_NOT_FOUND = "m01.merge_not_found";
    /// A record and itself.
    MERGE_WITH_ITSELF = "m01.merge_with_itself";
    /// The same merge waits already.
    MERGE_OPEN = "m01.merge_open";
    /// A warning: the records conflict.
    MERGE_CONFLICT = "m01.merge_conflict";
    /// The one who proposed it decides.
    MERGE_OWN_PROPOSAL = "m01.merge_own_proposal";
    /// Conflicting records without a supervisor.
    MERGE_NEEDS_SUPERVISOR = "m01.merge_needs_supervisor";
    /// The merge is not in the state for this step.
    MERGE_STATE = "m01.merge_state";
    /// The ABHA link changed since the merge.
    MERGE_ABHA_CHANGED = "m01.merge_abha_changed";
}
