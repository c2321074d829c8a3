//! The language of checks: predicates over the records of a hospital and over its journal, keyed by codes, never by labels.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Something that is true or not of what a trainee left behind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Predicate {
    /// There is such a record.
    Exists(RecordQuery),
    /// There is no such record.
    None(RecordQuery),
    /// A field of one certain record has a value.
    Value(FieldOf),
    /// Something happened, and something else before it. False when the later thing never happened.
    Before(Order),
    /// Something happened no later than so many minutes after something else.
    Within(Span),
    /// One of these records was opened.
    LookedAt(Opened),
    /// Something was done, refused or opened.
    Happened(EventQuery),
    /// The attempt took no longer than this, from the first to the last thing the trainee did.
    InMinutes(i64),
    /// All of these.
    All(Vec<Predicate>),
    /// Any of these.
    Any(Vec<Predicate>),
    /// Not this.
    Not(Box<Predicate>),
}

/// Which records are meant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordQuery {
    /// The kind of the record, e.g. `patient`.
    pub kind: String,
    /// `true`: made during the attempt; `false`: there before it; absent: either.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<bool>,
    /// All of these hold.
    #[serde(default, rename = "where", skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
}

/// What a field must be. Every test that is given must hold; a field that is absent counts as null.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The path of the field, e.g. `abha.state`.
    pub field: String,
    /// Equal to this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<Value>,
    /// Not equal to this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_not: Option<Value>,
    /// Equal to one of these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one_of: Option<Vec<Value>>,
    /// Equal to none of these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub none_of: Option<Vec<Value>>,
    /// A list that holds at least one of these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contains_any: Option<Vec<Value>>,
    /// A list of which at least one item meets all of these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub some: Option<Vec<Condition>>,
    /// No list, or one of which no item meets all of these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_item: Option<Vec<Condition>>,
    /// The id of such a record, or a list that holds one: `product` of a prescription's line links to the drug list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub links_to: Option<Box<RecordQuery>>,
    /// `true`: the field is absent or null; `false`: it is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub absent: Option<bool>,
    /// A number of at least this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<i64>,
    /// A number of at most this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<i64>,
}

/// One certain record and what one of its fields must be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldOf {
    /// The kind of the record.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// What must hold of it.
    #[serde(rename = "where")]
    pub conditions: Vec<Condition>,
}

/// Two things in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// What must come first.
    pub first: EventQuery,
    /// What must come after it.
    pub then: EventQuery,
}

/// Two things close together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// What starts the clock.
    pub from: EventQuery,
    /// What must follow.
    pub to: EventQuery,
    /// In how many minutes.
    pub minutes: i64,
}

/// Records of which one must have been opened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opened {
    /// The kind of the record.
    pub kind: String,
    /// Their ids.
    pub one_of: Vec<String>,
}

/// Which entries of the journal are meant. The set-up's own entries never are.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventQuery {
    /// `done`, `refused` or `viewed`; absent: any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<String>,
    /// The command or page, e.g. `m01.search`; absent: any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// One of these commands or pages; absent: any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actions: Option<Vec<String>>,
    /// In which role; absent: any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persona: Option<String>,
    /// About one of these records (by id); absent: any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Vec<String>>,
    /// About a record of this kind; absent: any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// With this refusal; absent: any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// It left such a record behind; absent: any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<RecordQuery>,
}
