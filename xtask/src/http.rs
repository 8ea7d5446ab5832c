//! A small HTTP/1.1 client for our own server on loopback: one connection, kept alive. It is used by the measurements and
//! to sign in before the API is tested, where nothing larger is needed.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// How long an answer may take before the request counts as failed.
const PATIENCE: Duration = Duration::from_secs(30);

/// An answer of the server.
#[derive(Debug)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Names in lower case, in the order in which they came.
    pub headers: Vec<(String, String)>,
    /// As sent.
    pub body: Vec<u8>,
}

impl Response {
    /// The first header of that name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(each, _)| each == name).map(|(_, value)| value.as_str())
    }

    /// `name=value` of each cookie that was set.
    pub fn cookies(&self) -> Vec<&str> {
        self.headers
            .iter()
            .filter(|(name, _)| name == "set-cookie")
            .filter_map(|(_, value)| value.split(';').next())
            .collect()
    }
}

/// A connection that is kept alive.
pub struct Connection {
    host: String,
    reader: BufReader<TcpStream>,
}

impl Connection {
    /// Connects to `http://127.0.0.1:PORT`.
    pub fn open(address: &str) -> Result<Self> {
        let host =
            address.strip_prefix("http://").context("not an http address")?.trim_end_matches('/').to_owned();
        let stream = TcpStream::connect(&host).with_context(|| format!("nobody answers at {host}"))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        Ok(Self { host, reader: BufReader::new(stream) })
    }

    /// Asks for a path, with cookies (`a=b; c=d`, may be empty), and reads the whole answer.
    pub fn get(&mut self, path: &str, cookies: &str) -> Result<Response> {
        let cookie_line = if cookies.is_empty() { String::new() } else { format!("cookie: {cookies}\r\n") };
        let request =
            format!("GET {path} HTTP/1.1\r\nhost: {}\r\naccept: text/html\r\n{cookie_line}\r\n", self.host);
        self.reader.get_mut().write_all(request.as_bytes())?;
        read_response(&mut self.reader)
    }

    /// Sends a form, as a page without scripts would.
    pub fn post_form(&mut self, path: &str, cookies: &str, form: &str) -> Result<Response> {
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: {host}\r\norigin: http://{host}\r\nsec-fetch-site: same-origin\r\ncookie: {cookies}\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{form}",
            host = self.host,
            length = form.len(),
        );
        self.reader.get_mut().write_all(request.as_bytes())?;
        read_response(&mut self.reader)
    }
}

fn read_response(reader: &mut impl BufRead) -> Result<Response> {
    let status_line = read_line(reader)?;
    let status =
        status_line.split(' ').nth(1).and_then(|code| code.parse().ok()).context("no HTTP status")?;
    let mut headers = Vec::new();
    loop {
        let line = read_line(reader)?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').context("a header without a colon")?;
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let mut response = Response { status, headers, body: Vec::new() };
    if response.header("transfer-encoding").is_some_and(|value| value.contains("chunked")) {
        loop {
            let size = read_line(reader)?;
            let size = u64::from_str_radix(size.split(';').next().unwrap_or_default().trim(), 16)
                .context("a chunk without a size")?;
            read_body(reader, size, &mut response.body)?;
            read_line(reader)?;
            if size == 0 {
                return Ok(response);
            }
        }
    }
    let length =
        response.header("content-length").map_or(Ok(0), str::parse).context("a length that is no number")?;
    read_body(reader, length, &mut response.body)?;
    Ok(response)
}

fn read_line(reader: &mut impl BufRead) -> Result<String> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        bail!("the server closed the connection");
    }
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn read_body(reader: &mut impl Read, length: u64, body: &mut Vec<u8>) -> Result<()> {
    let read = reader.take(length).read_to_end(body)?;
    if u64::try_from(read)? != length {
        bail!("the answer ended early");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Response> {
        read_response(&mut text.as_bytes())
    }

    #[test]
    fn a_body_of_stated_length_and_its_cookies_are_read() {
        let response = read("HTTP/1.1 303 See Other\r\nSet-Cookie: a=b; Path=/\r\nset-cookie: c=d\r\ncontent-length: 2\r\n\r\nokrest").unwrap();
        assert_eq!((response.status, response.body.as_slice()), (303, b"ok".as_slice()));
        assert_eq!(response.cookies(), ["a=b", "c=d"]);
    }

    #[test]
    fn a_body_in_chunks_is_put_together() {
        let response =
            read("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nwo\r\n2\r\ntu\r\n0\r\n\r\n")
                .unwrap();
        assert_eq!(response.body, b"wotu");
    }

    #[test]
    fn an_answer_cut_short_is_an_error() {
        assert!(read("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nok").is_err());
        assert!(read("").is_err());
    }
}
