//! Prevalences beside NFHS-5, and how they go together.

use super::super::body::ADULT;
use super::super::growth;
use super::super::history::{HAEMOGLOBIN, SCREENING};
use super::super::targets;
use super::Survey;
use super::measure::{Measure, count};
use abhyas_hims::m01_registration::{BhavyaId, Patient, Sex};
use abhyas_hims::m03_opd::{Measured, Pregnancy};
use abhyas_hims::{Day, Moment};
use std::collections::{BTreeMap, BTreeSet};

const PREVALENCE: &str = "prevalence";
const PATTERN: &str = "pattern";
const MUZAFFARPUR: &str = "NFHS-5, Muzaffarpur";
const BIHAR: &str = "NFHS-5, Bihar";
/// Medicines against high blood pressure and against diabetes, by generic.
const FOR_PRESSURE: [&str; 7] =
    ["amlodipine", "telmisartan", "enalapril", "losartan", "ramipril", "atenolol", "hydrochlorothiazide"];
const FOR_SUGAR: [&str; 3] = ["metformin", "glimepiride", "glibenclamide"];

/// An adult as the first vital signs have them.
struct Adult {
    sex: Sex,
    age: u32,
    /// Whether they were grown up when they were measured first.
    grown: bool,
    first: Measured,
    on_pressure: bool,
    on_sugar: bool,
}

impl Adult {
    /// Weight by height squared, kg/m²; the survey has none of children.
    fn build(&self) -> Option<f64> {
        if !self.grown {
            return None;
        }
        let (weight, height) = (f64::from(self.first.weight_g?), f64::from(self.first.height_mm?));
        Some(weight * 1000.0 / (height * height))
    }

    fn pressure(&self) -> Option<(u16, u16)> {
        self.first.systolic.zip(self.first.diastolic)
    }

    fn severe(&self) -> bool {
        self.pressure().is_some_and(|(s, d)| s >= 160 || d >= 100)
    }

    fn mild(&self) -> bool {
        !self.severe() && self.pressure().is_some_and(|(s, d)| s >= 140 || d >= 90)
    }

    fn hypertensive(&self) -> bool {
        self.mild() || self.severe() || self.on_pressure
    }

    fn sugar_above(&self, limit: u16) -> bool {
        self.first.glucose_mg_dl.is_some_and(|g| g > limit)
    }
}

/// The first vital signs of each patient that were measured.
fn first_vitals<'a>(survey: &Survey<'a>) -> BTreeMap<&'a BhavyaId, (Day, Measured)> {
    let mut first: BTreeMap<&BhavyaId, (Moment, Measured)> = BTreeMap::new();
    for vitals in survey.world.vitals().iter() {
        let entry = first.entry(&vitals.patient).or_insert((vitals.taken.at, vitals.measured));
        if vitals.taken.at < entry.0 {
            *entry = (vitals.taken.at, vitals.measured);
        }
    }
    first.into_iter().map(|(patient, (at, measured))| (patient, (at.day(), measured))).collect()
}

fn adults(survey: &Survey<'_>) -> Vec<Adult> {
    let generic = |product: &abhyas_hims::reference::ProductId| {
        survey.world.products().get(product).map_or("", |p| p.generic.as_str())
    };
    let (mut on_pressure, mut on_sugar) = (BTreeSet::new(), BTreeSet::new());
    for prescription in survey.world.prescriptions().iter() {
        for line in &prescription.lines {
            let generic = generic(&line.product);
            if FOR_PRESSURE.contains(&generic) {
                on_pressure.insert(&prescription.patient);
            }
            if FOR_SUGAR.contains(&generic) {
                on_sugar.insert(&prescription.patient);
            }
        }
    }
    let first = first_vitals(survey);
    let adult = |patient: &Patient| {
        let age = patient.birth.age(survey.calendar, Day(0));
        let (day, first) = first.get(&patient.id).copied()?;
        (age >= ADULT && first.systolic.is_some()).then(|| Adult {
            sex: patient.sex,
            age,
            grown: patient.birth.age(survey.calendar, day) >= ADULT,
            first,
            on_pressure: on_pressure.contains(&patient.id),
            on_sugar: on_sugar.contains(&patient.id),
        })
    };
    survey.world.patients().iter().filter_map(|p| adult(p)).collect()
}

