//! What-if: a plan copied, with some of its inputs changed, planned again as a draft that carries what was changed; and two
//! plans side by side.
//!
//! A scenario is no change of the programme. Its weights and limits decide only how the search goes: what it finds may be
//! published wherever it keeps the real rules, as the checker says once more. What it says of the world (who is away, what is
//! closed, a holiday, one more trainer) has to be true first: a draft that rests on it can be published only when the lists
//! say the same.

mod compare;
mod scenario;
#[cfg(test)]
mod tests;
mod try_out;

pub use compare::{Comparison, DistrictPair, Moved, Side, TermPair, compare};
pub use scenario::{Line, Scenario, Span, Teaches};
pub use try_out::{Trial, TrialForm, row, trial_form, try_out};

/// Refusals of trying something out.
pub mod codes {
    abhyas_core::codes! {
        /// From and to are not both days, in this order.
        SPAN = "whatif.span";
        /// A trainer, room or module that is not there.
        UNKNOWN = "whatif.unknown";
        /// A number that is none, or out of its limits.
        NUMBER = "whatif.number";
        /// Nothing was changed.
        NOTHING = "whatif.nothing";
        /// A draft rests on what is not so.
        DIFFERS = "whatif.differs";
    }
}
