//! Build, blood pressure, blood sugar and haemoglobin of one person, as often as NFHS-5 finds them.
//!
//! A share of the survey is spread over ages (and, for pressure and sugar, over builds) by factors of our own; the
//! factors are scaled by the census, so that the whole comes out as the survey has it.

use super::being::Being;
use super::census::Census;
use super::dice::{Dice, Purpose};
use super::growth;
use super::targets;
use abhyas_hims::Day;
use abhyas_hims::m01_registration::Sex;

/// Adults, for the survey.
pub(super) const ADULT: u32 = 15;

/// Body mass index: below 18.5, in between, 25 and more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Build {
    Thin,
    Middle,
    Heavy,
}

/// Blood pressure, or blood sugar, of an adult.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Normal,
    Mild,
    High,
    /// Normal, on medicine.
    Controlled,
}

const BUILDS: [Build; 3] = [Build::Thin, Build::Middle, Build::Heavy];

fn by_age(age: u32, factors: [f64; 6]) -> f64 {
    let [to_24, to_34, to_44, to_54, to_64, older] = factors;
    match age {
        0..25 => to_24,
        25..35 => to_34,
        35..45 => to_44,
        45..55 => to_54,
        55..65 => to_64,
        _ => older,
    }
}

fn thin_factor(age: u32) -> f64 {
    by_age(age, [1.5, 0.9, 0.7, 0.75, 1.0, 1.3])
}

fn heavy_factor(age: u32) -> f64 {
    by_age(age, [0.45, 1.0, 1.45, 1.4, 1.2, 0.8])
}

fn pressure_factor(age: u32, build: Build) -> f64 {
    let of_build = match build {
        Build::Thin => 0.85,
        Build::Middle => 1.0,
        Build::Heavy => 1.5,
    };
    by_age(age, [0.4, 0.65, 1.0, 1.45, 1.8, 2.0]) * of_build
}

fn sugar_factor(age: u32, build: Build) -> f64 {
    let of_build = match build {
        Build::Thin => 0.8,
        Build::Middle => 1.0,
        Build::Heavy => 1.7,
    };
    by_age(age, [0.5, 0.75, 1.1, 1.4, 1.6, 1.5]) * of_build
}

/// The scales that make the factors average 1 over the census.
#[derive(Debug, Clone, Copy)]
struct Scales {
    thin: f64,
    heavy: f64,
    pressure: f64,
    sugar: f64,
}

/// What the bodies of a population are drawn from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Norms {
    women: Scales,
    men: Scales,
}

impl Norms {
    pub(super) fn of(census: &Census) -> Self {
        Self { women: Scales::of(census, Sex::Female), men: Scales::of(census, Sex::Male) }
    }

    const fn scales(&self, sex: Sex) -> &Scales {
        match sex {
            Sex::Female => &self.women,
            _ => &self.men,
        }
    }

    /// The probabilities of the three builds.
    fn builds(&self, sex: Sex, age: u32) -> [f64; 3] {
        self.scales(sex).builds(sex, age)
    }
}

impl Scales {
    fn of(census: &Census, sex: Sex) -> Self {
        let adults: Vec<(f64, u32)> = census
            .0
            .iter()
            .filter(|c| c.sex == sex && c.from >= ADULT)
            .map(|c| (f64::from(c.persons), c.from + 2))
            .collect();
        let mean = |oldest: u32, factor: &dyn Fn(u32) -> f64| {
            let of_age = || adults.iter().filter(|(_, age)| *age < oldest);
            let total: f64 = of_age().map(|(n, _)| n).sum();
            of_age().map(|(n, age)| n * factor(*age)).sum::<f64>() / total.max(1.0)
        };
        // The survey has builds of 15 to 49 years, pressure and sugar of all adults.
        let builds = Self {
            thin: 1.0 / mean(50, &thin_factor),
            heavy: 1.0 / mean(50, &heavy_factor),
            pressure: 1.0,
            sugar: 1.0,
        };
        let over_builds = |age: u32, factor: fn(u32, Build) -> f64| -> f64 {
            builds.builds(sex, age).into_iter().zip(BUILDS).map(|(share, build)| share * factor(age, build)).sum()
        };
        Self {
            pressure: 1.0 / mean(200, &|age| over_builds(age, pressure_factor)),
            sugar: 1.0 / mean(200, &|age| over_builds(age, sugar_factor)),
            ..builds
        }
    }

    fn builds(&self, sex: Sex, age: u32) -> [f64; 3] {
        let target = if sex == Sex::Female { &targets::BUILD_WOMEN } else { &targets::BUILD_MEN };
        let thin = target.0 * self.thin * thin_factor(age);
        let heavy = target.1 * self.heavy * heavy_factor(age);
        [thin, 1.0 - thin - heavy, heavy]
    }
}

/// Numbers from 0 to 1 for the people of one sex and age group, spread over them as evenly as can be: multiples of
/// irrational numbers (Kronecker). Drawn one by one, the shares of a small hospital would be further from the survey's.
struct Spread {
    rank: f64,
    shift: Dice,
    roots: std::array::IntoIter<f64, 4>,
}

