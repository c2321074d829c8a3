//! M08: radiology. So far what the doctor asks for: an order of a study ([`ImagingOrder`]), for which every question is
//! asked that must be answered before anybody makes a picture.
//!
//! * Left or right is said where there are two.
//! * A woman of 12 to 50 years is asked for a pregnancy before X-rays; where she is pregnant or not sure, the doctor writes
//!   why the picture can not wait.
//! * Nobody asks for the sex of an unborn child, or writes of it (Pre-Conception and Pre-Natal Diagnostic Techniques Act,
//!   1994, section 5).
//!
//! Rules of the row M08 in the module table of the programme.

mod cancel_imaging;
pub mod codes;
mod order;
mod place;

pub use cancel_imaging::CancelImaging;
pub(crate) use cancel_imaging::cancel_waiting;
pub use order::{ImagingOrder, ImagingOrderId, ImagingState, Side};
pub(crate) use place::{ImagingRequest, place_imaging};

#[cfg(test)]
mod tests;
