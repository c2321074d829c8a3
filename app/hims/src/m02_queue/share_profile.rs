//! The patient scans the hospital's QR and shares the ABHA profile with the desk. In a practice hospital the trainee plays
//! the patient's phone; nothing leaves the hospital.

use super::rights;
use super::share::{SHARE_MINUTES, ShareId, ShareState, ShareToken};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, Refusals, Tx};
use crate::m01_registration::{AbhaNumber, Name, Sex, Stamp, check, codes as m01};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ShareProfile {
    /// The department that the patient chose on the phone.
    pub department: String,
    /// The ABHA number of the profile.
    pub abha_number: String,
    /// The name of the profile in Devanagari.
    pub name_hi: String,
    /// The name of the profile in Latin letters.
    pub name_en: String,
    /// The sex of the profile.
    pub sex: Option<Sex>,
    /// The day of birth of the profile.
    pub birth_date: String,
}

impl Command for ShareProfile {
    // Whoever is at the desk plays the phone: no role is asked for.
    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        let department = rights::department(tx.world(), &self.department)?;
        let (abha, warning) = AbhaNumber::parse(&self.abha_number, "abha_number")?;
        let name =
            Name { hi: check::text(&self.name_hi, "name_hi", 80)?, en: check::text(&self.name_en, "name_en", 80)? };
        if name.is_empty() {
            return Err(Refusal::new(m01::NAME_MISSING).at("name_hi").into());
        }
        let sex = self.sex.ok_or_else(|| Refusal::new(m01::SEX_MISSING).at("sex"))?;
        let birth = check::birth(&self.birth_date, "", ctx)?;
        let today = ctx.now.day();
        let number = tx.next_number(&format!("share_token|{}", ShareToken::day_key(today)))?;
        let id = ShareId::numbered(tx.next_number("share_token")?);
        tx.put(ShareToken {
            id: id.clone(),
            number,
            department: department.id.clone(),
            abha,
            name,
            sex,
            birth,
            shared: Stamp::of(ctx),
            expires: ctx.now.plus_minutes(SHARE_MINUTES),
            state: ShareState::Shared,
        })?;
        let mut receipt = Receipt::of::<ShareToken>(id);
        receipt.warnings.extend(warning);
        Ok(receipt)
    }
}
