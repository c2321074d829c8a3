use super::*;

fn world() -> World {
    let mut world = World::default();
    read_diagnoses(DIAGNOSES).unwrap().into_iter().for_each(|row| world.lay(row));
    world
}

#[test]
fn the_file_is_whole() {
    let rows = read_diagnoses(DIAGNOSES).unwrap();
    assert!(rows.len() >= 600, "{}", rows.len());
    let chapters: BTreeSet<u8> = rows.iter().map(|d| d.chapter).collect();
    assert_eq!(chapters, (1..=22).collect());
    for diagnosis in &rows {
        let devanagari = diagnosis.hi.chars().any(|c| ('\u{0900}'..='\u{097F}').contains(&c));
        assert!(devanagari && !diagnosis.en.chars().any(|c| ('\u{0900}'..='\u{097F}').contains(&c)), "{diagnosis:?}");
    }
    assert!(rows.iter().filter(|d| d.chapter == 15).all(|d| d.sex == Some(Sex::Female)));
    assert!(rows.iter().filter(|d| d.notifiable).count() >= 50);
}

#[test]
fn what_is_wrong_in_a_file_is_named() {
    let head = "# source: s\n# licence: l\ncode,hi,en,also,sex,notifiable\n";
    for (line, why) in [
        ("A0,हैजा,Cholera,,,no", "no code of ICD-10"),
        ("D49,गाँठ,Lump,,,no", "in no chapter of ICD-10"),
        ("A00.9,,Cholera,,,no", "a language is missing"),
        ("A00.9,हैजा,Cholera,,girl,no", "no sex"),
        ("A00.9,हैजा,Cholera,,,maybe", "notifiable is neither yes nor no"),
        ("A00.9,हैजा,Cholera,,,no\nA00.9,हैजा,Cholera,,,no", "stands twice"),
        ("O80.9,प्रसव,Delivery,,,no", "of pregnancy, but not for women only"),
    ] {
        assert_eq!(read_diagnoses(&format!("{head}{line}\n")).unwrap_err().why, why, "{line}");
    }
}

#[test]
fn a_code_is_read_as_it_is_typed() {
    for (typed, code) in [("a09", Some("A09")), (" E11.9 ", Some("E11.9")), ("S72.00", Some("S72.00"))] {
        assert_eq!(DiagnosisCode::parse(typed).as_ref().map(DiagnosisCode::as_str), code, "{typed}");
    }
    for typed in ["", "A", "A9", "1A9", "A099", "A09.", "A09.123", "बुखार", "A0९"] {
        assert_eq!(DiagnosisCode::parse(typed), None, "{typed}");
    }
}

#[test]
fn people_find_what_they_mean_in_either_script_and_with_slips() {
    let world = world();
    for (query, code) in [
        ("बुखार", "R50.9"),
        ("bukhar", "R50.9"),
        ("fever", "R50.9"),
        ("दस्त", "A09"),
        ("loose motion", "A09"),
        ("typhoid", "A01.0"),
        ("tyfoid", "A01.0"),
        ("टाइफाइड", "A01.0"),
        ("malaria", "B54"),
        ("maleria", "B54"),
        ("dengue", "A90"),
        ("कालाजार", "B55.0"),
        ("kala azar", "B55.0"),
        ("asthma", "J45.9"),
        ("asthama", "J45.9"),
        ("दमा", "J45.9"),
        ("hypertension", "I10"),
        ("मोतियाबिंद", "H26.9"),
        ("साँप काटना", "T63.0"),
        ("snake bite", "T63.0"),
        ("कुत्ते का काटना", "W54"),
        ("khujli", "L29.9"),
        ("UTI", "N39.0"),
        ("e119", "E11.9"),
        ("E11.9", "E11.9"),
    ] {
        let found = find_diagnoses(&world, query, 8);
        let codes: Vec<&str> = found.iter().map(|d| d.code.as_str()).collect();
        assert!(codes.iter().take(3).any(|c| *c == code), "{query}: {codes:?}");
    }
    assert!(find_diagnoses(&world, "", 8).is_empty());
    assert!(find_diagnoses(&world, "xqzw", 8).is_empty());
    assert_eq!(find_diagnoses(&world, "sugar", 8).len(), 8);
    let codes: Vec<String> = find_diagnoses(&world, "e11", 20).iter().map(|d| d.code.as_str().to_owned()).collect();
    assert!(codes.len() == 6 && codes.iter().all(|c| c.starts_with("E11")), "{codes:?}");
}
