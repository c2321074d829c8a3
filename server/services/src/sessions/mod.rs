//! Published sessions: my sessions, attendance, sign-in sheets, calendar feeds.
