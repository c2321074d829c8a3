//! What each column means, guessed from its header in Hindi, English or both.

use super::text::{alike, fold, has_words, join_initials};
use serde::{Deserialize, Serialize};

/// What a column can hold. `name` is used in forms and in the stored mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Serial number of the line: read to tell lines from notes, then forgotten.
    Serial,
    /// Employee id.
    StaffId,
    /// The person's name.
    Name,
    /// What the person is employed as.
    Designation,
    /// Where the person works.
    Facility,
    /// The facility's block.
    Block,
    /// The facility's district.
    District,
    /// Mobile number.
    Mobile,
    /// Sex.
    Sex,
    /// Date of birth.
    Born,
    /// Date of joining.
    Joined,
    /// E-mail address.
    Email,
}

impl Field {
    /// Every field, in the order a screen lists them.
    pub const ALL: [Self; 12] = [
        Self::Serial,
        Self::StaffId,
        Self::Name,
        Self::Designation,
        Self::Facility,
        Self::Block,
        Self::District,
        Self::Mobile,
        Self::Sex,
        Self::Born,
        Self::Joined,
        Self::Email,
    ];
    /// Without these a sheet is no roster.
    pub const NEEDED: [Self; 4] = [Self::Name, Self::Designation, Self::Facility, Self::Mobile];

