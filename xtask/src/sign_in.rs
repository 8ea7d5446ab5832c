//! Signing in to the demonstration as a browser without scripts would: the link, its form, the cookies.

use crate::http::Connection;
use anyhow::{Context, Result};

/// The names of the session's cookie, with and without TLS.
const SESSION_COOKIES: [&str; 2] = ["__Host-wotu=", "wotu="];

/// Somebody signed in.
pub struct SignedIn {
    /// `name=value; …`, for pages.
    pub cookies: String,
    /// For `Authorization: Bearer`, at the API.
    pub token: String,
}

/// Follows a sign-in link, presses the button of its form, and keeps the session.
pub fn sign_in(address: &str, link: &str) -> Result<SignedIn> {
    let path = link.strip_prefix(address).context("a sign-in link to another address")?;
    let mut connection = Connection::open(address)?;
    let page = connection.get(path, "")?;
    let mut cookies: Vec<String> = page.cookies().into_iter().map(str::to_owned).collect();
    if page.status == 200 {
        let form = hidden_fields(&String::from_utf8_lossy(&page.body));
        let answer = connection.post_form(path, &cookies.join("; "), &form)?;
        cookies.extend(answer.cookies().into_iter().map(str::to_owned));
    }
    let token = cookies
        .iter()
        .find_map(|cookie| SESSION_COOKIES.iter().find_map(|name| cookie.strip_prefix(name)))
        .map(str::to_owned)
        .with_context(|| format!("{link} signs nobody in: status {}", page.status))?;
    Ok(SignedIn { cookies: cookies.join("; "), token })
}

/// `name=value&…` of a page's hidden fields.
fn hidden_fields(page: &str) -> String {
    let attribute = |tag: &str, name: &str| {
        tag.split_once(&format!("{name}=\""))
            .and_then(|(_, rest)| rest.split('"').next())
            .unwrap_or_default()
            .to_owned()
    };
    page.split("<input ")
        .skip(1)
        .filter_map(|rest| rest.split('>').next())
        .filter(|tag| attribute(tag, "type") == "hidden")
        .map(|tag| format!("{}={}", attribute(tag, "name"), percent_encoded(&attribute(tag, "value"))))
        .collect::<Vec<_>>()
        .join("&")
}

fn percent_encoded(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_fields_become_a_form() {
        let page = r#"<form><input type="hidden" name="form_token" value="a+b/="><input type="text" name="x" value="y"></form>"#;
        assert_eq!(hidden_fields(page), "form_token=a%2Bb%2F%3D");
    }
}
