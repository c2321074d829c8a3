//! Row by row, in file order: what the row says, what is wrong with it, and whether an earlier row said it already.

use super::cell::{Cell, Line, Sheet, column_letters};
use super::codes;
use super::columns::{Field, column_of};
use super::designation::{DesignationMatch, find_designation};
use super::facility::{FacilityMatch, find_facility};
use super::layout::{Layout, LineKind, line_kind};
use super::names::{name_key, same_person};
use super::normalise::{self, BadMobile};
use super::reference::Reference;
use super::report::{Fault, Issue, RosterPerson, RowReport, RowState, Summary};
use super::text::fold;
use abhyas_core::ids::DistrictId;
use abhyas_core::{Code, Refusal};
use chrono::NaiveDate;
use std::collections::HashMap;

/// What the checks need to know beside the rows.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Whether the programme is one of invented people (see [`normalise::mobile`]).
    pub synthetic: bool,
    /// Today in India: decides the century of years with two digits.
    pub today: NaiveDate,
}

/// A row that was taken earlier in the file.
#[derive(Debug)]
struct Earlier {
    row: u32,
    name: String,
}

/// Checks the lines of one sheet, one after the other.
#[derive(Debug)]
pub struct Checker<'a> {
    layout: &'a Layout,
    reference: &'a Reference,
    options: Options,
    by_mobile: HashMap<String, Earlier>,
    by_staff_id: HashMap<String, Earlier>,
    by_self: HashMap<String, Earlier>,
    facilities: HashMap<(String, Option<DistrictId>, String), FacilityMatch>,
}

impl<'a> Checker<'a> {
    /// A checker that has seen no row yet.
    #[must_use]
    pub fn new(layout: &'a Layout, reference: &'a Reference, options: Options) -> Self {
        let none = HashMap::new;
        Self {
            layout,
            reference,
            options,
            by_mobile: none(),
            by_staff_id: HashMap::new(),
            by_self: HashMap::new(),
            facilities: HashMap::new(),
        }
    }

    /// Reads one line; `Err` with its kind when it is no person.
    ///
    /// # Errors
    /// [`LineKind`] of a title, sum, note, repeated header or empty line.
    pub fn line(&mut self, line: &Line) -> Result<RowReport, LineKind> {
        if line.number <= self.layout.header {
            return Err(LineKind::Note);
        }
        match line_kind(line, &self.layout.columns) {
            LineKind::Person => Ok(self.person(line)),
            other => Err(other),
        }
    }

