//! The allergy classes of the drug list, as people read them.

use crate::t;
use abhyas_core::Language;

/// The name of an allergy class; a class that an administrator has added since stands for itself.
#[must_use]
pub fn class(l: Language, code: &str) -> &str {
    match code {
        "penicillin" => t::allergy_penicillin(l),
        "cephalosporin" => t::allergy_cephalosporin(l),
        "carbapenem" => t::allergy_carbapenem(l),
        "sulfonamide" => t::allergy_sulfonamide(l),
        "sulfone" => t::allergy_sulfone(l),
        "nsaid" => t::allergy_nsaid(l),
        "salicylate" => t::allergy_salicylate(l),
        "paracetamol" => t::allergy_paracetamol(l),
        "opioid" => t::allergy_opioid(l),
        "fluoroquinolone" => t::allergy_fluoroquinolone(l),
        "macrolide" => t::allergy_macrolide(l),
        "aminoglycoside" => t::allergy_aminoglycoside(l),
        "tetracycline" => t::allergy_tetracycline(l),
        "lincosamide" => t::allergy_lincosamide(l),
        "glycopeptide" => t::allergy_glycopeptide(l),
        "nitroimidazole" => t::allergy_nitroimidazole(l),
        "nitrofuran" => t::allergy_nitrofuran(l),
        "rifamycin" => t::allergy_rifamycin(l),
        "benzodiazepine" => t::allergy_benzodiazepine(l),
        "barbiturate" => t::allergy_barbiturate(l),
        "aromatic_antiepileptic" => t::allergy_aromatic_antiepileptic(l),
        "phenothiazine" => t::allergy_phenothiazine(l),
        "ace_inhibitor" => t::allergy_ace_inhibitor(l),
        "allopurinol" => t::allergy_allopurinol(l),
        "heparin" => t::allergy_heparin(l),
        "iodine" => t::allergy_iodine(l),
        "chlorhexidine" => t::allergy_chlorhexidine(l),
        "amide_anaesthetic" => t::allergy_amide_anaesthetic(l),
        "muscle_relaxant" => t::allergy_muscle_relaxant(l),
        "equine_serum" => t::allergy_equine_serum(l),
        "egg_soya" => t::allergy_egg_soya(l),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use abhyas_services::sandbox::hims::m03_opd::classes;
    use abhyas_services::sandbox::hims::{World, reference};

    #[test]
    fn every_class_of_the_drug_list_has_a_name_in_both_languages() {
        let mut world = World::default();
        reference::standard().unwrap().lay(&mut world);
        for code in classes(&world) {
            let (hi, en) = (class(Language::Hi, &code), class(Language::En, &code));
            assert!(hi != code && hi != en, "{code}");
        }
    }
}
