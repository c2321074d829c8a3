//! The accept loop. `axum::serve` sets no time limits; this one gives a slow or silent client a limited time to send its
//! request head, caps connections generously (a whole hospital sits behind one address), speaks TLS with HTTP/2, and
//! lets requests under way finish when the server stops.

use abhyas_kit::Stopping;
use axum::Router;
use axum::extract::ConnectInfo;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::collections::HashMap;
use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt as _;

/// Files for HTTPS.
#[derive(Debug, Clone)]
pub struct Tls {
    /// Certificate chain, PEM.
    pub certificate: PathBuf,
    /// Private key, PEM.
    pub key: PathBuf,
}

/// How to listen.
#[derive(Debug, Clone)]
pub struct ServeOptions {
    /// Address and port.
    pub address: SocketAddr,
    /// HTTPS; `None` for plain HTTP, on loopback or behind a proxy.
    pub tls: Option<Tls>,
    /// Connections at once, in total.
    pub connections: usize,
    /// Connections at once from one address: at least 3,000, a whole hospital sits behind one.
    pub connections_per_address: usize,
    /// How long a client may take for the head of a request, and for the TLS handshake.
    pub head_timeout: Duration,
    /// How long requests under way may take when the server stops.
    pub grace: Duration,
}

impl ServeOptions {
    /// The usual limits.
    #[must_use]
    pub const fn at(address: SocketAddr) -> Self {
        Self {
            address,
            tls: None,
            connections: 20_000,
            connections_per_address: 6_000,
            head_timeout: Duration::from_secs(15),
            grace: Duration::from_secs(10),
        }
    }
}

/// Why the server can not listen.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address is in use or not ours.
    #[error("can not listen on {0}: {1}")]
    Bind(SocketAddr, std::io::Error),
    /// Certificate or key can not be used.
    #[error("HTTPS can not be set up: {0}")]
    Tls(String),
}

struct PerAddress(Mutex<HashMap<IpAddr, usize>>);

struct Slot {
    counts: Arc<PerAddress>,
    address: IpAddr,
    _total: OwnedSemaphorePermit,
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut counts = self.counts.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.address) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                counts.remove(&self.address);
            }
        }
    }
}

fn take_slot(counts: &Arc<PerAddress>, total: &Arc<Semaphore>, address: IpAddr, limit: usize) -> Option<Slot> {
    let permit = Arc::clone(total).try_acquire_owned().ok()?;
    let mut map = counts.0.lock().unwrap_or_else(PoisonError::into_inner);
    let count = map.entry(address).or_insert(0);
    if *count >= limit {
        return None;
    }
    *count += 1;
    drop(map);
    Some(Slot { counts: Arc::clone(counts), address, _total: permit })
}

/// Serves until `stop` is done, then lets requests under way finish. `ready` is told the address once connections are accepted.
///
/// # Errors
/// [`ServeError`] when the address or the certificate can not be used.
pub async fn serve(
    router: Router,
    options: ServeOptions,
    ready: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()>,
) -> Result<(), ServeError> {
    let tls = options.tls.as_ref().map(acceptor).transpose()?;
    let bind = |error| ServeError::Bind(options.address, error);
    let listener = TcpListener::bind(options.address).await.map_err(bind)?;
    ready(listener.local_addr().map_err(bind)?);
    let total = Arc::new(Semaphore::new(options.connections));
    let counts = Arc::new(PerAddress(Mutex::new(HashMap::new())));
    let graceful = GracefulShutdown::new();
    let (stopping, stopped) = watch::channel(false);
    tokio::pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file handles or a connection that went away again: let some close before the next try.
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    continue;
                }
            },
        };
        let Some(slot) = take_slot(&counts, &total, peer.ip(), options.connections_per_address) else {
            tracing::warn!("a connection was turned away: too many at once");
            continue;
        };
        let (router, tls, watcher, limit) = (router.clone(), tls.clone(), graceful.watcher(), options.head_timeout);
        let about = (ConnectInfo(peer), Stopping(stopped.clone()));
        tokio::spawn(async move {
            if let Err(error) = connection(stream, about, router, tls, watcher, limit).await {
                tracing::debug!(%error, "connection ended");
            }
            drop(slot);
        });
    }
    drop(listener);
    // What never ends by itself (streams of events) ends now, so that the rest is not waited for in vain.
    stopping.send_replace(true);
    if tokio::time::timeout(options.grace, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests did not finish in time");
    }
    Ok(())
}

type BoxError = Box<dyn std::error::Error + Send + Sync>;

async fn connection(
    stream: TcpStream,
    about: (ConnectInfo<SocketAddr>, Stopping),
    router: Router,
    tls: Option<TlsAcceptor>,
    watcher: hyper_util::server::graceful::Watcher,
    limit: Duration,
) -> Result<(), BoxError> {
    stream.set_nodelay(true)?;
    let service =
        TowerToHyperService::new(router.map_request(move |request: axum::http::Request<hyper::body::Incoming>| {
            let mut request = request.map(axum::body::Body::new);
            request.extensions_mut().insert(about.0);
            request.extensions_mut().insert(about.1.clone());
            request
        }));
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(limit).keep_alive(true);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(Some(Duration::from_secs(20)))
        .keep_alive_timeout(limit)
        .max_concurrent_streams(100);
    match tls {
        Some(acceptor) => {
            let stream = tokio::time::timeout(limit, acceptor.accept(stream)).await??;
            watcher.watch(builder.serve_connection(TokioIo::new(stream), service).into_owned()).await
        }
        None => watcher.watch(builder.serve_connection(TokioIo::new(stream), service).into_owned()).await,
    }
}

fn acceptor(tls: &Tls) -> Result<TlsAcceptor, ServeError> {
    let wrong = |what: &PathBuf, error: &dyn std::fmt::Display| ServeError::Tls(format!("{}: {error}", what.display()));
    let read = |path: &PathBuf| std::fs::read(path).map_err(|e| wrong(path, &e));
    let chain = rustls_pemfile::certs(&mut &*read(&tls.certificate)?)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|e| wrong(&tls.certificate, &e))?;
    let key = rustls_pemfile::private_key(&mut &*read(&tls.key)?)
        .map_err(|e| wrong(&tls.key, &e))?
        .ok_or_else(|| wrong(&tls.key, &"no private key in it"))?;
    let mut config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|e| ServeError::Tls(e.to_string()))?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(|e| ServeError::Tls(e.to_string()))?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gets_its_share_and_gives_it_back() {
        let (counts, total) = (Arc::new(PerAddress(Mutex::new(HashMap::new()))), Arc::new(Semaphore::new(3)));
        let (a, b): (IpAddr, IpAddr) = ([127, 0, 0, 1].into(), [127, 0, 0, 2].into());
        let first = take_slot(&counts, &total, a, 2);
        let second = take_slot(&counts, &total, a, 2);
        assert!(first.is_some() && second.is_some());
        assert!(take_slot(&counts, &total, a, 2).is_none(), "the address has its share");
        let third = take_slot(&counts, &total, b, 2);
        assert!(third.is_some());
        assert!(take_slot(&counts, &total, b, 2).is_none(), "the total is reached");
        drop(first);
        assert!(take_slot(&counts, &total, a, 2).is_some());
        drop((second, third));
        assert!(counts.0.lock().unwrap().is_empty());
    }
}
