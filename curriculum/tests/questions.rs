//! What the questions of every module have in common.

use abhyas_curriculum::Curriculum;
use abhyas_curriculum::questions::{Answers, Choice, Question};

fn right_places(question: &Question) -> impl Iterator<Item = usize> {
    question.choice.iter().enumerate().filter(|(_, choice)| choice.right).map(|(place, _)| place)
}

#[test]
fn every_lesson_has_twenty_questions_some_on_safety_and_some_with_several_answers() {
    let curriculum = Curriculum::load().unwrap();
    for lesson in curriculum.lessons() {
        let questions = &curriculum.questions(&lesson.module).unwrap().question;
        assert_eq!(questions.len(), 20, "{}", lesson.module);
        assert!(questions.iter().filter(|q| q.safety).count() >= 3, "{}", lesson.module);
        assert!(questions.iter().filter(|q| q.right_choices() > 1).count() >= 3, "{}", lesson.module);
    }
}

#[test]
fn the_right_answers_get_all_points() {
    let curriculum = Curriculum::load().unwrap();
    for lesson in curriculum.lessons() {
        let questions = curriculum.questions(&lesson.module).unwrap();
        let key: Answers = questions.question.iter().map(|q| (q.id.clone(), right_places(q).collect())).collect();
        let marked = questions.mark(&key);
        assert_eq!((marked.right, marked.safety_missed), (20, 0), "{}", lesson.module);
    }
}

/// Whoever knows nothing and always takes the longest answer must not pass (70 %).
#[test]
fn the_longest_choice_is_no_way_to_pass() {
    let curriculum = Curriculum::load().unwrap();
    for lesson in curriculum.lessons() {
        let questions = curriculum.questions(&lesson.module).unwrap();
        for text in [|c: &Choice| c.hi.chars().count(), |c: &Choice| c.en.chars().count()] {
            let longest =
                |q: &Question| q.choice.iter().enumerate().max_by_key(|(_, c)| text(c)).map(|(place, _)| place);
            let guess: Answers =
                questions.question.iter().map(|q| (q.id.clone(), longest(q).into_iter().collect())).collect();
            let right = questions.mark(&guess).right;
            assert!(right <= 10, "{}: {right} of 20 by length", lesson.module);
        }
    }
}
