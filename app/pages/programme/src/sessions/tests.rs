//! Sessions that several teach, and sessions that too few people come to, as a browser without scripts sees them.

use abhyas_core::{Capacity, Language, OnceKey};
use abhyas_kit::testing::{self, get, post};
use abhyas_services::demonstration::{Load, load};
use abhyas_services::masters::{Entry, Kind, save};
use abhyas_services::sessions::{Filter, SessionRecord, edit_form, list, undecided};
use abhyas_services::{Actor, Services};
use axum::http::StatusCode;

fn officer() -> Actor {
    testing::acting("OFFICER", Capacity::Officer, None)
}

/// The small demonstration, and one of its sessions with people.
async fn services() -> (Services, SessionRecord) {
    let sv = testing::services().await;
    load(&sv, Load { small: true, publish: true, seconds: 1, moves: Some(20_000) }, &|_| {}).await.unwrap();
    let all = list(&sv, &officer(), &Filter::default()).await.unwrap().sessions;
    let session = all.into_iter().find(|s| s.seats_taken > 0).unwrap();
    (sv, session)
}

/// The lists ask something of the session's module.
async fn ask(sv: &Services, session: &SessionRecord, cells: &[(&str, &str)]) {
    let (id, most) = (session.module.to_string(), "60".to_owned());
    let kept =
        [("id", id.as_str()), ("name_hi", &session.module_hi), ("name_en", &session.module_en), ("max_size", &most)];
    let row = Entry::from_pairs(kept.into_iter().chain(cells.iter().copied()));
    let key = OnceKey::mint(sv.real_now(), sv.entropy());
    save(sv, &officer(), &key, Kind::Modules, &[row]).await.unwrap();
}

#[tokio::test]
async fn few_people_are_shown_and_decided_in_both_languages() {
    let (sv, session) = services().await;
    let ask_page = async |who: &Actor, l: Language, request| testing::ask(crate::routes(), &sv, who, l, request).await;
    let path = "/sessions/decide";
    let (status, _, html) = ask_page(&officer(), Language::En, get(path)).await;
    assert!(status == StatusCode::OK && html.contains("Nothing to decide"), "{html}");
    ask(&sv, &session, &[("min_size", "60"), ("go_no_go_days", "3")]).await;
    let id = session.id.to_string();
    for (language, words) in [(Language::Hi, "कम से कम 60 चाहिए"), (Language::En, "60 needed at least")]
    {
        let (_, _, html) = ask_page(&officer(), language, get(path)).await;
        assert!(html.contains(words) && html.contains(&format!("id=\"reason-{id}\"")), "{html}");
        assert_eq!(html.matches("<h1>").count(), 1);
        let (_, _, html) = ask_page(&officer(), language, get("/sessions")).await;
        assert!(html.contains("href=\"/sessions/decide\""), "{html}");
    }
    // Without a reason it comes back at the field of that session.
    let body = format!("session={id}&do=hold&reason-{id}=+");
    let (status, _, html) = ask_page(&officer(), Language::En, post(&sv, path, &body)).await;
    let marked =
        html.contains(&format!("href=\"#reason-{id}\"")) && html.contains(&format!("id=\"reason-{id}-error\""));
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && marked, "{html}");
    let body = format!("session={id}&do=hold&reason-{id}=The+last+of+them");
    let (status, to, _) = ask_page(&officer(), Language::En, post(&sv, path, &body)).await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, path));
    for page in [path.to_owned(), format!("/sessions/{id}")] {
        let (_, _, html) = ask_page(&officer(), Language::Hi, get(&page)).await;
        assert!(html.contains("The last of them") && html.contains("Meera Sinha"), "{page}: {html}");
    }
    // A second reason is told whose the first was, and what was typed is still there.
    let body = format!("session={id}&do=hold&reason-{id}=Again");
    let (status, _, html) = ask_page(&officer(), Language::En, post(&sv, path, &body)).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && html.contains("already decided"), "{html}");
    // Another one is cancelled, with its people told.
    let open = undecided(&sv, &officer()).await.unwrap().open;
    let next = open[0].session.id.to_string();
    let (status, to, html) =
        ask_page(&officer(), Language::En, post(&sv, path, &format!("session={next}&do=cancel"))).await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, path), "{html}");
    assert_eq!(undecided(&sv, &officer()).await.unwrap().open.len(), open.len() - 1);
    for capacity in [Capacity::Trainer, Capacity::Mentor, Capacity::Trainee] {
        let stranger = testing::acting("nobody", capacity, None);
        assert_eq!(ask_page(&stranger, Language::En, get(path)).await.0, StatusCode::NOT_FOUND, "{capacity:?}");
    }
}

#[tokio::test]
async fn all_who_teach_are_named_and_can_be_changed_by_hand() {
    let (sv, session) = services().await;
    let ask_page = async |who: &Actor, request| testing::ask(crate::routes(), &sv, who, Language::En, request).await;
    let one = format!("/sessions/{}", session.id);
    let (_, _, html) = ask_page(&officer(), get(&format!("{one}/edit"))).await;
    assert!(!html.contains("co_trainer_0"), "its module asks for nobody: {html}");
    ask(&sv, &session, &[("co_trainers", "1")]).await;
    let (_, _, html) = ask_page(&officer(), get(&format!("{one}/edit"))).await;
    assert!(html.contains("name=\"co_trainer_0\"") && html.contains("Co-trainer 1"), "{html}");
    let fields = format!(
        "day={}&half={}&room={}&trainer={}&version={}&overrule=1",
        session.day, session.half, session.room, session.trainer, session.version
    );
    // Nobody: said at the field. Then whoever is free: the first who breaks no rule.
    let (status, _, html) = ask_page(&officer(), post(&sv, &format!("{one}/edit"), &fields)).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && html.contains("href=\"#co_trainer_0\""), "{html}");
    let trainers = edit_form(&sv, &officer(), &session.id).await.unwrap().trainers;
    let mut chosen = None;
    for (id, name) in trainers.into_iter().filter(|(id, _)| *id != session.trainer.as_str()) {
        let (status, ..) =
            ask_page(&officer(), post(&sv, &format!("{one}/edit"), &format!("{fields}&co_trainer_0={id}"))).await;
        if status == StatusCode::SEE_OTHER {
            chosen = Some((id, name));
            break;
        }
    }
    let (id, name) = chosen.expect("somebody is free");
    for path in [one.clone(), format!("{one}/sheet"), "/sessions".to_owned()] {
        let (_, _, html) = ask_page(&officer(), get(&path)).await;
        assert!(html.contains(&name), "{path}: {html}");
    }
    // They lead it as the trainer does, and find it among their own.
    let helper = testing::acting(&id, Capacity::Trainer, None);
    for path in [one.clone(), format!("{one}/attendance"), format!("{one}/sheet"), "/my".to_owned()] {
        let (status, _, html) = ask_page(&helper, get(&path)).await;
        assert!(status == StatusCode::OK && html.contains(session.module.as_str()), "{path}: {html}");
    }
    assert_eq!(ask_page(&helper, get(&format!("{one}/edit"))).await.0, StatusCode::NOT_FOUND);
}
