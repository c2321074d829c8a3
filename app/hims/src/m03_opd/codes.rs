//! The refusals and warnings of M03. Their texts are in `refusals.toml` beside this file.

abhyas_core::codes! {
    /// The role may not do this at the desk.
    PERSONA_MAY_NOT = "m03.persona_may_not";
    /// Only a doctor may.
    DOCTOR_ONLY = "m03.doctor_only";
    /// No such consultation.
    ENCOUNTER_NOT_FOUND = "m03.encounter_not_found";
    /// The patient has an open consultation.
    ENCOUNTER_OPEN = "m03.encounter_open";
    /// The consultation is signed: it is amended, with a reason.
    ENCOUNTER_SIGNED = "m03.encounter_signed";
    /// The consultation does not stand any more.
    ENCOUNTER_GONE = "m03.encounter_gone";
    /// No such department.
    DEPARTMENT_UNKNOWN = "m03.department_unknown";
    /// No such token.
    TOKEN_UNKNOWN = "m03.token_unknown";
    /// The token is another patient's.
    WRONG_PATIENT = "m03.wrong_patient";
    /// Nothing was measured.
    VITALS_EMPTY = "m03.vitals_empty";
    /// Not a number.
    NUMBER_FORM = "m03.number_form";
    /// A value that no living patient has.
    IMPLAUSIBLE = "m03.implausible";
    /// One of the two blood pressures is missing.
    BP_HALF = "m03.bp_half";
    /// The diastolic pressure is not below the systolic.
    DIASTOLIC_NOT_BELOW = "m03.diastolic_not_below";
    /// A weight that does not fit the age.
    WEIGHT_FOR_AGE = "m03.weight_for_age";
    /// A warning: the early-warning score is high.
    EARLY_WARNING = "m03.early_warning";
    /// Nothing was chosen to which the patient is allergic.
    AGENT_MISSING = "m03.agent_missing";
    /// More than one thing was chosen.
    AGENT_SEVERAL = "m03.agent_several";
    /// No medicine belongs to this allergy class.
    CLASS_UNKNOWN = "m03.class_unknown";
    /// No such medicine.
    PRODUCT_UNKNOWN = "m03.product_unknown";
    /// The reaction was not said.
    REACTION_MISSING = "m03.reaction_missing";
    /// The severity was not said.
    SEVERITY_MISSING = "m03.severity_missing";
    /// This allergy is recorded already.
    ALLERGY_KNOWN = "m03.allergy_known";
    /// An allergy is recorded, so that "none known" is not true.
    NONE_KNOWN_CONFLICT = "m03.none_known_conflict";
    /// No such allergy.
    ALLERGY_NOT_FOUND = "m03.allergy_not_found";
    /// The allergy does not count any more.
    ALLERGY_NOT_ACTIVE = "m03.allergy_not_active";
    /// A warning: the patient takes what is now an allergy.
    ALLERGY_RUNNING = "m03.allergy_running";
    /// Not a number of days.
    DAYS_FORM = "m03.days_form";
    /// A male patient can not be pregnant.
    PREGNANCY_MALE = "m03.pregnancy_male";
    /// Too young or too old for a pregnancy.
    PREGNANCY_AGE = "m03.pregnancy_age";
    /// No such diagnosis.
    DIAGNOSIS_UNKNOWN = "m03.diagnosis_unknown";
    /// A diagnosis of the other sex.
    DIAGNOSIS_SEX = "m03.diagnosis_sex";
    /// A diagnosis of pregnancy outside the child-bearing age.
    DIAGNOSIS_AGE = "m03.diagnosis_age";
    /// The diagnosis is made already.
    DIAGNOSIS_TWICE = "m03.diagnosis_twice";
    /// No such diagnosis in this consultation.
    DIAGNOSIS_NOT_FOUND = "m03.diagnosis_not_found";
    /// It is confirmed already.
    DIAGNOSIS_CONFIRMED = "m03.diagnosis_confirmed";
    /// A prescription rests on it.
    DIAGNOSIS_IN_USE = "m03.diagnosis_in_use";
    /// A warning: the diagnosis is notifiable.
    NOTIFIABLE = "m03.notifiable";
    /// No test was chosen.
    TEST_MISSING = "m03.test_missing";
    /// No medicine was written.
    RX_EMPTY = "m03.rx_empty";
    /// No diagnosis was made before.
    RX_NEEDS_DIAGNOSIS = "m03.rx_needs_diagnosis";
    /// No dose.
    DOSE_MISSING = "m03.dose_missing";
    /// Not a dose.
    DOSE_FORM = "m03.dose_form";
    /// The form can not be divided like this.
    DOSE_NOT_DIVISIBLE = "m03.dose_not_divisible";
    /// No route.
    ROUTE_MISSING = "m03.route_missing";
    /// The medicine is not given by this route.
    ROUTE_WRONG = "m03.route_wrong";
    /// No frequency.
    FREQUENCY_MISSING = "m03.frequency_missing";
    /// No duration.
    DURATION_MISSING = "m03.duration_missing";
    /// A duration outside the limits.
    DURATION_RANGE = "m03.duration_range";
    /// The patient is allergic to it.
    ALLERGY = "m03.allergy";
    /// It does not go with another medicine.
    INTERACTION = "m03.interaction";
    /// It must never be given with another medicine.
    INTERACTION_NEVER = "m03.interaction_never";
    /// A warning: watch these two medicines.
    INTERACTION_WATCH = "m03.interaction_watch";
    /// The same medicine twice.
    DUPLICATE_DRUG = "m03.duplicate_drug";
    /// Another medicine of the same class.
    DUPLICATE_CLASS = "m03.duplicate_class";
    /// The patient has it from an earlier prescription.
    DUPLICATE_RUNNING = "m03.duplicate_running";
    /// A child's dose needs a weight of these days.
    CHILD_WEIGHT = "m03.child_weight";
    /// There is no child's dose of it.
    CHILD_NO_DOSE = "m03.child_no_dose";
    /// The child is too young for it.
    CHILD_TOO_YOUNG = "m03.child_too_young";
    /// More than the highest dose of a day.
    DOSE_OVER_MAX = "m03.dose_over_max";
    /// Never in pregnancy.
    PREGNANCY_X = "m03.pregnancy_x";
    /// In pregnancy only with a reason.
    PREGNANCY_D = "m03.pregnancy_d";
    /// It was not asked whether she is pregnant.
    PREGNANCY_ASK = "m03.pregnancy_ask";
    /// Not on the facility's list.
    OFF_LIST = "m03.off_list";
    /// Not to be prescribed in a teleconsultation.
    TELE_PROHIBITED = "m03.tele_prohibited";
    /// A warning: nobody asked about allergies.
    ALLERGIES_NOT_ASKED = "m03.allergies_not_asked";
    /// No such prescription.
    RX_NOT_FOUND = "m03.rx_not_found";
    /// The prescription is not signed any more.
    RX_NOT_SIGNED = "m03.rx_not_signed";
    /// It was not said where to.
    REFER_TO_MISSING = "m03.refer_to_missing";
    /// It was not said how soon.
    REFER_URGENCY_MISSING = "m03.refer_urgency_missing";
    /// An emergency referral without what was done to stabilise.
    REFER_NOT_STABILISED = "m03.refer_not_stabilised";
    /// Not a day for coming again.
    FOLLOW_UP_FORM = "m03.follow_up_form";
    /// The day for coming again is not after today, or more than a year ahead.
    FOLLOW_UP_RANGE = "m03.follow_up_range";
    /// The patient did not agree to a teleconsultation.
    TELE_CONSENT = "m03.tele_consent";
    /// It is marked as a teleconsultation already.
    TELE_ALREADY = "m03.tele_already";
    /// Signing without a complaint.
    SIGN_COMPLAINT = "m03.sign_complaint";
    /// Signing without a diagnosis.
    SIGN_DIAGNOSIS = "m03.sign_diagnosis";
    /// A warning: no vital signs of today.
    VITALS_MISSING = "m03.vitals_missing";
    /// Closing before signing.
    CLOSE_UNSIGNED = "m03.close_unsigned";
    /// It is closed already.
    CLOSED_ALREADY = "m03.closed_already";
    /// A prescription of it is signed.
    HAS_PRESCRIPTION = "m03.has_prescription";
    /// Nothing is signed that could be amended.
    AMEND_UNSIGNED = "m03.amend_unsigned";
    /// Nothing is different.
    NOTHING_TO_AMEND = "m03.nothing_to_amend";
    /// No such record that can be marked.
    RECORD_NOT_FOUND = "m03.record_not_found";
    /// It is marked already.
    IN_ERROR_ALREADY = "m03.in_error_already";
    /// A warning: tests of the consultation were cancelled with it.
    ORDERS_CANCELLED = "m03.orders_cancelled";
    /// A warning: tests of the consultation have results and stand.
    ORDERS_STAND = "m03.orders_stand";
}
