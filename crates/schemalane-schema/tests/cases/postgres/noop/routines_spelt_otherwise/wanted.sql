create or replace function public.f("a" integer, b text = 'x'::text) returns integer as ' SELECT a ' language sql volatile called on null input security invoker cost 100 parallel unsafe;
create function g() returns trigger language plpgsql as $x$BEGIN RETURN NEW; END$x$;
