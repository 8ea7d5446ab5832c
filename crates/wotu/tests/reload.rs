//! `SIGHUP` to the real server: packs that are good take over at once, one with a mistake is told in the log with its place
//! and what to do, and the running version stays.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

use std::{
    fs,
    io::{BufRead as _, BufReader, Read, Write as _},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    time::{Duration, Instant},
};

/// If something takes longer, it does not happen.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server, its folder, and what it logs.
struct Server {
    process: Child,
    address: String,
    log: Receiver<String>,
    folder: tempfile::TempDir,
}

fn lines(from: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            // Nobody may listen any more.
            let _ = sender.send(line);
        }
    });
    receiver
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

impl Server {
    /// On a folder of packs of its own, or on those compiled in.
    fn start(has_packs: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_wotu"));
        command.args(["--lang", "en", "serve", "--without-tls", "--listen", "127.0.0.1:0"]);
        command.arg("--database").arg(format!("sqlite:{}", folder.path().join("wotu.db").display()));
        command.arg("--keys").arg(folder.path().join("keys"));
        if has_packs {
            copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies"), &folder.path().join("packs"));
            command.arg("--packs").arg(folder.path().join("packs"));
        }
        for name in ["WOTU_CONFIG", "WOTU_PACKS", "WOTU_DATABASE", "RUST_LOG"] {
            command.env_remove(name);
        }
        let command = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let log = lines(process.stderr.take().unwrap());
        let out = lines(process.stdout.take().unwrap());
        let address = out.recv_timeout(PATIENCE).expect("it says where it listens");
        let address = address.strip_prefix("http://").expect("an address").to_owned();
        let server = Self { process, address, log, folder };
        // A page that was served proves that the signals are heard.
        assert!(server.get("/healthz").ends_with("ok"));
        server
    }

    fn pack(&self, path: &str) -> PathBuf {
        self.folder.path().join("packs").join(path)
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: localhost\r\naccept-language: zh\r\nconnection: close\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
        answer
    }

    /// Sends a signal; waits until the log has a line with these words, and answers it.
    fn signal_and_read(&self, signal: &str, words: &str) -> String {
        self.signal(signal);
        let until = Instant::now() + PATIENCE;
        let mut seen = Vec::new();
        while let Ok(line) = self.log.recv_timeout(until.saturating_duration_since(Instant::now())) {
            if line.contains(words) {
                return line;
            }
            seen.push(line);
        }
        panic!("`{words}` is not in the log: {seen:#?}")
    }

    fn signal(&self, signal: &str) {
        let sent = Command::new("kill").args([signal, &self.process.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended already if the test got so far.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn edit(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{from} is not in {}", path.display());
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn a_hang_up_reads_the_packs_again_and_a_mistake_leaves_the_running_version() {
    let mut server = Server::start(true);
    let (rule, question) = ("/policies/jilin/v3/settling_in", "/check/birth_date");
    assert!(server.get(rule).contains("150,000"));

    edit(&server.pack("jilin/v3.yaml"), "value: \"150000\"", "value: \"160000\"");
    edit(&server.pack("facts/person.yaml"), "您的出生日期是哪一天？", "您是哪一天出生的？");
    let told = server.signal_and_read("-HUP", "the packs were read again");
    assert!(told.contains("jilin"), "{told}");
    let has_the_new = |server: &Server| {
        assert!(server.get(rule).contains("160,000"));
        assert!(server.get(question).contains("您是哪一天出生的？"));
    };
    has_the_new(&server);

    edit(&server.pack("jilin/v3.yaml"), "value: \"160000\"", "value: \"170000\"");
    edit(&server.pack("jilin/v3.yaml"), "expr: urgently_needed", "expr: urgently_neded");
    let text = fs::read_to_string(server.pack("jilin/v3.yaml")).unwrap();
    let line = text.lines().position(|line| line.contains("urgently_neded")).unwrap() + 1;
    let told = server.signal_and_read("-HUP", "urgently_neded");
    assert!(told.contains(&format!("jilin/v3.yaml:{line}:")), "{told}");
    assert!(told.contains("Nearest:") && told.contains("urgently_needed"), "it says what to do: {told}");
    has_the_new(&server);

    edit(&server.pack("jilin/v3.yaml"), "expr: urgently_neded", "expr: urgently_needed");
    server.signal_and_read("-HUP", "the packs were read again");
    assert!(server.get(rule).contains("170,000"));

    server.signal("-TERM");
    let until = Instant::now() + PATIENCE;
    let status = loop {
        if let Some(status) = server.process.try_wait().unwrap() {
            break status;
        }
        assert!(Instant::now() < until, "it ends when it is told to");
        std::thread::sleep(Duration::from_millis(20));
    };
    assert!(status.success(), "{status}");
}

#[test]
fn packs_that_were_compiled_in_are_not_read_again_and_the_log_says_so() {
    let server = Server::start(false);
    let told = server.signal_and_read("-HUP", "compiled into");
    assert!(told.contains("--packs"), "{told}");
    assert!(server.get("/policies/jilin/v3/settling_in").contains("150,000"));
}
