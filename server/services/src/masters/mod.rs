//! Master data: districts, facilities, venues, rooms, trainers, calendar, role matrix, rules.
