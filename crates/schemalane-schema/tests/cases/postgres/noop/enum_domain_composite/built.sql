create type mood as enum ('sad', 'ok');
create domain d numeric(5, 2) default 0 constraint d_check check (value > -1) constraint d_check1 check (value < 100) not null;
create type c as (a int, b varchar(3), d d);
create table t (m public.mood, d public.d, c c, l mood array);
