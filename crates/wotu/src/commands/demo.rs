//! `wotu demo`: a region with invented people, firms and posts, to try everything. It alone prints links that sign in
//! without a password, and so it listens on loopback only.

use crate::{
    demo_region,
    installation::Where,
    words::{remark, say},
};
use anyhow::{Context as _, bail};
use clap::Args;
use jiff::{civil::Date, tz::TimeZone};
use platform::{
    app::Serving,
    clock::{Clock, Entropy},
};
use std::{
    io::ErrorKind,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
    process::ExitCode,
};
use tokio::net::TcpListener;
use vocabulary::Lang;

/// Where a demonstration listens unless told otherwise.
const USUAL_PORT: u16 = 8080;

/// Opens the demonstration region.
#[derive(Args)]
pub struct Demo {
    /// The folder of its database and keys; made if it is not there, kept for the next time.
    #[arg(long, value_name = "DIR", default_value = "demo-data")]
    data: PathBuf,
    /// The port; 0 takes any that is free. Without it 8080, or any that is free where another program has that.
    #[arg(long)]
    port: Option<u16>,
    /// Where to listen: a loopback address, or it refuses.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    address: IpAddr,
    /// How many people to invent; organisations and posts in proportion. At most a million.
    #[arg(long, default_value_t = 2_000, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    people: u64,
    /// The same seed invents the same region.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The day on which the demonstration stands still; without it, the real one.
    #[arg(long, value_name = "DATE")]
    clock: Option<Date>,
    /// Another database than the embedded one in --data.
    #[arg(long, value_name = "ADDRESS")]
    database: Option<String>,
    /// The folder of policy packs; without it those compiled in.
    #[arg(long, value_name = "DIR")]
    packs: Option<PathBuf>,
    /// For a program: one line of JSON when it is ready.
    #[arg(long)]
    json: bool,
}

impl Demo {
    /// Serves until a signal.
    pub async fn run(self, lang: Lang) -> anyhow::Result<ExitCode> {
        super::serve::log();
        let texts = crate::words::texts()?;
        if !self.address.is_loopback() {
            bail!("{}", texts.say(lang, "wotu-demo-loopback", &[]));
        }
        std::fs::create_dir_all(&self.data).with_context(|| self.data.display().to_string())?;
        let database = self
            .database
            .clone()
            .unwrap_or_else(|| format!("sqlite:{}", self.data.join("wotu.db").display()));
        let place = Where {
            database: Some(database),
            keys: Some(self.data.join("wotu.keys")),
            packs: self.packs.clone(),
            ..Where::default()
        };
        let clock = match self.clock {
            None => Clock::System,
            // Noon in the region's own day, wherever the machine is.
            Some(day) => Clock::Fixed(day.at(4, 0, 0, 0).to_zoned(TimeZone::UTC)?.timestamp()),
        };
        let serving = Serving { is_demo: true, has_secure_cookies: false, trusted_hops: 0 };
        let app = place.open(clock, Entropy::System, serving).await?;
        demo_region::fill(&app, self.people, self.seed, lang, self.json).await?;
        let socket = SocketAddr::new(self.address, self.port.unwrap_or(USUAL_PORT));
        let listener = match TcpListener::bind(socket).await {
            Err(error) if error.kind() == ErrorKind::AddrInUse && self.port.is_none() => {
                TcpListener::bind(SocketAddr::new(self.address, 0)).await
            }
            bound => bound,
        };
        let listener = listener.with_context(|| socket.to_string())?;
        let address = format!("http://{}", listener.local_addr()?);
        let links = demo_region::sign_in_links(&app, &address).await?;
        if self.json {
            say(serde_json::json!({ "address": address, "sign_in": links }));
        } else {
            say(texts.say(lang, "wotu-demo-ready", &[("address", address)]));
            for (role, link) in links.each() {
                let args =
                    [("role", texts.say(lang, &format!("wotu-role-{role}"), &[])), ("link", link.to_owned())];
                say(texts.say(lang, "wotu-demo-sign-in", &args));
            }
            remark(texts.say(lang, "wotu-demo-loopback", &[]));
        }
        super::serve::serve(app, listener, lang).await;
        Ok(ExitCode::SUCCESS)
    }
}
