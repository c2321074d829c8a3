//! Control material and the Westgard rules.

use super::super::*;
use super::fixture::*;
use qc::{QcStatus, broken, qc_status};

#[test]
fn the_westgard_rules() {
    use Westgard::{OneThreeS as One3, RangeFourS as R4, TwoTwoS as Two2};
    type Row<'a> = (i64, Option<i64>, &'a [i64], &'a [Westgard]);
    let table: [Row<'_>; 14] = [
        (0, None, &[], &[]),
        (3000, None, &[], &[]),
        (3001, None, &[], &[One3]),
        (-3001, None, &[], &[One3]),
        (2500, None, &[], &[]),
        (2500, Some(2500), &[], &[Two2]),
        (-2500, Some(-2001), &[], &[Two2]),
        (2500, Some(-2500), &[], &[]),
        (2500, Some(2000), &[], &[]),
        (2100, None, &[-2100], &[R4]),
        (-2100, None, &[2100], &[R4]),
        (2100, None, &[2100], &[]),
        (3500, Some(2100), &[-2100], &[One3, Two2, R4]),
        (1900, Some(2100), &[-2900], &[]),
    ];
    for (z, before, others, rules) in table {
        assert_eq!(broken(z, before, others), rules, "{z} after {before:?} beside {others:?}");
    }
}

fn run(test: &str, level: &str, value: &str, action: &str) -> RunQc {
    RunQc { test: test.into(), level: level.into(), value: value.into(), action: action.into() }
}

#[test]
fn what_is_refused_of_a_run() {
    let mut h = hospital();
    for (command, refusal) in [
        (run("moon", "1", "14", ""), "m07.test_unknown@test"),
        (run("mcv", "1", "90", ""), "m07.qc_no_target@test"),
        (run("urea", "3", "35", ""), "m07.qc_level@level"),
        (run("urea", "0", "35", ""), "m07.qc_level@level"),
        (run("urea", "", "35", ""), "m07.qc_level@level"),
        (run("urea", "1", "x", ""), "m07.value_form@value"),
        (run("urea", "1", "35 mmol/L", ""), "m07.wrong_unit@value"),
    ] {
        assert_eq!(h.refused(command), [refusal]);
    }
}

#[test]
fn a_report_does_not_go_out_while_the_control_is_out() {
    let mut h = hospital();
    let (order, _) = h.verified("urea", "60");
    let status = |h: &Hospital| qc_status(&h.world, &h.test("urea"), h.ctx.now.day());
    assert_eq!(status(&h), QcStatus::Missing);
    // Mean 35, standard deviation 1.5.
    assert_eq!(h.warned(run("urea", "1", "41", "")), ["m07.qc_out_of_control"]);
    assert_eq!(status(&h), QcStatus::Failed);
    assert_eq!(h.refused(release(&order)), ["m07.qc_failed@"]);
    assert_eq!(h.refused(run("urea", "1", "35", "")), ["m07.qc_action_missing@action"]);
    assert_eq!(h.refused(run("urea", "1", "35", "..")), ["m01.reason_missing@action"]);
    h.id(run("urea", "1", "35", "नया कंट्रोल खोला"));
    assert_eq!(status(&h), QcStatus::Missing, "level 2 was not run");
    h.id(run("urea", "2", "110", ""));
    assert_eq!(status(&h), QcStatus::InControl);
    assert!(h.warned(release(&order)).is_empty());
}

#[test]
fn the_control_of_another_test_or_day_does_not_hold_a_report_back() {
    let mut h = hospital();
    h.id(run("urea", "1", "41", ""));
    let (sodium, _) = h.verified("sodium", "150");
    h.id(release(&sodium));
    h.later(24 * 60);
    let (urea, _) = h.verified("urea", "60");
    assert_eq!(h.warned(release(&urea)), ["m07.qc_missing"]);
}

#[test]
fn two_in_a_row_and_two_levels_apart() {
    let mut h = hospital();
    assert!(h.warned(run("urea", "1", "38.5", "")).is_empty(), "once beyond 2s warns nobody");
    h.later(24 * 60);
    let second = h.run(run("urea", "1", "38.5", "")).unwrap();
    assert_eq!(second.warnings[0].values[0].1, "2-2s", "also over midnight");
    assert!(h.warned(run("urea", "1", "38.5", "कैलिब्रेशन किया")).is_empty(), "what was out does not count again");
    // Level 2: mean 110, standard deviation 4.
    let apart = h.run(run("urea", "2", "101", "")).unwrap();
    assert_eq!(apart.warnings[0].values[0].1, "R-4s");
}
