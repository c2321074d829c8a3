//! Refusals of the roster.

abhyas_core::codes! {
    /// The file has no rows.
    EMPTY_FILE = "roster.empty_file";
    /// No line names the columns of a roster.
    NO_HEADER = "roster.no_header";
    /// A needed column was not found. Value: `columns`.
    COLUMN_MISSING = "roster.column_missing";
    /// Cells that are used hold formulas. Values: `cells`, `n`.
    FORMULA_CELLS = "roster.formula_cells";
    /// No name in the row.
    MISSING_NAME = "roster.missing_name";
    /// No mobile number in the row.
    MISSING_MOBILE = "roster.missing_mobile";
    /// Not ten digits. Value: `typed`.
    MOBILE_NOT_TEN_DIGITS = "roster.mobile_not_ten_digits";
    /// Ten digits, but not a mobile number. Value: `typed`.
    NOT_A_MOBILE = "roster.not_a_mobile";
    /// A number that could be somebody's, in a programme of invented people. Value: `typed`.
    REAL_MOBILE = "roster.real_mobile";
    /// An invented number in a real programme. Value: `typed`.
    SYNTHETIC_MOBILE = "roster.synthetic_mobile";
    /// No designation in the row.
    MISSING_DESIGNATION = "roster.missing_designation";
    /// The designation is not in the list. Value: `typed`.
    UNKNOWN_DESIGNATION = "roster.unknown_designation";
    /// The designation is nearly one of the list. Values: `typed`, `meant`.
    DESIGNATION_SUGGESTED = "roster.designation_suggested";
    /// The designation is known but nobody of it is trained. Value: `typed`.
    DESIGNATION_WITHOUT_ROLE = "roster.designation_without_role";
    /// No facility in the row.
    MISSING_FACILITY = "roster.missing_facility";
    /// The facility is not in the list. Value: `typed`.
    UNKNOWN_FACILITY = "roster.unknown_facility";
    /// The facility is named in another way. Values: `typed`, `meant`.
    FACILITY_SUGGESTED = "roster.facility_suggested";
    /// The facility stands in another district. Values: `typed`, `district`.
    FACILITY_ELSEWHERE = "roster.facility_elsewhere";
    /// The same person stands in an earlier row. Values: `name`, `row`.
    DUPLICATE_PERSON = "roster.duplicate_person";
    /// The mobile number is another person's, in an earlier row. Values: `mobile`, `name`, `row`.
    MOBILE_OF_ANOTHER = "roster.mobile_of_another";
    /// The mobile number is that of a person who is in the system already. Values: `mobile`, `name`, `staff_id`.
    MOBILE_OF_KNOWN_PERSON = "roster.mobile_of_known_person";
    /// A date was not understood and is left out. Value: `typed`.
    DATE_NOT_READ = "roster.date_not_read";
    /// The sex was not understood and is left out. Value: `typed`.
    SEX_NOT_READ = "roster.sex_not_read";
}
