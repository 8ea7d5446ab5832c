//! Finding and running PostgreSQL's own programs, as the account that may run them.

use super::HarnessError;
use std::{
    env, fs,
    os::unix::{fs::MetadataExt, process::CommandExt},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Runs its arguments without whatever descriptors our parents left open. A cluster outlives us: started under
/// `flock FILE cargo …` it would otherwise keep that lock for as long as it runs.
const WITHOUT_INHERITANCE: &str = "exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-; exec \"$@\"";

/// Who runs the server: root hands it to the account `postgres`, anybody else runs it himself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Account {
    /// Who runs these tests.
    pub(super) own_uid: u32,
    /// Who runs the server, if it is somebody else.
    pub(super) other: Option<(u32, u32)>,
}

impl Account {
    /// Asks the system who we are, without unsafe code: whoever owns a file that we just made.
    pub(super) fn of_this_process() -> Result<Self, HarnessError> {
        let probe = tempfile::tempfile().map_err(HarnessError::io("making a temporary file"))?;
        let own_uid = probe.metadata().map_err(HarnessError::io("reading a temporary file"))?.uid();
        if own_uid != 0 {
            return Ok(Self { own_uid, other: None });
        }
        let accounts = fs::read_to_string("/etc/passwd").map_err(HarnessError::io("/etc/passwd"))?;
        let other = accounts.lines().find_map(account_postgres).ok_or(HarnessError::NoAccount)?;
        Ok(Self { own_uid, other: Some(other) })
    }

    /// The owner of the server's files.
    pub(super) fn server_uid(self) -> u32 {
        self.other.map_or(self.own_uid, |(uid, _)| uid)
    }

    /// A command that runs as the server's account, detached from our input and output (nextest waits for whatever
    /// still holds them).
    pub(super) fn command(self, program: &Path) -> Command {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", WITHOUT_INHERITANCE, "sh"]).arg(program);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.current_dir("/").env_remove("PGHOST").env_remove("PGPORT").env_remove("PGDATA");
        if let Some((uid, gid)) = self.other {
            command.uid(uid).gid(gid);
        }
        command
    }
}

fn account_postgres(line: &str) -> Option<(u32, u32)> {
    let mut fields = line.split(':');
    let (name, _, uid, gid) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
    (name == "postgres").then_some((uid.parse().ok()?, gid.parse().ok()?))
}

/// Where a program of the server stands: Debian's directory of the newest version, else the search path.
pub(super) fn server_program(name: &'static str) -> Result<PathBuf, HarnessError> {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path())))
        .collect();
    versions.sort();
    let debian = versions.into_iter().rev().map(|(_, path)| path.join("bin").join(name));
    debian.chain(on_path(name)).find(|path| path.is_file()).ok_or(HarnessError::NotInstalled(name))
}

/// Where `psql` stands.
pub(super) fn client_program() -> Result<PathBuf, HarnessError> {
    on_path("psql").into_iter().find(|path| path.is_file()).map_or_else(|| server_program("psql"), Ok)
}

fn on_path(name: &str) -> Vec<PathBuf> {
    env::var_os("PATH")
        .map(|path| env::split_paths(&path).map(|place| place.join(name)).collect())
        .unwrap_or_default()
}

/// Runs a statement on the server at `url`.
pub(super) fn run_sql(url: &str, sql: &str) -> Result<(), HarnessError> {
    let output = Command::new(client_program()?)
        .args(["--no-psqlrc", "--no-password", "--quiet", "--set=ON_ERROR_STOP=1", "--command", sql, url])
        .stdin(Stdio::null())
        .output()
        .map_err(HarnessError::io("psql"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(HarnessError::Failed { program: "psql".into(), said: tail(&String::from_utf8_lossy(&output.stderr)) })
}

/// Waits for a program and says what it wrote to `log` if it failed.
pub(super) fn run(mut command: Command, log: &Path) -> Result<(), HarnessError> {
    // The fourth argument of the shell is what it runs.
    let program =
        command.get_args().nth(3).unwrap_or_else(|| command.get_program()).to_string_lossy().into_owned();
    let status = command.status().map_err(HarnessError::io(&program))?;
    if status.success() {
        return Ok(());
    }
    let said = fs::read_to_string(log).unwrap_or_default();
    Err(HarnessError::Failed { program, said: format!("{status}; {}: {}", log.display(), tail(&said)) })
}

fn tail(said: &str) -> String {
    let lines: Vec<&str> = said.lines().rev().take(8).collect();
    lines.into_iter().rev().collect::<Vec<_>>().join(" | ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_account_of_the_server_is_read_by_its_name_alone() {
        assert_eq!(
            account_postgres("postgres:x:101:104:PostgreSQL:/var/lib/postgresql:/bin/bash"),
            Some((101, 104))
        );
        assert_eq!(account_postgres("postgrest:x:101:104::/:/bin/sh"), None);
        assert_eq!(account_postgres("postgres:x"), None);
    }

    #[test]
    fn a_failure_tells_the_last_lines() {
        let said: String = (0..20).map(|n| format!("line {n}\n")).collect();
        assert!(tail(&said).starts_with("line 12 |") && tail(&said).ends_with("line 19"));
    }
}
