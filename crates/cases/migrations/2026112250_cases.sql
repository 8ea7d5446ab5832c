-- cases: applications, what they rest on, what happened to them, and the limit on asking by reference.

create table applications (
  id text primary key,
  reference text not null unique,
  kind text not null check (kind in ('measure', 'post')),
  pack text,
  version text,
  measure text,
  post_id text,
  person_id text not null,
  organisation_id text,               -- whose post it is
  answer text not null check (answer in ('yes', 'no', 'unknown', 'refer')),
  facts text not null,                -- the facts used: a facts file; for a post, what the person agreed to show
  answer_json text not null,          -- what the rules or the matching said, to the letter
  fingerprint text not null,          -- which pack exactly; empty for a post
  assessed_on text not null,
  known_on text not null,
  seal text not null,                 -- SHA-256 over the five above and what was applied for
  state text not null check (state in ('received', 'accepted', 'papers_missing', 'withdrawn')),
  received_at text not null,
  accepted_at text,
  accepted_by text,
  missing text not null,              -- JSON: papers and facts
  withdrawn_at text,
  contact_sealed text,                -- how the post's employer can reach the person: encrypted, bound to this row
  open_key text unique,               -- one open application of a person for one thing; null once it is not open
  check ((kind = 'measure') = (measure is not null)),
  check ((kind = 'post') = (post_id is not null)),
  check ((accepted_at is null) = (accepted_by is null)),
  check ((state = 'withdrawn') = (withdrawn_at is not null)),
  check ((state = 'withdrawn') = (open_key is null))
);
create index applications_by_person on applications (person_id, id);
create index applications_by_organisation on applications (organisation_id, id);
create index applications_by_state on applications (kind, state, id);

-- What happened, who did it. Never changed.
create table application_events (
  id text primary key,
  application_id text not null references applications (id),
  at text not null,
  what text not null check (what in ('received', 'accepted', 'papers_missing', 'withdrawn')),
  account_id text not null,
  detail text not null                -- JSON: what is missing
);
create index application_events_by_application on application_events (application_id, id);

-- Who asked by reference, as a keyed hash of the address: kept for the length of the limit only.
create table reference_tries (
  id text primary key,
  asker text not null,
  at text not null
);
create index reference_tries_by_asker on reference_tries (asker, at);
