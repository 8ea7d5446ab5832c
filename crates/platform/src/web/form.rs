//! Posted forms: fields by name, the form token checked, within limits.

use super::Caller;
use crate::{
    acts::{IdempotencyKey, Stop},
    app::App,
};
use axum::{
    body::{Body, to_bytes},
    extract::{FromRequest, FromRequestParts, Multipart, Request, multipart::MultipartError},
    http::StatusCode,
};
use std::fmt;
use vocabulary::{Kind, Refusal};

/// A form without files is at most so large.
const FORM_LIMIT: usize = 256 * 1024;
/// The hidden field that makes pressing a button twice harmless.
pub const KEY_FIELD: &str = "_key";

/// The fields of a posted form, in order.
#[derive(Clone)]
pub struct Posted {
    fields: Vec<(String, String)>,
}

impl fmt::Debug for Posted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Passwords and personal data stay out of logs.
        f.debug_list().entries(self.fields.iter().map(|(name, _)| name)).finish()
    }
}

impl Posted {
    /// The first value of a field, without the spaces around it; empty counts as none.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, value)| value.trim())
            .filter(|v| !v.is_empty())
    }

    /// Every value of a field: check boxes.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.trim())
    }

    /// All of it.
    #[must_use]
    pub fn fields(&self) -> &[(String, String)] {
        &self.fields
    }

    /// The form's idempotency key.
    ///
    /// # Errors
    /// `platform.idempotency_key_form`.
    pub fn key(&self) -> Result<Option<IdempotencyKey>, Refusal> {
        self.get(KEY_FIELD).map(IdempotencyKey::parse).transpose()
    }
}

impl FromRequest<App> for Posted {
    type Rejection = Stop;

    async fn from_request(request: Request, app: &App) -> Result<Self, Stop> {
        let (mut parts, body) = request.into_parts();
        let Ok(caller) = Caller::from_request_parts(&mut parts, app).await;
        let fields = read(body).await?;
        caller.check_form(&fields)?;
        Ok(Self { fields })
    }
}

async fn read(body: Body) -> Result<Vec<(String, String)>, Stop> {
    let bytes = to_bytes(body, FORM_LIMIT).await.map_err(|_| too_large(FORM_LIMIT))?;
    serde_urlencoded::from_bytes(&bytes)
        .map_err(|_| Refusal::new(Kind::BadRequest, "platform.form_broken").into())
}

pub(super) fn too_large(limit: usize) -> Refusal {
    Refusal::new(Kind::TooLarge, "platform.too_large").with(
        "limit",
        format!("{} KB", crate::texts::grouped(u64::try_from(limit / 1024).unwrap_or(u64::MAX))),
    )
}

/// A form with one file.
#[derive(Clone)]
pub struct Upload {
    /// The other fields.
    pub posted: Posted,
    /// What the sender calls the file; not to be trusted.
    pub file_name: String,
    /// The file; empty if none was chosen.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("posted", &self.posted)
            .field("bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

impl Upload {
    /// The largest file of any form: a form may state less.
    pub const LIMIT: usize = 10 * 1024 * 1024;
}

impl FromRequest<App> for Upload {
    type Rejection = Stop;

    async fn from_request(request: Request, app: &App) -> Result<Self, Stop> {
        let (mut parts, body) = request.into_parts();
        let Ok(caller) = Caller::from_request_parts(&mut parts, app).await;
        let broken = || Stop::from(Refusal::new(Kind::BadRequest, "platform.form_broken"));
        let request = Request::from_parts(parts, body);
        let mut form = Multipart::from_request(request, app).await.map_err(|_| broken())?;
        let mut upload =
            Self { posted: Posted { fields: Vec::new() }, file_name: String::new(), bytes: Vec::new() };
        while let Some(mut field) = form.next_field().await.map_err(|error| cut_off(&error, Self::LIMIT))? {
            let name = field.name().unwrap_or_default().to_owned();
            let file_name = field.file_name().map(str::to_owned);
            let limit = if file_name.is_some() { Self::LIMIT } else { FORM_LIMIT };
            let mut bytes = Vec::new();
            while let Some(chunk) = field.chunk().await.map_err(|error| cut_off(&error, limit))? {
                if bytes.len() + chunk.len() > limit {
                    return Err(too_large(limit).into());
                }
                bytes.extend_from_slice(&chunk);
            }
            match file_name {
                Some(file_name) => (upload.file_name, upload.bytes) = (file_name, bytes),
                None => {
                    let text = String::from_utf8(bytes).map_err(|_| broken())?;
                    upload.posted.fields.push((name, text));
                }
            }
        }
        caller.check_form(&upload.posted.fields)?;
        Ok(upload)
    }
}

/// Why a form could not be read to its end: it is larger than any may be, or broken.
fn cut_off(error: &MultipartError, limit: usize) -> Refusal {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        too_large(limit)
    } else {
        Refusal::new(Kind::BadRequest, "platform.form_broken")
    }
}
