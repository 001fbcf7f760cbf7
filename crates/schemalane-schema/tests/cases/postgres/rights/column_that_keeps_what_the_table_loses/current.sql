create table t (a int, b int);
grant select on t to reader;
grant select (a) on t to reader;
