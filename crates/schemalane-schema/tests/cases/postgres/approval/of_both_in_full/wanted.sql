create schema users;
create table public.users (id int);
