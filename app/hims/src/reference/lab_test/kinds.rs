//! The vocabularies of a laboratory test.

use crate::m01_registration::named;

named! {
    /// What a result is.
    Measure {
        /// A number in the test's unit.
        Number = "number",
        /// One of a list of findings.
        Choice = "choice",
        /// A sentence.
        Text = "text",
        /// No result of its own: the results of its members.
        Panel = "panel",
    }
}

named! {
    /// What is collected.
    SpecimenKind {
        /// Whole blood.
        Blood = "blood",
        /// Blood that clots; the serum is tested.
        Serum = "serum",
        /// Blood whose plasma is tested.
        Plasma = "plasma",
        /// Arterial blood.
        ArterialBlood = "arterial_blood",
        /// Urine.
        Urine = "urine",
        /// Urine of 24 hours.
        Urine24h = "urine24h",
        /// Stool.
        Stool = "stool",
        /// Sputum.
        Sputum = "sputum",
        /// Swab.
        Swab = "swab",
        /// Cerebrospinal fluid.
        Csf = "csf",
        /// Fluid of pleura, belly or a joint.
        BodyFluid = "body_fluid",
        /// Semen.
        Semen = "semen",
        /// Slit-skin or bone-marrow smear.
        Smear = "smear",
    }
}

named! {
    /// Into what it is collected; colours as the tubes' caps.
    Container {
        /// EDTA tube.
        Lavender = "lavender",
        /// Clot activator or plain tube.
        Red = "red",
        /// Gel tube.
        Yellow = "yellow",
        /// Fluoride tube.
        Grey = "grey",
        /// Citrate tube.
        Blue = "blue",
        /// Citrate tube for the ESR.
        Black = "black",
        /// Heparin syringe.
        HeparinSyringe = "heparin_syringe",
        /// Clean cup.
        Cup = "cup",
        /// Sterile cup.
        SterileCup = "sterile_cup",
        /// Bottle for 24 hours.
        Bottle24h = "bottle24h",
        /// Sterile swab.
        SwabTube = "swab_tube",
        /// Blood culture bottle.
        CultureBottle = "culture_bottle",
        /// Sterile tube.
        SterileTube = "sterile_tube",
        /// Glass slide.
        Slide = "slide",
    }
}