    fn cell<'l>(&self, line: &'l Line, field: Field) -> &'l Cell {
        const EMPTY: &Cell = &Cell::Empty;
        match column_of(&self.layout.columns, field).map(|column| line.cell(column)) {
            Some(Cell::Error(_)) | None => EMPTY,
            Some(cell) => cell,
        }
    }

    fn person(&mut self, line: &Line) -> RowReport {
        let mut issues = Vec::new();
        let mut person = RosterPerson::default();
        match normalise::person_name(&self.cell(line, Field::Name).text()) {
            Some(name) => person.name = name,
            None => issues.push(fault(Field::Name, codes::MISSING_NAME.into(), Fault::MissingName)),
        }
        self.mobile(line, &mut person, &mut issues);
        self.designation(line, &mut person, &mut issues);
        let candidates = self.facility(line, &mut person, &mut issues);
        self.rest(line, &mut person, &mut issues);
        let sound = !issues.iter().any(|issue| issue.fault.is_some());
        if sound {
            issues.extend(self.seen_before(line.number, &person));
        }
        issues.sort_by_key(|issue| (issue.fault.is_none(), issue.fault, !issue.review));
        let gravest = issues.iter().find_map(|issue| issue.fault);
        let state = match gravest {
            Some(_) => RowState::Faulty,
            None if issues.iter().any(|issue| issue.review) => RowState::NeedsReview,
            None => RowState::Good,
        };
        let written = |field| fold(&self.cell(line, field).text());
        let facility_as_written =
            format!("{}|{}|{}", written(Field::Facility), written(Field::Block), written(Field::District));
        RowReport { row: line.number, state, fault: gravest, issues, person, candidates, facility_as_written }
    }

    fn mobile(&self, line: &Line, person: &mut RosterPerson, issues: &mut Vec<Issue>) {
        let cell = self.cell(line, Field::Mobile);
        match normalise::mobile(cell, self.options.synthetic) {
            Ok(mobile) => person.mobile = mobile,
            Err(bad) => issues.push(fault(Field::Mobile, mobile_refusal(bad, &cell.text()), Fault::BadMobile)),
        }
    }

    fn designation(&self, line: &Line, person: &mut RosterPerson, issues: &mut Vec<Issue>) {
        let typed = self.cell(line, Field::Designation).text();
        match find_designation(self.reference, &typed) {
            DesignationMatch::Known(name, role) => {
                name.clone_into(&mut person.designation);
                person.role = role.cloned();
                if role.is_none() {
                    issues.push(review(
                        Field::Designation,
                        Refusal::new(codes::DESIGNATION_WITHOUT_ROLE).with("typed", &typed),
                    ));
                }
            }
            DesignationMatch::Suggested(name, role) => {
                name.clone_into(&mut person.designation);
                person.role = role.cloned();
                issues.push(review(
                    Field::Designation,
                    Refusal::new(codes::DESIGNATION_SUGGESTED).with("typed", &typed).with("meant", name),
                ));
            }
            DesignationMatch::Unknown if typed.is_empty() => {
                issues.push(fault(Field::Designation, codes::MISSING_DESIGNATION.into(), Fault::UnknownDesignation))
            }
            DesignationMatch::Unknown => {
                issues.push(fault(
                    Field::Designation,
                    Refusal::new(codes::UNKNOWN_DESIGNATION).with("typed", &typed),
                    Fault::UnknownDesignation,
                ));
            }
        }
    }

    fn facility(
        &mut self,
        line: &Line,
        person: &mut RosterPerson,
        issues: &mut Vec<Issue>,
    ) -> Vec<super::facility::Candidate> {
        let typed = self.cell(line, Field::Facility).text();
        let (block, district_typed) = (self.cell(line, Field::Block).text(), self.cell(line, Field::District).text());
        if typed.is_empty() {
            issues.push(fault(Field::Facility, codes::MISSING_FACILITY.into(), Fault::UnknownFacility));
            return Vec::new();
        }
        let district = self.reference.district(&district_typed).cloned();
        let reference = self.reference;
        let key = (fold(&typed), district.clone(), fold(&block));
        let found = self
            .facilities
            .entry(key)
            .or_insert_with(|| find_facility(reference, &typed, district.as_ref(), &block))
            .clone();
        match found {
            FacilityMatch::Exact(id) => {
                person.facility = Some(id);
                Vec::new()
            }
            FacilityMatch::Suggested(candidates) => {
                let meant = candidates.first().map(|c| c.name.clone()).unwrap_or_default();
                person.facility = candidates.first().map(|c| c.facility.clone());
                issues.push(review(
                    Field::Facility,
                    Refusal::new(codes::FACILITY_SUGGESTED).with("typed", &typed).with("meant", meant),
                ));
                candidates
            }
            FacilityMatch::Elsewhere(candidates) => {
                person.facility = candidates.first().map(|c| c.facility.clone());
                issues.push(review(
                    Field::Facility,
                    Refusal::new(codes::FACILITY_ELSEWHERE).with("typed", &typed).with("district", &district_typed),
                ));
                candidates
            }
            FacilityMatch::Unknown => {
                issues.push(fault(
                    Field::Facility,
                    Refusal::new(codes::UNKNOWN_FACILITY).with("typed", &typed),
                    Fault::UnknownFacility,
                ));
                Vec::new()
            }
        }
    }

    /// What may be missing or unreadable without making the row faulty.
    fn rest(&self, line: &Line, person: &mut RosterPerson, issues: &mut Vec<Issue>) {
        person.staff_id = normalise::staff_id(self.cell(line, Field::StaffId));
        let sex = self.cell(line, Field::Sex).text();
        person.sex = normalise::sex(&sex);
        if person.sex.is_none() && !sex.is_empty() {
            issues.push(told(Field::Sex, Refusal::new(codes::SEX_NOT_READ).with("typed", &sex)));
        }
        for field in [Field::Born, Field::Joined] {
            let cell = self.cell(line, field);
            let date = normalise::date(cell, self.options.today).filter(|date| *date <= self.options.today);
            if date.is_none() && !cell.is_blank() {
                issues.push(told(field, Refusal::new(codes::DATE_NOT_READ).with("typed", cell.text())));
            }
            if field == Field::Born { person.born = date } else { person.joined = date }
        }
        let email = self.cell(line, Field::Email).text().to_lowercase();
        if email.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
            && !email.contains(char::is_whitespace)
        {
            person.email = email;
        }
    }

    /// Whether an earlier row was this person, or had this mobile number; if neither, remembers the row.
    fn seen_before(&mut self, row: u32, person: &RosterPerson) -> Option<Issue> {
        let duplicate = |earlier: &Earlier, field| {
            let refusal = Refusal::new(codes::DUPLICATE_PERSON).with("name", &earlier.name).with("row", earlier.row);
            Some(fault(field, refusal, Fault::DuplicatePerson))
        };
        if let Some(earlier) = person.staff_id.as_ref().and_then(|id| self.by_staff_id.get(id)) {
            return duplicate(earlier, Field::StaffId);
        }
        if let Some(earlier) = self.by_mobile.get(&person.mobile) {
            if same_person(&earlier.name, &person.name) {
                return duplicate(earlier, Field::Name);
            }
            let refusal = Refusal::new(codes::MOBILE_OF_ANOTHER)
                .with("mobile", &person.mobile)
                .with("name", &earlier.name)
                .with("row", earlier.row);
            return Some(fault(Field::Mobile, refusal, Fault::MobileOfAnother));
        }
        let key = self_key(person);
        if let Some(earlier) = key.as_ref().and_then(|key| self.by_self.get(key)) {
            return duplicate(earlier, Field::Name);
        }
        let earlier = || Earlier { row, name: person.name.clone() };
        self.by_mobile.insert(person.mobile.clone(), earlier());
        if let Some(id) = &person.staff_id {
            self.by_staff_id.insert(id.clone(), earlier());
        }
        if let Some(key) = key {
            self.by_self.insert(key, earlier());
        }
        None
    }
}

