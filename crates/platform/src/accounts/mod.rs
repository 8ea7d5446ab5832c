//! Accounts, sessions and signing in. There is no default account: the first administrator gets a one-time link from
//! the command line. A session is a row; its token is kept by the browser alone, the row holds the token's hash.
//!
//! Limits (login.gov's and ASVS's measure): five tries a minute for one login from one address, thirty for one address;
//! nobody is locked out by name alone. A hundred sign-ups an hour from one address. A visit lasts a day, a person's session
//! twelve hours, fifteen idle minutes for staff.

mod email;
mod link;
mod password;
mod secret;
mod session;
mod sign_in;
mod sign_up;
mod store;
mod tries;

pub use email::Email;
pub use link::{LinkUse, forget_links, make_link, see_link, use_link};
pub use password::{check_form, hash, verify};
pub use secret::Secret;
pub use session::{Session, find, forget_ended, make_visit, open_for, sign_out, sign_out_everywhere};
pub use sign_in::sign_in;
pub use sign_up::{
    NewAccount, SIGN_UPS_OF_NETWORK, SIGN_UPS_OF_UNKNOWN, count_sign_up, open_account, sign_in_new, sign_up,
    sign_up_entry,
};
pub use store::{
    Account, Draft, act_for, by_id, by_login, count_with_role, disable, enable, insert, set_password,
};
pub use tries::forget_tries;
