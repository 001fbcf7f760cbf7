create table "Users" (id int);
insert into "Users" values (1);
create table t (a int);
