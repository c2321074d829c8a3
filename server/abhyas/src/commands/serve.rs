//! `abhyas serve`

use crate::housekeeping::{self, BackupPlan};
use crate::machine::{Failure, Place, say};
use abhyas_core::SystemClock;
use abhyas_store::web_session::WebSessions;
use abhyas_web::{ServeOptions, Site, Tls, router};
use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use tracing_subscriber::EnvFilter;

/// Options of `abhyas serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Address and port to listen on. Anything but loopback needs HTTPS.
    #[arg(long, default_value = "127.0.0.1:3000")]
    addr: SocketAddr,
    /// Certificate chain (PEM) for HTTPS.
    #[arg(long, requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// Private key (PEM) for HTTPS.
    #[arg(long, requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// The address that people type, where a proxy in front speaks HTTPS: `https://…`.
    #[arg(long)]
    public_url: Option<String>,
    /// The built islands (`cargo xtask wasm`); pages work without them.
    #[arg(long, default_value = "target/site")]
    site_dir: PathBuf,
    /// Folder for scheduled backups (SQLite only).
    #[arg(long)]
    backup_dir: Option<PathBuf>,
    /// Hours between scheduled backups.
    #[arg(long, default_value_t = 24, requires = "backup_dir")]
    backup_every_hours: u32,
    /// How many scheduled backups are kept.
    #[arg(long, default_value_t = 14, requires = "backup_dir")]
    backup_keep: usize,
    #[command(flatten)]
    place: Place,
}

impl Serve {
    /// Runs until the process is told to stop, then lets requests under way finish.
    pub async fn run(self) -> Result<(), Failure> {
        tracing_subscriber::fmt()
            .json()
            .with_env_filter(EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn")))
            .with_writer(std::io::stderr)
            .init();
        let tls = self.tls_cert.clone().zip(self.tls_key.clone()).map(|(certificate, key)| Tls { certificate, key });
        let https = tls.is_some() || self.public_url.as_ref().is_some_and(|url| url.starts_with("https://"));
        if !https && !self.addr.ip().is_loopback() {
            return Err("plain HTTP is for loopback only: give --tls-cert and --tls-key, or --public-url https://… behind a proxy that speaks HTTPS".into());
        }
        let scheme = if https { "https" } else { "http" };
        let public_url = self.public_url.clone().unwrap_or_else(|| format!("{scheme}://{}", self.addr));
        let services = self.place.services(&public_url).await?;
        abhyas_store::backup::check(services.db())
            .await
            .map_err(|error| format!("{error}; put back a backup with `abhyas restore`"))?;
        let sessions = WebSessions::new(services.db().clone(), Arc::new(SystemClock));
        let every = chrono::Duration::hours(i64::from(self.backup_every_hours.max(1)));
        let backups = self.backup_dir.clone().map(|folder| BackupPlan { folder, every, keep: self.backup_keep });
        housekeeping::start(&services, sessions.clone(), backups);
        let router = router(Site { services, site_dir: Some(self.site_dir.clone()), https }, sessions)?;
        let options = ServeOptions { tls, ..ServeOptions::at(self.addr) };
        abhyas_web::serve(router, options, |address| say(&format!("Abhyas serves {scheme}://{address}")), stopped())
            .await?;
        Ok(())
    }
}

/// Done when the process is asked to stop (Ctrl-C or SIGTERM).
async fn stopped() {
    use tokio::signal::unix::{SignalKind, signal};
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(error) => {
                tracing::warn!(%error, "SIGTERM can not be listened for");
                std::future::pending::<()>().await;
            }
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
    tracing::info!("stopping");
}
