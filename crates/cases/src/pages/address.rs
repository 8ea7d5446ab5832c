//! Addresses: the part behind `?` read with mercy, and written.

/// The parameters of an address, the first of each name; empty ones count as absent.
pub(super) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Whatever cannot be read is passed over: a link may carry a stranger's parameter.
    pub(super) fn read(query: Option<&str>) -> Self {
        let uri = format!("/?{}", query.unwrap_or_default());
        let pairs = uri.parse().ok().and_then(|uri| {
            axum_extra::extract::Query::<Vec<(String, String)>>::try_from_uri(&uri).ok().map(|found| found.0)
        });
        Self(pairs.unwrap_or_default())
    }

    /// A parameter.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let value = self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim());
        value.filter(|value| !value.is_empty())
    }

    /// A parameter as its own text.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }
}

/// `path?name=value&…` of what is there.
pub(super) fn address(path: &str, pairs: &[(&str, Option<&str>)]) -> String {
    let written: Vec<String> = pairs
        .iter()
        .filter_map(|(name, value)| value.map(|value| format!("{name}={}", encoded(value))))
        .collect();
    if written.is_empty() { path.to_owned() } else { format!("{path}?{}", written.join("&")) }
}

/// A text as the value of a parameter (RFC 3986: only unreserved characters and `/` stand as they are).
pub(super) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_back_what_it_writes() {
        let written =
            address("/results", &[("pack", Some("jilin")), ("on", None), ("back", Some("/a?b=沃 土"))]);
        assert_eq!(written, "/results?pack=jilin&back=/a%3Fb%3D%E6%B2%83%20%E5%9C%9F");
        let read = Parameters::read(written.split_once('?').map(|(_, query)| query));
        assert_eq!(
            (read.get("pack"), read.get("on"), read.get("back")),
            (Some("jilin"), None, Some("/a?b=沃 土"))
        );
    }
}
