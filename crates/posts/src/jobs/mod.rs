//! What happens to posts without being asked. Several programs on one database may do it at once.

mod expire_due;

pub use expire_due::{expire_due, keep_closing_expired};

use platform::permissions::{Actor, Role};

/// The system acts with an officer's right, and without an account: the audit log says "nobody".
pub(crate) fn system() -> Actor {
    Actor { roles: vec![Role::Officer], ..Actor::nobody() }
}
