//! A table of two parts answers as a plain map does, whatever was settled and when.

use super::*;
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Bed {
    id: String,
    ward: String,
    tags: Vec<String>,
}

impl Record for Bed {
    const KIND: &'static str = "bed";
    type Id = String;

    fn id(&self) -> &String {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[
            Index { name: "ward", keys: |bed| vec![bed.ward.clone()] },
            Index { name: "tag", keys: |bed| bed.tags.clone() },
        ]
    }
}

#[derive(Debug, Clone)]
enum Step {
    Put(Bed),
    Take(String),
    Settle,
    Clone,
}

fn bed() -> impl Strategy<Value = Bed> {
    ("[a-h]", "[xyz]", prop::collection::vec("[pq]", 0..3)).prop_map(|(id, ward, tags)| Bed { id, ward, tags })
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => bed().prop_map(Step::Put),
        2 => "[a-h]".prop_map(Step::Take),
        1 => Just(Step::Settle),
        1 => Just(Step::Clone),
    ]
}

fn same(table: &Table<Bed>, plain: &BTreeMap<String, Bed>) {
    assert_eq!(table.len(), plain.len());
    assert_eq!(table.is_empty(), plain.is_empty());
    assert!(table.iter().map(|bed| &**bed).eq(plain.values()));
    assert!(table.iter().rev().map(|bed| &**bed).eq(plain.values().rev()));
    for id in ["a", "d", "h"] {
        assert_eq!(table.get(&id.to_owned()).map(|bed| &**bed), plain.get(id));
    }
    for (index, keys) in [("ward", ["x", "y", "z"]), ("tag", ["p", "q", "r"])] {
        for key in keys {
            let has = |bed: &&Bed| if index == "ward" { bed.ward == key } else { bed.tags.iter().any(|t| t == key) };
            let found: Vec<&Bed> = table.find(index, key).map(|bed| &**bed).collect();
            assert_eq!(found, plain.values().filter(has).collect::<Vec<_>>(), "{index} {key}");
            assert!(found.is_empty() || table.keys(index).any(|k| k == key));
        }
        assert!(table.keys(index).is_sorted_by(|a, b| a < b));
    }
    assert_eq!(table.find("no such index", "x").count(), 0);
    assert!(table.indexes_agree());
}

proptest! {
    #[test]
    fn a_table_is_a_map_with_indexes(steps in prop::collection::vec(step(), 0..60)) {
        let (mut table, mut plain) = (Table::<Bed>::default(), BTreeMap::new());
        let mut earlier: Vec<(Table<Bed>, BTreeMap<String, Bed>)> = Vec::new();
        for step in steps {
            match step {
                Step::Put(bed) => {
                    table.put(bed.clone());
                    plain.insert(bed.id.clone(), bed);
                }
                Step::Take(id) => {
                    if table.take(&id) {
                        plain.remove(&id);
                    }
                }
                Step::Settle => table.settle(),
                Step::Clone => earlier.push((table.clone(), plain.clone())),
            }
            same(&table, &plain);
        }
        for (table, plain) in &earlier {
            same(table, plain);
        }
        // Any two states differ in just the rows in which the plain maps differ, on one base or on two.
        for (one, plain_one) in &earlier {
            let differing: Vec<String> = plain_one.keys().chain(plain.keys())
                .filter(|id| plain_one.get(*id) != plain.get(*id)).cloned()
                .collect::<std::collections::BTreeSet<_>>().into_iter().collect();
            prop_assert_eq!(one.differing(&table), differing.clone());
            prop_assert_eq!(*one == table, differing.is_empty());
        }
    }
}

#[test]
fn a_settled_row_changes_and_changes_back_but_is_never_taken() {
    let bed = |ward: &str| Bed { id: "a".into(), ward: ward.into(), tags: vec![] };
    let base = Table::of_rows(vec![Arc::new(bed("x"))]);
    let mut table = base.clone();
    table.put(bed("y"));
    assert_eq!((table.find("ward", "x").count(), table.find("ward", "y").count(), table.len()), (0, 1, 1));
    assert!(table.differing(&base) == ["a"]);
    table.put(bed("x"));
    assert_eq!((table.find("ward", "x").count(), table.find("ward", "y").count(), table.len()), (1, 0, 1));
    assert!(table == base);
    assert!(!table.take(&"a".to_owned()));
    assert_eq!(table.len(), 1);
}

#[test]
fn rows_may_come_in_any_order_and_the_last_of_one_id_stands() {
    let bed = |id: &str, ward: &str| Arc::new(Bed { id: id.into(), ward: ward.into(), tags: vec![] });
    let table = Table::of_rows(vec![bed("b", "x"), bed("a", "x"), bed("b", "z")]);
    assert_eq!(table.iter().map(|b| (b.id.as_str(), b.ward.as_str())).collect::<Vec<_>>(), [("a", "x"), ("b", "z")]);
    assert_eq!(table.keys("ward").collect::<Vec<_>>(), ["x", "z"]);
}
