create table t (a int, b text);
create index if not exists i on only public.t using btree (a asc nulls last, b text_ops asc);
create unique index j on public.t using btree (lower(b)) where (a is not null);
create index k on t (a desc nulls first);
