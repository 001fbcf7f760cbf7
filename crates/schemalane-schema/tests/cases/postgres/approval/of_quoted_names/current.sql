create table "Users" (id int, "nick.name" text, "E Mail" text);
insert into "Users" values (1, 'x', 'y');
