CREATE TABLE t (a int, b text);
create or replace view public.v as select a, b from public.t where a = any (array[1, 2]) order by 1;
create view w as select v.a as x from v;
create materialized view m as select count(*) as count from t with data;
