//! M12: deliveries. Who was born, when, how, to whom?
//!
//! So far the practice hospital's past gives them out, and no command changes them: a newborn is registered at the desk
//! ([`crate::m01_registration::RegisterNewborn`]). Rules of the row M12 in the module table of the programme.

mod delivery;

pub use delivery::{BirthOutcome, Child, Delivery, DeliveryId, DeliveryMode};
