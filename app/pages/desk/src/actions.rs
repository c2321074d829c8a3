//! The words for what each command did, as others are told of it.

use crate::t;
use abhyas_core::Language;

/// A text of the catalogue.
type Text = fn(Language) -> &'static str;

/// Each command, in the order of the alphabet.
const ACTIONS: &[(&str, Text)] = &[
    ("hospital.advance_clock", t::act_hospital_advance_clock),
    ("hospital.set_clock", t::act_hospital_set_clock),
    ("hospital.set_level", t::act_hospital_set_level),
    ("m01.amend_patient", t::act_m01_amend_patient),
    ("m01.approve_merge", t::act_m01_approve_merge),
    ("m01.complete_merge", t::act_m01_complete_merge),
    ("m01.create_patient", t::act_m01_create_patient),
    ("m01.delink_abha", t::act_m01_delink_abha),
    ("m01.enter_in_error", t::act_m01_enter_in_error),
    ("m01.identify_patient", t::act_m01_identify_patient),
    ("m01.link_abha", t::act_m01_link_abha),
    ("m01.place_patient", t::act_m01_place_patient),
    ("m01.propose_merge", t::act_m01_propose_merge),
    ("m01.register_newborn", t::act_m01_register_newborn),
    ("m01.register_unknown", t::act_m01_register_unknown),
    ("m01.reject_merge", t::act_m01_reject_merge),
    ("m01.reverse_merge", t::act_m01_reverse_merge),
    ("m01.search", t::act_m01_search),
    ("m01.send_otp", t::act_m01_send_otp),
    ("m01.verify_abha", t::act_m01_verify_abha),
    ("m02.add_session", t::act_m02_add_session),
    ("m02.arrive", t::act_m02_arrive),
    ("m02.book_appointment", t::act_m02_book_appointment),
    ("m02.call_next", t::act_m02_call_next),
    ("m02.cancel_appointment", t::act_m02_cancel_appointment),
    ("m02.cancel_token", t::act_m02_cancel_token),
    ("m02.change_lane", t::act_m02_change_lane),
    ("m02.issue_token", t::act_m02_issue_token),
    ("m02.leave_queue", t::act_m02_leave_queue),
    ("m02.mark_no_show", t::act_m02_mark_no_show),
    ("m02.recall", t::act_m02_recall),
    ("m02.redeem_share", t::act_m02_redeem_share),
    ("m02.reschedule_appointment", t::act_m02_reschedule_appointment),
    ("m02.share_profile", t::act_m02_share_profile),
    ("m02.skip", t::act_m02_skip),
    ("m02.take_off", t::act_m02_take_off),
    ("m02.transfer_token", t::act_m02_transfer_token),
    ("m03.add_diagnosis", t::act_m03_add_diagnosis),
    ("m03.amend_encounter", t::act_m03_amend_encounter),
    ("m03.cancel_encounter", t::act_m03_cancel_encounter),
    ("m03.cancel_prescription", t::act_m03_cancel_prescription),
    ("m03.close_encounter", t::act_m03_close_encounter),
    ("m03.confirm_diagnosis", t::act_m03_confirm_diagnosis),
    ("m03.enter_in_error", t::act_m03_enter_in_error),
    ("m03.mark_teleconsult", t::act_m03_mark_teleconsult),
    ("m03.open_encounter", t::act_m03_open_encounter),
    ("m03.order_imaging", t::act_m03_order_imaging),
    ("m03.order_tests", t::act_m03_order_tests),
    ("m03.prescribe", t::act_m03_prescribe),
    ("m03.record_allergy", t::act_m03_record_allergy),
    ("m03.record_vitals", t::act_m03_record_vitals),
    ("m03.refer", t::act_m03_refer),
    ("m03.remove_diagnosis", t::act_m03_remove_diagnosis),
    ("m03.resolve_allergy", t::act_m03_resolve_allergy),
    ("m03.set_follow_up", t::act_m03_set_follow_up),
    ("m03.sign_encounter", t::act_m03_sign_encounter),
    ("m03.write_notes", t::act_m03_write_notes),
    ("m07.cancel_order", t::act_m07_cancel_order),
    ("m07.collect_specimen", t::act_m07_collect_specimen),
    ("m07.correct_report", t::act_m07_correct_report),
    ("m07.enter_results", t::act_m07_enter_results),
    ("m07.place_order", t::act_m07_place_order),
    ("m07.receive_specimen", t::act_m07_receive_specimen),
    ("m07.record_call", t::act_m07_record_call),
    ("m07.reject_specimen", t::act_m07_reject_specimen),
    ("m07.release_report", t::act_m07_release_report),
    ("m07.run_qc", t::act_m07_run_qc),
    ("m07.verify_order", t::act_m07_verify_order),
    ("m08.cancel_imaging", t::act_m08_cancel_imaging),
    ("m09.approve_count", t::act_m09_approve_count),
    ("m09.approve_release", t::act_m09_approve_release),
    ("m09.dispense", t::act_m09_dispense),
    ("m09.issue_counter", t::act_m09_issue_counter),
    ("m09.mark_stock_out", t::act_m09_mark_stock_out),
    ("m09.place_batch", t::act_m09_place_batch),
    ("m09.propose_count", t::act_m09_propose_count),
    ("m09.propose_release", t::act_m09_propose_release),
    ("m09.recall_batch", t::act_m09_recall_batch),
    ("m09.receive_stock", t::act_m09_receive_stock),
    ("m09.reject_count", t::act_m09_reject_count),
    ("m09.reject_release", t::act_m09_reject_release),
    ("m09.return_drugs", t::act_m09_return_drugs),
    ("m09.set_minimum", t::act_m09_set_minimum),
    ("m09.substitute", t::act_m09_substitute),
    ("m09.verify_prescription", t::act_m09_verify_prescription),
    ("m09.waive_owed", t::act_m09_waive_owed),
    ("m09.write_off", t::act_m09_write_off),
];

/// What a command did, in the past tense; for one that has no words yet that something was changed.
#[must_use]
pub fn action(l: Language, action: &str) -> &'static str {
    let known = ACTIONS.binary_search_by_key(&action, |(name, _)| *name);
    known.ok().and_then(|at| ACTIONS.get(at)).map_or_else(|| t::act_other(l), |(_, text)| text(l))
}

#[cfg(test)]
mod tests {
    use super::*;
    use abhyas_services::sandbox::hims::AnyCommand;

    #[test]
    fn every_command_has_its_words() {
        assert!(ACTIONS.is_sorted_by_key(|(name, _)| *name));
        for name in AnyCommand::ACTIONS {
            assert_ne!(action(Language::En, name), t::act_other(Language::En), "{name}");
        }
        assert_eq!(ACTIONS.len(), AnyCommand::ACTIONS.len());
    }
}
