-- platform: what the limits lock, and what the clean-up finds old rows by.

-- A bucket's row is written before its tries are counted: tries at the same time wait for each other, and none slips by.
create table sign_in_buckets (
  bucket text primary key,            -- a blind index of login and address, or of the address alone
  at text not null                    -- the last try
);
create index sign_in_buckets_by_time on sign_in_buckets (at);
create index sign_in_tries_by_time on sign_in_tries (at);
create index one_time_links_by_account on one_time_links (account_id);
create index one_time_links_by_end on one_time_links (ends_at);
create index idempotency_keys_by_time on idempotency_keys (at);
create index sessions_by_visit on sessions (visit_id);
create index outbox_delivered on outbox (delivered_at) where delivered_at is not null;
