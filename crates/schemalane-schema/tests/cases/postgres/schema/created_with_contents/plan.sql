-- 1. create schema app (wanted.sql:2)
CREATE SCHEMA app;

-- 2. create table app.w (wanted.sql:3)
CREATE TABLE app.w (
    id integer NOT NULL,
    CONSTRAINT w_pkey PRIMARY KEY (id)
);

-- 3. create table app.u (wanted.sql:4)
CREATE TABLE app.u (
    b integer
);

-- 4. add constraint u_b_fkey to table app.u (wanted.sql:4)
ALTER TABLE app.u ADD CONSTRAINT u_b_fkey FOREIGN KEY (b) REFERENCES app.w(id);
