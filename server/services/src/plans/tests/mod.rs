//! The story of a plan: made, looked at, previewed, published, made again.

mod life;
mod options;
mod rolling;
pub(crate) mod world;

use super::*;
use crate::testing::{acting, key};
use crate::{ServiceError, sessions};
use abhyas_core::{Capacity, Language, PlanId};
use abhyas_store::testing::{each_database, sqlite};
use world::{ended, officer, person, planned, published, world};

#[tokio::test]
async fn a_plan_is_made_previewed_published_and_told() {
    each_database(|db| async move {
        let sv = world(db).await;
        let plan = planned(&sv).await;
        assert_eq!(plan.state, "draft");
        let seen = draft(&sv, &officer(), &plan.id).await.unwrap();
        assert_eq!((seen.report.score.hard, seen.report.missing.len(), seen.seats_wanted()), (0, 0, 20));
        let districts = groups(&seen, By::District);
        assert_eq!(
            districts.iter().map(|g| (g.name.id.as_str(), g.people, g.taken)).collect::<Vec<_>>(),
            [("MUZ", 6, 12), ("NAL", 4, 8)]
        );
        assert_eq!(sessions_in(&seen, By::Module, "M01").iter().map(|s| s.people.len()).sum::<usize>(), 10);
        let (rows, all) = person_rows(&seen, "staff-n0", 4);
        assert_eq!((rows.len(), all), (4, 9));
        assert!(rows.iter().all(|r| r.modules.iter().all(|(_, session)| session.is_some())));
        assert!(missing(&seen, Language::Hi).unwrap().is_empty());

        // People see nothing before it is published.
        assert!(sessions::mine(&sv, &person("N01", Capacity::Trainee)).await.unwrap().seats.is_empty());
        let preview = preview(&sv, &officer(), &plan.id, Language::En).await.unwrap();
        assert_eq!(preview.told.len(), 12, "ten nurses and two trainers");
        assert_eq!((preview.counts, preview.unseated), ([seen.sessions.len(), 0, 0, 0], 0));

        let once = key(&sv);
        assert_eq!(publish(&sv, &officer(), &once, &plan.id).await, Ok(1));
        assert_eq!(publish(&sv, &officer(), &once, &plan.id).await, Ok(1), "the same form again");
        let again = publish(&sv, &officer(), &key(&sv), &plan.id).await;
        assert!(matches!(again, Err(ServiceError::Refused(r)) if r[0].code == codes::NO_DRAFT));
        let mine = sessions::mine(&sv, &person("N01", Capacity::Trainee)).await.unwrap();
        assert_eq!((mine.seats.len(), mine.messages.len()), (2, 1));
        assert!(mine.seats[0].session.module.as_str() == "M01", "what others build on comes first");
        assert_eq!(mine.messages[0].en.lines().count(), 2);
        assert!(!sessions::mine(&sv, &person("K1", Capacity::Trainer)).await.unwrap().seats.is_empty());
    })
    .await;
}

