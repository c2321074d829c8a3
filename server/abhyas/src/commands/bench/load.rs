//! Commands that arrive as trainees send them: at their own pace, whatever the answer to the last one takes.

use super::house;
use super::mix::Trainee;
use crate::machine::Failure;
use abhyas_services::{Services, sandbox};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::Instant;

/// What came of a load.
#[derive(Debug, Default)]
pub struct Load {
    /// How many commands were answered.
    pub commands: usize,
    /// From the first arrival to the last answer.
    pub took: Duration,
    /// From each command's arrival to its answer, which comes after its commit.
    pub latencies: Vec<Duration>,
}

impl Load {
    /// Answered commands per second.
    pub fn per_second(&self) -> f64 {
        let commands = u32::try_from(self.commands).map_or(f64::MAX, f64::from);
        commands / self.took.as_secs_f64().max(f64::EPSILON)
    }
}

/// The trainees of a load, each in a hospital of their own.
pub type Trainees = Vec<Arc<Mutex<Trainee>>>;

/// So many trainees.
pub fn trainees(many: usize) -> Trainees {
    (0..many).map(|number| Arc::new(Mutex::new(Trainee::new(number)))).collect()
}

/// Lets commands arrive at a steady rate for some seconds, each at its time whether or not earlier ones were answered, one
/// trainee after the other. The time counts from when a command was due.
pub async fn open_loop(services: &Services, trainees: &Trainees, rate: u32, seconds: u32) -> Result<Load, Failure> {
    let total = rate.saturating_mul(seconds);
    let begun = Instant::now();
    let mut sent = Vec::with_capacity(usize::try_from(total)?);
    for (number, trainee) in (0..total).zip(trainees.iter().cycle()) {
        let due = begun + Duration::from_secs(1) * number / rate;
        tokio::time::sleep_until(due).await;
        let (services, trainee) = (services.clone(), Arc::clone(trainee));
        sent.push(tokio::spawn(async move {
            send(&services, &mut *trainee.lock().await).await?;
            Ok::<_, Failure>(due.elapsed())
        }));
    }
    let mut load = Load::default();
    for command in sent {
        load.latencies.push(command.await??);
    }
    load.commands = load.latencies.len();
    load.took = begun.elapsed();
    Ok(load)
}

/// Lets every trainee send the next command as soon as the last one was answered: the most that is possible.
pub async fn closed_loop(services: &Services, trainees: &Trainees, seconds: u32) -> Result<Load, Failure> {
    let begun = Instant::now();
    let until = begun + Duration::from_secs(seconds.into());
    let busy = trainees.iter().map(|trainee| {
        let (services, trainee) = (services.clone(), Arc::clone(trainee));
        tokio::spawn(async move {
            let mut commands = 0;
            let mut trainee = trainee.lock().await;
            while Instant::now() < until {
                send(&services, &mut trainee).await?;
                commands += 1;
            }
            Ok::<usize, Failure>(commands)
        })
    });
    let busy: Vec<_> = busy.collect();
    let mut load = Load::default();
    for trainee in busy {
        load.commands += trainee.await??;
    }
    load.took = begun.elapsed();
    Ok(load)
}

/// The way of a request: the hospital of who is signed in, then the command.
async fn send(services: &Services, trainee: &mut Trainee) -> Result<(), Failure> {
    let own = sandbox::practice(services, &house::actor(trainee.number)?).await?;
    trainee.next(&own).await?;
    Ok(())
}