impl Spread {
    fn of(seed: u64, being: &Being) -> Self {
        let stratum = being.group * 2 + u32::from(being.sex == Sex::Female);
        let shift = Dice::new(seed, Purpose::Stratum, stratum);
        // The parts after the point of the roots of 2, 3, 7 and 11.
        let roots = [0.414_213_562_373_095, 0.732_050_807_568_877, 0.645_751_311_064_59, 0.316_624_790_355_4];
        Self { rank: f64::from(being.rank), shift, roots: roots.into_iter() }
    }

    fn next(&mut self) -> f64 {
        let turned = self.rank * self.roots.next().unwrap_or(0.5) + self.shift.unit();
        turned - turned.floor()
    }
}

/// One body.
#[derive(Debug, Clone, Copy)]
pub(super) struct Body {
    /// Height of a grown person, mm.
    pub height_mm: f64,
    /// Weight of a grown person, g.
    pub weight_g: f64,
    pub pressure: Level,
    pub sugar: Level,
    /// Where a child stands among those of the same age, in standard deviations.
    pub tall: f64,
    pub stout: f64,
    /// Where the person stands among those with little blood: 0 is the palest.
    pub paleness: f64,
}

impl Body {
    pub(super) fn of(norms: &Norms, seed: u64, being: &Being) -> Self {
        let mut dice = Dice::new(seed, Purpose::Body, being.number);
        let (sex, age) = (being.sex, being.age(Day(0)));
        let mut spread = Spread::of(seed, being);
        let build = pick(spread.next(), norms.builds(sex, age), BUILDS, Build::Middle);
        let height = if sex == Sex::Female { 1512.0 + 56.0 * dice.normal() } else { 1632.0 + 62.0 * dice.normal() };
        let index = match build {
            Build::Thin => (18.4 - dice.normal().abs() * 1.1).max(13.0),
            Build::Middle => (21.4 + dice.normal() * 1.6).clamp(18.6, 24.9),
            Build::Heavy => (25.1 + dice.normal().abs() * 2.8).min(40.0),
        };
        let weight_g = index * (height / 1000.0) * (height / 1000.0) * 1000.0;
        let scales = norms.scales(sex);
        let pressure = level(spread.next(), targets::pressure(sex), scales.pressure * pressure_factor(age, build));
        let sugar = level(spread.next(), targets::sugar(sex), scales.sugar * sugar_factor(age, build));
        let tall = targets::STUNTING.0 + targets::STUNTING.1 * dice.normal();
        // Who is short is mostly light as well: correlation 0.6, the spread of the survey kept.
        let own = dice.normal();
        let alike = (tall - targets::STUNTING.0) / targets::STUNTING.1;
        let stout = targets::UNDERWEIGHT.0 + targets::UNDERWEIGHT.1 * (0.6 * alike + 0.8 * own);
        let paleness = spread.next();
        Self { height_mm: height, weight_g, pressure, sugar, tall, stout, paleness }
    }

    /// Height in millimetres and weight in grams at so many completed months.
    pub(super) fn size(&self, sex: Sex, months: u32) -> (f64, f64) {
        if months >= ADULT * 12 {
            return (self.height_mm, self.weight_g);
        }
        let usual = growth::usual(sex, months);
        // The survey's shares are of children under five; later they catch up a little.
        let (tall, stout) = if months < 60 { (self.tall, self.stout) } else { (self.tall * 0.8, self.stout * 0.8) };
        (
            (usual.height.0 + usual.height.1 * tall).max(400.0),
            (usual.weight.0 + usual.weight.1 * stout.max(-4.0)).max(1500.0),
        )
    }

    /// Haemoglobin in tenths of g/dl at an age, pregnant or not.
    pub(super) fn haemoglobin(&self, sex: Sex, months: u32, pregnant: bool) -> i64 {
        let norm = targets::anaemia(sex, months, pregnant);
        let tenths = if self.paleness < norm.share {
            // Three in a hundred of the anaemic are severe, half are mild, the others in between.
            let rank = self.paleness / norm.share.max(0.001);
            if rank < 0.03 {
                45.0 + rank / 0.03 * 24.0
            } else if rank < 0.5 {
                70.0 + (rank - 0.03) / 0.47 * (norm.below - 10.0 - 70.0)
            } else {
                norm.below - 10.0 + (rank - 0.5) / 0.5 * 9.9
            }
        } else {
            let rank = (self.paleness - norm.share) / (1.0 - norm.share).max(0.001);
            norm.below + rank * rank * 28.0
        };
        whole(tenths)
    }
}

/// The nearest smaller whole number.
pub(super) fn whole(value: f64) -> i64 {
    // Values here are measurements: far inside the range of both types.
    value.floor() as i64
}

fn pick<T: Copy>(drawn: f64, shares: [f64; 3], of: [T; 3], otherwise: T) -> T {
    let mut at = drawn;
    for (share, item) in shares.into_iter().zip(of) {
        if at < share {
            return item;
        }
        at -= share;
    }
    otherwise
}

fn level(drawn: f64, shares: [f64; 3], factor: f64) -> Level {
    pick(drawn, shares.map(|s| s * factor), [Level::Mild, Level::High, Level::Controlled], Level::Normal)
}
