create table t (a int);
create function note() returns trigger language plpgsql as $$ BEGIN RETURN new; END $$;
create or replace trigger r before update or insert on public.t for row when ((new.a > 0)) execute procedure public.note();
create trigger s after delete on t for each statement execute function note();
