-- platform: accounts, sessions, audit log, outbox, idempotency keys.

-- Who can sign in. `login` is an e-mail address in lower case, or a name given by an administrator.
create table accounts (
  id text primary key,
  login text not null unique,
  display_name text not null,
  password_hash text,                 -- argon2id; null until the one-time link was used
  roles text not null,                -- names, with spaces between
  person_id text,                     -- the person this account is
  organisation_id text,               -- the organisation this account acts for
  created_at text not null,
  disabled_at text                    -- a disabled account has no sessions
);

-- A stay: of a visitor (account_id null) or of somebody who signed in. The token itself is never stored.
create table sessions (
  token_hash text primary key,        -- SHA-256, hexadecimal
  visit_id text not null,
  account_id text references accounts (id),
  created_at text not null,
  seen_at text not null,
  ends_at text not null
);
create index sessions_by_account on sessions (account_id);
create index sessions_by_end on sessions (ends_at);

-- Links that sign in once: set-up, forgotten password, the demonstration's roles.
create table one_time_links (
  token_hash text primary key,
  account_id text not null references accounts (id),
  ends_at text not null,
  used_at text
);

-- Tries to sign in, for the limits; deleted after an hour.
create table sign_in_tries (
  bucket text not null,               -- a blind index of login and address, or of the address alone
  at text not null
);
create index sign_in_tries_by_bucket on sign_in_tries (bucket, at);

-- Append-only, hash-chained. Triggers refuse change and deletion.
create table audit_log (
  number bigint primary key,
  at text not null,
  actor text not null,
  act text not null,
  subject text not null,
  records text not null,              -- a JSON object of texts: ids, states, counts
  hash text not null
);
create index audit_log_by_subject on audit_log (subject, number);

-- One row: how many entries there are and the last hash. Whoever appends locks it.
create table audit_head (
  id bigint primary key check (id = 1),
  number bigint not null,
  hash text not null
);
insert into audit_head (id, number, hash) values (1, 0, '');

-- What a change must tell others, delivered after it.
create table outbox (
  id text primary key,                -- UUIDv7: the order of happening
  at text not null,
  topic text not null,
  subject text not null,
  payload text not null,
  tries bigint not null,
  next_at text not null,
  delivered_at text,
  problem text
);
create index outbox_due on outbox (next_at) where delivered_at is null;

-- The answers of acts that were called with an idempotency key, kept for a day.
create table idempotency_keys (
  actor text not null,
  act text not null,
  key text not null,
  fingerprint text not null,          -- SHA-256 of the input
  output text not null,
  at text not null,
  primary key (actor, act, key)
);
