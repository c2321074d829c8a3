//! Medicines, laboratory tests and imaging studies by the names that people read and type: a code stands on no screen.

use crate::t;
use abhyas_core::Language;
use abhyas_services::sandbox::hims::World;
use abhyas_services::sandbox::hims::m08_radiology::{ImagingOrder, Side};
use abhyas_services::sandbox::hims::reference::{
    Form, ImagingStudy, ImagingStudyId, LabTest, LabTestId, Product, ProductId,
};
use leptos::prelude::*;
use std::sync::Arc;

/// Name, strength and form, which no two medicines of the list share: `पैरासिटामोल 500 mg (गोली)`.
#[must_use]
pub fn product(l: Language, product: &Product) -> String {
    format!("{} ({})", product.label(l), form(l, product.form))
}

/// The pharmaceutical form.
#[must_use]
pub fn form(l: Language, form: Form) -> &'static str {
    match form {
        Form::Tablet => t::form_tablet(l),
        Form::DispersibleTablet => t::form_dispersible(l),
        Form::SlowTablet => t::form_slow(l),
        Form::Capsule => t::form_capsule(l),
        Form::Syrup => t::form_syrup(l),
        Form::Suspension => t::form_suspension(l),
        Form::OralDrops => t::form_oral_drops(l),
        Form::Powder => t::form_powder(l),
        Form::Injection => t::form_injection(l),
        Form::Infusion => t::form_infusion(l),
        Form::Cream => t::form_cream(l),
        Form::Ointment => t::form_ointment(l),
        Form::Gel => t::form_gel(l),
        Form::Lotion => t::form_lotion(l),
        Form::Solution => t::form_solution(l),
        Form::EyeDrops => t::form_eye_drops(l),
        Form::EyeOintment => t::form_eye_ointment(l),
        Form::EarDrops => t::form_ear_drops(l),
        Form::NasalDrops => t::form_nasal_drops(l),
        Form::Inhaler => t::form_inhaler(l),
        Form::Respule => t::form_respule(l),
        Form::Suppository => t::form_suppository(l),
        Form::Pessary => t::form_pessary(l),
    }
}

/// The names of all medicines, for a field that points at the list by this id.
pub fn medicine_list(l: Language, world: &World, id: &'static str) -> AnyView {
    let options = world.products().iter().map(|p| view! { <option value=product(l, p)></option> });
    view! { <datalist id=id>{options.collect_view()}</datalist> }.into_any()
}

/// The names of all laboratory tests, for a field that points at the list by this id.
pub fn test_list(l: Language, world: &World, id: &'static str) -> AnyView {
    let options = world.lab_tests().iter().map(|test| view! { <option value=test.name(l).to_owned()></option> });
    view! { <datalist id=id>{options.collect_view()}</datalist> }.into_any()
}

/// The names of all imaging studies, for a field that points at the list by this id.
pub fn study_list(l: Language, world: &World, id: &'static str) -> AnyView {
    let options = world.imaging_studies().iter().map(|s| view! { <option value=s.name(l).to_owned()></option> });
    view! { <datalist id=id>{options.collect_view()}</datalist> }.into_any()
}

/// The study of an order with its side: `घुटने का एक्स-रे, बायाँ`.
#[must_use]
pub fn study(l: Language, world: &World, order: &ImagingOrder) -> String {
    let study = world.imaging_studies().get(&order.study);
    let name = study.map_or_else(|| order.study.as_str().to_owned(), |s| s.name(l).to_owned());
    order.side.map_or_else(|| name.clone(), |s| format!("{name}, {}", side(l, s)))
}

/// A side of the body.
#[must_use]
pub fn side(l: Language, side: Side) -> &'static str {
    match side {
        Side::Left => t::side_left(l),
        Side::Right => t::side_right(l),
        Side::Both => t::side_both(l),
    }
}

/// What a field shows for the medicine that stands in it: its name, or what was typed where it is none.
#[must_use]
pub fn shown_medicine(l: Language, world: &World, typed: &str) -> String {
    let known = ProductId::parse(&medicine(world, typed)).and_then(|id| world.products().get(&id).cloned());
    known.map_or_else(|| typed.to_owned(), |p| product(l, &p))
}

/// What a field shows for the imaging study that stands in it: its name, or what was typed where it is none.
#[must_use]
pub fn shown_study(l: Language, world: &World, typed: &str) -> String {
    let known =
        ImagingStudyId::parse(&imaging_study(world, typed)).and_then(|id| world.imaging_studies().get(&id).cloned());
    known.map_or_else(|| typed.to_owned(), |study| study.name(l).to_owned())
}

