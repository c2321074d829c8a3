//! Every command of every module under its name, as data: what a form sends and what an exercise's solution says.

use crate::engine::{
    Act, AdvanceClock, Ctx, JournalEntry, Receipt, RecordRef, Refusals, RefusedFor, SetClock, SetLevel, Tx,
};
use crate::m01_registration as m01;
use crate::m02_queue as m02;
use crate::m03_opd as m03;
use crate::m07_laboratory as m07;
use crate::m08_radiology as m08;
use crate::m09_pharmacy as m09;
use crate::world::World;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// One command: its input and its rule.
pub trait Command {
    /// The record that the command is about, where it is about one that exists.
    fn subject(&self) -> Option<RecordRef> {
        None
    }

    /// Runs the rule: reads and writes `tx`.
    ///
    /// # Errors
    /// Every reason why not, each at its field.
    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals>;
}

macro_rules! commands {
    ($($(#[$doc:meta])* $name:literal => $variant:ident($input:ty)),+ $(,)?) => {
        /// A command of any module. As JSON: `{"action": "m01.search", "input": {…}}`.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "action", content = "input")]
        pub enum AnyCommand { $($(#[$doc])* #[serde(rename = $name)] $variant($input)),+ }

        impl AnyCommand {
            /// The names of all commands.
            pub const ACTIONS: &'static [&'static str] = &[$($name),+];

            /// The name of this one.
            #[must_use]
            pub const fn action(&self) -> &'static str {
                match self { $(Self::$variant(_) => $name),+ }
            }

            /// The input as a command.
            #[must_use]
            pub fn as_command(&self) -> &dyn Command {
                match self { $(Self::$variant(input) => input),+ }
            }
        }

        $(impl From<$input> for AnyCommand {
            fn from(input: $input) -> Self { Self::$variant(input) }
        })+
    };
}

commands! {
    /// Move the hospital's clock on.
    "hospital.advance_clock" => AdvanceClock(AdvanceClock),
    /// Set the hospital's clock.
    "hospital.set_clock" => SetClock(SetClock),
    /// Say what kind of house the hospital is.
    "hospital.set_level" => SetLevel(SetLevel),
    /// Look for a patient.
    "m01.search" => SearchPatients(m01::SearchPatients),
    /// Register a new patient.
    "m01.create_patient" => CreatePatient(m01::CreatePatient),
    /// Send a one-time password for an ABHA number.
    "m01.send_otp" => SendOtp(m01::SendOtp),
    /// Record that an ABHA number was verified.
    "m01.verify_abha" => VerifyAbha(m01::VerifyAbha),
    /// Link the verified ABHA number.
    "m01.link_abha" => LinkAbha(m01::LinkAbha),
    /// Take the link back.
    "m01.delink_abha" => DelinkAbha(m01::DelinkAbha),
    /// Register a newborn with the mother.
    "m01.register_newborn" => RegisterNewborn(m01::RegisterNewborn),
    /// Register somebody whose name is not known.
    "m01.register_unknown" => RegisterUnknown(m01::RegisterUnknown),
    /// Say who an unknown patient is.
    "m01.identify_patient" => IdentifyPatient(m01::IdentifyPatient),
    /// Correct a record, with a reason.
    "m01.amend_patient" => AmendPatient(m01::AmendPatient),
    /// Mark a record as made in error.
    "m01.enter_in_error" => EnterInError(m01::EnterInError),
    /// Propose that two records are one patient.
    "m01.propose_merge" => ProposeMerge(m01::ProposeMerge),
    /// Approve a proposed merge.
    "m01.approve_merge" => ApproveMerge(m01::ApproveMerge),
    /// Reject a proposed merge.
    "m01.reject_merge" => RejectMerge(m01::RejectMerge),
    /// Carry out an approved merge.
    "m01.complete_merge" => CompleteMerge(m01::CompleteMerge),
    /// Take a merge back.
    "m01.reverse_merge" => ReverseMerge(m01::ReverseMerge),
    /// Put a patient in as the set-up of an exercise.
    "m01.place_patient" => PlacePatient(m01::PlacePatient),
    /// Book an appointment.
    "m02.book_appointment" => BookAppointment(m02::BookAppointment),
    /// Move an appointment to another slot.
    "m02.reschedule_appointment" => RescheduleAppointment(m02::RescheduleAppointment),
    /// Cancel an appointment.
    "m02.cancel_appointment" => CancelAppointment(m02::CancelAppointment),
    /// The patient of an appointment is here.
    "m02.arrive" => Arrive(m02::Arrive),
    /// The patient of an appointment did not come.
    "m02.mark_no_show" => MarkNoShow(m02::MarkNoShow),
    /// A patient shares the ABHA profile by the hospital's QR.
    "m02.share_profile" => ShareProfile(m02::ShareProfile),
    /// Give the token for a shared profile.
    "m02.redeem_share" => RedeemShare(m02::RedeemShare),
    /// Give a token without appointment.
    "m02.issue_token" => IssueToken(m02::IssueToken),
    /// Begin a consultation.
    "m03.open_encounter" => OpenEncounter(m03::OpenEncounter),
    /// Write down vital signs.
    "m03.record_vitals" => RecordVitals(m03::RecordVitals),
    /// Write down an allergy, or that none is known.
    "m03.record_allergy" => RecordAllergy(m03::RecordAllergy),
    /// An allergy does not hold.
    "m03.resolve_allergy" => ResolveAllergy(m03::ResolveAllergy),
    /// Write down complaint, pregnancy and findings.
    "m03.write_notes" => WriteNotes(m03::WriteNotes),
    /// Make a diagnosis.
    "m03.add_diagnosis" => AddDiagnosis(m03::AddDiagnosis),
    /// Confirm a diagnosis.
    "m03.confirm_diagnosis" => ConfirmDiagnosis(m03::ConfirmDiagnosis),
    /// Take a diagnosis back.
    "m03.remove_diagnosis" => RemoveDiagnosis(m03::RemoveDiagnosis),
    /// Order laboratory tests.
    "m03.order_tests" => OrderTests(m03::OrderTests),
    /// Prescribe.
    "m03.prescribe" => Prescribe(m03::Prescribe),
    /// Take a prescription back.
    "m03.cancel_prescription" => CancelPrescription(m03::CancelPrescription),
    /// Refer the patient.
    "m03.refer" => Refer(m03::Refer),
    /// Say when to come again.
    "m03.set_follow_up" => SetFollowUp(m03::SetFollowUp),
    /// Mark a teleconsultation.
    "m03.mark_teleconsult" => MarkTeleconsult(m03::MarkTeleconsult),
    /// Sign a consultation.
    "m03.sign_encounter" => SignEncounter(m03::SignEncounter),
    /// Close a consultation.
    "m03.close_encounter" => CloseEncounter(m03::CloseEncounter),
    /// Cancel a consultation.
    "m03.cancel_encounter" => CancelEncounter(m03::CancelEncounter),
    /// Amend a signed consultation.
    "m03.amend_encounter" => AmendEncounter(m03::AmendEncounter),
    /// Mark a record of the desk as written in error.
    "m03.enter_in_error" => EnterRecordInError(m03::EnterRecordInError),
    /// Call the next patient of a queue.
    "m02.call_next" => CallNext(m02::CallNext),
    /// Call a token again.
    "m02.recall" => Recall(m02::Recall),
    /// Nobody came when the token was called.
    "m02.skip" => Skip(m02::Skip),
    /// A patient went away.
    "m02.leave_queue" => LeaveQueue(m02::LeaveQueue),
    /// Take back a token that was given in error.
    "m02.cancel_token" => CancelToken(m02::CancelToken),
    /// Send a patient to another department.
    "m02.transfer_token" => TransferToken(m02::TransferToken),
    /// Put a waiting patient into another lane.
    "m02.change_lane" => ChangeLane(m02::ChangeLane),
    /// Put a doctor on the roster of a day.
    "m02.add_session" => AddSession(m02::AddSession),
    /// Take a doctor off the roster for a day.
    "m02.take_off" => TakeOff(m02::TakeOff),
    /// Receive stock.
    "m09.receive_stock" => ReceiveStock(m09::ReceiveStock),
    /// Put a batch in as the set-up of an exercise.
    "m09.place_batch" => PlaceBatch(m09::PlaceBatch),
    /// Verify a prescription.
    "m09.verify_prescription" => VerifyPrescription(m09::VerifyPrescription),
    /// Dispense on a prescription.
    "m09.dispense" => DispenseDrugs(m09::DispenseDrugs),
    /// Give a medicine that needs no prescription.
    "m09.issue_counter" => IssueCounter(m09::IssueCounter),
    /// Give another product instead.
    "m09.substitute" => SubstituteDrug(m09::SubstituteDrug),
    /// Give up what is owed.
    "m09.waive_owed" => WaiveOwed(m09::WaiveOwed),
    /// Take back what a patient brings.
    "m09.return_drugs" => ReturnDrugs(m09::ReturnDrugs),
    /// Write off units of a batch.
    "m09.write_off" => WriteOff(m09::WriteOff),
    /// Recall a batch.
    "m09.recall_batch" => RecallBatch(m09::RecallBatch),
    /// Propose to lift a recall.
    "m09.propose_release" => ProposeRelease(m09::ProposeRelease),
    /// Lift a recall.
    "m09.approve_release" => ApproveRelease(m09::ApproveRelease),
    /// Leave a recall as it is.
    "m09.reject_release" => RejectRelease(m09::RejectRelease),
    /// Propose a count of the shelf.
    "m09.propose_count" => ProposeCount(m09::ProposeCount),
    /// Approve a count.
    "m09.approve_count" => ApproveCount(m09::ApproveCount),
    /// Reject a count.
    "m09.reject_count" => RejectCount(m09::RejectCount),
    /// Mark a medicine as out of stock.
    "m09.mark_stock_out" => MarkStockOut(m09::MarkStockOut),
    /// Set the level below which a medicine is low.
    "m09.set_minimum" => SetMinimum(m09::SetMinimum),
    /// Order a picture for the patient of a consultation.
    "m03.order_imaging" => OrderImaging(m03::OrderImaging),
    /// Cancel the order of a picture.
    "m08.cancel_imaging" => CancelImaging(m08::CancelImaging),
    /// Order a laboratory test.
    "m07.place_order" => PlaceLabOrder(m07::PlaceOrder),
    /// Take a sample.
    "m07.collect_specimen" => CollectSpecimen(m07::CollectSpecimen),
    /// Receive a sample in the laboratory.
    "m07.receive_specimen" => ReceiveSpecimen(m07::ReceiveSpecimen),
    /// Reject a sample.
    "m07.reject_specimen" => RejectSpecimen(m07::RejectSpecimen),
    /// Enter the results of a sample.
    "m07.enter_results" => EnterResults(m07::EnterResults),
    /// Verify the results of an order.
    "m07.verify_order" => VerifyOrder(m07::VerifyOrder),
    /// Record a call about a critical result.
    "m07.record_call" => RecordCall(m07::RecordCall),
    /// Release the report on an order.
    "m07.release_report" => ReleaseReport(m07::ReleaseReport),
    /// Correct a result of a released report.
    "m07.correct_report" => CorrectReport(m07::CorrectReport),
    /// Cancel an order.
    "m07.cancel_order" => CancelLabOrder(m07::CancelOrder),
    /// Run control material.
    "m07.run_qc" => RunQc(m07::RunQc),
}

/// What came of a command: the entry to journal, the world to take once the entry is durable, and the answer.
#[derive(Debug, Clone)]
pub struct Executed {
    /// The entry for the journal.
    pub entry: JournalEntry,
    /// The world after the command; after a refusal the same as before.
    pub world: World,
    /// What the client is told.
    pub answer: Result<Receipt, Vec<Refusal>>,
}

/// Runs a command on a world. `seq` is the entry's place in the journal, `id` the client's own id of the command.
#[must_use]
pub fn execute(world: &World, ctx: &Ctx, seq: u64, id: &str, command: &AnyCommand) -> Executed {
    let mut tx = Tx::begin(world);
    let outcome = command.as_command().run(&mut tx, ctx);
    let (world, act, answer) = match outcome {
        Ok(receipt) => {
            let (world, changes) = tx.finish();
            (world, Act::Done { receipt: receipt.clone(), changes }, Ok(receipt))
        }
        Err(Refusals(refusals)) => {
            let kept = refusals.iter().map(|r| RefusedFor { code: r.code.clone(), field: r.field.clone() }).collect();
            (world.clone(), Act::Refused { subject: command.as_command().subject(), refusals: kept }, Err(refusals))
        }
    };
    let entry = JournalEntry {
        seq,
        at: ctx.now,
        actor: ctx.actor.clone(),
        persona: ctx.persona,
        module: crate::engine::module_of(command.action()),
        action: command.action().to_owned(),
        command: id.to_owned(),
        act,
    };
    Executed { entry, world, answer }
}
