-- organisations: employers, universities, institutes and parks, and where each stands with the region.

create table organisations (
  id text primary key,
  kind text not null check (kind in ('employer', 'university', 'institute', 'park')),
  name_zh text,
  name_en text,
  credit_code_sealed text,            -- encrypted, bound to this row; null where the organisation has none
  credit_code_index text unique,      -- blind index: one organisation per code, found without reading any
  place text not null,
  industry text,
  headcount text,
  description_zh text,
  description_en text,
  standing text not null check (standing in ('registered', 'verified', 'closed')),
  registered_on text not null,
  verified_on text,
  verified_by text,                   -- the officer's account
  closed_on text,
  check (name_zh is not null or name_en is not null),
  check ((credit_code_sealed is null) = (credit_code_index is null)),
  check ((verified_on is null) = (verified_by is null)),
  check (standing <> 'registered' or (verified_on is null and closed_on is null)),
  check (standing <> 'verified' or (verified_on is not null and closed_on is null)),
  check (standing <> 'closed' or closed_on is not null)
);
create index organisations_by_standing on organisations (standing, id);
