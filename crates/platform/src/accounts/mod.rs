//! Accounts, sessions and signing in. There is no default account: the first administrator gets a one-time link from
//! the command line. A session is a row; its token is kept by the browser alone, the row holds the token's hash.
//!
//! Limits (login.gov's and ASVS's measure): five tries a minute for one login from one address, thirty for one address;
//! nobody is locked out by name alone. A visit lasts a day, a person's session twelve hours, fifteen idle minutes for
//! staff.

mod link;
mod password;
mod session;
mod sign_in;
mod store;

pub use link::{LinkUse, forget_links, make_link, see_link, use_link};
pub use password::{check_form, hash, verify};
pub use session::{Session, find, forget_ended, make_visit, open_for, sign_out, sign_out_everywhere};
pub use sign_in::{forget_tries, sign_in};
pub use store::{Account, Draft, by_id, by_login, count_with_role, disable, insert, set_password};
