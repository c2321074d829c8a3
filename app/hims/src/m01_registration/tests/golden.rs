//! What an earlier release wrote must be read by every later one.

use super::super::*;
use super::fixture::{create, empty, sunita};
use crate::engine::{ReplayError, decode, encode, replay};
use crate::world::{Document, World};

const JOURNAL_V1: &str = include_str!("../../../golden/journal-v1.jsonl");
const BASE_V1: &str = include_str!("../../../golden/base-v1.json");

/// The hospital whose base and journal are the golden files.
fn written() -> super::fixture::Hospital {
    let mut hospital = empty();
    let search = hospital.search("सुनीता");
    let id = hospital.run(create(&search, sunita())).unwrap().subject.id;
    hospital.refused(create("", sunita()));
    hospital
        .run(VerifyAbha {
            patient: id.clone(),
            number: "00123456789014".into(),
            method: AbhaMethod::Qr,
            consent: true,
            ..VerifyAbha::default()
        })
        .unwrap();
    hospital.run(LinkAbha { patient: id }).unwrap();
    hospital
}

#[test]
fn the_first_release_is_still_read() {
    let document: Document = serde_json::from_str(BASE_V1).unwrap();
    let base = World::from_document(document).unwrap();
    let entries: Vec<_> = JOURNAL_V1.lines().map(|line| decode(line.as_bytes()).unwrap()).collect();
    let world = replay(&base, &entries).unwrap();
    assert_eq!(world, written().world);
}

#[test]
fn the_first_release_is_still_written() {
    // When this fails on purpose: add a new version with an upcast and a golden file of its own, keep these.
    let hospital = written();
    let lines: Vec<String> = hospital.journal.iter().map(|e| String::from_utf8(encode(e).unwrap()).unwrap()).collect();
    assert_eq!(lines.join("\n"), JOURNAL_V1.trim_end());
    let mut document = hospital.base.to_document("golden");
    // Kinds that came with later modules have no rows in it.
    let first: Document = serde_json::from_str(BASE_V1).unwrap();
    document.records.retain(|kind, rows| first.records.contains_key(kind) || !rows.is_empty());
    assert_eq!(serde_json::to_string_pretty(&document).unwrap(), BASE_V1.trim_end());
}

#[test]
fn what_can_not_be_read_is_said_and_never_guessed() {
    let hospital = written();
    let mut newer: serde_json::Value = serde_json::from_slice(&encode(&hospital.journal[0]).unwrap()).unwrap();
    newer["v"] = 99.into();
    assert_eq!(decode(newer.to_string().as_bytes()), Err(ReplayError::Newer(99)));
    assert!(matches!(decode(b"{}"), Err(ReplayError::Payload(_))));
    assert!(matches!(decode(b"not json"), Err(ReplayError::Payload(_))));
    let without_one = [&hospital.journal[0], &hospital.journal[2]];
    assert_eq!(replay(&hospital.base, without_one), Err(ReplayError::Gap { after: 1, found: 3 }));
    let out_of_place = [&hospital.journal[3]];
    assert!(matches!(replay(&hospital.base, out_of_place), Err(ReplayError::Change { seq: 4, .. })));
}
