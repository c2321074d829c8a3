//! How many of those invited stay away, as attendance says so far: what overbooking goes by.

use super::rules::ProgrammeRules;
use crate::{Outcome, Services};
use abhyas_store::sessions;

/// Fewer marked seats than this are no measure: of 200 people with a rate of 10 % the measured one lies between 6 and 14 % nineteen
/// times of twenty (normal approximation). An assumption of ours.
pub const LEAST_MARKED: i64 = 200;
/// No higher rate is used, whatever was measured: the planner takes none above it.
const MOST_PERMILLE: i64 = 500;

/// How many came and how many did not, over all seats whose attendance was taken. Who was excused counts as neither.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NoShow {
    /// Seats whose people were there.
    pub present: i64,
    /// Seats whose people stayed away.
    pub absent: i64,
}

impl NoShow {
    /// Seats that were marked.
    #[must_use]
    pub const fn marked(self) -> i64 {
        self.present + self.absent
    }

    /// Of a thousand people so many stayed away; `None` where too few seats were marked to say.
    #[must_use]
    pub const fn permille(self) -> Option<i64> {
        if self.marked() < LEAST_MARKED { None } else { Some(self.absent * 1000 / self.marked()) }
    }

    /// The rate that plans are made with: none unless the programme overbooks and enough was measured.
    pub(crate) fn used(self, rules: &ProgrammeRules) -> u32 {
        let measured = self.permille().filter(|_| rules.overbooking).unwrap_or(0);
        u32::try_from(measured.min(MOST_PERMILLE)).unwrap_or(0)
    }
}

/// What attendance says so far. For other services; screens ask for the permission to see masters themselves.
///
/// # Errors
/// [`crate::ServiceError`] when the database can not be read.
pub async fn no_show(services: &Services) -> Outcome<NoShow> {
    let sessions::Marked { present, absent } = sessions::marked(services.db()).await?;
    Ok(NoShow { present, absent })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_measured_from_two_hundred_marks_on() {
        // Present, absent, of a thousand.
        let table = [
            (0, 0, None),
            (199, 0, None),
            (180, 19, None),
            (180, 20, Some(100)),
            (200, 0, Some(0)),
            (300, 200, Some(400)),
            (2, 198, Some(990)),
        ];
        for (present, absent, permille) in table {
            assert_eq!(NoShow { present, absent }.permille(), permille, "{present} {absent}");
        }
    }
}
