//! Checks of the optional parts of an instance.

use super::Instance;
use super::read::Faults;
use std::collections::HashSet;

/// Most half-days in which a room is made ready for one session.
const MOST_SET_UP: usize = 10;
/// Of a thousand people more than so many staying away is no measured rate but a mistake.
const MOST_NO_SHOW: u32 = 500;

impl Instance {
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
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{FormatError, Instance, read_instance};

    const SMALL: &str = include_str!("../../tests/judge/programme-x0.1-s1.json");

    #[test]
    fn a_fault_of_an_option_is_said_with_its_place() {
        type Case = (fn(&mut Instance), &'static str);
        let table: [Case; 6] = [
            (|i| i.days[3].holiday_in = vec!["D9".into()], "holiday_in of 2027-01-07: there is no district D9"),
            (|i| i.trainees[0].nights = vec![999], "trainee T00001: a night on day 999, the calendar has"),
            (|i| i.trainers[0].available_from = Some(999), "trainer K0001: available_from is slot 999"),
            (|i| i.modules[0].set_up = 11, "module M01: set_up takes 11 half-days, at most 10"),
            (|i| i.modules[0].no_show_permille = Some(501), "module M01: no_show_permille is above 500"),
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
    fn an_option_of_the_wrong_kind_is_unreadable_and_files_without_options_have_none() {
        let wrong = SMALL.replacen("\"preferred_weekdays\"", "\"nights\": \"all\", \"preferred_weekdays\"", 1);
        assert!(matches!(read_instance(&wrong), Err(FormatError::Unreadable { .. })));
        let written = serde_json::to_string(&read_instance(SMALL).unwrap()).unwrap();
        for option in ["holiday_in", "nights", "available_from", "set_up", "no_show", "overbook"] {
            assert!(!written.contains(option), "{option}");
        }
    }
}
