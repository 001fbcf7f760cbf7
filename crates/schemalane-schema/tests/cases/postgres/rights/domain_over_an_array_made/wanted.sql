create table t (a int);
create domain d as int[];
create domain c as text[];
revoke usage on domain c from public;
