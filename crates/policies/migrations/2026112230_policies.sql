-- policies: packs that an office works on, what was reckoned of them, and packs as they were published.

-- A pack that is worked on. It holds all its files, so that it depends on nothing outside.
create table policy_drafts (
  id text primary key,
  pack text not null,                 -- the pack's name, as the region's file lists it
  title text not null,                -- what it is for, in the office's words
  based_on text not null,             -- the fingerprint of the edition it was begun from
  started_at text not null,
  started_by text not null,
  revision bigint not null,           -- rises by one with each change of a file
  changed_at text not null,
  changed_by text not null,           -- the author of the last change: never the one who approves it
  state text not null check (state in ('editing', 'submitted', 'approved', 'published', 'discarded')),
  submitted_at text,
  submitted_by text,
  approved_at text,
  approved_by text,
  ended_at text,                      -- published or discarded
  ended_by text,
  in_force_from text,                 -- published: from which day on it is served
  edition_id text,
  check ((submitted_at is null) = (submitted_by is null)),
  check ((approved_at is null) = (approved_by is null)),
  check ((ended_at is null) = (ended_by is null)),
  check ((state = 'published') = (edition_id is not null)),
  check (approved_by is null or (approved_by <> changed_by and approved_by <> submitted_by))
);
create index policy_drafts_by_state on policy_drafts (state, id);

-- The files of a draft, beside what they were when it was begun: what changed can always be shown.
create table policy_draft_files (
  draft_id text not null references policy_drafts (id),
  path text not null,                 -- as the pack names it: v3.yaml, ../facts/person.yaml, tests/a.yaml
  content text,                       -- null: taken out of the draft
  base text,                          -- null: added in the draft
  revision bigint not null,           -- rises by one with each change: nobody overwrites what he has not seen
  changed_at text not null,
  changed_by text not null,
  primary key (draft_id, path)
);

-- What happened to a draft, and who did it. Never changed.
create table policy_draft_events (
  id text primary key,
  draft_id text not null references policy_drafts (id),
  number bigint not null,             -- counts within the draft: ids of one millisecond are in no order
  at text not null,
  what text not null,
  account_id text not null,
  note text not null,                 -- why it was returned, which file was changed
  unique (draft_id, number)
);

-- What a draft would mean for those who are registered. `done`, `behind` and `tallies` let another program go on after a
-- restart. The tallies hold small numbers as they are, and leave this table only through the model that hides them.
create table policy_simulations (
  id text primary key,
  draft_id text not null references policy_drafts (id),
  number bigint not null,             -- counts within the draft: the last one counts
  revision bigint not null,           -- of the draft: a later change makes it out of date
  on_day text not null,
  state text not null check (state in ('waiting', 'running', 'done', 'interrupted')),
  asked_at text not null,
  asked_by text not null,
  beat_at text not null,              -- the last sign of life of whoever reckons
  total bigint not null,              -- how many persons were registered when it began
  done bigint not null,
  behind text,                        -- the last person that was reckoned
  tallies text not null,              -- JSON
  ended_at text,
  unique (draft_id, number),
  check ((ended_at is null) = (state in ('waiting', 'running')))
);
create index policy_simulations_open on policy_simulations (state, beat_at);

-- A pack as it was published. Nothing here is ever updated or deleted: an application that pins a fingerprint finds it.
create table policy_editions (
  id text primary key,
  pack text not null,
  number bigint not null,             -- counts within the pack
  fingerprint text not null,
  follows text not null,              -- the edition it was begun from, or `file`: each is followed once, so that nobody undoes
                                      -- what a colleague published meanwhile
  from_day text not null,             -- served from this day on
  draft_id text not null references policy_drafts (id),
  title text not null,
  published_at text not null,
  published_by text not null,
  approved_by text not null,
  files text not null,                -- JSON: text by path
  unique (pack, follows),
  unique (pack, number)
);
create unique index policy_editions_by_draft on policy_editions (draft_id);
