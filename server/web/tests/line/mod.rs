//! The reading end of a stream of events, over a real connection.

use std::net::SocketAddr;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// A stream that is listened to, and what was heard so far.
pub struct Line {
    stream: TcpStream,
    /// All bytes since the beginning, head and chunks as they came.
    pub heard: String,
}

impl Line {
    /// Begins to listen. `last`: the event's id that a browser says it heard last, after its line was cut.
    pub async fn open(address: SocketAddr, path: &str, cookies: &str, last: Option<&str>) -> Self {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let last = last.map_or_else(String::new, |id| format!("Last-Event-ID: {id}\r\n"));
        let head = "Host: a\r\nAccept: text/event-stream\r\nAccept-Encoding: br, gzip";
        let request = format!("GET {path} HTTP/1.1\r\n{head}\r\nCookie: {cookies}\r\n{last}\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        Self { stream, heard: String::new() }
    }

    /// Reads until a text was heard; a stream that ends before fails.
    pub async fn until(&mut self, text: &str) -> &str {
        let mut bytes = [0; 4096];
        while !self.heard.contains(text) {
            let read = self.stream.read(&mut bytes).await.unwrap();
            assert!(read > 0, "{text} was not told: {}", self.heard);
            self.heard.push_str(&String::from_utf8_lossy(bytes.get(..read).unwrap()));
        }
        &self.heard
    }

    /// Reads to the first beat, and looks at the head: a stream that nothing on the way holds back or keeps.
    pub async fn until_it_beats(&mut self) {
        let head = self.until("retry").await.to_lowercase();
        for expected in
            ["http/1.1 200", "content-type: text/event-stream", "cache-control: no-store", "x-accel-buffering: no"]
        {
            assert!(head.contains(expected), "{expected}: {head}");
        }
        assert!(!head.contains("content-encoding"), "{head}");
    }

    /// Reads to the end of the answer: the chunk of length 0.
    pub async fn read_to_the_end(&mut self) -> &str {
        self.until("\r\n0\r\n\r\n").await
    }
}
