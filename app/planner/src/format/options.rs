//! Checks of the optional parts of an instance.

use super::read::Faults;
use super::{Instance, Module};
use crate::model::life;
use std::collections::HashSet;

/// Most half-days in which a room is made ready for one session.
const MOST_SET_UP: usize = 10;
/// Of a thousand people more than so many staying away is no measured rate but a mistake.
const MOST_NO_SHOW: u32 = 500;

impl Instance {
    /// How many people a session of a module in a room may be for: its seats, and where some of those invited stay away more than
    /// that, as far as the room allows. None for a module or room that is not known.
    #[must_use]
    pub fn seats_offered(&self, module: &str, room: &str) -> usize {
        let found = self.modules.iter().find(|m| m.id == module).zip(self.rooms.iter().find(|r| r.id == room));
        found.map_or(0, |(module, room)| {
            let rate = module.no_show_permille.unwrap_or(self.no_show_permille);
            life::seats_offered(module.max_size.min(room.capacity), rate, room.overbook_max)
        })
    }

    pub(super) fn check_options(&self, faults: &mut Faults) {
        let slots = self.days.len() * self.slots_per_day;
        let districts: HashSet<&str> = self.districts.iter().map(|d| d.id.as_str()).collect();
        for day in &self.days {
            for district in &day.holiday_in {
                faults.known(&districts, district, || format!("holiday_in of {}", day.date), "district");
            }
        }
        for person in &self.trainees {
            for night in &person.nights {
                faults.unless(*night < self.days.len(), || {
                    format!("trainee {}: a night on day {night}, the calendar has {} days", person.id, self.days.len())
                });
            }
        }
        for trainer in &self.trainers {
            let from = trainer.available_from.unwrap_or(0);
            faults.unless(from <= slots, || {
                format!("trainer {}: available_from is slot {from}, the calendar has {slots} slots", trainer.id)
            });
        }
        self.check_cohorts(faults);
        let rate = |rate: u32| rate <= MOST_NO_SHOW;
        faults.unless(rate(self.no_show_permille), || {
            format!("no_show_permille is {}, at most {MOST_NO_SHOW}", self.no_show_permille)
        });
        for module in &self.modules {
            faults.unless(module.no_show_permille.is_none_or(rate), || {
                format!("module {}: no_show_permille is above {MOST_NO_SHOW}", module.id)
            });
            faults.unless(module.set_up <= MOST_SET_UP, || {
                format!("module {}: set_up takes {} half-days, at most {MOST_SET_UP}", module.id, module.set_up)
            });
            faults.unless(module.co_trainers <= Module::MOST_CO_TRAINERS, || {
                let most = Module::MOST_CO_TRAINERS;
                format!("module {}: co_trainers is {}, at most {most}", module.id, module.co_trainers)
            });
            faults.unless(module.min_size <= module.max_size, || {
                format!("module {}: min_size is {}, max_size {}", module.id, module.min_size, module.max_size)
            });
            faults.unless(module.min_size > 0 || !(module.min_size_hard || module.go_no_go_days.is_some()), || {
                format!("module {}: min_size_hard or go_no_go_days without min_size", module.id)
            });
        }
    }

