create table t (a int, b int);
grant select (a) on t to reader;
