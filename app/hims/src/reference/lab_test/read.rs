//! Reads the files of laboratory tests and findings, and refuses what can not be right.

use super::range::{limits, milli};
use super::{
    Choice, Container, ControlTarget, DeltaLimit, LabTest, LabTestId, Limits, Mark, Measure, RefRange, SpecimenKind,
};
use crate::m01_registration::Sex;
use crate::reference::Level;
use crate::reference::table::{ReferenceError, rows};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

const TESTS: &str = "lab_tests.csv";
const FINDINGS: &str = "lab_findings.csv";

/// A line of `lab_tests.csv`. Lists stand with `|` between.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    id: String,
    short: String,
    hi: String,
    en: String,
    measure: Measure,
    unit: String,
    decimals: u8,
    sex: String,
    ranges: String,
    critical: String,
    delta: String,
    plausible: String,
    choices: String,
    members: String,
    specimen: SpecimenKind,
    container: Container,
    analyser: String,
    turnaround: u32,
    urgent: u32,
    controls: String,
    auto: String,
    loinc: String,
    confirmed: String,
    /// A list of before this column says nothing of it.
    #[serde(default)]
    level: Option<Level>,
}

/// A line of `lab_findings.csv`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Finding {
    code: String,
    hi: String,
    en: String,
}

type Findings = BTreeMap<String, (String, String)>;

/// The tests of a file, with the words of their findings from another.
///
/// # Errors
/// [`ReferenceError`] for a line that can not be read or contradicts itself, for an id that stands twice, and for a panel
/// of tests that are not there, are panels, or need another sample.
pub fn read_lab_tests(tests: &str, findings: &str) -> Result<Vec<LabTest>, ReferenceError> {
    let findings = read_findings(findings)?;
    let mut seen = BTreeSet::new();
    let mut read = Vec::new();
    for line in rows::<Line>(TESTS, tests)? {
        let row = line.id.clone();
        let fault = |why: String| ReferenceError { file: TESTS, row: row.clone(), why };
        if !seen.insert(row.clone()) {
            return Err(fault("stands twice".to_owned()));
        }
        read.push(test(line, &findings).and_then(checked).map_err(fault)?);
    }
    for panel in read.iter().filter(|t| t.is_panel()) {
        let fault = |why: String| ReferenceError { file: TESTS, row: panel.id.as_str().to_owned(), why };
        for id in &panel.members {
            let member = read.iter().find(|t| &t.id == id).ok_or_else(|| fault(format!("no test {}", id.as_str())))?;
            if member.is_panel() || (member.specimen, member.container) != (panel.specimen, panel.container) {
                return Err(fault(format!("{} is a panel or needs another sample", id.as_str())));
            }
            if member.level > panel.level {
                return Err(fault(format!("{} is not done where the panel is", id.as_str())));
            }
        }
    }
    Ok(read)
}

fn read_findings(content: &str) -> Result<Findings, ReferenceError> {
    let mut findings = Findings::new();
    for line in rows::<Finding>(FINDINGS, content)? {
        let fault = |why: &str| ReferenceError { file: FINDINGS, row: line.code.clone(), why: why.to_owned() };
        if line.hi.is_empty() || line.en.is_empty() {
            return Err(fault("a word is missing"));
        }
        if findings.insert(line.code.clone(), (line.hi.clone(), line.en.clone())).is_some() {
            return Err(fault("stands twice"));
        }
    }
    Ok(findings)
}

fn test(line: Line, findings: &Findings) -> Result<LabTest, String> {
    Ok(LabTest {
        id: id(&line.id)?,
        short: line.short,
        hi: line.hi,
        en: line.en,
        measure: line.measure,
        unit: line.unit,
        decimals: line.decimals,
        sex: match line.sex.as_str() {
            "" => None,
            name => Some(Sex::from_name(name).ok_or_else(|| format!("no sex {name}"))?),
        },
        ranges: list(&line.ranges).map(RefRange::parse).collect::<Result<_, _>>()?,
        critical: limits(&line.critical)?,
        delta: delta(&line.delta)?,
        plausible: limits(&line.plausible)?,
        choices: list(&line.choices).map(|text| choice(text, findings)).collect::<Result<_, _>>()?,
        members: list(&line.members).map(id).collect::<Result<_, _>>()?,
        specimen: line.specimen,
        container: line.container,
        analyser: line.analyser,
        turnaround: line.turnaround,
        turnaround_urgent: line.urgent,
        controls: list(&line.controls).map(control).collect::<Result<_, _>>()?,
        auto_verify: yes("auto", &line.auto)?,
        loinc: (!line.loinc.is_empty()).then_some(line.loinc),
        level: line.level.unwrap_or_else(super::everywhere),
        confirmed: yes("confirmed", &line.confirmed)?,
    })
}

fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split('|').map(str::trim).filter(|part| !part.is_empty())
}

fn id(text: &str) -> Result<LabTestId, String> {
    LabTestId::parse(text).ok_or_else(|| format!("not an id: {text}"))
}

fn yes(name: &str, text: &str) -> Result<bool, String> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(format!("{name}: neither yes nor no")),
    }
}

/// `30%/90`: 30 per cent within 90 days.
fn delta(text: &str) -> Result<Option<DeltaLimit>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let read = text.split_once("%/").and_then(|(percent, days)| Some((percent.parse().ok()?, days.parse().ok()?)));
    match read {
        Some((percent, days)) if percent > 0 && days > 0 => Ok(Some(DeltaLimit { percent, days })),
        _ => Err(format!("not a delta limit: {text}")),
    }
}

/// `positive*`: `*` marks an unusual, `!` a critical finding.
fn choice(text: &str, findings: &Findings) -> Result<Choice, String> {
    let (code, mark) = match (text.strip_suffix('*'), text.strip_suffix('!')) {
        (Some(code), _) => (code, Mark::Abnormal),
        (_, Some(code)) => (code, Mark::Critical),
        _ => (text, Mark::Normal),
    };
    let (hi, en) = findings.get(code).ok_or_else(|| format!("no finding {code}"))?.clone();
    Ok(Choice { code: code.to_owned(), hi, en, mark })
}

/// `14.2~0.4`: mean and standard deviation.
fn control(text: &str) -> Result<ControlTarget, String> {
    let read = text.split_once('~').and_then(|(mean, sd)| Some(ControlTarget { mean: milli(mean)?, sd: milli(sd)? }));
    read.filter(|c| c.sd > 0).ok_or_else(|| format!("not a control: {text}"))
}

/// What no test can be.
fn checked(t: LabTest) -> Result<LabTest, String> {
    let number = t.measure == Measure::Number;
    let plausible = t.plausible.unwrap_or_default();
    let within = |l: Limits| {
        l.low.is_none_or(|v| !plausible.below(v) && !plausible.above(v))
            && l.high.is_none_or(|v| !plausible.below(v) && !plausible.above(v))
    };
    let critical_outside = |critical: Limits| {
        t.ranges.iter().all(|r| {
            critical.low.zip(r.limits.low).is_none_or(|(critical, usual)| critical <= usual)
                && critical.high.zip(r.limits.high).is_none_or(|(critical, usual)| critical >= usual)
        })
    };
    let rules = [
        (!t.short.is_empty() && !t.analyser.is_empty(), "a name is missing"),
        (t.hi.chars().any(|c| ('\u{900}'..='\u{97f}').contains(&c)), "the Hindi name is not in Devanagari"),
        (t.en.is_ascii() && !t.en.is_empty(), "the English name is not in Latin letters"),
        (t.decimals <= 3, "more than three decimals"),
        (number || t.ranges.is_empty(), "a range of what is no number"),
        (number || (t.critical.is_none() && t.delta.is_none()), "limits of what is no number"),
        (number == t.plausible.is_some_and(|l| l.low.is_some() && l.high.is_some()), "plausible limits"),
        (!number || t.ranges.iter().all(|r| within(r.limits)), "a range beyond what is plausible"),
        (t.critical.is_none_or(within), "a critical limit beyond what is plausible"),
        (t.critical.is_none_or(critical_outside), "a critical limit within the usual"),
        ((t.measure == Measure::Choice) == (t.choices.len() >= 2), "findings"),
        (t.is_panel() != t.members.is_empty(), "members"),
        (number || t.controls.is_empty(), "a control of what is no number"),
        (t.turnaround >= t.turnaround_urgent && t.turnaround_urgent > 0, "turnaround"),
        (t.loinc.as_deref().is_none_or(is_loinc), "not a LOINC code"),
    ];
    rules.iter().find(|(holds, _)| !holds).map_or_else(|| Ok(t.clone()), |(_, why)| Err((*why).to_owned()))
}

/// A LOINC code: digits, a hyphen and a mod-10 check digit over them.
fn is_loinc(code: &str) -> bool {
    code.split_once('-').is_some_and(|(number, check)| {
        (3..=6).contains(&number.len())
            && check.len() == 1
            && crate::m01_registration::check::luhn::fits(&format!("{number}{check}"))
    })
}
