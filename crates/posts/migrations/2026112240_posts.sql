-- posts: open positions, and the files of imports that were checked and not yet taken over.

create table posts (
  id text primary key,
  organisation_id text not null references organisations (id),
  reference text,                     -- the employer's own number
  title_zh text,
  title_en text,
  description_zh text,
  description_en text,
  csco text,
  isco text,
  place text not null,
  places_count bigint,
  pay_from bigint,                    -- minor units
  pay_to bigint,
  pay_currency text,
  pay_per text check (pay_per in ('month', 'year')),
  pay_year_to bigint,                 -- the most of a year: what the filter by pay compares
  degree text,
  degree_rank bigint not null,        -- 0: none is asked
  experience_months bigint,
  skills text not null,               -- JSON arrays of texts
  languages text not null,
  licences text not null,
  employment_type text,
  opens text,
  closes text not null,
  state text not null check (state in ('draft', 'published', 'closed')),
  drafted_on text,
  published_on text,
  closed_on text,
  closed_why text check (closed_why in ('date_passed', 'by_employer', 'organisation_closed')),
  closed_by text,                     -- the account, where a person closed it
  check (title_zh is not null or title_en is not null),
  check (state <> 'draft' or drafted_on is not null),
  check (state = 'draft' or published_on is not null),
  check (state <> 'closed' or (closed_on is not null and closed_why is not null)),
  check (pay_to >= pay_from)
);
-- Nulls differ from one another in both databases: posts without a reference do not collide.
create unique index posts_reference on posts (organisation_id, reference);
create index posts_newest on posts (state, published_on, id);
create index posts_of_organisation on posts (organisation_id, id);

-- A file that was checked: kept a day, or until its lines were taken over.
create table post_imports (
  id text primary key,
  organisation_id text,               -- whose posts it holds; null: the file says whose, line by line
  made_by text not null,              -- the account
  file_name text not null,
  content text not null,              -- Base64
  made_at text not null,
  imported_at text
);
create index post_imports_by_age on post_imports (made_at);
