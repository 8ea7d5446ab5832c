//! `wotu admin` on the real binary and both databases: whoever is shut out is out at once, also in a server that runs beside
//! the command, and gets in again with the old password; the audit log tells both.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

use platform::{
    accounts::{self, LinkUse},
    app::{App, Parts, Setup},
    audit::{Verdict, verify},
    clock::Clock,
    testing,
};
use std::{net::IpAddr, path::Path, process::Command};
use testkit::harness::{TestDatabase, TestDatabases};

const PASSWORD: &str = "black earth, green shoots";

/// The command line on one database, with keys of its own.
struct Terminal<'a> {
    database: &'a TestDatabase,
    keys: &'a Path,
}

/// Exit status, standard output, standard error.
type Said = (i32, String, String);

impl Terminal<'_> {
    fn run(&self, lang: &str, command: &str, arguments: &[&str]) -> Said {
        let output = Command::new(env!("CARGO_BIN_EXE_wotu"))
            .args(["--lang", lang, "admin", command])
            .args(["--database", &self.database.url().replace("sqlite://", "sqlite:")])
            .arg("--keys")
            .arg(self.keys)
            .args(arguments)
            .env_remove("WOTU_CONFIG")
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().trim().to_owned();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    /// The token of the link that the command prints.
    fn link(&self, command: &str, arguments: &[&str]) -> String {
        let (status, out, err) = self.run("en", command, arguments);
        assert_eq!(status, 0, "{err}");
        out.strip_prefix("/link/").expect("a link").to_owned()
    }
}

/// A server on the same database, in this process, by the real clock.
async fn server(database: &TestDatabase) -> App {
    let setup = testing::setup(database.url(), vec![], Parts::default(), 0);
    App::start(Setup { clock: Clock::System, ..setup }).await.unwrap()
}

async fn sign_in(server: &App, login: &str) -> Option<String> {
    let from = IpAddr::from([192, 0, 2, 1]);
    accounts::sign_in(server, login, PASSWORD.to_owned(), from, None).await.ok()
}

async fn is_live(server: &App, token: &str) -> bool {
    accounts::find(server, token).await.unwrap().is_some_and(|session| session.account.is_some())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_shut_out_is_out_at_once_and_comes_in_again_when_let_in() {
    for database in &TestDatabases::both().unwrap() {
        let folder = tempfile::tempdir().unwrap();
        let terminal = Terminal { database, keys: &folder.path().join("keys") };
        terminal.link("create", &["--login", "boss", "--name", "甲（虚构）"]);
        let link = terminal.link("create", &["--login", "lin", "--name", "乙（虚构）", "--role", "officer"]);

        let server = server(database).await;
        let set = LinkUse::SetPassword(PASSWORD.to_owned());
        let session = accounts::use_link(&server, &link, set, None).await.unwrap();
        let second = terminal.link("link", &["--login", "lin"]);
        assert!(is_live(&server, &session).await);

        let (status, out, err) = terminal.run("en", "disable", &["LIN"]);
        assert_eq!((status, out.contains("lin is shut out")), (0, true), "{out} {err}");
        assert!(!is_live(&server, &session).await, "the session ended at once");
        assert!(sign_in(&server, "lin").await.is_none());
        assert!(accounts::see_link(&server, &second).await.is_err(), "the link ended with it");
        for command in ["link", "create"] {
            let more: &[&str] =
                if command == "link" { &["--login", "lin"] } else { &["--login", "lin", "--name", "x"] };
            let (status, out, err) = terminal.run("en", command, more);
            assert_eq!((status, out.as_str()), (2, ""), "{command} prints no link that would not work");
            assert!(err.contains("wotu admin enable lin") && err.contains("wotu.account_disabled"), "{err}");
        }
        let (status, again, _) = terminal.run("zh", "disable", &["lin"]);
        assert_eq!((status, again.contains("lin") && again.contains("早已停用")), (0, true), "{again}");

        let (status, out, err) = terminal.run("zh", "enable", &["lin"]);
        assert_eq!((status, out.contains("已恢复")), (0, true), "{out} {err}");
        assert!(!is_live(&server, &session).await, "the old session does not come back");
        let fresh = sign_in(&server, "lin").await.expect("with the old password");
        assert!(is_live(&server, &fresh).await);
        assert_eq!(terminal.run("en", "enable", &["lin"]).0, 0);

        let mut db = server.database().read().await.unwrap();
        let sql = "select act, subject, records from audit_log where act like 'platform.%able_account' order by number";
        let rows = db.fetch_all(sql, vec![]).await.unwrap();
        let acts: Vec<String> = rows.iter().map(|row| row.text("act").unwrap()).collect();
        assert_eq!(
            acts,
            ["platform.disable_account", "platform.enable_account"],
            "what changed nothing is not told"
        );
        assert!(rows[0].text("subject").unwrap().starts_with("acc_"));
        assert_eq!(rows[0].text("records").unwrap(), r#"{"by":"command_line"}"#);
        assert!(matches!(verify(&mut db).await.unwrap(), Verdict::Whole { .. }));
        drop(db);
        server.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_administrator_stays_and_an_unknown_login_is_named() {
    let database = TestDatabase::sqlite().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let terminal = Terminal { database: &database, keys: &folder.path().join("keys") };
    terminal.link("create", &["--login", "boss", "--name", "甲（虚构）"]);
    let (status, _, err) = terminal.run("en", "disable", &["boss"]);
    assert_eq!((status, err.contains("wotu.account_last")), (2, true), "{err}");
    terminal.link("create", &["--login", "other", "--name", "丙（虚构）"]);
    assert_eq!(terminal.run("en", "disable", &["boss"]).0, 0);
    assert_eq!(terminal.run("en", "disable", &["other"]).0, 2, "of two, one stays");

    for command in ["disable", "enable"] {
        let (status, out, err) = terminal.run("zh", command, &["nobody"]);
        assert_eq!((status, out.as_str()), (2, ""));
        assert!(err.contains("没有账号") && err.contains("nobody"), "{err}");
    }
}
