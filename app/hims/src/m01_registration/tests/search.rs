use super::super::*;
use super::fixture::{create, empty, ram, sunita};

fn found(hospital: &super::fixture::Hospital, query: &str, village: &str) -> Vec<(String, u32, Vec<MatchReason>)> {
    find_patients(&hospital.world, query, village)
        .into_iter()
        .map(|f| (f.patient.id.to_string(), f.points, f.reasons))
        .collect()
}

#[test]
fn a_patient_is_found_however_the_name_is_spelt() {
    let mut hospital = empty();
    let id = hospital.place(sunita());
    hospital.place(ram());
    for (query, reason) in [
        ("Sunita", MatchReason::NameSame),
        ("सुनीता देवी", MatchReason::NameSame),
        ("suneeta debi", MatchReason::NameClose),
        ("Suneeta Devi", MatchReason::NameSame),
        ("सुनिता", MatchReason::NameSame),
        ("Shunita", MatchReason::NameSounds),
        ("sunlta", MatchReason::NameClose),
        ("sunit", MatchReason::NameSounds),
        ("sun", MatchReason::NameClose),
        ("0000012345", MatchReason::Mobile),
        ("००००० १२३४५", MatchReason::Mobile),
        (&id.to_lowercase(), MatchReason::BhavyaId),
    ] {
        let hits = found(&hospital, query, "");
        let reasons: Vec<_> = hits.iter().map(|h| (h.0.clone(), h.2.first().copied())).collect();
        if query == "suneeta debi" {
            assert_eq!(reasons.first().map(|r| &r.0), Some(&id), "{query}");
        } else {
            assert_eq!(reasons, [(id.clone(), Some(reason))], "{query}");
        }
    }
    assert!(found(&hospital, "Mohan", "").is_empty());
}

#[test]
fn the_village_ranks_and_searches_alone() {
    let mut hospital = empty();
    let here = hospital.place(sunita());
    let elsewhere = hospital.place(DetailsInput { village: "Sakra".into(), mobile: String::new(), ..sunita() });
    let order = |village: &str| found(&hospital, "Sunita", village).into_iter().map(|h| h.0).collect::<Vec<_>>();
    assert_eq!(order("Kanti"), [here.clone(), elsewhere.clone()]);
    assert_eq!(order("सकरा"), [elsewhere.clone(), here]);
    assert_eq!(found(&hospital, "", "sakra").into_iter().map(|h| h.0).collect::<Vec<_>>(), [elsewhere]);
}

#[test]
fn what_can_not_be_searched_is_refused_and_not_kept() {
    let mut hospital = empty();
    let wrong_digit = {
        let id = hospital.place(sunita());
        let last = id.chars().last().unwrap().to_digit(10).unwrap();
        format!("{}{}", &id[..id.len() - 1], (last + 1) % 10)
    };
    for (query, village, refusal) in [
        ("", "", "m01.search_empty@query"),
        ("र", "", "m01.search_too_short@query"),
        ("9876543210", "", "m01.mobile_real@query"),
        ("2345 6789 0124", "", "m01.aadhaar_not_stored@query"),
        ("2345 6789 0123", "", "m01.aadhaar_check_digit@query"),
        ("91-1234-5678-9012", "", "m01.abha_real@query"),
        ("राम", "234567890124", "m01.aadhaar_not_stored@village"),
        (&wrong_digit, "", "m01.bhavya_check_digit@query"),
        (&"x".repeat(81), "", "m01.text_too_long@query"),
    ] {
        assert_eq!(
            hospital.refused(SearchPatients { query: query.into(), village: village.into() }),
            [refusal],
            "{query}"
        );
    }
    let kept = serde_json::to_string(&hospital.journal).unwrap();
    assert!(!kept.contains("9876543210") && !kept.contains("23456789"), "nothing that was refused is journalled");
}

#[test]
fn nobody_is_registered_before_somebody_looked_for_them() {
    let mut hospital = empty();
    assert_eq!(hospital.refused(create("", sunita())), ["m01.search_first@"]);
    assert_eq!(hospital.refused(create("SRC000099", sunita())), ["m01.search_first@"]);
    let for_another = hospital.search("राम");
    assert_eq!(hospital.refused(create(&for_another, sunita())), ["m01.search_other_patient@"]);
    let old = hospital.search("sunita");
    hospital.ctx.now = hospital.ctx.now.plus_minutes(61);
    assert_eq!(hospital.refused(create(&old, sunita())), ["m01.search_first@"]);
    let of_somebody_else = hospital.search("sunita");
    hospital.ctx.actor = abhyas_core::PersonId::parse("another").unwrap();
    assert_eq!(hospital.refused(create(&of_somebody_else, sunita())), ["m01.search_first@"]);
    for query in ["Suneeta", "सुनीता", "0000012345"] {
        let search = hospital.search(query);
        let mut fresh = sunita();
        fresh.name_hi = "सुनीता कुमारी".into();
        fresh.name_en = String::new();
        let mut command = create(&search, fresh);
        command.duplicate_reason = "दूसरी मरीज है".into();
        assert!(hospital.run(command).is_ok(), "{query}");
    }
}