#[tokio::test]
async fn people_without_a_seat_are_told_what_is_missing_and_what_would_do() {
    let sv = world(sqlite().await).await;
    let plan = planned(&sv).await;
    let mut seen = draft(&sv, &officer(), &plan.id).await.unwrap();
    seen.instance.trainers.iter_mut().for_each(|t| t.max_total = 1);
    seen.plan.sessions.clear();
    seen.report = abhyas_planner::checker::check(&seen.instance, &seen.plan, None);
    let told = |seen: &Draft, language| {
        let groups = missing(seen, language).unwrap();
        let words = |r: &abhyas_core::Refusal| {
            let words = abhyas_i18n::refusals::explain(language, r);
            format!("{} {}", words.message, words.next)
        };
        let line = |g: Missing| {
            let reasons: Vec<String> = g.reasons.iter().map(words).collect();
            format!("{} | {} | {} | {}", g.module, g.district, g.people.len(), reasons.join(" "))
        };
        groups.into_iter().map(line).collect::<Vec<_>>()
    };
    insta::assert_snapshot!(told(&seen, Language::En).join("\n"), @r"
    M01 Module M01 | MUZ en | 6 | M01 Module M01 in the whole programme: 2 trainers may teach 2 half-days at most, 3 are needed. Half-days short: 1. Add a trainer, or let each teach 1 more.
    M02 Module M02 | MUZ en | 6 | M01 Module M01 comes first, and there they have no seat. Make up what is missing for M01 Module M01 first.
    M01 Module M01 | NAL en | 4 | M01 Module M01 in the whole programme: 2 trainers may teach 2 half-days at most, 3 are needed. Half-days short: 1. Add a trainer, or let each teach 1 more.
    M02 Module M02 | NAL en | 4 | M01 Module M01 comes first, and there they have no seat. Make up what is missing for M01 Module M01 first.
    ");
    insta::assert_snapshot!(told(&seen, Language::Hi).join("\n"), @r"
    M01 मॉड्यूल M01 | MUZ हि | 6 | M01 मॉड्यूल M01, पूरा कार्यक्रम: 2 प्रशिक्षक कुल मिलाकर ज़्यादा से ज़्यादा 2 आधे दिन पढ़ा सकते हैं, ज़रूरत 3 की है। 1 आधे दिन की कमी है: नया प्रशिक्षक जोड़ें, या हर प्रशिक्षक 1 आधे दिन और पढ़ाए।
    M02 मॉड्यूल M02 | MUZ हि | 6 | पहले M01 मॉड्यूल M01 करना होता है, और उसमें इन्हें सीट नहीं मिली। पहले M01 मॉड्यूल M01 की कमी दूर करें।
    M01 मॉड्यूल M01 | NAL हि | 4 | M01 मॉड्यूल M01, पूरा कार्यक्रम: 2 प्रशिक्षक कुल मिलाकर ज़्यादा से ज़्यादा 2 आधे दिन पढ़ा सकते हैं, ज़रूरत 3 की है। 1 आधे दिन की कमी है: नया प्रशिक्षक जोड़ें, या हर प्रशिक्षक 1 आधे दिन और पढ़ाए।
    M02 मॉड्यूल M02 | NAL हि | 4 | पहले M01 मॉड्यूल M01 करना होता है, और उसमें इन्हें सीट नहीं मिली। पहले M01 मॉड्यूल M01 की कमी दूर करें।
    ");
    seen.districts = Some(["NAL".to_owned()].into());
    assert!(told(&seen, Language::En).iter().all(|line| line.contains("NAL")), "a coordinator sees their own people");
}

#[tokio::test]
async fn a_second_plan_of_an_unchanged_programme_changes_and_tells_nothing() {
    let sv = published(sqlite().await).await;
    let plan = planned(&sv).await;
    let found = preview(&sv, &officer(), &plan.id, Language::Hi).await.unwrap();
    assert_eq!((found.told.len(), found.counts[0], found.counts[2]), (0, 0, 0));
    assert_eq!(publish(&sv, &officer(), &key(&sv), &plan.id).await, Ok(2));
    assert_eq!(sessions::mine(&sv, &person("N01", Capacity::Trainee)).await.unwrap().messages.len(), 1);
    let all = plans(&sv, &officer()).await.unwrap();
    let versions: std::collections::BTreeSet<_> = all.iter().filter_map(|p| p.plan.number).collect();
    assert_eq!(versions, [1, 2].into(), "every version stays");
}

#[tokio::test]
async fn a_draft_that_the_lists_have_overtaken_is_refused() {
    let sv = world(sqlite().await).await;
    let plan = planned(&sv).await;
    let mut tx = sv.db().begin().await.unwrap();
    let trainer = abhyas_store::masters::trainer_by_id(sv.db(), &person("K1", Capacity::Trainer).person).await.unwrap();
    let gone = abhyas_store::masters::TrainerRecord { active: false, ..trainer.unwrap() };
    abhyas_store::masters::put_trainer(&mut tx, &gone).await.unwrap();
    tx.commit().await.unwrap();
    let refused = publish(&sv, &officer(), &key(&sv), &plan.id).await;
    assert!(matches!(refused, Err(ServiceError::Refused(r)) if r[0].code == codes::OUTDATED));
    // A plan made now does without the trainer, and says whom it could not seat and why.
    let next = planned(&sv).await;
    let seen = draft(&sv, &officer(), &next.id).await.unwrap();
    assert_eq!(seen.report.score.hard, 0);
    assert!(seen.sessions.iter().all(|s| s.trainer.id != "K1"));
}

#[tokio::test]
async fn a_run_can_be_stopped_and_keeps_its_best_plan() {
    let sv = world(sqlite().await).await;
    // The clock of tests stands still, so only the stop ends this run.
    let new = NewPlan { seconds: 3600, seed: 1, iterations: None, from: None };
    let id = make_plan(&sv, &officer(), &key(&sv), new).await.unwrap();
    let second = make_plan(&sv, &officer(), &key(&sv), new).await;
    assert!(matches!(second, Err(ServiceError::Refused(r)) if r[0].code == codes::RUNNING));
    assert!(matches!(draft(&sv, &officer(), &id).await, Err(ServiceError::NotFound)), "no plan to see yet");
    // While it runs, all that the best plan costs is told item by item.
    let told = loop {
        let progress = plan_summary(&sv, &officer(), &id).await.unwrap().progress;
        if !progress.terms.is_empty() {
            break progress;
        }
        tokio::task::yield_now().await;
    };
    let sum = |progress: &RunProgress| progress.terms.iter().map(|term| term.rupees).sum::<i64>();
    let sessions = |progress: &RunProgress| progress.terms.iter().find(|term| term.name == "session").unwrap().count;
    assert_eq!((sum(&told), sessions(&told)), (told.rupees, told.sessions));
    stop(&sv, &officer(), &id).await.unwrap();
    let plan = ended(&sv, &id).await;
    assert_eq!(plan.state, "stopped");
    let last = plan_summary(&sv, &officer(), &id).await.unwrap();
    assert_eq!(Some(sum(&last.progress)), last.score.map(|score| score.rupees));
    assert!(draft(&sv, &officer(), &id).await.unwrap().report.missing.is_empty());
    discard(&sv, &officer(), &id).await.unwrap();
    let kept = discard(&sv, &officer(), &id).await;
    assert!(matches!(kept, Err(ServiceError::Refused(r)) if r[0].code == codes::KEPT));
}

#[tokio::test]
async fn a_run_whose_server_went_down_is_marked_failed() {
    let sv = world(sqlite().await).await;
    let long_ago = sv.real_now() - chrono::Duration::hours(1);
    let run = |id: &str, at| abhyas_store::plans::NewRun {
        id: PlanId::parse(id).unwrap(),
        seconds: 60,
        seed: 1,
        progress: "{}".into(),
        instance: vec![],
        previous: vec![],
        made_by: officer().person,
        made_at: at,
        from_day: at.date_naive(),
        scenario: String::new(),
        copied_from: None,
    };
    let mut tx = sv.db().begin().await.unwrap();
    abhyas_store::plans::insert_run(&mut tx, &run("GONE", long_ago)).await.unwrap();
    abhyas_store::plans::insert_run(&mut tx, &run("ELSEWHERE", sv.real_now())).await.unwrap();
    tx.commit().await.unwrap();
    let all = plans(&sv, &officer()).await.unwrap();
    let states: Vec<_> = all.iter().map(|p| (p.plan.id.as_str(), p.plan.state.as_str())).collect();
    assert_eq!(states, [("ELSEWHERE", "running"), ("GONE", "failed")]);
    assert_eq!(all[1].failure.as_ref().unwrap().code, codes::INTERRUPTED);
}

#[tokio::test]
async fn who_may_not_plan_does_not_learn_of_plans() {
    let sv = world(sqlite().await).await;
    let new = NewPlan { seconds: 1, seed: 1, iterations: Some(1), from: None };
    for capacity in [Capacity::Coordinator, Capacity::Trainer, Capacity::Mentor, Capacity::Trainee] {
        let actor = acting(capacity, Some("MUZ"));
        assert_eq!(make_plan(&sv, &actor, &key(&sv), new).await, Err(ServiceError::NotFound), "{capacity:?}");
    }
    let plan = planned(&sv).await;
    assert!(matches!(draft(&sv, &person("N01", Capacity::Trainee), &plan.id).await, Err(ServiceError::NotFound)));
    let coordinator = acting(Capacity::Coordinator, Some("MUZ"));
    let seen = draft(&sv, &coordinator, &plan.id).await.unwrap();
    assert!(seen.sessions.iter().all(|s| s.place.district.id == "MUZ") && seen.wanted.len() == 6);
    assert!(matches!(publish(&sv, &coordinator, &key(&sv), &plan.id).await, Err(ServiceError::NotFound)));
}

#[tokio::test]
async fn an_empty_programme_says_what_is_missing_first() {
    let sv = world(sqlite().await).await;
    let refused = |outcome| match outcome {
        Err(ServiceError::Refused(r)) => r[0].code.clone(),
        other => panic!("{other:?}"),
    };
    let new = |seconds| NewPlan { seconds, seed: 1, iterations: Some(1), from: None };
    assert_eq!(refused(make_plan(&sv, &officer(), &key(&sv), new(0)).await), codes::SECONDS);
    assert_eq!(refused(make_plan(&sv, &officer(), &key(&sv), new(3601)).await), codes::SECONDS);
    world::at(&sv, "2027-11-23T04:30:00Z").await;
    assert_eq!(refused(make_plan(&sv, &officer(), &key(&sv), new(1)).await), codes::NO_DAYS);
}
