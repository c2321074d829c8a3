//! Reads the files of medicines and interactions, and refuses what can not be right.

use super::{ChildDose, DoseUnit, Form, Interaction, InteractionId, Level, Pregnancy, Product, ProductId, Schedule};
use super::{Severity, Unit};
use crate::m03_opd::{Frequency, Route};
use crate::reference::table::{ReferenceError, rows};
use serde::Deserialize;
use std::collections::BTreeSet;

const PRODUCTS: &str = "products.csv";
const INTERACTIONS: &str = "interactions.csv";

/// A line of `products.csv`. Lists stand with `|` between; amounts are milligrams (or IU) with decimals.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    id: String,
    generic: String,
    hi: String,
    en: String,
    form: Form,
    strength: String,
    dose_unit: DoseUnit,
    content: String,
    unit: Unit,
    unit_size: String,
    routes: String,
    adult_dose: String,
    frequency: Frequency,
    max_day: String,
    child_per_kg: String,
    child_times: String,
    child_max_per_kg_day: String,
    child_from_months: String,
    schedule: Schedule,
    allergies: String,
    class: String,
    groups: String,
    pregnancy: Pregnancy,
    level: Level,
    high_risk: String,
    confirmed: String,
}

/// The medicines of a file.
///
/// # Errors
/// [`ReferenceError`] for a line that can not be read or contradicts itself, and for an id that stands twice.
pub fn read_products(content: &str) -> Result<Vec<Product>, ReferenceError> {
    let mut seen = BTreeSet::new();
    let lines: Vec<Line> = rows(PRODUCTS, content)?;
    lines
        .into_iter()
        .map(|line| {
            let id = line.id.clone();
            let fault = |why: String| ReferenceError { file: PRODUCTS, row: id.clone(), why };
            if !seen.insert(id.clone()) {
                return Err(fault("stands twice".to_owned()));
            }
            product(line).and_then(checked).map_err(fault)
        })
        .collect()
}

fn product(line: Line) -> Result<Product, String> {
    Ok(Product {
        id: ProductId::parse(&line.id).ok_or("not an id")?,
        generic: line.generic,
        generic_hi: line.hi,
        generic_en: line.en,
        form: line.form,
        strength: line.strength,
        dose_unit: line.dose_unit,
        content: thousandths("content", &line.content)?,
        unit: line.unit,
        unit_size_milli: thousandths("unit_size", &line.unit_size)?,
        routes: list(&line.routes)
            .iter()
            .map(|r| Route::from_name(r).ok_or_else(|| format!("no route {r}")))
            .collect::<Result<_, _>>()?,
        adult_dose_milli: i64::try_from(thousandths("adult_dose", &line.adult_dose)?).map_err(|e| e.to_string())?,
        frequency: line.frequency,
        max_day: thousandths("max_day", &line.max_day)?,
        child: child(&line.child_per_kg, &line.child_times, &line.child_max_per_kg_day, &line.child_from_months)?,
        schedule: line.schedule,
        allergies: list(&line.allergies),
        class: line.class,
        groups: list(&line.groups),
        pregnancy: line.pregnancy,
        level: line.level,
        high_risk: yes("high_risk", &line.high_risk)?,
        confirmed: yes("confirmed", &line.confirmed)?,
    })
}

fn child(per_kg: &str, times: &str, max: &str, from: &str) -> Result<Option<ChildDose>, String> {
    if per_kg.is_empty() {
        return if times.is_empty() && max.is_empty() { Ok(None) } else { Err("a child's dose without per_kg".into()) };
    }
    let whole = |name: &str, text: &str| text.parse::<u32>().map_err(|e| format!("{name}: {e}"));
    Ok(Some(ChildDose {
        per_kg: thousandths("child_per_kg", per_kg)?,
        times: whole("child_times", times)?,
        max_per_kg_day: thousandths("child_max_per_kg_day", max)?,
        from_months: whole("child_from_months", if from.is_empty() { "0" } else { from })?,
    }))
}

