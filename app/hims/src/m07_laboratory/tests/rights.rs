//! Which role may do what.

use super::super::*;
use super::fixture::*;
use crate::command::AnyCommand;
use crate::engine::Persona;

#[test]
fn every_role_does_its_own_work_and_no_other() {
    let mut h = hospital();
    let sunita = h.sunita.clone();
    let open = h.order(&sunita, "cbc");
    let (received, specimen) = h.received("urea");
    let (verified, _) = h.verified("potassium", "5.6");
    let (_, report) = h.released("sodium", "150");
    let (critical, critical_specimen) = h.received("calcium");
    h.run(enter(&critical_specimen, &[("calcium", "14")])).unwrap();
    let commands: [(AnyCommand, &[Persona]); 11] = {
        use Persona::{Doctor, LaboratoryTechnician as Technician, Nurse, Pathologist};
        [
            (place(&sunita, "lft").into(), &[Doctor, Nurse, Pathologist]),
            (collect(&sunita, &[&open], "").into(), &[Nurse, Technician, Pathologist]),
            (ReceiveSpecimen { specimen: open.clone() }.into(), &[Technician, Pathologist]),
            (
                RejectSpecimen { specimen: specimen.clone(), reason: None, note: String::new() }.into(),
                &[Technician, Pathologist],
            ),
            (enter(&specimen, &[("urea", "55")]).into(), &[Technician, Pathologist]),
            (VerifyOrder { order: received }.into(), &[Technician, Pathologist]),
            (call(&critical).into(), &[Technician, Pathologist]),
            (release(&verified).into(), &[Technician, Pathologist]),
            (correct(&report, "sodium", "148").into(), &[Technician, Pathologist]),
            (CancelOrder { order: open.clone(), reason: "दो बार".into() }.into(), &[Doctor, Technician, Pathologist]),
            (
                RunQc { test: "urea".into(), level: "1".into(), value: "35".into(), action: String::new() }.into(),
                &[Technician, Pathologist],
            ),
        ]
    };
    for (command, may) in commands {
        for persona in Persona::CHOICES {
            let before = h.world.clone();
            let answer = h.as_one(persona, command.clone());
            h.world = before;
            let forbidden = answer.is_err_and(|r| r.iter().any(|r| r.code == codes::PERSONA_MAY_NOT));
            assert_eq!(!forbidden, may.contains(&persona), "{} as {}", command.action(), persona.name());
        }
    }
}
