//! Which marks are on their way, saved, waiting for the network or failed: pure, so that it is tested without a browser.

use std::collections::BTreeMap;

/// Where a person's mark stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// The server has it.
    Saved,
    /// On its way.
    Sending,
    /// There is no network; it is sent when there is.
    Waiting,
    /// The server refused it, for this reason.
    Failed(String),
}

/// A mark to be sent. `sequence` tells it from earlier marks of the same person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sending {
    /// Whose.
    pub person: String,
    /// The mark's name, as the form's button has it.
    pub mark: String,
    /// Which of the person's marks.
    pub sequence: u32,
}

#[derive(Debug, Clone)]
struct Entry {
    saved: String,
    shown: String,
    undo: Option<String>,
    sequence: u32,
    state: State,
}

/// What the server said to a mark that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It is kept.
    Saved,
    /// It is refused, for this reason.
    Refused(String),
    /// No answer came.
    Unreachable,
}

/// The marks of one session. The last tap on a person counts; an answer to an earlier one changes nothing.
#[derive(Debug, Clone, Default)]
pub struct Marks(BTreeMap<String, Entry>);

impl Marks {
    /// Notes how a person is marked on the server when the page is made; empty for not marked.
    pub fn know(&mut self, person: &str, mark: &str) {
        let entry =
            Entry { saved: mark.to_owned(), shown: mark.to_owned(), undo: None, sequence: 0, state: State::Saved };
        self.0.insert(person.to_owned(), entry);
    }

    /// A tap: gives what to send, or nothing where the person is marked so already.
    pub fn tap(&mut self, person: &str, mark: &str) -> Option<Sending> {
        let entry = self.0.get_mut(person)?;
        if entry.shown == mark && !matches!(entry.state, State::Failed(_)) {
            return None;
        }
        entry.undo = Some(entry.shown.clone());
        entry.shown = mark.to_owned();
        entry.send(person)
    }

    /// Takes the last tap back.
    pub fn undo(&mut self, person: &str) -> Option<Sending> {
        let entry = self.0.get_mut(person)?;
        entry.shown = entry.undo.take()?;
        entry.send(person)
    }

    /// Sends everything again that waits for the network.
    pub fn retry(&mut self) -> Vec<Sending> {
        self.0
            .iter_mut()
            .filter(|(_, entry)| entry.state == State::Waiting)
            .filter_map(|(person, entry)| entry.send(person))
            .collect()
    }

    /// Takes the server's answer.
    pub fn answered(&mut self, sent: &Sending, answer: Answer) {
        let Some(entry) = self.0.get_mut(&sent.person) else { return };
        if answer == Answer::Saved {
            entry.saved.clone_from(&sent.mark);
        }
        if entry.sequence != sent.sequence {
            return;
        }
        entry.state = match answer {
            Answer::Saved => State::Saved,
            Answer::Unreachable => State::Waiting,
            Answer::Refused(why) => {
                entry.shown.clone_from(&entry.saved);
                entry.undo = None;
                State::Failed(why)
            }
        };
    }

    /// How a person's row looks: the mark, where it stands, and whether it can be taken back.
    pub fn look(&self, person: &str) -> Option<(&str, &State, bool)> {
        self.0.get(person).map(|entry| (entry.shown.as_str(), &entry.state, entry.undo.is_some()))
    }

    /// How many marks the server does not have yet.
    pub fn unsent(&self) -> usize {
        self.0.values().filter(|entry| matches!(entry.state, State::Sending | State::Waiting)).count()
    }

    /// Whether any waits for the network.
    pub fn waits(&self) -> bool {
        self.0.values().any(|entry| entry.state == State::Waiting)
    }
}

impl Entry {
    fn send(&mut self, person: &str) -> Option<Sending> {
        self.sequence = self.sequence.wrapping_add(1);
        self.state = State::Sending;
        Some(Sending { person: person.to_owned(), mark: self.shown.clone(), sequence: self.sequence })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks() -> Marks {
        let mut marks = Marks::default();
        marks.know("p1", "");
        marks.know("p2", "present");
        marks
    }

    #[test]
    fn a_tap_is_sent_and_saved_and_can_be_taken_back() {
        let mut marks = marks();
        let sent = marks.tap("p1", "present").unwrap();
        assert_eq!(marks.look("p1"), Some(("present", &State::Sending, true)));
        marks.answered(&sent, Answer::Saved);
        assert_eq!(marks.look("p1"), Some(("present", &State::Saved, true)));
        assert_eq!(marks.tap("p1", "present"), None, "a second tap on the same mark sends nothing");

        let back = marks.undo("p1").unwrap();
        assert_eq!(back.mark, "", "back to not marked");
        marks.answered(&back, Answer::Saved);
        assert_eq!(marks.look("p1"), Some(("", &State::Saved, false)));
        assert_eq!(marks.undo("p1"), None, "one step back only");
    }

    #[test]
    fn the_last_tap_counts_whatever_order_the_answers_come_in() {
        let mut marks = marks();
        let first = marks.tap("p1", "absent").unwrap();
        let second = marks.tap("p1", "present").unwrap();
        marks.answered(&second, Answer::Saved);
        marks.answered(&first, Answer::Unreachable);
        assert_eq!(marks.look("p1"), Some(("present", &State::Saved, true)));
        assert_eq!(marks.unsent(), 0);
    }

    #[test]
    fn without_network_marks_wait_and_are_sent_again() {
        let mut marks = marks();
        let sent = marks.tap("p1", "present").unwrap();
        marks.answered(&sent, Answer::Unreachable);
        assert!(marks.waits());
        assert_eq!((marks.look("p1"), marks.unsent()), (Some(("present", &State::Waiting, true)), 1));
        let again = marks.retry();
        assert_eq!(again.len(), 1);
        for sent in again {
            marks.answered(&sent, Answer::Saved);
        }
        assert!(!marks.waits() && marks.retry().is_empty());
    }

    #[test]
    fn a_refused_mark_falls_back_to_what_the_server_has() {
        let mut marks = marks();
        let sent = marks.tap("p2", "absent").unwrap();
        marks.answered(&sent, Answer::Refused("too late".into()));
        assert_eq!(marks.look("p2"), Some(("present", &State::Failed("too late".into()), false)));
        assert_eq!(marks.tap("p2", "present").unwrap().mark, "present", "after a failure every tap is sent");
        assert_eq!(marks.tap("nobody", "present"), None);
    }
}