/// What no medicine can be.
fn checked(p: Product) -> Result<Product, String> {
    let named = [&p.generic, &p.generic_hi, &p.generic_en, &p.class].iter().all(|text| !text.is_empty());
    let adult = p.amount(p.adult_dose_milli).saturating_mul(p.frequency.doses_a_day().into());
    let rules = [
        (named, "a name or class is missing"),
        (p.generic_hi.chars().any(|c| ('\u{900}'..='\u{97f}').contains(&c)), "the Hindi name is not in Devanagari"),
        (p.generic_en.is_ascii(), "the English name is not in Latin letters"),
        (p.id.as_str().starts_with(&p.generic), "the id does not begin with the generic"),
        (!p.routes.is_empty(), "no route"),
        (p.unit_size_milli > 0, "no size of a unit"),
        (p.adult_dose_milli > 0 || p.child.is_some(), "neither an adult's nor a child's dose"),
        (p.max_day == 0 || p.content > 0, "a maximum without a content"),
        (p.max_day == 0 || adult <= p.max_day, "the usual dose is above the maximum"),
        (p.child.is_none() || p.content > 0, "a child's dose without a content"),
        (
            p.child.is_none_or(|c| (1..=8).contains(&c.times) && c.per_kg * u64::from(c.times) <= c.max_per_kg_day),
            "a child's usual dose is above the maximum",
        ),
        (!matches!(p.unit, Unit::Tablet | Unit::Capsule) || p.unit_size_milli == 1000, "a tablet is one dose unit"),
    ];
    match rules.iter().find(|(holds, _)| !holds) {
        Some((_, why)) => Err((*why).to_owned()),
        None => Ok(p),
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    one: String,
    other: String,
    severity: Severity,
    hi: String,
    en: String,
}

/// The interactions of a file, between names that the medicines have.
///
/// # Errors
/// [`ReferenceError`] for a line that can not be read, for a name that no medicine has, and for a pair that stands twice.
pub fn read_interactions(content: &str, products: &[Product]) -> Result<Vec<Interaction>, ReferenceError> {
    let known: BTreeSet<&str> = products.iter().flat_map(Product::interaction_names).collect();
    let mut seen = BTreeSet::new();
    let pairs: Vec<Pair> = rows(INTERACTIONS, content)?;
    pairs
        .into_iter()
        .map(|pair| {
            let id = InteractionId::of(&pair.one, &pair.other);
            let fault = |why: String| ReferenceError { file: INTERACTIONS, row: id.as_ref().to_owned(), why };
            if let Some(name) = [&pair.one, &pair.other].into_iter().find(|n| !known.contains(n.as_str())) {
                return Err(fault(format!("no medicine is, or belongs to, {name}")));
            }
            if pair.hi.is_empty() || pair.en.is_empty() {
                return Err(fault("a sentence is missing".to_owned()));
            }
            if !seen.insert(id.clone()) {
                return Err(fault("stands twice".to_owned()));
            }
            let Pair { one, other, severity, hi: text_hi, en: text_en } = pair;
            Ok(Interaction { id, one, other, severity, text_hi, text_en })
        })
        .collect()
}

fn list(text: &str) -> Vec<String> {
    text.split('|').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn yes(name: &str, text: &str) -> Result<bool, String> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        other => Err(format!("{name}: {other:?} is neither yes nor no")),
    }
}

/// A decimal number with at most three places, as thousandths; nothing is 0. No floating point: doses are exact.
fn thousandths(name: &str, text: &str) -> Result<u64, String> {
    if text.is_empty() {
        return Ok(0);
    }
    let fault = || format!("{name}: {text:?} is no number with at most three decimals");
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || decimals.len() > 3 || !digits(whole) || !digits(decimals) {
        return Err(fault());
    }
    let whole: u64 = whole.parse().map_err(|_| fault())?;
    let decimals: u64 = format!("{decimals:0<3}").parse().map_err(|_| fault())?;
    whole.checked_mul(1000).and_then(|w| w.checked_add(decimals)).ok_or_else(fault)
}
