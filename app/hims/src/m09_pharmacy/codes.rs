//! The refusals and warnings of M09. Their texts are in `refusals.toml` beside this file.

abhyas_core::codes! {
    /// The role may not do this.
    PERSONA_MAY_NOT = "m09.persona_may_not";
    /// No prescription has this number.
    PRESCRIPTION_NOT_FOUND = "m09.prescription_not_found";
    /// The prescription was cancelled.
    PRESCRIPTION_CANCELLED = "m09.prescription_cancelled";
    /// Another prescription stands for it.
    PRESCRIPTION_SUPERSEDED = "m09.prescription_superseded";
    /// The prescription is older than its validity.
    PRESCRIPTION_TOO_OLD = "m09.prescription_too_old";
    /// The prescription was verified before.
    ALREADY_VERIFIED = "m09.already_verified";
    /// Everything on it was dispensed, or brought back.
    ALREADY_DISPENSED = "m09.already_dispensed";
    /// No BHAVYA ID was typed or scanned.
    PATIENT_CHECK_MISSING = "m09.patient_check_missing";
    /// What was typed is no BHAVYA ID.
    PATIENT_CHECK_FORM = "m09.patient_check_form";
    /// The BHAVYA ID is another patient's.
    WRONG_PATIENT = "m09.wrong_patient";
    /// The medicine is not in the list.
    PRODUCT_UNKNOWN = "m09.product_unknown";
    /// Schedule H, H1 or X without a doctor's prescription.
    SCHEDULE_NEEDS_PRESCRIBER = "m09.schedule_needs_prescriber";
    /// More than is given without a prescription.
    COUNTER_TOO_MUCH = "m09.counter_too_much";
    /// No quantity was given for any medicine.
    NOTHING_PICKED = "m09.nothing_picked";
    /// The prescription has no such line.
    LINE_NOT_FOUND = "m09.line_not_found";
    /// The quantity is no whole number above zero.
    QUANTITY_FORM = "m09.quantity_form";
    /// More than the prescription has left.
    BEYOND_PRESCRIPTION = "m09.beyond_prescription";
    /// More than there is.
    BEYOND_STOCK = "m09.beyond_stock";
    /// No batch has this id.
    BATCH_NOT_FOUND = "m09.batch_not_found";
    /// The batch is of another medicine.
    BATCH_OTHER_PRODUCT = "m09.batch_other_product";
    /// The batch has expired.
    BATCH_EXPIRED = "m09.batch_expired";
    /// The batch was recalled.
    BATCH_RECALLED = "m09.batch_recalled";
    /// Another batch expires earlier.
    FEFO_REASON = "m09.fefo_reason";
    /// Warning: something is still owed to the patient.
    OWED = "m09.owed";
    /// Nothing of this line is owed.
    NOTHING_OWED = "m09.nothing_owed";
    /// The same medicine.
    SUBSTITUTE_SAME = "m09.substitute_same";
    /// The strengths do not make the same dose.
    SUBSTITUTE_STRENGTH = "m09.substitute_strength";
    /// It is not given by the prescribed route.
    SUBSTITUTE_ROUTE = "m09.substitute_route";
    /// Another generic without the prescriber's consent.
    SUBSTITUTE_CONSENT = "m09.substitute_consent";
    /// A medicine of another class.
    SUBSTITUTE_OTHER_CLASS = "m09.substitute_other_class";
    /// The patient does not tolerate it.
    SUBSTITUTE_ALLERGY = "m09.substitute_allergy";
    /// It does not go with another medicine of the prescription.
    SUBSTITUTE_INTERACTION = "m09.substitute_interaction";
    /// No record of dispensing has this number.
    DISPENSE_NOT_FOUND = "m09.dispense_not_found";
    /// This batch was not handed out with it.
    NOT_HANDED_OUT = "m09.not_handed_out";
    /// More than was handed out.
    RETURN_TOO_MUCH = "m09.return_too_much";
    /// Too many days after it was handed out.
    RETURN_TOO_LATE = "m09.return_too_late";
    /// The pack was opened.
    RETURN_OPENED = "m09.return_opened";
    /// No batch number.
    BATCH_NUMBER_MISSING = "m09.batch_number_missing";
    /// A batch number with odd signs.
    BATCH_NUMBER_FORM = "m09.batch_number_form";
    /// No expiry date.
    EXPIRY_MISSING = "m09.expiry_missing";
    /// The expiry is not after the day of receipt.
    EXPIRY_PAST = "m09.expiry_past";
    /// The expiry lies too far in the future.
    EXPIRY_TOO_FAR = "m09.expiry_too_far";
    /// Warning: it expires soon.
    EXPIRY_SOON = "m09.expiry_soon";
    /// The batch is known with another expiry.
    EXPIRY_DIFFERS = "m09.expiry_differs";
    /// The price is no amount.
    PRICE_FORM = "m09.price_form";
    /// No supplier or voucher.
    SUPPLIER_MISSING = "m09.supplier_missing";
    /// No cause was chosen.
    CAUSE_MISSING = "m09.cause_missing";
    /// Written off as expired before it has expired.
    NOT_EXPIRED = "m09.not_expired";
    /// The batch is recalled already.
    ALREADY_RECALLED = "m09.already_recalled";
    /// The count agrees with the balance.
    COUNT_AGREES = "m09.count_agrees";
    /// A count of this batch waits already.
    COUNT_OPEN = "m09.count_open";
    /// No count has this number.
    COUNT_NOT_FOUND = "m09.count_not_found";
    /// The count was decided before.
    COUNT_STATE = "m09.count_state";
    /// One's own count.
    COUNT_OWN = "m09.count_own";
    /// The balance changed after the count.
    COUNT_STALE = "m09.count_stale";
    /// There is stock to dispense.
    STOCK_OUT_BUT_STOCK = "m09.stock_out_but_stock";
    /// It is marked already.
    STOCK_OUT_MARKED = "m09.stock_out_marked";
    /// Nothing of the batch can go back on the shelf.
    NOTHING_TO_RELEASE = "m09.nothing_to_release";
    /// It is proposed already.
    RELEASE_OPEN = "m09.release_open";
    /// Nobody proposed it.
    RELEASE_NOT_PROPOSED = "m09.release_not_proposed";
    /// One's own proposal.
    RELEASE_OWN = "m09.release_own";
}
