//! Whether a predicate holds: a pure function of the predicate, the world and the journal.

use crate::predicate::{Condition, EventQuery, FieldOf, Opened, Order, Predicate, RecordQuery, Span};
use abhyas_hims::{Act, JournalEntry, Persona, RecordRef, World};
use serde_json::Value;
use std::collections::BTreeSet;

/// What a trainee left behind: the records, what was done, and which records are new.
pub(crate) struct Findings<'a> {
    world: &'a World,
    entries: Vec<&'a JournalEntry>,
    made: BTreeSet<(String, String)>,
}

impl<'a> Findings<'a> {
    /// Takes the world and the whole journal of a sandbox; the set-up's entries are left out.
    pub(crate) fn new(world: &'a World, journal: &'a [JournalEntry]) -> Self {
        let entries: Vec<_> = journal.iter().filter(|entry| entry.persona != Persona::System).collect();
        let made = entries
            .iter()
            .flat_map(|entry| match &entry.act {
                Act::Done { changes, .. } => changes.as_slice(),
                Act::Refused { .. } | Act::Viewed { .. } => &[],
            })
            .filter(|change| change.before.is_none())
            .map(|change| (change.kind.to_string(), change.id.clone()))
            .collect();
        Self { world, entries, made }
    }

    /// Whole minutes from the first to the last thing the trainee did; 0 when nothing was done.
    pub(crate) fn minutes(&self) -> i64 {
        match (self.entries.first(), self.entries.last()) {
            (Some(first), Some(last)) => last.at.minutes_since(first.at),
            _ => 0,
        }
    }

    /// Whether the predicate holds.
    pub(crate) fn holds(&self, predicate: &Predicate) -> bool {
        match predicate {
            Predicate::Exists(query) => self.any_record(query),
            Predicate::None(query) => !self.any_record(query),
            Predicate::Value(field) => self.value(field),
            Predicate::Before(order) => self.before(order),
            Predicate::Within(span) => self.within(span),
            Predicate::LookedAt(opened) => self.looked_at(opened),
            Predicate::Happened(event) => self.entries.iter().any(|entry| self.is(entry, event)),
            Predicate::InMinutes(minutes) => self.minutes() <= *minutes,
            Predicate::All(all) => all.iter().all(|one| self.holds(one)),
            Predicate::Any(any) => any.iter().any(|one| self.holds(one)),
            Predicate::Not(not) => !self.holds(not),
        }
    }

    fn any_record(&self, query: &RecordQuery) -> bool {
        if query.new == Some(true) {
            // What an attempt made is little; the kind's whole table may be the hospital's whole past.
            let mut made = self.made.iter().filter(|(kind, _)| *kind == query.kind);
            return made.any(|(kind, id)| self.world.record(kind, id).is_some_and(|record| self.fits(&record, query)));
        }
        self.world.records(&query.kind).iter().any(|record| self.fits(record, query))
    }

    fn fits(&self, record: &Value, query: &RecordQuery) -> bool {
        let id = record.get("id").and_then(Value::as_str).unwrap_or_default();
        let is_new = || self.made.contains(&(query.kind.clone(), id.to_owned()));
        query.new.is_none_or(|wanted| wanted == is_new()) && query.conditions.iter().all(|c| self.meets(record, c))
    }

    fn value(&self, field: &FieldOf) -> bool {
        let record = self.world.record(&field.kind, &field.id);
        record.is_some_and(|record| field.conditions.iter().all(|c| self.meets(&record, c)))
    }

    /// Whether a record meets a condition, its links and its lists' items included.
    fn meets(&self, record: &Value, condition: &Condition) -> bool {
        let value = at_path(record, &condition.field);
        let items = || value.as_array().map(Vec::as_slice).unwrap_or_default();
        let any_item = |all: &Vec<Condition>| items().iter().any(|item| all.iter().all(|c| self.meets(item, c)));
        is_so(value, condition)
            && condition.some.as_ref().is_none_or(any_item)
            && condition.no_item.as_ref().is_none_or(|all| !any_item(all))
            && condition.links_to.as_ref().is_none_or(|query| self.links_to(value, query))
    }

