//! A server that answers real connections on the loopback address, for tests.

use abhyas_web::{ServeOptions, serve};
use axum::Router;
use std::net::SocketAddr;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A server under way.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// Tells it to stop.
    pub stop: oneshot::Sender<()>,
    /// Done when it has stopped.
    pub done: JoinHandle<()>,
}

/// Starts a server on a port that is free. `change`: what is not as usual.
pub async fn start(router: Router, change: impl FnOnce(&mut ServeOptions)) -> Running {
    let mut options = ServeOptions::at("127.0.0.1:0".parse().unwrap());
    change(&mut options);
    let (ready, address) = oneshot::channel();
    let (stop, stopped) = oneshot::channel::<()>();
    let done = tokio::spawn(async move {
        let stopped = async {
            let _ = stopped.await;
        };
        serve(router, options, |at| ready.send(at).unwrap(), stopped).await.unwrap();
    });
    Running { address: address.await.unwrap(), stop, done }
}
