create table t (a int);
revoke update, delete on t from current_user;
create table u (a int);
create table n (a int);
revoke insert on n from current_user;
create function f() returns int language sql as 'select 1';
revoke execute on function f from current_user;
