create table t (id int, owner text);
create policy p on public.t as permissive for all to public using ((id = any (array[1, 2]))) with check ((owner = current_user));
alter table only t enable row level security;
