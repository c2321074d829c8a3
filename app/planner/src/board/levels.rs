//! How grave a broken rule is: the programme sets it, as far as there is a choice.

use super::verdict::{Broken, Consequence};
use crate::rule::Rule;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How a change looks at a glance; as the level of a rule, what breaking it means. The names in files are those of the meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// Nothing is broken that was not broken before; of a rule: nobody is told.
    #[serde(rename = "off")]
    Green,
    /// People are told, and that is all.
    #[serde(rename = "tell")]
    Blue,
    /// A person may decide against the rule, with a reason.
    #[serde(rename = "reason")]
    Amber,
    /// No published plan may break the rule.
    #[serde(rename = "block")]
    Red,
}

impl Level {
    /// Every level, the gravest first.
    pub const ALL: [Self; 4] = [Self::Red, Self::Amber, Self::Blue, Self::Green];

    /// Its name in forms and files: `block`, `reason`, `tell` or `off`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Red => "block",
            Self::Amber => "reason",
            Self::Blue => "tell",
            Self::Green => "off",
        }
    }

    /// The level of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }

    /// The level of a rule where the programme has set none.
    #[must_use]
    pub const fn usual(rule: Rule) -> Self {
        match rule {
            Rule::H08
            | Rule::H09
            | Rule::H11
            | Rule::H12
            | Rule::H14
            | Rule::H15
            | Rule::H22
            | Rule::H23
            | Rule::H24 => Self::Amber,
            _ => Self::Red,
        }
    }
}

/// Whether no programme may bend the rule, so that it always blocks: what the live tables refuse (unknown or doubled people, more
/// people than seats, a room, trainer or person at two sessions at once (the trainer of a room that joins none by a link, too), a
/// day that is none of the calendar, a session that does not end in it), a public holiday of a district as one of all, a room that
/// is not ready for its session, rest around a night duty, and that who teaches has learnt it or has joined by then. A pin is
/// somebody's decision with a reason: it is kept, or removed.
#[must_use]
pub const fn is_fixed(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::H01
            | Rule::H02
            | Rule::H04
            | Rule::H07
            | Rule::H10
            | Rule::H13
            | Rule::H17
            | Rule::H18
            | Rule::H19
            | Rule::H20
            | Rule::H21
            | Rule::H25
            | Rule::H26
    )
}

/// The level of each rule in a programme; those that are not named have their usual one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Levels(BTreeMap<Rule, Level>);

impl Levels {
    /// The level of a rule. What no programme may bend blocks, whatever was written.
    #[must_use]
    pub fn of(&self, rule: Rule) -> Level {
        if is_fixed(rule) { Level::Red } else { self.0.get(&rule).copied().unwrap_or(Level::usual(rule)) }
    }

    /// Sets the level of a rule; `false`, and nothing is set, where there is no choice.
    pub fn set(&mut self, rule: Rule, level: Level) -> bool {
        if is_fixed(rule) {
            return level == Level::Red;
        }
        self.0.insert(rule, level);
        true
    }

    /// The gravest level of some broken rules.
    #[must_use]
    pub fn gravest(&self, broken: &[Broken]) -> Level {
        broken.iter().map(|b| self.of(b.rule)).max().unwrap_or(Level::Green)
    }

    /// Those of some broken rules that people are told of, the gravest first.
    #[must_use]
    pub fn told(&self, broken: Vec<Broken>) -> Vec<Broken> {
        let mut told: Vec<Broken> = broken.into_iter().filter(|b| self.of(b.rule) > Level::Green).collect();
        told.sort_by_key(|b| (Reverse(self.of(b.rule)), b.rule));
        told
    }

    /// A consequence as the programme judges it.
    #[must_use]
    pub fn judged(&self, then: Consequence) -> Consequence {
        let (broken, mended) = (self.told(then.broken), self.told(then.mended));
        Consequence { level: self.gravest(&broken), broken, mended, ..then }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(rule: Rule) -> Broken {
        Broken { rule, count: 1, people_count: 0, people: vec![], about: vec![], sessions: vec![] }
    }

    #[test]
    fn what_no_programme_may_bend_always_blocks() {
        let written = r#"{"H01":"off","H02":"tell","H04":"off","H07":"reason","H10":"off","H13":"off","H17":"tell","H18":"off","H19":"off","H20":"reason","H21":"reason"}"#;
        let mut levels: Levels = serde_json::from_str(written).unwrap();
        for rule in Rule::ALL.into_iter().filter(|r| is_fixed(*r)) {
            assert_eq!(levels.of(rule), Level::Red, "{rule:?}");
            assert!(!levels.set(rule, Level::Blue) && levels.set(rule, Level::Red), "{rule:?}");
        }
    }

    #[test]
    fn every_other_rule_takes_every_level_and_reads_back() {
        for rule in Rule::ALL.into_iter().filter(|r| !is_fixed(*r)) {
            assert_eq!(Levels::default().of(rule), Level::usual(rule));
            for level in Level::ALL {
                let mut levels = Levels::default();
                assert!(levels.set(rule, level));
                let back: Levels = serde_json::from_str(&serde_json::to_string(&levels).unwrap()).unwrap();
                assert_eq!((back.of(rule), Level::from_name(level.name())), (level, Some(level)));
            }
        }
        assert_eq!(Level::from_name("green"), None);
    }

    #[test]
    fn a_consequence_is_judged_by_the_levels() {
        let then = |rules: &[Rule]| Consequence {
            level: Level::Red,
            rupees: 7,
            seats: 0,
            hard: 1,
            broken: rules.iter().copied().map(broken).collect(),
            mended: vec![broken(Rule::H09)],
        };
        // The level of H11, what is broken, what comes of it and what is told.
        let table = [
            (Level::Red, &[Rule::H08, Rule::H11][..], Level::Red, &[Rule::H11, Rule::H08][..]),
            (Level::Amber, &[Rule::H11][..], Level::Amber, &[Rule::H11][..]),
            (Level::Blue, &[Rule::H11, Rule::H12][..], Level::Amber, &[Rule::H12, Rule::H11][..]),
            (Level::Blue, &[Rule::H11][..], Level::Blue, &[Rule::H11][..]),
            (Level::Green, &[Rule::H11][..], Level::Green, &[][..]),
            (Level::Green, &[Rule::H11, Rule::H04][..], Level::Red, &[Rule::H04][..]),
        ];
        for (level, rules, comes, told) in table {
            let mut levels = Levels::default();
            levels.set(Rule::H11, level);
            levels.set(Rule::H09, Level::Green);
            let judged = levels.judged(then(rules));
            let names: Vec<Rule> = judged.broken.iter().map(|b| b.rule).collect();
            assert_eq!((judged.level, &names[..], judged.mended.len()), (comes, told, 0), "{level:?} {rules:?}");
            assert_eq!((judged.rupees, judged.hard), (7, 1), "what it costs and what the checker counts stay");
        }
    }
}