    /// The name used in forms and tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Serial => "serial",
            Self::StaffId => "staff_id",
            Self::Name => "name",
            Self::Designation => "designation",
            Self::Facility => "facility",
            Self::Block => "block",
            Self::District => "district",
            Self::Mobile => "mobile",
            Self::Sex => "sex",
            Self::Born => "born",
            Self::Joined => "joined",
            Self::Email => "email",
        }
    }

    /// The field of a name; `None` for any other text.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// Headers people write for it, folded (see [`fold`]); the usual ones first.
    const fn synonyms(self) -> &'static [&'static str] {
        match self {
            Self::Serial => &[
                "क्र",
                "क्रम",
                "क्रमांक",
                "क्र सं",
                "क्रम संख्या",
                "क्रम सं",
                "क्रसं",
                "s no",
                "s no",
                "sno",
                "sl no",
                "slno",
                "sr no",
                "srno",
                "sl",
                "sr",
                "serial no",
                "serial number",
                "serial",
                "no",
                "#",
            ],
            Self::StaffId => &[
                "employee id",
                "emp id",
                "empid",
                "employee code",
                "emp code",
                "employee no",
                "staff id",
                "staff code",
                "hrms id",
                "hrms code",
                "ehrms id",
                "hrmis id",
                "payee id",
                "pran",
                "id no",
                "id",
                "कर्मचारी आईडी",
                "कर्मचारी कोड",
                "कर्मी आईडी",
                "कर्मी कोड",
                "कर्मचारी संख्या",
                "आईडी",
                "आई डी",
                "पहचान संख्या",
                "स्टाफ आईडी",
                "एचआरएमएस आईडी",
                "मानव संपदा आईडी",
            ],
            Self::Name => &[
                "name",
                "नाम",
                "full name",
                "name of employee",
                "employee name",
                "name of staff",
                "staff name",
                "name of the staff",
                "name of person",
                "name of trainee",
                "trainee name",
                "participant name",
                "name of participant",
                "name of health worker",
                "health worker name",
                "name of official",
                "person name",
                "कर्मी का नाम",
                "कर्मचारी का नाम",
                "कर्मियों का नाम",
                "पूरा नाम",
                "प्रतिभागी का नाम",
                "प्रशिक्षणार्थी का नाम",
                "स्वास्थ्य कर्मी का नाम",
                "पदाधिकारी का नाम",
                "व्यक्ति का नाम",
                "naam",
            ],
            Self::Designation => &[
                "designation",
                "पदनाम",
                "post",
                "पद",
                "post name",
                "name of post",
                "post held",
                "cadre",
                "job title",
                "position",
                "role",
                "current designation",
                "पद का नाम",
                "संवर्ग",
                "पदस्थापित पद",
                "padnam",
                "desig",
                "rank",
            ],
            Self::Facility => &[
                "facility",
                "facility name",
                "name of facility",
                "health facility",
                "name of health facility",
                "place of posting",
                "posting place",
                "place of work",
                "posted at",
                "posting",
                "current posting",
                "present posting",
                "institution",
                "institute",
                "name of institution",
                "health institution",
                "name of institute",
                "hospital",
                "hospital name",
                "name of hospital",
                "workplace",
                "work place",
                "centre",
                "health centre",
                "center",
                "hosp phc name",
                "unit",
                "स्वास्थ्य संस्थान",
                "संस्थान",
                "संस्थान का नाम",
                "स्वास्थ्य संस्थान का नाम",
                "संस्था",
                "संस्था का नाम",
                "अस्पताल",
                "अस्पताल का नाम",
                "पदस्थापन",
                "पदस्थापन स्थल",
                "पदस्थापन स्थान",
                "पदस्थापना",
                "पदस्थापना स्थल",
                "पदस्थापित संस्थान",
                "कार्यस्थल",
                "कार्य स्थल",
                "कार्यरत संस्थान",
                "स्वास्थ्य केंद्र",
                "स्वास्थ्य केन्द्र",
                "केंद्र",
                "केन्द्र",
                "स्वास्थ्य केंद्र का नाम",
                "sansthan",
            ],
            Self::Block => &[
                "block",
                "block name",
                "name of block",
                "प्रखंड",
                "प्रखण्ड",
                "प्रखंड का नाम",
                "ब्लॉक",
                "ब्लाक",
                "phc block",
                "prakhand",
                "taluka",
                "tehsil",
            ],
            Self::District => &[
                "district",
                "district name",
                "name of district",
                "जिला",
                "जिले का नाम",
                "जिला का नाम",
                "जनपद",
                "dist",
                "distt",
                "jila",
                "zila",
            ],
            Self::Mobile => &[
                "mobile",
                "mobile no",
                "mobile number",
                "mob",
                "mob no",
                "phone",
                "phone no",
                "phone number",
                "contact",
                "contact no",
                "contact number",
                "cell",
                "cell no",
                "whatsapp",
                "whatsapp no",
                "whatsapp number",
                "telephone",
                "tel",
                "मोबाइल",
                "मोबाइल नं",
                "मोबाइल नंबर",
                "मोबाइल नम्बर",
                "मोबाईल",
                "मोबाईल नं",
                "मोबाईल नंबर",
                "मोबाइल संख्या",
                "मो",
                "मो नं",
                "मो न",
                "फोन",
                "फोन नं",
                "फोन नंबर",
                "दूरभाष",
                "दूरभाष संख्या",
                "संपर्क",
                "संपर्क नं",
                "संपर्क नंबर",
                "सम्पर्क नंबर",
                "सम्पर्क संख्या",
                "संपर्क सूत्र",
                "व्हाट्सएप नंबर",
                "चलभाष",
            ],
            Self::Sex => &["sex", "gender", "लिंग", "m f", "male female", "पुरुष महिला", "महिला पुरुष", "ling"],
            Self::Born => &[
                "date of birth",
                "dob",
                "birth date",
                "birthdate",
                "born",
                "d o b",
                "जन्म तिथि",
                "जन्मतिथि",
                "जन्म दिनांक",
                "जन्म की तिथि",
                "जन्म तारीख",
            ],
            Self::Joined => &[
                "date of joining",
                "joining date",
                "doj",
                "date of appointment",
                "appointment date",
                "joined",
                "joined on",
                "date of entry in service",
                "योगदान तिथि",
                "योगदान की तिथि",
                "योगदान दिनांक",
                "नियुक्ति तिथि",
                "नियुक्ति की तिथि",
                "कार्यभार ग्रहण तिथि",
                "सेवा में योगदान",
                "date of posting",
                "पदस्थापन तिथि",
            ],
            Self::Email => &[
                "email",
                "e mail",
                "email id",
                "e mail id",
                "mail",
                "mail id",
                "email address",
                "ईमेल",
                "ई मेल",
                "ईमेल आईडी",
                "ई मेल आईडी",
            ],
        }
    }
}

