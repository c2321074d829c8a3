//! Sign-in, first sign-in, passwords, codes, capacities: who someone is and how they prove it.
//!
//! Invariants: passwords and codes are never logged nor kept in clear; no answer and no waiting time tells whether an
//! account exists; whoever signs in may do so with a full disk.

mod actor_of;
mod capacities;
mod change_password;
mod codes;
mod find_person;
mod first_admin;
mod first_sign_in;
mod gate;
mod limits;
mod login_name;
mod passwords;
mod reset_access;
mod sign_in;

pub use actor_of::actor_of;
pub use capacities::{ChangeCapacity, give_capacity, take_capacity};
pub use change_password::{ChangePassword, change_password, sign_out_everywhere};
pub use codes::{LIFE as CODE_LIFE, Minted};
pub use find_person::find_person;
pub use first_admin::{FirstAdmin, create_first_admin};
pub use first_sign_in::{FirstSignIn, first_sign_in, whose_code};
pub use gate::HashingGate;
pub use passwords::{LONGEST as LONGEST_PASSWORD, SHORTEST as SHORTEST_PASSWORD};
pub use reset_access::{mint_slips, reset_access, reset_by_operator, slips_pdf};
pub use sign_in::{SignIn, sign_in};

use crate::Services;

/// The refusals of this area.
pub mod refusals {
    abhyas_core::codes! {
        /// No such account, or another password.
        WRONG = "access.wrong";
        /// Another password than the person's own.
        WRONG_PASSWORD = "access.wrong_password";
        /// Too many failures on this device.
        WAIT = "access.wait";
        /// The password has too few characters.
        PASSWORD_SHORT = "access.password_short";
        /// The password has too many characters.
        PASSWORD_LONG = "access.password_long";
        /// The password is the person's own mobile number, staff id or name.
        PASSWORD_OWN = "access.password_own";
        /// The password is among those that are guessed first.
        PASSWORD_COMMON = "access.password_common";
        /// The password was typed differently the second time.
        PASSWORDS_DIFFER = "access.passwords_differ";
        /// The code can not be one: a character is wrong or missing.
        CODE_MISTYPED = "access.code_mistyped";
        /// There is no such code.
        CODE_UNKNOWN = "access.code_unknown";
        /// The code was used.
        CODE_USED = "access.code_used";
        /// The code is older than its days, or a newer one was made.
        CODE_EXPIRED = "access.code_expired";
        /// Only an officer may reset this person's access.
        HIGHER = "access.higher";
        /// The person is not active.
        INACTIVE = "access.inactive";
        /// Everyone has a password already.
        NOBODY_WAITS = "access.nobody_waits";
        /// This capacity can not be given or taken.
        CAPACITY = "access.capacity";
        /// A coordinator needs a district.
        DISTRICT_NEEDED = "access.district_needed";
        /// The last officer keeps the capacity.
        LAST_OFFICER = "access.last_officer";
        /// Nobody within reach has this login name.
        NO_SUCH_PERSON = "access.no_such_person";
        /// There is an officer already.
        OFFICER_EXISTS = "access.officer_exists";
    }
}

/// The person whom an officer means by a mobile number, a staff id or a person's id.
pub(crate) async fn person_named(services: &Services, typed: &str) -> crate::Outcome<Option<abhyas_core::PersonId>> {
    let name = login_name::LoginName::read(typed);
    let found =
        abhyas_store::access::account_by_login(services.db(), &name.typed, &name.capitals, &name.mobile).await?;
    if let Some(account) = found {
        return Ok(Some(account.person));
    }
    let Ok(person) = abhyas_core::PersonId::parse(name.typed) else { return Ok(None) };
    Ok(abhyas_store::access::account(services.db(), &person).await?.map(|account| account.person))
}

/// The one who runs the server, as the audit names them.
fn operator(command: &str) -> crate::Outcome<crate::Actor> {
    let person =
        abhyas_core::PersonId::parse("system").map_err(|error| crate::ServiceError::Internal(error.to_string()))?;
    let (name, staff_id) = (command.to_owned(), String::new());
    let language = abhyas_core::Language::default();
    Ok(crate::Actor { person, name, staff_id, language, facility: None, district: None, grants: Vec::new() })
}

/// A salt for a new password.
fn salt(services: &Services) -> [u8; 16] {
    let mut salt = [0; 16];
    services.entropy().fill(&mut salt);
    salt
}

#[cfg(test)]
mod testkit;
