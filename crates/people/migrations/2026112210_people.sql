-- people: whoever the programme serves, and everything ever said about them.

create table persons (
  id text primary key,
  name text not null,                 -- one field: names do not divide alike everywhere
  created_at text not null,
  identity_sealed text,               -- GB 11643, sealed by the vault; null until it was given
  identity_index text unique          -- its blind index: one number belongs to one person
);

-- Append-only: a later fact speaks instead of an earlier one. A fact is either a person's or a visit's; a visit's facts
-- become a person's at sign-up or sign-in, or are deleted after a day.
create table facts (
  id text primary key,
  person_id text references persons (id),
  visit_id text,
  name text not null,                 -- in the vocabulary of the packs, which may change: checked on writing, not here
  said text not null,                 -- JSON as in a facts file: a value, {"none":true} or {"unknown":true}
  source text not null,               -- declared, uploaded, seen, issued
  said_by text not null,              -- acc_… or vis_…
  recorded_at text not null,
  holds_since text,                   -- a civil date; null: taken as holding on every day
  evidence text,                      -- a file, or what an officer saw
  check ((person_id is null) <> (visit_id is null))
);
create index facts_of_person on facts (person_id, name);
create index facts_of_visit on facts (visit_id, recorded_at);
