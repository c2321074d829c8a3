//! Exercises: starting an attempt in a fresh sandbox, finishing and grading it.
