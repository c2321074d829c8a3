//! What the board asks the server.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

/// A place and what would come of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// The half-day.
    pub slot: i64,
    /// The room.
    pub room: String,
    /// `green`, `blue`, `amber` or `red`.
    pub level: String,
    /// Whether a reason has to be given.
    pub asks: bool,
    /// A sign and the rupees, for the place itself.
    pub short: String,
    /// Everything, for whoever looks at it or listens.
    pub long: String,
}

/// A session in the hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The key of the drop: however often it is sent, it is one act.
    pub key: String,
    /// Every place in view.
    pub spots: Vec<Spot>,
}

/// What came of a drop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Dropped {
    /// It is done.
    Done,
    /// It is not, for this reason.
    Refused(String),
}

#[cfg(feature = "ssr")]
fn language(actor: &abhyas_services::Actor) -> abhyas_core::Language {
    use_context::<abhyas_core::Language>().unwrap_or(actor.language)
}

#[cfg(feature = "ssr")]
fn spot(
    l: abhyas_core::Language,
    place: abhyas_services::plans::board::Place,
    words: &str,
    then: &abhyas_services::plans::board::Verdict,
) -> Spot {
    use crate::t;
    use abhyas_i18n::format::number;
    use abhyas_services::plans::board::Level;
    let amount = number(then.rupees.abs());
    let price = match then.rupees {
        0 => t::board_no_cost(l).to_owned(),
        1.. => t::board_costs(l, amount.clone()),
        _ => t::board_saves(l, amount.clone()),
    };
    let (level, name, sign) = match then.level {
        Level::Green => ("green", t::board_green(l), "✓"),
        Level::Blue => ("blue", t::board_blue(l), "i"),
        Level::Amber => ("amber", t::board_amber(l), "!"),
        Level::Red => ("red", t::board_red(l), "✕"),
    };
    let plus = if then.rupees > 0 {
        "+"
    } else if then.rupees < 0 {
        "−"
    } else {
        ""
    };
    let mended = then.mended.iter().map(|what| t::board_mended(l, what));
    let reasons: Vec<String> = then.broken.iter().cloned().chain(mended).collect();
    Spot {
        short: format!("{sign} {plus}₹{amount}"),
        long: format!("{words}: {name}, {price}. {}", reasons.join(". ")),
        level: level.to_owned(),
        asks: then.asks,
        slot: place.slot,
        room: place.room,
    }
}

/// A value of an address as it was before it was encoded (RFC 3986, 2.1). What is no such value is taken as it stands.
#[cfg(feature = "ssr")]
fn decoded(value: &str) -> String {
    let hex = |byte: u8| char::from(byte).to_digit(16).and_then(|n| u8::try_from(n).ok());
    let (mut bytes, mut rest) = (Vec::with_capacity(value.len()), value.bytes());
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        match (byte, ahead.next().and_then(hex), ahead.next().and_then(hex)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(high * 16 + low);
                rest = ahead;
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| value.to_owned())
}

/// Every place of the view with what putting the session there would do. `find` is what was looked for as it stands in an
/// address, since the island puts it into one.
///
/// # Errors
/// When nobody is signed in, the session is not there for the caller, or the database can not be read.
#[server(prefix = "/islands", endpoint = "board-hold", input = Json)]
pub async fn board_hold(
    plan: String,
    session: String,
    week: usize,
    district: String,
    page: usize,
    find: String,
) -> Result<Held, ServerFnError> {
    use crate::caller::{caller, failed, id};
    use abhyas_services::plans::board::{By, Window, view_targets};
    let (services, actor) = caller()?;
    let plan = id(abhyas_core::PlanId::parse(plan))?;
    let l = language(&actor);
    let actor = abhyas_services::Actor { language: l, ..actor };
    let find = decoded(&find);
    let window = Window { by: By::Room, week: Some(week), district, find, page: Some(page) };
    let found = view_targets(&services, &actor, &plan, &session, &window).await.map_err(|e| failed(&e))?;
    let spots = found.into_iter().map(|(place, words, then)| spot(l, place, &words, &then)).collect();
    let key = abhyas_core::OnceKey::mint(services.real_now(), services.entropy()).to_string();
    Ok(Held { key, spots })
}

/// Puts a session to a place.
///
/// # Errors
/// When nobody is signed in, the session is not there for the caller, or the database can not be written.
#[server(prefix = "/islands", endpoint = "board-drop", input = Json)]
pub async fn board_drop(
    plan: String,
    session: String,
    slot: i64,
    room: String,
    seen: i64,
    key: String,
) -> Result<Dropped, ServerFnError> {
    use crate::caller::{caller, failed, id, refused};
    use abhyas_services::ServiceError;
    use abhyas_services::plans::board::{Asked, Edit, change};
    let (services, actor) = caller()?;
    let (plan, key) = (id(abhyas_core::PlanId::parse(plan))?, id(abhyas_core::OnceKey::parse(key))?);
    let actor = abhyas_services::Actor { language: language(&actor), ..actor };
    let asked = Asked { edit: Edit::Move { session, slot, room }, seen, reason: String::new() };
    match change(&services, &actor, &key, &plan, &asked).await {
        Ok(_) => Ok(Dropped::Done),
        Err(ServiceError::Refused(why)) => Ok(Dropped::Refused(refused(&actor, &why))),
        Err(error) => Err(failed(&error)),
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    #[test]
    fn a_value_of_an_address_reads_back_and_anything_else_stays() {
        for (value, text) in [
            ("room%20%26%2017", "room & 17"),
            ("%E0%A4%B9%E0%A5%89%E0%A4%B2", "हॉल"),
            ("100%", "100%"),
            ("%2", "%2"),
            ("%zz%41", "%zzA"),
            ("%FF", "%FF"),
            ("", ""),
        ] {
            assert_eq!(super::decoded(value), text, "{value}");
        }
    }
}
