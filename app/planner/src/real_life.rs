//! For tests: the optional parts of an instance, turned on at random.

use crate::format::{Becomes, Cohort, District, Instance};
use crate::solve::dice::Dice;

/// Turns each optional part on or leaves it off.
pub(crate) fn turn_on_some(instance: &mut Instance, dice: &mut Dice) {
    let (days, slots) = (instance.days.len(), instance.days.len() * instance.slots_per_day);
    let yes = |dice: &mut Dice| dice.below(2) == 0;
    if yes(dice) {
        instance.districts.push(District { id: "other".into(), name: String::new() });
        instance.blocks.iter_mut().step_by(2).for_each(|block| block.district = "other".into());
        for _ in 0..4 {
            let district = dice.pick(&instance.districts).unwrap().id.clone();
            instance.days[dice.below(days)].holiday_in = vec![district];
        }
    }
    if yes(dice) {
        for person in instance.trainees.iter_mut().step_by(2) {
            person.nights = (0..dice.below(6)).map(|_| dice.below(days)).collect();
        }
    }
    if yes(dice) {
        instance.trainers.iter_mut().step_by(3).for_each(|t| t.available_from = Some(dice.below(slots / 2)));
    }
    if yes(dice) {
        instance.modules.iter_mut().step_by(2).for_each(|m| m.set_up = dice.below(4));
    }
    if yes(dice) {
        instance.no_show_permille = u32::try_from(dice.below(300)).unwrap();
        instance.modules.iter_mut().step_by(4).for_each(|m| m.no_show_permille = Some(100));
        instance.rooms.iter_mut().step_by(2).for_each(|r| r.overbook_max = dice.below(8));
    }
    if yes(dice) {
        instance.weights.below_min_size = 300;
        for module in instance.modules.iter_mut().step_by(2) {
            (module.min_size, module.min_size_hard) = (1 + dice.below(8), yes(dice));
        }
    }
    if yes(dice) {
        instance.weights.split_cohort = 400;
        instance.cohorts = (0..5).map(|c| Cohort { id: format!("C{c}"), hard: yes(dice) }).collect();
        for person in instance.trainees.iter_mut().step_by(2) {
            person.cohort = dice.pick(&instance.cohorts).map(|c| c.id.clone());
        }
    }
    if yes(dice) {
        instance.modules.iter_mut().step_by(3).for_each(|m| m.co_trainers = dice.below(3));
    }
    if yes(dice) {
        for trainer in instance.trainers.iter_mut().step_by(3) {
            let trainee = dice.pick(&instance.trainees).unwrap().id.clone();
            trainer.becomes = Some(Becomes { trainee, delay_days: dice.below(3) });
        }
    }
    if yes(dice) {
        lengthen(instance, dice);
    }
    if yes(dice) {
        instance.weights.link = 700;
        instance.modules.iter_mut().step_by(2).for_each(|m| m.links = 1 + dice.below(2));
        instance.rooms.iter_mut().for_each(|r| r.link = dice.below(4) > 0);
    }
}

/// Lets sessions take a day, a little more, and go on over a night or a Sunday.
pub(crate) fn lengthen(instance: &mut Instance, dice: &mut Dice) {
    instance.modules.iter_mut().step_by(2).for_each(|m| m.duration = Some(1 + dice.below(5)));
}
