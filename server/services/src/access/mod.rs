//! Sign-in, first sign-in, passwords, codes, capacities: who someone is and how they prove it.
