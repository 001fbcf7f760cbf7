create schema users;
create table users.nickname (id int);
insert into users.nickname values (1);
create table public.users (id int, nickname text);