/// Two people of one name at one hospital are common; of one name, facility, designation and birth (or joining) date they are one
/// person who gave two numbers. With a staff id the id decides instead.
fn self_key(person: &RosterPerson) -> Option<String> {
    if person.staff_id.is_some() {
        return None;
    }
    let day = person.born.or(person.joined)?;
    let facility = person.facility.as_ref()?;
    Some(format!("{}|{facility}|{}|{day}", name_key(&person.name).join(" "), person.designation))
}

fn mobile_refusal(bad: BadMobile, typed: &str) -> Refusal {
    let code: Code = match bad {
        BadMobile::Missing => return codes::MISSING_MOBILE.into(),
        BadMobile::NotTenDigits => codes::MOBILE_NOT_TEN_DIGITS,
        BadMobile::NotAMobile => codes::NOT_A_MOBILE,
        BadMobile::RealInSynthetic => codes::REAL_MOBILE,
        BadMobile::SyntheticInReal => codes::SYNTHETIC_MOBILE,
    };
    Refusal::new(code).with("typed", typed)
}

const fn fault(field: Field, refusal: Refusal, fault: Fault) -> Issue {
    Issue { field, refusal, fault: Some(fault), review: false }
}

const fn review(field: Field, refusal: Refusal) -> Issue {
    Issue { field, refusal, fault: None, review: true }
}

const fn told(field: Field, refusal: Refusal) -> Issue {
    Issue { field, refusal, fault: None, review: false }
}

/// Refuses a sheet whose used cells hold formulas: what they show depends on the program that opens them, and we never run one.
///
/// # Errors
/// [`codes::FORMULA_CELLS`] with the first cells. Formulas in unused columns and in sums do no harm.
pub fn refuse_formulas(sheet: &Sheet, layout: &Layout) -> Result<(), Refusal> {
    let used =
        |column: usize| layout.columns.get(column).copied().flatten().is_some_and(|field| field != Field::Serial);
    let mut cells = Vec::new();
    for line in sheet.lines.iter().filter(|line| line.number > layout.header) {
        let formulas =
            line.cells.iter().enumerate().filter(|(column, cell)| matches!(cell, Cell::Formula(_)) && used(*column));
        let here: Vec<String> =
            formulas.map(|(column, _)| format!("{}{}", column_letters(column), line.number)).collect();
        if !here.is_empty() && line_kind(line, &layout.columns) == LineKind::Person {
            cells.extend(here);
        }
    }
    if cells.is_empty() {
        return Ok(());
    }
    let shown = cells.iter().take(5).cloned().collect::<Vec<_>>().join(", ");
    let more = if cells.len() > 5 { ", …" } else { "" };
    Err(Refusal::new(codes::FORMULA_CELLS).with("n", cells.len()).with("cells", format!("{shown}{more}")))
}

/// Checks a whole sheet at once: the rows and their counts.
#[must_use]
pub fn check_sheet(
    sheet: &Sheet,
    layout: &Layout,
    reference: &Reference,
    options: Options,
) -> (Vec<RowReport>, Summary) {
    let mut checker = Checker::new(layout, reference, options);
    let mut summary = Summary::default();
    let rows: Vec<RowReport> = sheet.lines.iter().filter_map(|line| checker.line(line).ok()).collect();
    for row in &rows {
        summary.add(row.state, row.fault);
    }
    (rows, summary)
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
