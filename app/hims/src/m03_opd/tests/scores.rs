use super::super::*;

fn well() -> Measured {
    Measured {
        temperature_c10: Some(370),
        systolic: Some(120),
        diastolic: Some(80),
        pulse: Some(75),
        respiration: Some(16),
        spo2: Some(97),
        consciousness: Some(Consciousness::Alert),
        ..Measured::default()
    }
}

/// Every limit of the chart of NEWS2 (Royal College of Physicians, 2017).
#[test]
fn news2_scores_each_value_as_the_chart_does() {
    type Set = fn(&mut Measured, u16);
    let rows: Vec<(Set, &[(u16, u32)])> = vec![
        (|m, v| m.respiration = Some(v), &[(8, 3), (9, 1), (11, 1), (12, 0), (20, 0), (21, 2), (24, 2), (25, 3)]),
        (|m, v| m.spo2 = Some(v), &[(91, 3), (92, 2), (93, 2), (94, 1), (95, 1), (96, 0)]),
        (|m, v| m.systolic = Some(v), &[(90, 3), (91, 2), (100, 2), (101, 1), (110, 1), (111, 0), (219, 0), (220, 3)]),
        (
            |m, v| m.pulse = Some(v),
            &[(40, 3), (41, 1), (50, 1), (51, 0), (90, 0), (91, 1), (110, 1), (111, 2), (130, 2), (131, 3)],
        ),
        (
            |m, v| m.temperature_c10 = Some(v),
            &[(350, 3), (351, 1), (360, 1), (361, 0), (380, 0), (381, 1), (390, 1), (391, 2)],
        ),
    ];
    for (set, cases) in rows {
        for (value, points) in cases {
            let mut measured = well();
            set(&mut measured, *value);
            let score = early_warning(&measured, 40);
            assert_eq!((score.points, score.one_extreme), (*points, *points == 3), "{value}");
        }
    }
    for (consciousness, points) in
        [(Consciousness::Alert, 0), (Consciousness::Confused, 3), (Consciousness::Unresponsive, 3)]
    {
        let measured = Measured { consciousness: Some(consciousness), ..well() };
        assert_eq!(early_warning(&measured, 40).points, points);
    }
    assert_eq!(early_warning(&Measured { on_oxygen: true, ..well() }, 40).points, 2);
}

#[test]
fn five_points_or_one_extreme_are_urgent_and_seven_an_emergency() {
    let five = Measured { pulse: Some(115), respiration: Some(22), temperature_c10: Some(385), ..well() };
    let score = early_warning(&five, 40);
    assert!(score.points == 5 && score.is_urgent() && !score.is_emergency());
    assert!(early_warning(&Measured { spo2: Some(90), ..well() }, 40).is_urgent());
    let seven = Measured { on_oxygen: true, ..five };
    assert!(early_warning(&seven, 40).is_emergency());
    let partly = Measured { pulse: Some(80), ..Measured::default() };
    assert!(!early_warning(&partly, 40).complete && early_warning(&well(), 40).complete);
}

#[test]
fn children_have_other_limits() {
    let infant = Measured { pulse: Some(140), respiration: Some(40), systolic: None, ..well() };
    assert_eq!(early_warning(&infant, 0).points, 0, "usual for an infant");
    assert!(early_warning(&infant, 40).is_urgent(), "and an emergency for an adult");
    let distressed = Measured { respiration: Some(75), ..infant };
    assert!(early_warning(&distressed, 0).is_urgent());
    assert!(!early_warning(&infant, 15).adult && early_warning(&infant, 16).adult);
}
