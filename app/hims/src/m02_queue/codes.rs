//! The refusals and warnings of M02. Their texts are in `refusals.toml` beside this file.

abhyas_core::codes! {
    /// The role may not do this in the queue.
    PERSONA_MAY_NOT = "m02.persona_may_not";
    /// Only the supervisor changes the doctors' roster.
    SUPERVISOR_ONLY = "m02.supervisor_only";
    /// No such department.
    DEPARTMENT_UNKNOWN = "m02.department_unknown";
    /// No such line of the roster.
    SESSION_UNKNOWN = "m02.session_unknown";
    /// No such appointment.
    APPOINTMENT_NOT_FOUND = "m02.appointment_not_found";
    /// No such token.
    TOKEN_NOT_FOUND = "m02.token_not_found";
    /// No such share token.
    SHARE_NOT_FOUND = "m02.share_not_found";
    /// The doctor does not sit on that day.
    OFF_ROSTER = "m02.off_roster";
    /// The doctor is on leave on that day.
    ON_LEAVE = "m02.on_leave";
    /// No slot begins at that time.
    SLOT_UNKNOWN = "m02.slot_unknown";
    /// The slot has begun or is over.
    PAST_SLOT = "m02.past_slot";
    /// The day is too far ahead.
    TOO_FAR_AHEAD = "m02.too_far_ahead";
    /// The slot is full.
    SLOT_FULL = "m02.slot_full";
    /// The patient has an appointment there on that day.
    DOUBLE_BOOKING = "m02.double_booking";
    /// The patient is expected elsewhere at that time.
    SAME_TIME = "m02.same_time";
    /// It is the slot that the appointment has.
    SAME_SLOT = "m02.same_slot";
    /// The appointment is not waiting for its patient any more.
    APPOINTMENT_CLOSED = "m02.appointment_closed";
    /// The appointment is for another day.
    APPOINTMENT_OTHER_DAY = "m02.appointment_other_day";
    /// It is too early to say that the patient did not come.
    NO_SHOW_EARLY = "m02.no_show_early";
    /// The patient has an open token in this queue.
    TOKEN_OPEN = "m02.token_open";
    /// A man in the lane of the pregnant.
    LANE_PREGNANT_MALE = "m02.lane_pregnant_male";
    /// Too young for the lane of the elderly.
    LANE_ELDERLY_AGE = "m02.lane_elderly_age";
    /// No reason for a priority lane.
    LANE_REASON = "m02.lane_reason";
    /// The token is in that lane.
    LANE_SAME = "m02.lane_same";
    /// The share token has expired.
    SHARE_EXPIRED = "m02.share_expired";
    /// The share token was used.
    SHARE_USED = "m02.share_used";
    /// The shared ABHA number is another patient's.
    SHARE_OTHER_PATIENT = "m02.share_other_patient";
    /// No patient has the shared ABHA number yet.
    SHARE_NOT_REGISTERED = "m02.share_not_registered";
    /// A slip by SMS without a number.
    SMS_NO_MOBILE = "m02.sms_no_mobile";
    /// Nobody waits.
    QUEUE_EMPTY = "m02.queue_empty";
    /// Somebody of a higher lane waits.
    CALL_SKIPS_PRIORITY = "m02.call_skips_priority";
    /// Somebody of the same lane waits longer.
    CALL_OUT_OF_TURN = "m02.call_out_of_turn";
    /// The token does not wait.
    TOKEN_NOT_WAITING = "m02.token_not_waiting";
    /// The token was not called.
    TOKEN_NOT_CALLED = "m02.token_not_called";
    /// The token's patient is not with the doctor.
    TOKEN_NOT_IN_CONSULT = "m02.token_not_in_consult";
    /// The token is past the waiting hall.
    TOKEN_CLOSED = "m02.token_closed";
    /// The token is of another day.
    TOKEN_OTHER_DAY = "m02.token_other_day";
    /// A transfer to the same department.
    TRANSFER_SAME = "m02.transfer_same";
    /// Times of a session that make no sense.
    SESSION_TIMES = "m02.session_times";
    /// Slot length or places out of bounds.
    SESSION_SLOTS = "m02.session_slots";
    /// The doctor sits elsewhere at that time.
    SESSION_OVERLAP = "m02.session_overlap";
    /// A day of the past.
    DAY_PAST = "m02.day_past";
    /// Warning: no doctor of the department sits now.
    NO_DOCTOR_NOW = "m02.no_doctor_now";
    /// Warning: the department is for others.
    DEPARTMENT_UNUSUAL = "m02.department_unusual";
    /// Warning: appointments of a day off are to be moved.
    OFF_HAS_BOOKINGS = "m02.off_has_bookings";
}
