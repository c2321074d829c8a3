//! Why people come, and what is usually done about it: `data/hospital/ailments.csv` and `seasons.csv`.

use super::SeedError;
use super::tables::rows;
use abhyas_hims::m01_registration::Sex;
use abhyas_hims::reference::DiagnosisCode;
use serde::Deserialize;

const AILMENTS: &str = include_str!("../../data/hospital/ailments.csv");
pub(super) const SEASONS: &str = include_str!("../../data/hospital/seasons.csv");
const TABLE: &str = "ailments.csv";
/// Below this age the child's medicine is given, in completed months.
pub(super) const CHILD_MONTHS: u32 = 144;

/// The codes that the generator itself asks for.
pub(super) const HYPERTENSION: &str = "I10";
/// See [`HYPERTENSION`].
pub(super) const DIABETES: &str = "E11.9";
/// See [`HYPERTENSION`].
pub(super) const ANAEMIA: &str = "D50.9";
/// See [`HYPERTENSION`].
pub(super) const WEAKNESS: &str = "R53";
/// A check-up in pregnancy.
pub(super) const PREGNANCY: &str = "Z34.9";

#[derive(Debug, Clone, Deserialize)]
struct Row {
    code: String,
    curve: String,
    department: String,
    sex: String,
    from: u32,
    to: u32,
    rate: u32,
    since: u16,
    fever: u32,
    complaints: String,
    tests: String,
    rx: String,
    review: u32,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Curve {
    pub curve: String,
    jan: u32,
    feb: u32,
    mar: u32,
    apr: u32,
    may: u32,
    jun: u32,
    jul: u32,
    aug: u32,
    sep: u32,
    oct: u32,
    nov: u32,
    dec: u32,
}

impl Curve {
    /// The months relative to their mean.
    pub(super) fn months(&self) -> [f64; 12] {
        let all = [
            self.jan, self.feb, self.mar, self.apr, self.may, self.jun, self.jul, self.aug, self.sep, self.oct,
            self.nov, self.dec,
        ];
        let mean = f64::from(all.iter().sum::<u32>()) / 12.0;
        all.map(|n| f64::from(n) / mean.max(1e-9))
    }
}

/// One medicine that may be prescribed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Regimen {
    /// For grown people; `None`: not for them.
    pub adult: Option<String>,
    /// For children.
    pub child: Option<String>,
    pub days: u16,
    /// How often it is given.
    pub share: f64,
}

/// One illness.
#[derive(Debug, Clone)]
pub(super) struct Ailment {
    pub code: DiagnosisCode,
    pub department: String,
    pub sex: Option<Sex>,
    /// Completed months, both included.
    pub months: (u32, u32),
    /// Whether people come with it by chance; others have it in their body, or are pregnant.
    pub by_chance: bool,
    pub rate: f64,
    /// Relative to the mean of the year, January first.
    pub season: [f64; 12],
    /// Since how many days people have it when they come.
    pub since: u16,
    pub fever: f64,
    pub complaints: Vec<String>,
    /// Tests by the name in the table, and how often each is ordered.
    pub tests: Vec<(String, f64)>,
    pub regimens: Vec<Regimen>,
    /// How many come again.
    pub review: f64,
}

impl Ailment {
    /// Whether somebody of this sex and age can have it.
    pub(super) fn fits(&self, sex: Sex, months: u32) -> bool {
        self.sex.is_none_or(|only| only == sex) && self.months.0 <= months && months <= self.months.1
    }

    /// Whether a pregnant woman would come for it.
    pub(super) fn fits_pregnancy(&self) -> bool {
        !matches!(self.code.category(), "N92" | "N94" | "N97" | "Z30")
    }
}

/// All of them.
#[derive(Debug, Clone)]
pub(super) struct Ailments(pub Vec<Ailment>);

impl Ailments {
    pub(super) fn read() -> Result<Self, SeedError> {
        let curves: Vec<Curve> = rows("seasons.csv", SEASONS)?;
        let read: Vec<Row> = rows(TABLE, AILMENTS)?;
        read.iter().map(|row| ailment(row, &curves)).collect::<Result<_, _>>().map(Self)
    }

    /// The place of the ailment with a code.
    pub(super) fn place(&self, code: &str) -> Option<usize> {
        self.0.iter().position(|a| a.code.as_str() == code)
    }
}

fn ailment(row: &Row, curves: &[Curve]) -> Result<Ailment, SeedError> {
    let broken = |what: &str| SeedError::Table { table: TABLE, why: format!("{}: {what}", row.code) };
    let season = curves.iter().find(|c| c.curve == row.curve).ok_or_else(|| broken("no such curve"))?;
    Ok(Ailment {
        code: DiagnosisCode::parse(&row.code).ok_or_else(|| broken("no code"))?,
        department: row.department.clone(),
        sex: Sex::from_name(&row.sex),
        months: (row.from, row.to),
        by_chance: ![PREGNANCY, HYPERTENSION, DIABETES].contains(&row.code.as_str()),
        rate: f64::from(row.rate),
        season: season.months(),
        since: row.since,
        fever: f64::from(row.fever) / 100.0,
        complaints: row.complaints.split('+').map(str::to_owned).collect(),
        tests: listed(&row.tests).map(|t| test(t).ok_or_else(|| broken(t))).collect::<Result<_, _>>()?,
        regimens: listed(&row.rx).map(|r| regimen(r).ok_or_else(|| broken(r))).collect::<Result<_, _>>()?,
        review: f64::from(row.review) / 100.0,
    })
}

fn listed(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').filter(|part| !part.is_empty())
}

fn test(text: &str) -> Option<(String, f64)> {
    let (name, percent) = text.split_once(':')?;
    Some((name.to_owned(), percent.parse::<f64>().ok()? / 100.0))
}

/// `ADULT|CHILD:days:percent`; without a bar the same for all.
fn regimen(text: &str) -> Option<Regimen> {
    let mut parts = text.split(':');
    let (products, days, percent) = (parts.next()?, parts.next()?, parts.next()?);
    let named = |id: &str| (!id.is_empty()).then(|| id.to_owned());
    let (adult, child) = match products.split_once('|') {
        Some((adult, child)) => (named(adult), named(child)),
        None => (named(products), named(products)),
    };
    Some(Regimen { adult, child, days: days.parse().ok()?, share: percent.parse::<f64>().ok()? / 100.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_and_everybody_can_have_something() {
        let all = Ailments::read().unwrap();
        for code in [HYPERTENSION, DIABETES, PREGNANCY, ANAEMIA, WEAKNESS] {
            assert!(all.place(code).is_some(), "{code}");
        }
        for sex in [Sex::Female, Sex::Male] {
            for months in 0..1200 {
                assert!(all.0.iter().filter(|a| a.fits(sex, months)).count() >= 2, "{sex:?} at {months} months");
            }
        }
    }
}
