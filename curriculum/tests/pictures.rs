//! What the pictures of every lesson have in common.

use abhyas_core::Language;
use abhyas_curriculum::{Curriculum, MOST_BYTES};

#[test]
fn every_lesson_shows_at_least_two_screens_in_each_language() {
    let curriculum = Curriculum::load().unwrap();
    for lesson in curriculum.lessons() {
        for language in [Language::Hi, Language::En] {
            let shots: Vec<_> = lesson
                .pictures()
                .filter_map(|picture| curriculum.shot(&lesson.module, &picture.name, language))
                .collect();
            assert!(shots.len() >= 2 && shots.len() <= 4, "{} in {language:?}: {}", lesson.module, shots.len());
        }
    }
}

#[test]
fn every_picture_is_shown_small_and_as_wide_as_a_phone() {
    let curriculum = Curriculum::load().unwrap();
    for shot in curriculum.shots() {
        let what = format!("{}/{} in {:?}", shot.module, shot.name, shot.language);
        assert!(shot.bytes.len() <= MOST_BYTES, "{what}: {} bytes", shot.bytes.len());
        assert!(shot.width == 540 && shot.height <= 1440, "{what}: {} × {}", shot.width, shot.height);
        let lesson = curriculum.lessons().iter().find(|lesson| lesson.module.as_str() == shot.module).unwrap();
        assert_eq!(lesson.pictures().filter(|picture| picture.name == shot.name).count(), 1, "{what}");
    }
}