/// Builds, pressure, sugar, growth and anaemia beside the survey.
pub(super) fn prevalences(survey: &Survey<'_>) -> Vec<Measure> {
    let adults = adults(survey);
    let mut measures = Vec::new();
    for (sex, who, source) in [(Sex::Female, "women", MUZAFFARPUR), (Sex::Male, "men", BIHAR)] {
        let of_sex: Vec<&Adult> = adults.iter().filter(|a| a.sex == sex).collect();
        let measured: Vec<(u32, f64)> = of_sex.iter().filter_map(|a| Some((a.age, a.build()?))).collect();
        let young: Vec<f64> = measured.iter().filter(|(age, _)| *age < 50).map(|(_, build)| *build).collect();
        let target = if sex == Sex::Female { targets::BUILD_WOMEN } else { targets::BUILD_MEN };
        let mut add = |name: &str, hits: usize, n: usize, target: f64, source: &str| {
            measures.push(Measure::share(PREVALENCE, &format!("{name}, {who}"), hits, n, target, source));
        };
        let thin = young.iter().filter(|b| **b < 18.5).count();
        let heavy = young.iter().filter(|b| **b >= 25.0).count();
        add("BMI below 18.5 (15-49 y)", thin, young.len(), target.0, source);
        add("BMI 25 and more (15-49 y)", heavy, young.len(), target.1, source);
        let (of_pressure, of_sugar) = (targets::pressure(sex), targets::sugar(sex));
        let n = of_sex.len();
        let number = |test: &dyn Fn(&Adult) -> bool| of_sex.iter().filter(|a| test(a)).count();
        add("140-159/90-99 mmHg", number(&Adult::mild), n, of_pressure[0], MUZAFFARPUR);
        add("160/100 mmHg and more", number(&Adult::severe), n, of_pressure[1], MUZAFFARPUR);
        let all: f64 = of_pressure.iter().sum();
        add("140/90 mmHg or on medicine", number(&Adult::hypertensive), n, all, MUZAFFARPUR);
        add("random glucose above 160 mg/dl", number(&|a| a.sugar_above(160)), n, of_sugar[1], MUZAFFARPUR);
        let all: f64 = of_sugar.iter().sum();
        let sugar = number(&|a| a.sugar_above(140) || a.on_sugar);
        add("glucose above 140 mg/dl or on medicine", sugar, n, all, MUZAFFARPUR);
    }
    measures.extend(growth_of_children(survey));
    measures.extend(anaemia(survey));
    measures
}

/// Height and weight for age of children under five, at their first measurement.
fn growth_of_children(survey: &Survey<'_>) -> [Measure; 2] {
    let first = first_vitals(survey);
    let (mut stunted, mut light, mut n) = (0, 0, 0);
    for patient in survey.world.patients().iter() {
        let Some((day, measured)) = first.get(&patient.id) else { continue };
        let (Some(height), Some(weight)) = (measured.height_mm, measured.weight_g) else { continue };
        let days = day.0.saturating_sub(patient.birth.day(survey.calendar).0);
        let months = u32::try_from(days).unwrap_or(0) * 48 / 1461;
        if months < 60 {
            let usual = growth::usual(patient.sex, months);
            n += 1;
            // Heights are whole millimetres, rounded down.
            stunted += usize::from(growth::z(f64::from(height) + 0.5, usual.height) < -2.0);
            light += usize::from(growth::z(f64::from(weight), usual.weight) < -2.0);
        }
    }
    [
        Measure::share(PREVALENCE, "height for age below -2 SD, under 5 y", stunted, n, targets::STUNTED, MUZAFFARPUR),
        Measure::share(PREVALENCE, "weight for age below -2 SD, under 5 y", light, n, targets::TOO_LIGHT, MUZAFFARPUR),
    ]
}

