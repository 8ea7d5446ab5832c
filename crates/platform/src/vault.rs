//! Sensitive numbers: kept encrypted (XChaCha20-Poly1305, bound to the row and the field they belong to), found again by
//! a blind index (HMAC-SHA256 under another key). The keys come from a file outside the database.

use crate::clock::Entropy;
use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD as BASE64};
use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::{fmt, fmt::Write as _, sync::Arc};

/// Why something could not be locked away or taken out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The key file is not of the form `id:64 hexadecimal digits:64 hexadecimal digits`.
    #[error(
        "a key file is one line: an id, the encryption key and the index key (64 hexadecimal digits each), with colons between"
    )]
    KeyFile,
    /// It was locked with a key that is not in the file.
    #[error("the key `{0}` is not in the key file")]
    NoSuchKey(String),
    /// The stored bytes were changed, or belong to another row or field.
    #[error("a sealed value is broken or stands in the wrong place")]
    Broken,
}

/// Locks and finds.
#[derive(Clone)]
pub struct Vault {
    id: Arc<str>,
    cipher: XChaCha20Poly1305,
    index: [u8; 32],
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vault({})", self.id)
    }
}

impl Vault {
    /// Reads the text of a key file.
    ///
    /// # Errors
    /// [`VaultError::KeyFile`].
    pub fn from_key_file(text: &str) -> Result<Self, VaultError> {
        let mut parts = text.trim().split(':');
        let (Some(id), Some(encrypt), Some(index), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(VaultError::KeyFile);
        };
        let (Some(encrypt), Some(index)) = (key(encrypt), key(index)) else {
            return Err(VaultError::KeyFile);
        };
        if id.is_empty()
            || id.len() > 20
            || !id.bytes().all(|b| b.is_ascii_alphanumeric())
            || encrypt == index
        {
            return Err(VaultError::KeyFile);
        }
        Ok(Self { id: id.into(), cipher: XChaCha20Poly1305::new(&encrypt.into()), index })
    }

    /// The text of a fresh key file. Write it with mode 0600, outside the database's folder and its backups.
    #[must_use]
    pub fn fresh_key_file(entropy: &Entropy) -> String {
        format!("k1:{}:{}\n", hexadecimal(&entropy.bytes::<32>()), hexadecimal(&entropy.bytes::<32>()))
    }

    /// Locks `plain` away for `field` of `row`.
    ///
    /// # Errors
    /// [`VaultError::Broken`] if it is longer than the cipher takes.
    pub fn seal(&self, plain: &str, field: &str, row: &str, entropy: &Entropy) -> Result<String, VaultError> {
        let nonce: [u8; 24] = entropy.bytes();
        let place = format!("{field}/{row}");
        let payload = Payload { msg: plain.as_bytes(), aad: place.as_bytes() };
        let sealed = self.cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| VaultError::Broken)?;
        Ok(format!("{}.{}.{}", self.id, BASE64.encode(nonce), BASE64.encode(sealed)))
    }

    /// Takes out what was locked away for `field` of `row`.
    ///
    /// # Errors
    /// [`VaultError::NoSuchKey`], or [`VaultError::Broken`] if it was changed or belongs elsewhere.
    pub fn open(&self, sealed: &str, field: &str, row: &str) -> Result<String, VaultError> {
        let mut parts = sealed.split('.');
        let (Some(id), Some(nonce), Some(bytes), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(VaultError::Broken);
        };
        if id != &*self.id {
            return Err(VaultError::NoSuchKey(id.to_owned()));
        }
        let nonce: [u8; 24] =
            BASE64.decode(nonce).ok().and_then(|n| n.try_into().ok()).ok_or(VaultError::Broken)?;
        let bytes = BASE64.decode(bytes).map_err(|_| VaultError::Broken)?;
        let place = format!("{field}/{row}");
        let payload = Payload { msg: &bytes, aad: place.as_bytes() };
        let plain = self.cipher.decrypt(&XNonce::from(nonce), payload).map_err(|_| VaultError::Broken)?;
        String::from_utf8(plain).map_err(|_| VaultError::Broken)
    }

    /// The blind index: the same for the same field and text, and without the key no way back.
    #[must_use]
    pub fn index(&self, plain: &str, field: &str) -> String {
        self.mac(&["index", field, plain])
    }

    /// A signature over parts, for tokens that need no row (forms).
    #[must_use]
    pub fn mac(&self, parts: &[&str]) -> String {
        #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.index).expect("a key of any length");
        for part in parts {
            mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            mac.update(part.as_bytes());
        }
        hexadecimal(&mac.finalize().into_bytes())
    }
}

fn key(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}

/// Bytes as lower-case hexadecimal digits.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault() -> Vault {
        Vault::from_key_file(&Vault::fresh_key_file(&Entropy::seeded(1))).unwrap()
    }

    #[test]
    fn what_is_sealed_opens_only_in_its_place() {
        let (vault, entropy) = (vault(), Entropy::seeded(2));
        let sealed = vault.seal("220102199003070000", "people.identity_number", "per_1", &entropy).unwrap();
        assert!(!sealed.contains("1990"));
        assert_eq!(vault.open(&sealed, "people.identity_number", "per_1").unwrap(), "220102199003070000");
        assert_eq!(vault.open(&sealed, "people.identity_number", "per_2"), Err(VaultError::Broken));
        assert_eq!(vault.open(&sealed, "organisations.credit_code", "per_1"), Err(VaultError::Broken));
        let other = vault.seal("220102199003070000", "people.identity_number", "per_1", &entropy).unwrap();
        assert_ne!(sealed, other, "two seals of the same text must not look alike");
    }

    #[test]
    fn the_index_finds_and_tells_fields_apart() {
        let vault = vault();
        assert_eq!(vault.index("a", "x"), vault.index("a", "x"));
        assert_ne!(vault.index("a", "x"), vault.index("a", "y"));
        assert_ne!(vault.mac(&["ab", "c"]), vault.mac(&["a", "bc"]));
    }

    #[test]
    fn a_broken_key_file_is_refused() {
        let same = "0".repeat(64);
        for text in
            ["", "k1", "k1:00:00", &format!("k1:{same}:{same}"), &format!("k1:{same}:{}", "g".repeat(64))]
        {
            assert_eq!(Vault::from_key_file(text).err(), Some(VaultError::KeyFile), "{text}");
        }
    }
}
