//! The refusals of M08. Their texts are in `refusals.toml` beside this file.

abhyas_core::codes! {
    /// The role may not do this in radiology.
    PERSONA_MAY_NOT = "m08.persona_may_not";
    /// No such study.
    STUDY_UNKNOWN = "m08.study_unknown";
    /// The study is for the other sex.
    STUDY_SEX = "m08.study_sex";
    /// Left or right was not said.
    SIDE_MISSING = "m08.side_missing";
    /// Nobody asked whether she is pregnant.
    PREGNANCY_UNASKED = "m08.pregnancy_unasked";
    /// She is pregnant or not sure: the doctor writes why the picture can not wait.
    PREGNANCY_REASON = "m08.pregnancy_reason";
    /// Somebody asks for the sex of an unborn child.
    FETAL_SEX = "m08.fetal_sex";
    /// The same study is ordered for the patient and not done yet.
    ORDER_DUPLICATE = "m08.order_duplicate";
    /// No such order.
    ORDER_NOT_FOUND = "m08.order_not_found";
    /// The order does not wait any more.
    CANCEL_STATE = "m08.cancel_state";
}
