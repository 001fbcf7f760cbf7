-- 1. change who may use table t (wanted.sql:1)
--    warning: authorisation:t: others may do something else with it than before
REVOKE DELETE, UPDATE ON TABLE public.t FROM postgres;

-- 2. change who may use table u (wanted.sql:3)
--    warning: authorisation:u: others may do something else with it than before
GRANT DELETE ON TABLE public.u TO postgres;

-- 3. create table n (wanted.sql:4)
CREATE TABLE public.n (
    a integer
);
ALTER TABLE public.n OWNER TO postgres;
REVOKE INSERT ON TABLE public.n FROM postgres;

-- 4. change who may use routine f() (wanted.sql:6)
--    warning: authorisation:f(): others may do something else with it than before
REVOKE EXECUTE ON ROUTINE public.f() FROM postgres;
