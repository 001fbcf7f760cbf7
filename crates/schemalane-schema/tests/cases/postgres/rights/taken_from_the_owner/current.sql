create table t (a int);
create table u (a int);
revoke delete on u from current_user;
create function f() returns int language sql as 'select 1';
