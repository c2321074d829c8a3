//! What a trainee does in the exercises of M01, command after command: searches in both scripts and by number, records
//! opened, a registration that comes too early, the registration, the ABHA link in its two steps, an unknown patient.

use abhyas_services::ServiceError;
use abhyas_services::sandbox::Sandbox;
use abhyas_services::sandbox::hims::m01_registration::check::luhn;
use abhyas_services::sandbox::hims::m01_registration::{
    AbhaAnswer, AbhaMethod, CreatePatient, DetailsInput, LinkAbha, RegisterUnknown, SearchPatients, Sex, VerifyAbha,
};
use abhyas_services::sandbox::hims::{AnyCommand, RecordRef};

const GIVEN: [&str; 12] = ["सुनीता", "रमेश", "गीता", "मोहन", "पूनम", "दिनेश", "नीलम", "संजय", "रेखा", "विजय", "मीना", "अजय"];
const LAST: [&str; 7] = ["देवी", "कुमार", "पासवान", "साह", "महतो", "राम", "यादव"];
const VILLAGES: [&str; 5] = ["Rampur Hari", "Bela Chhapra", "Sonbarsa", "Madhopur", "Kanti"];

/// How far one trainee is.
#[derive(Debug, Default)]
pub struct Trainee {
    /// Which of all trainees.
    pub number: usize,
    /// What the names of the commands begin with.
    prefix: String,
    step: usize,
    search: String,
    patient: String,
}

/// How many commands one round of the exercise has.
const ROUND: usize = 10;

impl Trainee {
    /// The trainee with a number, before the first command.
    pub fn new(number: usize) -> Self {
        Self { number, ..Self::default() }
    }

    /// The same, with names of commands that begin with a text of their own.
    pub fn named(number: usize, prefix: &str) -> Self {
        Self { number, prefix: prefix.to_owned(), ..Self::default() }
    }

    /// How many commands were sent.
    pub const fn sent(&self) -> usize {
        self.step
    }

    /// Sends the next command. A refusal is an answer, too: it is in the journal.
    ///
    /// # Errors
    /// What the services answered, other than a refusal by the hospital's rules.
    pub async fn next(&mut self, sandbox: &Sandbox) -> Result<(), ServiceError> {
        let (step, round) = (self.step % ROUND, self.step / ROUND);
        self.step += 1;
        let id = format!("{}t{}-{}", self.prefix, self.number, self.step);
        if step == 1 || step == 8 {
            let record = RecordRef { kind: "patient".into(), id: self.patient.clone() };
            return sandbox.viewed("m01.patient", record).await;
        }
        match sandbox.command(&id, &self.command(step, round)).await {
            Ok(receipt) => {
                match receipt.subject.kind.as_ref() {
                    "search" => self.search = receipt.subject.id,
                    "patient" => self.patient = receipt.subject.id,
                    _ => {}
                }
                Ok(())
            }
            Err(ServiceError::Refused(_)) => Ok(()),
            Err(other) => Err(other),
        }
    }

    fn command(&self, step: usize, round: usize) -> AnyCommand {
        let name = self.name(round);
        let search = |query: &str, village: &str| SearchPatients { query: query.into(), village: village.into() };
        match step {
            0 => search(&name, "").into(),
            2 => search(&format!("00000{:05}", self.drawn(round) % 100_000), "").into(),
            3 => self.registration("", &name, round).into(),
            4 => search(&name, self.village(round)).into(),
            5 => self.registration(&self.search, &name, round).into(),
            6 => VerifyAbha {
                patient: self.patient.clone(),
                number: self.abha(round),
                method: AbhaMethod::Qr,
                consent: true,
                ..VerifyAbha::default()
            }
            .into(),
            7 => LinkAbha { patient: self.patient.clone() }.into(),
            _ => {
                RegisterUnknown {
                    sex: Some(Sex::Male), age: "40".into(), description: "नीली शर्ट, स्टेशन पर मिले".into()
                }
                .into()
            }
        }
    }

    fn registration(&self, search: &str, name: &str, round: usize) -> CreatePatient {
        let age = 18 + self.drawn(round) % 60;
        let details = DetailsInput {
            name_hi: name.into(),
            sex: Some(if self.drawn(round).is_multiple_of(2) { Sex::Female } else { Sex::Male }),
            age: age.to_string(),
            mobile: format!("00000{:05}", self.drawn(round) % 100_000),
            village: self.village(round).into(),
            block: "Kanti".into(),
            district: "Muzaffarpur".into(),
            ..DetailsInput::default()
        };
        let duplicate_reason = "उम्र और गाँव अलग हैं".to_owned();
        CreatePatient { search: search.into(), abha: Some(AbhaAnswer::HasNot), details, duplicate_reason }
    }

    /// Numbers that look drawn and are the same in every run.
    const fn drawn(&self, round: usize) -> usize {
        self.number.wrapping_mul(7_919).wrapping_add(round.wrapping_mul(104_729)).wrapping_add(12_345)
    }

    fn name(&self, round: usize) -> String {
        let at = self.drawn(round);
        let given = GIVEN.get(at % GIVEN.len()).copied().unwrap_or_default();
        let last = LAST.get(at / 12 % LAST.len()).copied().unwrap_or_default();
        format!("{given} {last}")
    }

    fn village(&self, round: usize) -> &'static str {
        VILLAGES.get(self.drawn(round) % VILLAGES.len()).copied().unwrap_or_default()
    }

    fn abha(&self, round: usize) -> String {
        let body = format!("0099{:09}", self.drawn(round) % 1_000_000_000);
        format!("{body}{}", luhn::check_digit(&body))
    }
}
