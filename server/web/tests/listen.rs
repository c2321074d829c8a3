//! The accept loop over real connections on the loopback address.
#![expect(clippy::unwrap_used, reason = "a test fails loudly, in its helpers too")]

mod running;

use abhyas_web::{ServeOptions, Tls, serve};
use axum::Router;
use axum::routing::get;
use running::start;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

fn hello() -> Router {
    Router::new().route("/", get(|| async { "hello" }))
}

#[tokio::test]
async fn a_client_that_dribbles_its_head_is_let_go_and_others_are_served() {
    let server = start(hello(), |options| options.head_timeout = Duration::from_millis(200)).await;
    let mut slow = TcpStream::connect(server.address).await.unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ").await.unwrap();
    let mut quick = TcpStream::connect(server.address).await.unwrap();
    quick.write_all(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await.unwrap();
    let mut answer = String::new();
    quick.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("hello"), "{answer}");
    // The read ends when the server closes the connection; without a limit it would wait for ever.
    let mut rest = Vec::new();
    slow.read_to_end(&mut rest).await.unwrap();
    assert!(!String::from_utf8_lossy(&rest).contains("200 OK"));
}

#[tokio::test]
async fn one_address_gets_no_more_than_its_share() {
    let server = start(hello(), |options| options.connections_per_address = 1).await;
    let mut first = TcpStream::connect(server.address).await.unwrap();
    first.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
    let mut byte = [0; 1];
    first.read_exact(&mut byte).await.unwrap();
    let mut second = TcpStream::connect(server.address).await.unwrap();
    assert_eq!(second.read(&mut byte).await.unwrap_or(0), 0, "the second connection is closed at once");
}

#[tokio::test]
async fn a_request_under_way_is_answered_when_the_server_stops() {
    let (entered_tx, mut entered) = tokio::sync::mpsc::channel::<()>(1);
    let gate = Arc::new(tokio::sync::Notify::new());
    let inner = Arc::clone(&gate);
    let router = Router::new().route(
        "/",
        get(move || {
            let (entered, gate) = (entered_tx.clone(), Arc::clone(&inner));
            async move {
                entered.send(()).await.unwrap();
                gate.notified().await;
                "finished"
            }
        }),
    );
    let server = start(router, |_| {}).await;
    let mut client = TcpStream::connect(server.address).await.unwrap();
    client.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
    entered.recv().await.unwrap();
    server.stop.send(()).unwrap();
    gate.notify_one();
    let mut answer = String::new();
    client.read_to_string(&mut answer).await.unwrap();
    assert!(answer.ends_with("finished"), "{answer}");
    server.done.await.unwrap();
}

#[tokio::test]
async fn https_speaks_http_2() {
    let folder = tempfile::tempdir().unwrap();
    let made = rcgen::generate_simple_self_signed(vec!["localhost".into()]).unwrap();
    let (certificate, key) = (folder.path().join("cert.pem"), folder.path().join("key.pem"));
    std::fs::write(&certificate, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    let server = start(hello(), |options| options.tls = Some(Tls { certificate, key })).await;

    let mut roots = rustls::RootCertStore::empty();
    roots.add(made.cert.der().clone()).unwrap();
    let mut config = rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let stream = TcpStream::connect(server.address).await.unwrap();
    let name = rustls::pki_types::ServerName::try_from("localhost").unwrap();
    let stream = tokio_rustls::TlsConnector::from(Arc::new(config)).connect(name, stream).await.unwrap();
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
}

#[tokio::test]
async fn a_key_that_can_not_be_read_is_said_before_listening() {
    let tls = Tls { certificate: "/no/such/cert.pem".into(), key: "/no/such/key.pem".into() };
    let options = ServeOptions { tls: Some(tls), ..ServeOptions::at("127.0.0.1:0".parse().unwrap()) };
    let error = serve(hello(), options, |_| {}, std::future::pending()).await.unwrap_err();
    assert!(error.to_string().contains("cert.pem"), "{error}");
}
