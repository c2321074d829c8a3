//! Refusals about people.

abhyas_core::codes! {
    /// No name.
    NAME_MISSING = "person.name_missing";
    /// The name is longer than 120 characters.
    NAME_TOO_LONG = "person.name_too_long";
    /// The staff id has other characters than letters, digits, `-` and `/`, or is too long.
    STAFF_ID_FORM = "person.staff_id_form";
    /// A date was not understood. Value: `typed`.
    DATE_FORM = "person.date_form";
    /// A date lies after today, or a birth more than 100 years back.
    DATE_RANGE = "person.date_range";
    /// The designation is not in the list.
    DESIGNATION_UNKNOWN = "person.designation_unknown";
    /// The facility is not in the list, or not in a district one may add people to.
    FACILITY_UNKNOWN = "person.facility_unknown";
    /// The e-mail address has no form of one.
    EMAIL_FORM = "person.email_form";
    /// The transfer names the facility where the person works already.
    SAME_FACILITY = "person.same_facility";
    /// The last day of leave lies before its first.
    LEAVE_ORDER = "person.leave_order";
    /// Leave over more than a year.
    LEAVE_TOO_LONG = "person.leave_too_long";
    /// The person is on leave on some of these days already.
    LEAVE_OVERLAPS = "person.leave_overlaps";
    /// The last night lies before the first.
    NIGHT_ORDER = "person.night_order";
    /// More nights at once than a month has. Value: `most`.
    NIGHTS_TOO_MANY = "person.nights_too_many";
    /// A night long past, or more than a year ahead.
    NIGHT_RANGE = "person.night_range";
    /// All of these nights are entered already.
    NIGHT_KNOWN = "person.night_known";
    /// The person still teaches planned sessions. Value: `n`.
    STILL_TEACHES = "person.still_teaches";
    /// One can not deactivate or erase oneself.
    ONESELF = "person.oneself";
    /// Only an inactive person can be erased.
    NOT_INACTIVE = "person.not_inactive";
    /// The retention period has not passed. Value: `until`.
    RETENTION = "person.retention";
    /// The person holds valid certificates. Value: `n`.
    HOLDS_CERTIFICATES = "person.holds_certificates";
}
