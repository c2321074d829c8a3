//! Two sandboxes side by side are two sandboxes alone: nothing that is done in one is seen in the other.

use super::base::{BaseChoice, choose_base};
use super::*;
use crate::testing::{acting, services};
use crate::{Actor, ServiceError};
use abhyas_core::{Capacity, Entropy as _, SeededEntropy};
use abhyas_hims::AnyCommand;
use abhyas_hims::m01_registration::{
    AbhaAnswer, CreatePatient, DetailsInput, EnterInError, RegisterUnknown, SearchPatients, Sex,
};
use abhyas_store::testing::sqlite;

const COMMANDS: usize = 10_000;
const NAMES: [&str; 8] = ["राम कुमार", "सीता देवी", "Sunita Devi", "Md Irfan", "गीता", "Ramesh Sah", "x", ""];

/// The next random command: it looks at nothing of the hospital, so that it is the same in whatever company it is run.
fn next(dice: &SeededEntropy) -> AnyCommand {
    let pick = |n: u64| usize::try_from(dice.next_u64() % n).unwrap();
    let (name, number) = (NAMES[pick(8)].to_owned(), pick(60));
    match pick(6) {
        0 | 1 => SearchPatients { query: name, village: String::new() }.into(),
        2 => RegisterUnknown { sex: Some(Sex::Male), age: "40".into(), description: name }.into(),
        3 => EnterInError { patient: format!("BHV-{number}"), reason: "गलत रिकॉर्ड".into() }.into(),
        _ => {
            let details =
                DetailsInput { name_hi: name, sex: Some(Sex::Female), age: "31".into(), ..DetailsInput::default() };
            let search = format!("SRC{:06}", number * 40);
            CreatePatient { details, search, abha: Some(AbhaAnswer::HasNot), ..CreatePatient::default() }.into()
        }
    }
}

async fn opened(who: &[Capacity]) -> (Services, Vec<(Actor, Sandbox)>) {
    let services = services(sqlite().await).await;
    choose_base(&services, BaseChoice { patients: 20, seed: 3 });
    let mut opened = Vec::new();
    for capacity in who {
        let actor = acting(*capacity, None);
        abhyas_store::testing::add_person(services.db(), actor.person.as_str(), None, None).await;
        let sandbox = practice(&services, &actor).await.unwrap();
        opened.push((actor, sandbox));
    }
    (services, opened)
}

/// What a sandbox is after its commands: its hospital without the names of those who acted, and its answers.
type After = (World, Vec<Result<abhyas_hims::Receipt, ServiceError>>);

#[tokio::test]
async fn ten_thousand_commands_in_two_sandboxes_are_as_in_each_alone() {
    let who = [Capacity::Trainee, Capacity::Trainer];
    let seeds = [11, 12];
    let (_services, together) = opened(&who).await;
    let dice = seeds.map(SeededEntropy::new);
    let order = SeededEntropy::new(7);
    let mut counts = [0_usize; 2];
    let mut answers = [Vec::new(), Vec::new()];
    for _ in 0..COMMANDS {
        let which = usize::try_from(order.next_u64() % 2).unwrap();
        let command = next(&dice[which]);
        let id = format!("c{}", counts[which]);
        answers[which].push(together[which].1.command(&id, &command).await);
        counts[which] += 1;
    }
    assert_eq!(counts.iter().sum::<usize>(), COMMANDS);
    for (at, (capacity, answers)) in who.into_iter().zip(answers).enumerate() {
        let (_services, alone) = opened(&[capacity]).await;
        let dice = SeededEntropy::new(seeds[at]);
        let mut same: After = (World::default(), Vec::new());
        for n in 0..counts[at] {
            same.1.push(alone[0].1.command(&format!("c{n}"), &next(&dice)).await);
        }
        same.0 = alone[0].1.look().await.unwrap().world;
        let with_other = together[at].1.look().await.unwrap().world;
        assert!(with_other == same.0, "the hospital of {capacity:?}");
        assert_eq!(answers, same.1);
        let done = answers.iter().filter(|a| a.is_ok()).count();
        assert!(done > COMMANDS / 20 && done < answers.len(), "{done} of {} were done", answers.len());
        assert!(with_other.indexes_agree());
    }
}

#[tokio::test]
async fn the_id_of_one_sandbox_is_nothing_to_another_person() {
    let (services, both) = opened(&[Capacity::Trainee, Capacity::Trainer]).await;
    for (mine, theirs) in [(0, 1), (1, 0)] {
        let ((actor, _), (_, other)) = (&both[mine], &both[theirs]);
        assert_eq!(of_id(&services, actor, other.id()).await.unwrap_err(), ServiceError::NotFound);
    }
}
