create domain d as int[];
create type e as enum ('a');
create table t (a int, b int);