/// What a field shows for the test that stands in it: its name, or what was typed where it is none.
#[must_use]
pub fn shown_test(l: Language, world: &World, typed: &str) -> String {
    let known = LabTestId::parse(&lab_test(world, typed)).and_then(|id| world.lab_tests().get(&id).cloned());
    known.map_or_else(|| typed.to_owned(), |test| test.name(l).to_owned())
}

/// The id of the medicine that was typed: by its id, by its whole name in either language, or by name and strength where
/// they say which one. Anything else comes back as it is, for the rules to refuse.
#[must_use]
pub fn medicine(world: &World, typed: &str) -> String {
    let wanted = folded(typed);
    if ProductId::parse(&wanted).is_some_and(|id| world.products().get(&id).is_some()) {
        return wanted;
    }
    let by = |name: fn(Language, &Product) -> String| {
        let is = |p: &&Arc<Product>| [Language::Hi, Language::En].iter().any(|l| folded(&name(*l, p)) == wanted);
        let mut found = world.products().iter().filter(is);
        found.next().filter(|_| found.next().is_none()).map(|p| p.id.as_str().to_owned())
    };
    by(product).or_else(|| by(|l, p| p.label(l))).unwrap_or_else(|| typed.to_owned())
}

/// The id of the laboratory test that was typed: by its id, its short name, or its name in either language. Anything else
/// comes back as it is, for the rules to refuse.
#[must_use]
pub fn lab_test(world: &World, typed: &str) -> String {
    let wanted = folded(typed);
    if LabTestId::parse(&wanted).is_some_and(|id| world.lab_tests().get(&id).is_some()) {
        return wanted;
    }
    let is = |test: &&Arc<LabTest>| {
        let names = [test.name(Language::Hi), test.name(Language::En), test.short.as_str()];
        names.iter().any(|name| folded(name) == wanted)
    };
    let mut found = world.lab_tests().iter().filter(is);
    found.next().filter(|_| found.next().is_none()).map_or_else(|| typed.to_owned(), |test| test.id.as_str().to_owned())
}

/// The id of the imaging study that was typed: by its id or its name in either language. Anything else comes back as it is,
/// for the rules to refuse.
#[must_use]
pub fn imaging_study(world: &World, typed: &str) -> String {
    let wanted = folded(typed);
    if ImagingStudyId::parse(&wanted).is_some_and(|id| world.imaging_studies().get(&id).is_some()) {
        return wanted;
    }
    let is = |study: &&Arc<ImagingStudy>| [Language::Hi, Language::En].iter().any(|l| folded(study.name(*l)) == wanted);
    let mut found = world.imaging_studies().iter().filter(is);
    found
        .next()
        .filter(|_| found.next().is_none())
        .map_or_else(|| typed.to_owned(), |study| study.id.as_str().to_owned())
}

/// As names are compared: small letters, one blank between words.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use abhyas_services::sandbox::hims::reference;

    fn world() -> World {
        let mut world = World::default();
        reference::standard().unwrap().lay(&mut world);
        world
    }

    #[test]
    fn every_medicine_test_and_study_is_found_by_the_name_that_is_shown() {
        let world = world();
        for l in [Language::Hi, Language::En] {
            for p in world.products().iter() {
                assert_eq!(medicine(&world, &product(l, p)), p.id.as_str());
                assert_eq!(shown_medicine(l, &world, p.id.as_str()), product(l, p));
            }
            for test in world.lab_tests().iter() {
                assert_eq!(lab_test(&world, test.name(l)), test.id.as_str());
                assert_eq!(shown_test(l, &world, test.id.as_str()), test.name(l));
            }
            for study in world.imaging_studies().iter() {
                assert_eq!(imaging_study(&world, study.name(l)), study.id.as_str());
                assert_eq!(shown_study(l, &world, study.id.as_str()), study.name(l));
            }
        }
    }

    #[test]
    fn what_is_typed_otherwise_is_one_medicine_or_stays_as_it_is() {
        let world = world();
        for (typed, expected) in [
            ("paracetamol-tab-500", "paracetamol-tab-500"),
            ("  PARACETAMOL   500 mg (Tablet) ", "paracetamol-tab-500"),
            ("पैरासिटामोल 500 mg", "paracetamol-tab-500"),
            // A capsule or a dispersible tablet: nobody guesses.
            ("Amoxicillin 250 mg", "Amoxicillin 250 mg"),
            ("moonshine", "moonshine"),
            ("", ""),
        ] {
            assert_eq!(medicine(&world, typed), expected, "{typed}");
        }
        assert_eq!(lab_test(&world, "Haemoglobin"), "haemoglobin");
        assert_eq!(lab_test(&world, "blood"), "blood");
        assert_eq!(shown_medicine(Language::Hi, &world, "moonshine"), "moonshine");
    }
}
