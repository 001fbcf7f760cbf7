-- 1. let CLUSTER order table t by index t_b_key (SHARE UPDATE EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t CLUSTER ON t_b_key;

-- 2. create table w (wanted.sql:6)
CREATE TABLE public.w (
    id integer NOT NULL,
    CONSTRAINT w_pkey PRIMARY KEY (id)
);
ALTER TABLE public.w CLUSTER ON w_pkey;

-- 3. let CLUSTER order table u by index a_z (SHARE UPDATE EXCLUSIVE on u; wanted.sql:4)
ALTER TABLE public.u CLUSTER ON a_z;
