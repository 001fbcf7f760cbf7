create table p (a int, b int) partition by list (a);
create table p1 partition of p for values in (1);
create table p2 partition of p for values in (2);
create index pi on only p (a);
create index p1_a_idx on p1 (a);
alter index pi attach partition p1_a_idx;
insert into p values (1, 1), (2, 2);
