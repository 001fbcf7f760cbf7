create table p (id int primary key, "unit.price" int);
insert into p values (1, 2);
