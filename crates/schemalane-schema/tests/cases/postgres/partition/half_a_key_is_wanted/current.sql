create table p (a int not null, b int not null) partition by list (a);
create table p1 partition of p for values in (1);
alter table only p add constraint p_pk primary key (a, b);
create unique index p1_pkey on p1 (a, b);
insert into p values (1, 1);
