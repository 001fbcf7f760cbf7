create table public.t (id bigint, n varchar(10), d timestamptz default CURRENT_TIMESTAMP, check (n = any (array['a','b'])), primary key (id));