    fn links_to(&self, value: &Value, query: &RecordQuery) -> bool {
        let linked = |id: &str| self.world.record(&query.kind, id).is_some_and(|record| self.fits(&record, query));
        match value {
            Value::String(id) => linked(id),
            Value::Array(ids) => ids.iter().filter_map(Value::as_str).any(linked),
            _ => false,
        }
    }

    fn before(&self, order: &Order) -> bool {
        let first = self.entries.iter().position(|entry| self.is(entry, &order.first));
        let then = self.entries.iter().position(|entry| self.is(entry, &order.then));
        first.zip(then).is_some_and(|(first, then)| first < then)
    }

    fn within(&self, span: &Span) -> bool {
        let from = self.entries.iter().position(|entry| self.is(entry, &span.from));
        from.and_then(|at| self.entries.get(at).map(|start| (at, start))).is_some_and(|(at, start)| {
            let later = self.entries.iter().skip(at);
            later.filter(|entry| self.is(entry, &span.to)).any(|entry| entry.at.minutes_since(start.at) <= span.minutes)
        })
    }

    fn looked_at(&self, opened: &Opened) -> bool {
        self.entries.iter().any(|entry| match &entry.act {
            Act::Viewed { record } => record.kind == opened.kind && opened.one_of.contains(&record.id),
            Act::Done { .. } | Act::Refused { .. } => false,
        })
    }

    fn is(&self, entry: &JournalEntry, event: &EventQuery) -> bool {
        event.act.as_deref().is_none_or(|act| act == entry.act.kind())
            && event.action.as_deref().is_none_or(|action| action == entry.action)
            && event.actions.as_ref().is_none_or(|actions| actions.contains(&entry.action))
            && event.persona.as_deref().is_none_or(|persona| persona == entry.persona.name())
            && event.kind.as_ref().is_none_or(|kind| subject(entry).is_some_and(|s| s.kind == *kind))
            && event.about.as_ref().is_none_or(|ids| subject(entry).is_some_and(|s| ids.contains(&s.id)))
            && event.code.as_deref().is_none_or(|code| refused_with(entry, code))
            && event.left.as_ref().is_none_or(|query| self.left(entry, query))
    }

    fn left(&self, entry: &JournalEntry, query: &RecordQuery) -> bool {
        let Act::Done { changes, .. } = &entry.act else { return false };
        changes
            .iter()
            .filter(|change| change.kind == query.kind)
            .filter_map(|change| change.after.as_ref())
            .any(|after| self.fits(after, query))
    }
}

fn subject(entry: &JournalEntry) -> Option<&RecordRef> {
    match &entry.act {
        Act::Done { receipt, .. } => Some(&receipt.subject),
        Act::Refused { subject, .. } => subject.as_ref(),
        Act::Viewed { record } => Some(record),
    }
}

fn refused_with(entry: &JournalEntry, code: &str) -> bool {
    match &entry.act {
        Act::Refused { refusals, .. } => refusals.iter().any(|refusal| refusal.code.as_str() == code),
        Act::Done { .. } | Act::Viewed { .. } => false,
    }
}

fn at_path<'v>(record: &'v Value, path: &str) -> &'v Value {
    path.split('.').try_fold(record, |value, part| value.get(part)).unwrap_or(&Value::Null)
}

