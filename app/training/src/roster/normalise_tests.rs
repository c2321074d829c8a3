//! Tables and properties of the normalisers.

use super::*;
use proptest::prelude::*;

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

#[test]
fn mobiles_of_a_synthetic_programme() {
    for (cell, expected) in [
        (text("0000010464"), Ok("0000010464")),
        (text("+91 00000 10464"), Ok("0000010464")),
        (text("00000-10464"), Ok("0000010464")),
        (text("00000010464"), Ok("0000010464")),
        (text("0091 00000 10464"), Ok("0000010464")),
        (text("०००००१०४६४"), Ok("0000010464")),
        (text("0000010464.0"), Ok("0000010464")),
        (text("Mob: 00000 10464"), Ok("0000010464")),
        (text("0000010464 / 0000010465"), Ok("0000010464")),
        (text("12345 / 0000010465"), Ok("0000010465")),
        (Cell::Number(10_464.0), Ok("0000010464")),
        (text("10464"), Err(BadMobile::NotTenDigits)),
        (text("12345-"), Err(BadMobile::NotTenDigits)),
        (text("+91 phone  nahi hai"), Err(BadMobile::NotTenDigits)),
        (text("9876543210"), Err(BadMobile::RealInSynthetic)),
        (Cell::Number(9_876_543_210.0), Err(BadMobile::RealInSynthetic)),
        (text("1234567890"), Err(BadMobile::NotAMobile)),
        (text("   "), Err(BadMobile::Missing)),
        (text("/"), Err(BadMobile::Missing)),
        (Cell::Empty, Err(BadMobile::Missing)),
    ] {
        assert_eq!(mobile(&cell, true), expected.map(str::to_owned), "{cell:?}");
    }
}

#[test]
fn mobiles_of_a_real_programme() {
    for (cell, expected) in [
        (text("98765 43210"), Ok("9876543210")),
        (text("+91-98765-43210"), Ok("9876543210")),
        (text("09876543210"), Ok("9876543210")),
        (Cell::Number(9_876_543_210.0), Ok("9876543210")),
        (Cell::Number(919_876_543_210.0), Ok("9876543210")),
        (text("९८७६५४३२१०"), Ok("9876543210")),
        (text("5876543210"), Err(BadMobile::NotAMobile)),
        (text("0000010464"), Err(BadMobile::SyntheticInReal)),
        (text("987654321"), Err(BadMobile::NotTenDigits)),
        (text("98765432101"), Err(BadMobile::NotTenDigits)),
    ] {
        assert_eq!(mobile(&cell, false), expected.map(str::to_owned), "{cell:?}");
    }
}

#[test]
fn dates_in_every_style() {
    let today = day(2026, 11, 23);
    for (cell, expected) in [
        (text("07.12.2009"), Some(day(2009, 12, 7))),
        (text("7-12-2009"), Some(day(2009, 12, 7))),
        (text("2017-05-04"), Some(day(2017, 5, 4))),
        (text("2017-05-04T00:00:00"), Some(day(2017, 5, 4))),
        (text("2017-05-04 00:00:00"), Some(day(2017, 5, 4))),
        (text("13/2/97"), Some(day(1997, 2, 13))),
        (text("24/8/25"), Some(day(2025, 8, 24))),
        (text("1/1/27"), Some(day(1927, 1, 1))),
        (text("१३/०२/१९९७"), Some(day(1997, 2, 13))),
        (text("4 May 2017"), Some(day(2017, 5, 4))),
        (text("04-Sept-17"), Some(day(2017, 9, 4))),
        (text("4 अगस्त 2017"), Some(day(2017, 8, 4))),
        (Cell::Number(42_859.0), Some(day(2017, 5, 4))),
        (text("42859"), Some(day(2017, 5, 4))),
        (Cell::Date(day(2017, 5, 4)), Some(day(2017, 5, 4))),
        (text("31.02.2017"), None),
        (text("13/13/2017"), None),
        (text("2017"), None),
        (text("soon"), None),
        (Cell::Number(5.0), None),
        (Cell::Empty, None),
    ] {
        assert_eq!(date(&cell, today), expected, "{cell:?}");
    }
}

