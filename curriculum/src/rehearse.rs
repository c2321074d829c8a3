//! Running an exercise: its set-up in a fresh sandbox, and its own proof without one.

use crate::exercise::{Exercise, ExerciseError, Step};
use crate::fill::Values;
use crate::grade::{Grade, SETUP, grade};
use abhyas_core::Refusal;
use abhyas_core::clock::day_text;
use abhyas_hims::engine::viewed;
use abhyas_hims::{AnyCommand, Ctx, JournalEntry, Persona, RecordRef, World, execute};
use serde_json::{Value, json};

/// Why a step of an exercise can not be run: the exercise is wrong, not the trainee.
#[derive(Debug, thiserror::Error)]
pub enum StepError {
    /// The exercise itself is faulty.
    #[error("{0}")]
    Exercise(#[from] ExerciseError),
    /// The input does not fit the command.
    #[error("{action}: {error}")]
    Input {
        /// The command.
        action: String,
        /// What the reader said.
        error: serde_json::Error,
    },
    /// The hospital did not answer as the exercise says.
    #[error("{action}: expected {expected}, got {got:?}")]
    Answer {
        /// The command.
        action: String,
        /// What the exercise says.
        expected: String,
        /// The codes of the refusals; empty when it was accepted.
        got: Vec<String>,
    },
}

/// A command of a set-up, ready for the sandbox.
#[derive(Debug, Clone, PartialEq)]
pub struct SetupCommand {
    /// The id under which it must be journalled: the grader finds the records of the set-up by it.
    pub id: String,
    /// The command.
    pub command: AnyCommand,
}

/// The set-up of an attempt with this seed: to be run in the persona [`Persona::System`], in this order, with these ids.
///
/// A step may name the record of an earlier one; since ids are given by the hospital, such a set-up must be run on a world
/// to be known, and is run on `world` (which is not changed) for that.
///
/// # Errors
/// [`StepError`] when the exercise is faulty.
pub fn setup(exercise: &Exercise, seed: u64, world: &World, ctx: &Ctx) -> Result<Vec<SetupCommand>, StepError> {
    let mut stage = Stage::new(exercise, seed, world, ctx);
    let mut commands = Vec::with_capacity(exercise.setup.len());
    for step in &exercise.setup {
        let command = stage.run_setup(step)?;
        commands.push(command);
    }
    Ok(commands)
}

/// What came of a rehearsed solution.
#[derive(Debug, Clone)]
pub struct Rehearsed {
    /// The world after it.
    pub world: World,
    /// The whole journal, set-up included.
    pub journal: Vec<JournalEntry>,
    /// Its grade.
    pub grade: Grade,
}

/// Runs set-up and `steps` on a base hospital as a trainee would, one minute a step, and grades the outcome.
///
/// # Errors
/// [`StepError`] when a step is not answered as the exercise says.
pub fn rehearse(
    exercise: &Exercise,
    seed: u64,
    base: &World,
    ctx: &Ctx,
    steps: &[Step],
) -> Result<Rehearsed, StepError> {
    let mut stage = Stage::new(exercise, seed, base, ctx);
    for step in &exercise.setup {
        stage.run_setup(step)?;
    }
    for step in steps {
        stage.run(step)?;
    }
    let grade = grade(exercise, seed, &stage.world, &stage.journal)?;
    Ok(Rehearsed { world: stage.world, journal: stage.journal, grade })
}

struct Stage<'a> {
    exercise: &'a Exercise,
    world: World,
    ctx: Ctx,
    journal: Vec<JournalEntry>,
    values: Values,
}

impl<'a> Stage<'a> {
    fn new(exercise: &'a Exercise, seed: u64, world: &World, ctx: &Ctx) -> Self {
        let mut values = exercise.draw(seed);
        let today = ctx.calendar.date(ctx.now.day());
        values.set("today", Value::String(day_text(today)));
        values.set("tomorrow", Value::String(day_text(today.succ_opt().unwrap_or(today))));
        Self { exercise, world: world.clone(), ctx: ctx.clone(), journal: Vec::new(), values }
    }

    fn next_seq(&self) -> u64 {
        self.journal.last().map_or(1, |entry| entry.seq.saturating_add(1))
    }

    fn run_setup(&mut self, step: &Step) -> Result<SetupCommand, StepError> {
        let ctx = Ctx { persona: Persona::System, ..self.ctx.clone() };
        let id = match &step.makes {
            Some(name) => format!("{SETUP}{name}"),
            None => format!("{SETUP}{}", self.next_seq()),
        };
        let command = self.command(step)?;
        self.execute(step, &ctx, &id, &command)?;
        Ok(SetupCommand { id, command })
    }

    fn run(&mut self, step: &Step) -> Result<(), StepError> {
        self.ctx.now = self.ctx.now.plus_minutes(1);
        let ctx = Ctx { persona: step.persona.unwrap_or(self.exercise.persona), ..self.ctx.clone() };
        let id = format!("step-{}", self.next_seq());
        match &step.view {
            Some(view) => {
                let id_of_record = self.values.fill_text(&view.id).map_err(ExerciseError::from)?;
                let record = RecordRef { kind: view.kind.clone().into(), id: id_of_record };
                self.journal.push(viewed(&ctx, self.next_seq(), &id, &step.action, record));
                Ok(())
            }
            None => {
                let command = self.command(step)?;
                self.execute(step, &ctx, &id, &command)
            }
        }
    }

    fn command(&self, step: &Step) -> Result<AnyCommand, StepError> {
        let input = self.values.fill_form(&Value::Object(step.input.clone())).map_err(ExerciseError::from)?;
        serde_json::from_value(json!({ "action": step.action, "input": input }))
            .map_err(|error| StepError::Input { action: step.action.clone(), error })
    }

    fn execute(&mut self, step: &Step, ctx: &Ctx, id: &str, command: &AnyCommand) -> Result<(), StepError> {
        let done = execute(&self.world, ctx, self.next_seq(), id, command);
        self.world = done.world;
        self.journal.push(done.entry);
        let codes = |refusals: Vec<Refusal>| refusals.iter().map(|r| r.code.as_str().to_owned()).collect::<Vec<_>>();
        match (done.answer, &step.refused) {
            (Ok(receipt), None) => {
                if let Some(name) = &step.makes {
                    self.values.set(name.clone(), Value::String(receipt.subject.id));
                }
                Ok(())
            }
            (Err(refusals), Some(code)) if refusals.iter().any(|r| r.code.as_str() == code) => Ok(()),
            (answer, expected) => Err(StepError::Answer {
                action: step.action.clone(),
                expected: expected.clone().unwrap_or_else(|| "accepted".to_owned()),
                got: answer.err().map(codes).unwrap_or_default(),
            }),
        }
    }
}
