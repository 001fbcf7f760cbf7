create table t (a int, b int);
grant select on t to reader;
revoke all on t from public;