    fn check_cohorts(&self, faults: &mut Faults) {
        let cohorts = faults.ids("cohorts", self.cohorts.iter().map(|c| c.id.as_str()));
        for person in &self.trainees {
            if let Some(cohort) = &person.cohort {
                faults.known(&cohorts, cohort, || format!("trainee {}", person.id), "cohort");
            }
        }
        let trainees: HashSet<&str> = self.trainees.iter().map(|t| t.id.as_str()).collect();
        for trainer in &self.trainers {
            if let Some(becomes) = &trainer.becomes {
                faults.known(&trainees, &becomes.trainee, || format!("becomes of trainer {}", trainer.id), "trainee");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Becomes, Cohort, FormatError, Instance, read_instance};

    const SMALL: &str = include_str!("../../tests/judge/programme-x0.1-s1.json");

    #[test]
    fn a_fault_of_an_option_is_said_with_its_place() {
        type Case = (fn(&mut Instance), &'static str);
        let table: [Case; 12] = [
            (|i| i.days[3].holiday_in = vec!["D9".into()], "holiday_in of 2027-01-07: there is no district D9"),
            (|i| i.trainees[0].nights = vec![999], "trainee T00001: a night on day 999, the calendar has"),
            (|i| i.trainers[0].available_from = Some(999), "trainer K0001: available_from is slot 999"),
            (|i| i.modules[0].set_up = 11, "module M01: set_up takes 11 half-days, at most 10"),
            (|i| i.modules[0].no_show_permille = Some(501), "module M01: no_show_permille is above 500"),
            (|i| i.modules[0].co_trainers = 3, "module M01: co_trainers is 3, at most 2"),
            (|i| i.modules[0].min_size = 99, "module M01: min_size is 99, max_size"),
            (|i| i.modules[0].min_size_hard = true, "module M01: min_size_hard or go_no_go_days without min_size"),
            (|i| i.trainees[0].cohort = Some("C".into()), "trainee T00001: there is no cohort C"),
            (|i| i.cohorts = vec![Cohort::default(), Cohort::default()], "cohorts: the id  is there twice"),
            (
                |i| i.trainers[0].becomes = Some(Becomes { trainee: "T9".into(), delay_days: 0 }),
                "becomes of trainer K0001: there is no trainee T9",
            ),
            (|i| i.no_show_permille = 900, "no_show_permille is 900, at most 500"),
        ];
        for (change, text) in table {
            let mut instance = read_instance(SMALL).unwrap();
            change(&mut instance);
            let said = instance.check().unwrap_err().to_string();
            assert!(said.contains(text), "{said}");
        }
    }

    #[test]
    fn seats_are_offered_beyond_those_there_are_only_as_far_as_the_room_allows() {
        let mut instance = read_instance(SMALL).unwrap();
        let (module, room) = (instance.modules[0].id.clone(), instance.rooms[0].id.clone());
        (instance.modules[0].max_size, instance.rooms[0].capacity) = (20, 25);
        // Of a thousand stay away in the programme, of the module; most beyond the seats; offered.
        let table =
            [(0, None, 5, 20), (200, None, 0, 20), (200, None, 3, 23), (200, None, 9, 25), (200, Some(0), 9, 20)];
        for (all, own, most, offered) in table {
            instance.no_show_permille = all;
            (instance.modules[0].no_show_permille, instance.rooms[0].overbook_max) = (own, most);
            assert_eq!(instance.seats_offered(&module, &room), offered, "{all} {own:?} {most}");
        }
        assert_eq!((instance.seats_offered("?", &room), instance.seats_offered(&module, "?")), (0, 0));
    }

    #[test]
    fn an_option_of_the_wrong_kind_is_unreadable_and_files_without_options_have_none() {
        let wrong = SMALL.replacen("\"preferred_weekdays\"", "\"nights\": \"all\", \"preferred_weekdays\"", 1);
        assert!(matches!(read_instance(&wrong), Err(FormatError::Unreadable { .. })));
        let strange =
            SMALL.replacen("\"districts\"", "\"cohorts\": [{\"id\": \"C\", \"strict\": true}], \"districts\"", 1);
        assert!(read_instance(&strange).unwrap_err().to_string().contains("unknown field `strict`"));
        let written = serde_json::to_string(&read_instance(SMALL).unwrap()).unwrap();
        for option in [
            "holiday_in",
            "nights",
            "available_from",
            "set_up",
            "no_show",
            "overbook",
            "cohort",
            "becomes",
            "min_size",
            "go_no",
            "co_tr",
        ] {
            assert!(!written.contains(&format!("\"{option}")), "{option}");
        }
    }
}