/// The tests of a condition that look at the value alone.
fn is_so(value: &Value, condition: &Condition) -> bool {
    let number = |test: fn(i64, i64) -> bool, limit: Option<i64>| {
        limit.is_none_or(|limit| value.as_i64().is_some_and(|value| test(value, limit)))
    };
    condition.is.as_ref().is_none_or(|wanted| wanted == value)
        && condition.is_not.as_ref().is_none_or(|unwanted| unwanted != value)
        && condition.one_of.as_ref().is_none_or(|wanted| wanted.contains(value))
        && condition.none_of.as_ref().is_none_or(|unwanted| !unwanted.contains(value))
        && condition.absent.is_none_or(|absent| absent == value.is_null())
        && condition
            .contains_any
            .as_ref()
            .is_none_or(|any| value.as_array().is_some_and(|list| list.iter().any(|item| any.contains(item))))
        && number(|value, least| value >= least, condition.at_least)
        && number(|value, most| value <= most, condition.at_most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn conditions_follow_paths_and_every_given_test_must_hold() {
        let record = json!({
            "id": "P1", "abha": {"state": "linked"}, "weight": 2500, "tags": null, "list": ["a", "b"],
            "lines": [{"n": 1, "product": "x", "days": 3}, {"n": 2, "product": "y", "days": 5}],
        });
        let world = World::default();
        let findings = Findings::new(&world, &[]);
        for (condition, expected) in [
            (json!({"field": "abha.state", "is": "linked"}), true),
            (json!({"field": "abha.state", "is": "verified"}), false),
            (json!({"field": "abha.number", "is": null}), true),
            (json!({"field": "abha.state.deeper", "is_not": "x"}), true),
            (json!({"field": "id", "one_of": ["P1", "P2"]}), true),
            (json!({"field": "id", "none_of": ["P1"]}), false),
            (json!({"field": "weight", "at_least": 2500, "at_most": 2500}), true),
            (json!({"field": "weight", "at_least": 2501}), false),
            (json!({"field": "id", "at_least": 0}), false),
            (json!({"field": "weight", "is": 2500, "is_not": 2500}), false),
            (json!({"field": "tags", "absent": true}), true),
            (json!({"field": "id", "absent": true}), false),
            (json!({"field": "id", "absent": false}), true),
            (json!({"field": "list", "contains_any": ["b", "c"]}), true),
            (json!({"field": "list", "contains_any": ["c"]}), false),
            (json!({"field": "id", "contains_any": ["P1"]}), false),
            (
                json!({"field": "lines", "some": [{"field": "product", "is": "y"}, {"field": "days", "at_least": 5}]}),
                true,
            ),
            (
                json!({"field": "lines", "some": [{"field": "product", "is": "x"}, {"field": "days", "at_least": 5}]}),
                false,
            ),
            (json!({"field": "lines", "no_item": [{"field": "product", "is": "z"}]}), true),
            (json!({"field": "lines", "no_item": [{"field": "days", "is": 3}]}), false),
            (json!({"field": "tags", "some": [{"field": "x", "absent": true}]}), false),
            (json!({"field": "tags", "no_item": [{"field": "x", "absent": true}]}), true),
            (json!({"field": "id", "links_to": {"kind": "patient"}}), false),
        ] {
            let parsed: Condition = serde_json::from_value(condition.clone()).unwrap();
            assert_eq!(findings.meets(&record, &parsed), expected, "{condition}");
        }
    }

    #[test]
    fn a_link_is_followed_to_a_record_that_fits() {
        let mut world = World::default();
        abhyas_hims::reference::standard().unwrap().lay(&mut world);
        let findings = Findings::new(&world, &[]);
        let lines = json!({"lines": [{"product": "paracetamol-tab-500"}, {"product": "amoxicillin-cap-500"}],
            "products": ["paracetamol-tab-500", "nothing"]});
        let of_class =
            |class: &str| json!({"kind": "product", "where": [{"field": "allergies", "contains_any": [class]}]});
        for (condition, expected) in [
            (json!({"field": "lines", "some": [{"field": "product", "links_to": of_class("penicillin")}]}), true),
            (json!({"field": "lines", "some": [{"field": "product", "links_to": of_class("nsaid")}]}), false),
            (json!({"field": "products", "links_to": of_class("paracetamol")}), true),
            (json!({"field": "products", "links_to": of_class("penicillin")}), false),
            (json!({"field": "products", "links_to": {"kind": "patient"}}), false),
        ] {
            let parsed: Condition = serde_json::from_value(condition.clone()).unwrap();
            assert_eq!(findings.meets(&lines, &parsed), expected, "{condition}");
        }
    }
}