/// Words that make a header mean somebody or something else than the field its other words name.
const SOMETHING_ELSE: &[&str] = &[
    "father",
    "husband",
    "mother",
    "spouse",
    "guardian",
    "nominee",
    "wife",
    "पिता",
    "पति",
    "माता",
    "पत्नी",
    "अभिभावक",
    "bank",
    "बैंक",
    "ifsc",
    "account",
    "खाता",
    "aadhaar",
    "aadhar",
    "आधार",
    "pan",
    "पैन",
    "user",
    "login",
    "officer in charge name",
    "trainer",
    "प्रशिक्षक",
    "session",
    "batch",
    "बैच",
    "mentor",
    "reporting",
    "controlling",
    "alternate",
    "alternative",
    "second",
    "वैकल्पिक",
    "home",
    "permanent",
    "गृह",
    "स्थायी",
    "remarks",
    "टिप्पणी",
    "अभ्युक्ति",
];

/// A header cut into the texts that may each name a field: "नाम / Name", "पदनाम (Designation)", "Mobile\nनंबर", and the whole.
fn parts_of(header: &str) -> Vec<String> {
    let whole = join_initials(header);
    let length = whole.chars().count();
    let letters = whole.chars().filter(|c| c.is_alphabetic()).count();
    if letters == 0 && whole != "#" || length > 60 || SOMETHING_ELSE.iter().any(|word| has_words(&whole, word)) {
        return Vec::new();
    }
    let cut = header.split(['/', '(', ')', '[', ']', '|', '\n', '–', ':', '-', ',']);
    let mut parts: Vec<String> = cut.map(join_initials).filter(|part| !part.is_empty()).collect();
    if !parts.contains(&whole) {
        parts.push(whole);
    }
    parts
}

/// How well a header names a field, 0 (not at all) to 100 (word for word).
#[must_use]
pub fn header_score(header: &str, field: Field) -> u32 {
    parts_score(&parts_of(header), field)
}

fn parts_score(parts: &[String], field: Field) -> u32 {
    let scores = parts.iter().flat_map(|part| field.synonyms().iter().map(move |synonym| one_score(part, synonym)));
    scores.max().unwrap_or(0)
}

fn one_score(part: &str, synonym: &str) -> u32 {
    let without_spaces = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
    if part == synonym
        || (part.contains(' ') != synonym.contains(' ') && without_spaces(part) == without_spaces(synonym))
    {
        return 100;
    }
    let (part_length, length) = (part.chars().count(), synonym.chars().count());
    // The more of the header the synonym covers, the surer: "name of facility" is covered wholly by facility, in part by name.
    if length >= 3 && has_words(part, synonym) {
        return 40 + u32::try_from(40 * length / part_length.max(1)).unwrap_or(0);
    }
    // Texts whose lengths differ by a third can not be four fifths alike.
    let comparable = length >= 5 && part_length.abs_diff(length) * 3 <= length;
    if comparable && alike(part, synonym) >= 0.8 { 70 } else { 0 }
}

/// What each column means; `None` for a column that is not used. Every field stands at most once.
pub type Columns = Vec<Option<Field>>;

/// Guesses the columns of one header line: the surest pair first, each column and each field once. Also the sum of the scores.
#[must_use]
pub fn guess_columns(headers: &[String]) -> (Columns, u32) {
    let mut pairs: Vec<(u32, usize, Field)> = Vec::new();
    for (column, header) in headers.iter().enumerate() {
        let parts = parts_of(header);
        for field in Field::ALL {
            let score = parts_score(&parts, field);
            if score >= 45 {
                pairs.push((score, column, field));
            }
        }
    }
    // Surest first; between equals the column further left.
    pairs.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut columns: Columns = vec![None; headers.len()];
    let mut total = 0;
    for (score, column, field) in pairs {
        let taken = columns.contains(&Some(field));
        if let Some(place @ None) = columns.get_mut(column).filter(|_| !taken) {
            *place = Some(field);
            total += score;
        }
    }
    (columns, total)
}

