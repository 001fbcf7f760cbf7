create table users (id int, fax text);
insert into users values (1, 'x');
