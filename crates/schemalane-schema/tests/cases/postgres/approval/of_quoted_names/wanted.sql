create table "Users" (id int);
