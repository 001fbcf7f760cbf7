create table p (a int not null, b int not null, constraint p_pk primary key (a, b)) partition by list (a);
create table p1 partition of p for values in (1);
