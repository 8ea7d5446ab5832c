//! The private PostgreSQL cluster: one per account and machine, shared by all test processes, guarded by a lock.
//!
//! It is made afresh at each start: it runs without syncing, so what an earlier run left is worth nothing.

use super::{
    HarnessError,
    programs::{Account, run, run_sql, server_program},
};
use std::{
    env,
    fs::{self, DirBuilder, File, OpenOptions},
    os::unix::{
        fs::{DirBuilderExt, MetadataExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// How long a cluster may idle before it stops itself.
const IDLE_MINUTES: &str = "15";

/// What stops an idle cluster.
const WATCHDOG: &str = include_str!("../../data/watchdog.sh");

/// A name of a socket of PostgreSQL with its port, and the most bytes that its path may have.
const SOCKET: (&str, usize) = (".s.PGSQL.5432", 107);

/// Where the cluster keeps its things, and who runs it.
struct Cluster {
    home: PathBuf,
    account: Account,
}

/// Starts the private cluster, or finds it running, and yields the URL of its database `postgres`.
///
/// # Errors
/// If PostgreSQL is not installed, or does not start.
pub fn start() -> Result<String, HarnessError> {
    let cluster = Cluster::here()?;
    let _lock = cluster.lock()?;
    cluster.touch()?;
    let url = cluster.url("postgres");
    if cluster.is_alive() {
        return Ok(url);
    }
    cluster.make()?;
    cluster.watch()?;
    Ok(url)
}

/// Stops the private cluster and removes its files; nothing happens if there is none.
///
/// # Errors
/// If it runs and cannot be stopped, or its files cannot be removed.
pub fn stop() -> Result<(), HarnessError> {
    let cluster = Cluster::here()?;
    let _lock = cluster.lock()?;
    if cluster.postmaster().is_file() {
        cluster.control(&["-m", "immediate", "-w", "stop"])?;
    }
    cluster.remove()
}

impl Cluster {
    fn here() -> Result<Self, HarnessError> {
        let account = Account::of_this_process()?;
        let home = env::temp_dir().join(format!("wotu-test-pg-{}", account.own_uid));
        if home.join(SOCKET.0).as_os_str().len() > SOCKET.1 {
            return Err(HarnessError::LongPath(home));
        }
        Ok(Self { home, account })
    }

    /// One process at a time starts, finds or stops the cluster. The lock goes when the file is dropped, also by a kill.
    fn lock(&self) -> Result<File, HarnessError> {
        match DirBuilder::new().mode(0o700).create(&self.home) {
            Ok(()) => self.hand_over(&self.home)?,
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(HarnessError::io(self.home.display())(error)),
        }
        let found = fs::symlink_metadata(&self.home).map_err(HarnessError::io(self.home.display()))?;
        let is_ours = found.uid() == self.account.server_uid() || found.uid() == self.account.own_uid;
        if !found.is_dir() || !is_ours || found.mode() & 0o077 != 0 {
            return Err(HarnessError::NotOurs(self.home.clone()));
        }
        let path = self.home.join("lock");
        let opened = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
        let file = opened.map_err(HarnessError::io(path.display()))?;
        file.lock().map_err(HarnessError::io(path.display()))?;
        self.hand_over(&self.home)?;
        self.hand_over(&path)?;
        Ok(file)
    }

    /// What root made belongs to the account that runs the server.
    fn hand_over(&self, path: &Path) -> Result<(), HarnessError> {
        let Some((uid, gid)) = self.account.other else { return Ok(()) };
        chown(path, Some(uid), Some(gid)).map_err(HarnessError::io(path.display()))
    }

    /// Says that somebody uses the cluster now: the watchdog looks at this file's time.
    fn touch(&self) -> Result<(), HarnessError> {
        let path = self.home.join("used");
        fs::write(&path, "used\n").map_err(HarnessError::io(path.display()))
    }

    /// Whether a server answers. A file of its process alone proves nothing after a crash.
    fn is_alive(&self) -> bool {
        self.postmaster().is_file() && run_sql(&self.url("postgres"), "select 1").is_ok()
    }

    fn make(&self) -> Result<(), HarnessError> {
        if self.postmaster().is_file() {
            // It has a process and does not answer: gone, or going. Either way it must not keep the files.
            drop(self.control(&["-m", "immediate", "-w", "stop"]));
        }
        self.remove()?;
        let log = self.home.join("log");
        fs::write(&log, "").map_err(HarnessError::io(log.display()))?;
        self.hand_over(&log)?;
        let appended = OpenOptions::new().append(true).open(&log).map_err(HarnessError::io(log.display()))?;
        let mut command = self.account.command(&server_program("initdb")?);
        command
            .args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"])
            .arg("--pgdata")
            .arg(self.data())
            .stderr(Stdio::from(appended));
        run(command, &log)?;
        // No TCP; nothing is synced, for what a test writes need not outlive the machine; many tests at once.
        let options = format!(
            "-c listen_addresses='' -c unix_socket_directories='{}' -c port=5432 -c fsync=off \
             -c synchronous_commit=off -c full_page_writes=off -c max_connections=300",
            self.home.display()
        );
        self.control(&["-w", "-o", &options, "start"])
    }

    /// Runs `pg_ctl` on this cluster.
    fn control(&self, arguments: &[&str]) -> Result<(), HarnessError> {
        let log = self.home.join("log");
        let mut command = self.account.command(&server_program("pg_ctl")?);
        command.arg("-D").arg(self.data()).arg("-s").arg("-l").arg(&log).args(arguments);
        run(command, &log)
    }

    /// Leaves a process behind that stops the cluster when nobody used it for a while. It ends with the cluster.
    fn watch(&self) -> Result<(), HarnessError> {
        let mut command: Command = self.account.command(Path::new("/bin/sh"));
        command.args(["-c", WATCHDOG, "wotu-test-pg-watchdog"]);
        command.arg(&self.home).arg(server_program("pg_ctl")?).arg(IDLE_MINUTES).process_group(0);
        // Not waited for: it outlives this process on purpose, and init takes it over.
        command.spawn().map(drop).map_err(HarnessError::io("/bin/sh"))
    }

    fn remove(&self) -> Result<(), HarnessError> {
        match fs::remove_dir_all(self.data()) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(HarnessError::io(self.data().display())(error))
            }
            _ => Ok(()),
        }
    }

    fn data(&self) -> PathBuf {
        self.home.join("data")
    }

    fn postmaster(&self) -> PathBuf {
        self.data().join("postmaster.pid")
    }

    /// `postgres://postgres@%2Ftmp%2Fwotu-test-pg-0/name`: a socket's directory as the host, percent-encoded.
    fn url(&self, database: &str) -> String {
        let host: String = self.home.to_string_lossy().bytes().map(encoded).collect();
        format!("postgres://postgres@{host}/{database}")
    }
}

fn encoded(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}
