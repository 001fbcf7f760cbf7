create schema users;
create table users.nickname (id int);
insert into users.nickname values (1), (2);
create table public.users (id int, nickname text);
insert into public.users values (1, 'x');
