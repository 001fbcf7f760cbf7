create table p (a int, b int) partition by list (a);
create table p1 partition of p for values in (1);
create index pi on p (a);
insert into p values (1, 1);
update pg_index set indisvalid = false where indexrelid in ('p1_a_idx'::regclass, 'pi'::regclass);