#[test]
fn sex_in_two_languages() {
    for (said, expected) in [
        ("पुरुष", Some(Sex::Male)),
        ("स्त्री", Some(Sex::Female)),
        ("महिला / F", Some(Sex::Female)),
        ("m", Some(Sex::Male)),
        ("Female", Some(Sex::Female)),
        ("Transgender", Some(Sex::Other)),
        ("?", None),
        ("", None),
    ] {
        assert_eq!(sex(said), expected, "{said}");
    }
}

#[test]
fn names_are_tidied_and_missing_ones_noticed() {
    for (typed, expected) in [
        ("  SUNITA   CHAUDHARY ", Some("Sunita Chaudhary")),
        ("sunita chaudhary", Some("Sunita Chaudhary")),
        ("Sunita McDonald", Some("Sunita McDonald")),
        ("मीना ठाकुर", Some("मीना ठाकुर")),
        ("DR.A.K.SINGH", Some("Dr.A.K.Singh")),
        ("ßita", Some("ßita")),
        ("   ", None),
        ("-", None),
        ("N/A", None),
        ("123", None),
    ] {
        assert_eq!(person_name(typed).as_deref(), expected, "{typed}");
    }
}

proptest! {
    #[test]
    fn a_mobile_survives_every_way_of_writing_it(number in 0u32..100_000, style in 0usize..8) {
        let plain = format!("00000{number:05}");
        let (a, b) = plain.split_at(5);
        let cell = match style {
            0 => text(&plain),
            1 => text(&format!("+91 {a} {b}")),
            2 => text(&format!("{a}-{b}")),
            3 => text(&format!("0{plain}")),
            4 => text(&format!("91{plain}")),
            5 => Cell::Number(f64::from(number)),
            6 => text(&format!("{plain}.0")),
            _ => text(&plain.chars().map(|c| char::from_u32(u32::from('०') + c.to_digit(10).unwrap()).unwrap()).collect::<String>()),
        };
        prop_assert_eq!(mobile(&cell, true), Ok(plain));
    }

    #[test]
    fn whatever_is_accepted_is_ten_digits_of_the_right_kind(typed in "\\PC{0,20}", synthetic: bool) {
        if let Ok(number) = mobile(&text(&typed), synthetic) {
            prop_assert!(number.len() == 10 && number.bytes().all(|b| b.is_ascii_digit()));
            prop_assert_eq!(number.starts_with("00000"), synthetic);
        }
    }

    #[test]
    fn a_date_survives_every_way_of_writing_it(days in 0u64..20_000, style in 0usize..6) {
        let (zero, today) = (day(1970, 1, 1), day(2069, 12, 31));
        let date_meant = zero + Days::new(days);
        let cell = match style {
            0 => text(&date_meant.format("%d.%m.%Y").to_string()),
            1 => text(&date_meant.format("%Y-%m-%d").to_string()),
            2 => text(&date_meant.format("%-d/%-m/%y").to_string()),
            3 => text(&date_meant.format("%d-%b-%Y").to_string()),
            4 => Cell::Number(f64::from(u32::try_from(days).unwrap()) + 25_569.0),
            _ => Cell::Date(date_meant),
        };
        prop_assert_eq!(date(&cell, today), Some(date_meant));
    }

    #[test]
    fn no_text_makes_a_normaliser_fall_over(typed in "\\PC{0,60}") {
        let cell = text(&typed);
        let _ = (date(&cell, day(2026, 11, 23)), sex(&typed), staff_id(&cell));
        if let Some(name) = person_name(&typed) {
            prop_assert_eq!(person_name(&name), Some(name.clone()));
        }
    }
}