/// The column that holds a field.
#[must_use]
pub fn column_of(columns: &[Option<Field>], field: Field) -> Option<usize> {
    columns.iter().position(|column| *column == Some(field))
}

/// A header's words for the screen, or its letter when it has none.
#[must_use]
pub fn header_label(header: &str, column: usize) -> String {
    if fold(header).is_empty() {
        super::cell::column_letters(column)
    } else {
        header.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(headers: &[&str]) -> Vec<&'static str> {
        let headers: Vec<String> = headers.iter().map(|h| (*h).to_owned()).collect();
        guess_columns(&headers).0.into_iter().map(|field| field.map_or("-", Field::name)).collect()
    }

    #[test]
    fn columns_are_guessed_from_hindi_english_and_mixed_headers() {
        for (headers, fields) in [
            (
                vec![
                    "क्र.",
                    "नाम / Name",
                    "पदनाम (Designation)",
                    "स्वास्थ्य संस्थान",
                    "प्रखंड",
                    "जिला",
                    "मोबाइल नं.",
                    "लिंग",
                    "योगदान तिथि",
                ],
                vec!["serial", "name", "designation", "facility", "block", "district", "mobile", "sex", "joined"],
            ),
            (
                vec![
                    "Sl. No.",
                    "District",
                    "Block",
                    "Name of Facility",
                    "Name of Staff",
                    "Post",
                    "Contact No.",
                    "Gender",
                    "D.O.B.",
                    "Date of Joining",
                ],
                vec![
                    "serial",
                    "district",
                    "block",
                    "facility",
                    "name",
                    "designation",
                    "mobile",
                    "sex",
                    "born",
                    "joined",
                ],
            ),
            (
                vec![
                    "कर्मी का नाम",
                    "पिता का नाम",
                    "पद",
                    "पदस्थापन स्थल",
                    "जिले का नाम",
                    "मो॰ नं॰",
                    "जन्म तिथि",
                    "कर्मचारी आईडी",
                    "ई-मेल",
                ],
                vec!["name", "-", "designation", "facility", "district", "mobile", "born", "staff_id", "email"],
            ),
            (
                vec![
                    "EMP ID",
                    "EMPLOYEE NAME",
                    "FATHER'S NAME",
                    "DESIGNATION",
                    "PLACE OF POSTING",
                    "MOBILE NUMBER",
                    "ALTERNATE MOBILE",
                    "BANK NAME",
                ],
                vec!["staff_id", "name", "-", "designation", "facility", "mobile", "-", "-"],
            ),
            (
                vec!["Desgination", "Moblie Number", "Name", "Facilty Name"],
                vec!["designation", "mobile", "name", "facility"],
            ),
            (
                vec!["Facility (संस्थान का नाम)", "Staff Name (कर्मी)", "Cadre", "Phone"],
                vec!["facility", "name", "designation", "mobile"],
            ),
            (
                vec!["District Name", "Block Name", "Facility Name", "Name", "Phone\nNumber", "Designation"],
                vec!["district", "block", "facility", "name", "mobile", "designation"],
            ),
            (vec!["कृपया कॉलम न बदलें"], vec!["-"]),
        ] {
            assert_eq!(guessed(&headers), fields, "{headers:?}");
        }
    }

    #[test]
    fn every_synonym_names_its_own_field_best() {
        for field in Field::ALL {
            for synonym in field.synonyms() {
                let best = Field::ALL.into_iter().max_by_key(|f| header_score(synonym, *f));
                assert!(
                    fold(synonym).is_empty() || header_score(synonym, field) == 100,
                    "{synonym} for {field:?}: {best:?}"
                );
            }
        }
    }
}
