create table p (a int, b int) partition by list (a);
create table p1 partition of p (primary key (a, b)) for values in (1);
create unique index pu on p (a, b);
