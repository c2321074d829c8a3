//! Order sets: what is usually prescribed and tested for a diagnosis, so that a prescription for a common illness takes a
//! few taps. Every row is **to be confirmed by a clinician**.

use super::table::{ReferenceError, rows};
use super::{Diagnosis, DiagnosisCode, LabTest, LabTestId, Product, ProductId};
use crate::engine::{Index, Record};
use crate::m03_opd::Frequency;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The file of order sets.
pub const ORDER_SETS: &str = include_str!("../../reference/order_sets.csv");
const FILE: &str = "order_sets.csv";

/// One medicine of a set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetLine {
    /// The medicine.
    pub product: ProductId,
    /// One dose in thousandths of its dose unit; absent where it is reckoned by weight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dose_milli: Option<i64>,
    /// How often; absent where it comes with the dose by weight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frequency: Option<Frequency>,
    /// For how many days.
    pub days: u16,
    /// What the patient should heed, in Hindi.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hi: String,
    /// The same in English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
}

/// The set of a diagnosis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderSet {
    /// The diagnosis.
    pub code: DiagnosisCode,
    /// For adults.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub adult: Vec<SetLine>,
    /// For children.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub child: Vec<SetLine>,
    /// The tests.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tests: Vec<LabTestId>,
}

impl Record for OrderSet {
    const KIND: &'static str = "order_set";
    type Id = DiagnosisCode;

    fn id(&self) -> &DiagnosisCode {
        &self.code
    }

    fn indexes() -> &'static [Index<Self>] {
        &[]
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    code: String,
    kind: String,
    item: String,
    dose: String,
    frequency: String,
    days: String,
    hi: String,
    en: String,
}

/// What rows may name.
pub(super) struct Known<'a> {
    /// Diagnoses.
    pub diagnoses: &'a [Diagnosis],
    /// Medicines.
    pub products: &'a [Product],
    /// Tests.
    pub lab_tests: &'a [LabTest],
}

/// Reads a file of order sets.
///
/// # Errors
/// [`ReferenceError`] for the first row that names no diagnosis, medicine or test, or whose dose can not be given.
pub(super) fn read_order_sets(content: &str, known: &Known<'_>) -> Result<Vec<OrderSet>, ReferenceError> {
    let mut sets: BTreeMap<DiagnosisCode, OrderSet> = BTreeMap::new();
    let lines: Vec<Line> = rows(FILE, content)?;
    for line in lines {
        let fault =
            |why: &str| ReferenceError { file: FILE, row: format!("{} {}", line.code, line.item), why: why.to_owned() };
        let code = DiagnosisCode::parse(&line.code).filter(|code| known.diagnoses.iter().any(|d| d.code == *code));
        let code = code.ok_or_else(|| fault("no diagnosis"))?;
        let new = || OrderSet { code: code.clone(), adult: Vec::new(), child: Vec::new(), tests: Vec::new() };
        let set = sets.entry(code.clone()).or_insert_with(new);
        match line.kind.as_str() {
            "adult" => set.adult.push(medicine(&line, known, false).map_err(fault)?),
            "child" => set.child.push(medicine(&line, known, true).map_err(fault)?),
            "test" => {
                let test = LabTestId::parse(&line.item).filter(|id| known.lab_tests.iter().any(|t| t.id == *id));
                set.tests.push(test.ok_or_else(|| fault("no laboratory test"))?);
            }
            _ => return Err(fault("neither adult, child nor test")),
        }
    }
    Ok(sets.into_values().collect())
}

fn medicine(line: &Line, known: &Known<'_>, child: bool) -> Result<SetLine, &'static str> {
    let product = known.products.iter().find(|p| p.id.as_str() == line.item).ok_or("no medicine")?;
    let dose_milli = crate::m03_opd::read_dose(&line.dose).filter(|dose| *dose > 0);
    let frequency = Frequency::from_name(&line.frequency);
    let by_weight = child && line.dose.is_empty() && line.frequency.is_empty() && product.child.is_some();
    if !by_weight && (dose_milli.is_none() || frequency.is_none()) {
        return Err("neither dose and frequency nor a dose by weight");
    }
    let days = line.days.parse().ok().filter(|days| *days > 0).ok_or("no days")?;
    if line.hi.is_empty() != line.en.is_empty() {
        return Err("a language is missing");
    }
    let (product, hi, en) = (product.id.clone(), line.hi.clone(), line.en.clone());
    Ok(SetLine { product, dose_milli, frequency, days, hi, en })
}

#[cfg(test)]
mod tests {
    use super::super::standard;
    use super::*;

    fn read(line: &str) -> Result<Vec<OrderSet>, String> {
        let standard = standard().unwrap();
        let known =
            Known { diagnoses: &standard.diagnoses, products: &standard.products, lab_tests: &standard.lab_tests };
        let head = "# source: s\n# licence: l\ncode,kind,item,dose,frequency,days,hi,en\n";
        read_order_sets(&format!("{head}{line}\n"), &known).map_err(|e| e.why)
    }

    #[test]
    fn the_sets_of_this_release() {
        let sets = &standard().unwrap().order_sets;
        assert!(sets.len() >= 40, "{}", sets.len());
        let fever = sets.iter().find(|s| s.code.as_str() == "R50.9").unwrap();
        assert_eq!((fever.adult.len(), fever.child.len(), fever.tests.len()), (1, 1, 3));
    }

    #[test]
    fn what_can_not_be_a_row_is_refused() {
        for (line, why) in [
            ("X99.9,adult,paracetamol-tab-500,1,tds,3,,", "no diagnosis"),
            ("R50.9,adult,magic-tab-1,1,tds,3,,", "no medicine"),
            ("R50.9,adult,paracetamol-tab-500,,tds,3,,", "neither dose and frequency nor a dose by weight"),
            ("R50.9,child,aspirin-tab-75,,,3,,", "neither dose and frequency nor a dose by weight"),
            ("R50.9,adult,paracetamol-tab-500,1,tds,0,,", "no days"),
            ("R50.9,adult,paracetamol-tab-500,1,tds,3,खाने के बाद,", "a language is missing"),
            ("R50.9,test,magic,,,,,", "no laboratory test"),
            ("R50.9,pet,magic,,,,,", "neither adult, child nor test"),
        ] {
            assert_eq!(read(line).unwrap_err(), why, "{line}");
        }
        assert_eq!(read("R50.9,child,paracetamol-syr-125,,,3,,").unwrap().len(), 1);
    }
}
