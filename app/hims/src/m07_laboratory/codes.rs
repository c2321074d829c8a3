//! The refusals and warnings of M07. Their texts are in `refusals.toml` beside this file.

abhyas_core::codes! {
    /// The role may not do this in the laboratory.
    PERSONA_MAY_NOT = "m07.persona_may_not";
    /// No such test.
    TEST_UNKNOWN = "m07.test_unknown";
    /// The test is for the other sex.
    TEST_SEX = "m07.test_sex";
    /// The same test is ordered for the patient and not done yet.
    ORDER_DUPLICATE = "m07.order_duplicate";
    /// No priority was chosen.
    PRIORITY_MISSING = "m07.priority_missing";
    /// No such consultation of this patient.
    ENCOUNTER_UNKNOWN = "m07.encounter_unknown";
    /// No such order.
    ORDER_NOT_FOUND = "m07.order_not_found";
    /// No such sample.
    SPECIMEN_NOT_FOUND = "m07.specimen_not_found";
    /// No such report.
    REPORT_NOT_FOUND = "m07.report_not_found";
    /// No order was chosen to collect for.
    ORDERS_MISSING = "m07.orders_missing";
    /// The order is another patient's.
    WRONG_PATIENT = "m07.wrong_patient";
    /// The patient's ID was not scanned.
    PATIENT_NOT_CHECKED = "m07.patient_not_checked";
    /// The orders need different samples or containers.
    SPECIMEN_MIXED = "m07.specimen_mixed";
    /// Not a barcode of the laboratory.
    BARCODE_FORM = "m07.barcode_form";
    /// A digit of the barcode is wrong.
    BARCODE_CHECK_DIGIT = "m07.barcode_check_digit";
    /// The barcode is on another sample.
    BARCODE_USED = "m07.barcode_used";
    /// No sample is wanted for the order now.
    COLLECT_STATE = "m07.collect_state";
    /// The sample was not collected.
    RECEIVE_BEFORE_COLLECT = "m07.receive_before_collect";
    /// The sample was received.
    SPECIMEN_RECEIVED = "m07.specimen_received";
    /// The sample was rejected.
    SPECIMEN_REJECTED = "m07.specimen_rejected";
    /// No reason for the rejection.
    REJECT_REASON = "m07.reject_reason";
    /// A rejection for another reason needs a note.
    REJECT_NOTE = "m07.reject_note";
    /// A report on the sample is out.
    SPECIMEN_REPORTED = "m07.specimen_reported";
    /// A result on a rejected sample.
    RESULT_REJECTED_SPECIMEN = "m07.result_rejected_specimen";
    /// A result on a sample that is not in the laboratory.
    RESULT_BEFORE_RECEIVE = "m07.result_before_receive";
    /// The order takes no results now.
    RESULT_STATE = "m07.result_state";
    /// No result was typed.
    RESULTS_MISSING = "m07.results_missing";
    /// The test was not ordered on this sample.
    TEST_NOT_ORDERED = "m07.test_not_ordered";
    /// The result is no number.
    VALUE_FORM = "m07.value_form";
    /// The result is in another unit than the test's.
    WRONG_UNIT = "m07.wrong_unit";
    /// No patient has such a value.
    IMPLAUSIBLE = "m07.implausible";
    /// The finding is none of the test's.
    FINDING_UNKNOWN = "m07.finding_unknown";
    /// The result differs much from the last one, and nobody says that they looked into it.
    DELTA_UNACKNOWLEDGED = "m07.delta_unacknowledged";
    /// A result is critical.
    CRITICAL_FOUND = "m07.critical_found";
    /// There is nothing to verify.
    VERIFY_STATE = "m07.verify_state";
    /// A critical result is verified by another role than the one that entered it.
    VERIFY_OWN_CRITICAL = "m07.verify_own_critical";
    /// No critical result of the order waits for a call.
    NOT_CRITICAL = "m07.not_critical";
    /// It is not said who was told.
    TOLD_MISSING = "m07.told_missing";
    /// It is not said what came of the call.
    OUTCOME_MISSING = "m07.outcome_missing";
    /// The results are not verified.
    RELEASE_STATE = "m07.release_state";
    /// Nobody was told of a critical result.
    CRITICAL_NOT_CALLED = "m07.critical_not_called";
    /// The control material of a test is out of control today.
    QC_FAILED = "m07.qc_failed";
    /// The control material of a test was not run today.
    QC_MISSING = "m07.qc_missing";
    /// No report is out that could be corrected.
    CORRECT_STATE = "m07.correct_state";
    /// A later version of the report is out.
    REPORT_SUPERSEDED = "m07.report_superseded";
    /// The corrected result is the same as before.
    SAME_VALUE = "m07.same_value";
    /// The order can not be cancelled any more.
    CANCEL_STATE = "m07.cancel_state";
    /// No control material is run for the test.
    QC_NO_TARGET = "m07.qc_no_target";
    /// The test has no such level of control material.
    QC_LEVEL = "m07.qc_level";
    /// The run before was out of control, and it is not said what was done about it.
    QC_ACTION_MISSING = "m07.qc_action_missing";
    /// This run is out of control.
    QC_OUT_OF_CONTROL = "m07.qc_out_of_control";
    /// A value that is calculated was typed.
    CALCULATED_TYPED = "m07.calculated_typed";
    /// A value that follows from those that were typed is none that a patient has.
    CALCULATED_IMPLAUSIBLE = "m07.calculated_implausible";
    /// The laboratory of this level of facility does not do the test.
    NOT_DONE_HERE = "m07.not_done_here";
}
