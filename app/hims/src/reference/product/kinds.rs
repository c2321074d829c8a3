//! The vocabularies of a medicine: form, unit, schedule, level, category in pregnancy; severity of an interaction.
//! Routes and frequencies are those of the prescription ([`crate::m03_opd`]).

use crate::m01_registration::named;

named! {
    /// The pharmaceutical form.
    Form {
        /// Tablet.
        Tablet = "tablet",
        /// Tablet that is dissolved in water.
        DispersibleTablet = "dispersible_tablet",
        /// Tablet that releases slowly: never halved.
        SlowTablet = "slow_tablet",
        /// Capsule.
        Capsule = "capsule",
        /// Syrup or other clear liquid by mouth.
        Syrup = "syrup",
        /// Suspension by mouth: shaken before use.
        Suspension = "suspension",
        /// Drops by mouth.
        OralDrops = "oral_drops",
        /// Powder or granules in a sachet.
        Powder = "powder",
        /// Injection.
        Injection = "injection",
        /// Fluid for infusion.
        Infusion = "infusion",
        /// Cream.
        Cream = "cream",
        /// Ointment.
        Ointment = "ointment",
        /// Gel.
        Gel = "gel",
        /// Lotion.
        Lotion = "lotion",
        /// Solution for the skin or mouth.
        Solution = "solution",
        /// Eye drops.
        EyeDrops = "eye_drops",
        /// Eye ointment.
        EyeOintment = "eye_ointment",
        /// Ear drops.
        EarDrops = "ear_drops",
        /// Nasal drops or spray.
        NasalDrops = "nasal_drops",
        /// Metered-dose inhaler.
        Inhaler = "inhaler",
        /// Solution for a nebuliser.
        Respule = "respule",
        /// Suppository.
        Suppository = "suppository",
        /// Vaginal tablet.
        Pessary = "pessary",
    }
}

named! {
    /// The unit in which a dose is said and a prescription's `dose_milli` is counted (in thousandths).
    DoseUnit {
        /// One tablet.
        Tablet = "tablet",
        /// One capsule.
        Capsule = "capsule",
        /// One millilitre.
        Ml = "ml",
        /// One drop.
        Drop = "drop",
        /// One puff of an inhaler.
        Puff = "puff",
        /// One thin layer on the skin, one strip in the eye.
        Application = "application",
        /// One sachet.
        Sachet = "sachet",
        /// One vial of powder.
        Vial = "vial",
        /// One international unit.
        Iu = "iu",
        /// One suppository or vaginal tablet.
        Piece = "piece",
    }
}

named! {
    /// The unit that is counted in stock and handed out.
    Unit {
        /// One tablet.
        Tablet = "tablet",
        /// One capsule.
        Capsule = "capsule",
        /// One bottle.
        Bottle = "bottle",
        /// One tube.
        Tube = "tube",
        /// One vial.
        Vial = "vial",
        /// One ampoule.
        Ampoule = "ampoule",
        /// One sachet.
        Sachet = "sachet",
        /// One inhaler.
        Inhaler = "inhaler",
        /// One respule.
        Respule = "respule",
        /// One suppository or vaginal tablet.
        Piece = "piece",
    }
}

named! {
    /// The schedule of the Drugs Rules, 1945: who may get the medicine, and how the sale is written down.
    Schedule {
        /// Over the counter.
        Otc = "otc",
        /// Schedule G: taken under a doctor's supervision (label caution).
        G = "g",
        /// Schedule H: on prescription.
        H = "h",
        /// Schedule H1: on prescription, with an entry in a register.
        H1 = "h1",
        /// Schedule X: on prescription in duplicate, under lock.
        X = "x",
    }
}

impl Schedule {
    /// Whether it is given on a registered doctor's prescription only.
    #[must_use]
    pub const fn needs_prescriber(self) -> bool {
        matches!(self, Self::H | Self::H1 | Self::X)
    }
}

named! {
    /// The lowest level of facility on whose list a medicine is. Ordered from the village up.
    Level {
        /// Health sub-centre.
        Hsc = "hsc",
        /// Primary health centre.
        Phc = "phc",
        /// Community health centre.
        Chc = "chc",
        /// Sub-divisional hospital.
        Sdh = "sdh",
        /// District hospital.
        Dh = "dh",
        /// Medical college hospital.
        Mch = "mch",
        /// On no list.
        Unlisted = "unlisted",
    }
}

named! {
    /// The category of risk in pregnancy, by the letters of the earlier FDA scheme that Indian texts still use.
    Pregnancy {
        /// No risk shown in studies of women.
        A = "a",
        /// No risk shown in animals; no studies of women.
        B = "b",
        /// Risk can not be ruled out.
        C = "c",
        /// Evidence of risk; may be needed all the same.
        D = "d",
        /// Not to be used.
        X = "x",
        /// No category.
        Unknown = "unknown",
    }
}

named! {
    /// How much an interaction matters.
    Severity {
        /// Watch the patient.
        Minor = "minor",
        /// Adjust the dose or watch closely.
        Moderate = "moderate",
        /// Avoid; only with a reason.
        Major = "major",
        /// Never together.
        Contraindicated = "contraindicated",
    }
}