/// Who counts as anaemic among those who were screened, whatever they came for.
fn anaemia(survey: &Survey<'_>) -> Vec<Measure> {
    let groups = [
        ("anaemia, children of 6-59 months", targets::ANAEMIC_CHILDREN, MUZAFFARPUR),
        ("anaemia, pregnant women of 15-49 y", targets::ANAEMIC_PREGNANT, MUZAFFARPUR),
        ("anaemia, women of 15-19 y", targets::ANAEMIC_GIRLS, MUZAFFARPUR),
        ("anaemia, women of 15-49 y, not pregnant", targets::ANAEMIC_WOMEN, MUZAFFARPUR),
        ("anaemia, men of 15-49 y", targets::ANAEMIC_MEN, BIHAR),
    ];
    let mut seen = groups.map(|_| (0, 0));
    for (patient, months, pregnant, tenths) in screened(survey) {
        let pale =
            f64::from(u32::try_from(tenths).unwrap_or(0)) < targets::anaemia(patient.sex, months, pregnant).below;
        let woman = patient.sex == Sex::Female;
        let fits = [
            (6..60).contains(&months),
            woman && pregnant,
            woman && !pregnant && (180..240).contains(&months),
            woman && !pregnant && (180..600).contains(&months),
            !woman && (180..600).contains(&months),
        ];
        for ((hits, n), fits) in seen.iter_mut().zip(fits) {
            *n += usize::from(fits);
            *hits += usize::from(fits && pale);
        }
    }
    let measure = |((name, target, source), (hits, n)): ((&str, f64, &str), (usize, usize))| {
        Measure::share(PREVALENCE, name, hits, n, target, source)
    };
    groups.into_iter().zip(seen).map(measure).collect()
}

/// Screened patients: age in completed months, whether pregnant, haemoglobin in tenths of g/dl.
fn screened<'a>(survey: &'a Survey<'_>) -> impl Iterator<Item = (&'a Patient, u32, bool, i64)> {
    let world = survey.world;
    world.lab_results().iter().filter(|r| r.is_current() && r.test.as_str() == HAEMOGLOBIN).filter_map(move |result| {
        let order = world.lab_orders().get(&result.order).filter(|o| o.note == SCREENING)?;
        let encounter = order.encounter.as_ref().and_then(|e| world.encounters().get(e))?;
        let patient = world.patients().get(&result.patient)?;
        let days = order.ordered.at.day().0.saturating_sub(patient.birth.day(survey.calendar).0);
        let months = u32::try_from(days).ok()? * 48 / 1461;
        Some((&**patient, months, encounter.pregnancy == Some(Pregnancy::Yes), result.value.number()? / 100))
    })
}

/// Pressure rises with age and is higher in men; sugar rises with the build; pale girls are more than pale women.
pub(super) fn patterns(survey: &Survey<'_>) -> Vec<Measure> {
    let adults = adults(survey);
    let among = |test: &dyn Fn(&Adult) -> bool, hit: &dyn Fn(&Adult) -> bool| {
        let all: Vec<&Adult> = adults.iter().filter(|a| test(a)).collect();
        let hits = all.iter().filter(|a| hit(a)).count();
        (count(hits) / count(all.len()).max(1.0), all.len())
    };
    let high = |a: &Adult| a.hypertensive();
    let sweet = |a: &Adult| a.sugar_above(140) || a.on_sugar;
    let aged = |from: u32, to: u32| move |a: &Adult| (from..to).contains(&a.age);
    let built = |from: f64, to: f64| move |a: &Adult| a.build().is_some_and(|b| from <= b && b < to);
    let sexed = |sex: Sex| move |a: &Adult| a.sex == sex;
    let ours = "our assumption on the slope; the order is that of NFHS-5";
    let ratio = |name: &str, upper: (f64, usize), lower: (f64, usize), range: (f64, f64)| {
        Measure::between(PATTERN, name, upper.0 / lower.0.max(1e-9), upper.1 + lower.1, range, ours)
    };
    let (young, middle, old) = (among(&aged(15, 35), &high), among(&aged(35, 55), &high), among(&aged(55, 200), &high));
    let (thin, usual, heavy) =
        (among(&built(0.0, 18.5), &sweet), among(&built(18.5, 25.0), &sweet), among(&built(25.0, 99.0), &sweet));
    let heavy_high = among(&built(25.0, 99.0), &high);
    let usual_high = among(&built(18.5, 25.0), &high);
    vec![
        ratio("high blood pressure, 35-54 y to 15-34 y", middle, young, (1.6, 3.6)),
        ratio("high blood pressure, 55 y and older to 35-54 y", old, middle, (1.15, 2.2)),
        ratio(
            "high blood pressure, men to women",
            among(&sexed(Sex::Male), &high),
            among(&sexed(Sex::Female), &high),
            (1.05, 1.75),
        ),
        ratio("high blood pressure, BMI from 25 to 18.5-24.9", heavy_high, usual_high, (1.1, 2.6)),
        ratio("high sugar, BMI 18.5-24.9 to below 18.5", usual, thin, (1.0, 2.6)),
        ratio("high sugar, BMI from 25 to 18.5-24.9", heavy, usual, (1.2, 2.9)),
    ]
}
