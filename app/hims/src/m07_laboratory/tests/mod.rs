mod bench;
mod controls;
mod fixture;
mod orders;
mod properties;
mod reports;
mod rights;
mod texts;
