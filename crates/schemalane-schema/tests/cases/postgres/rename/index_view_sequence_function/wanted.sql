CREATE TABLE t (a int);
CREATE INDEX t_on_a ON t (a); -- @renamed from=t_a
CREATE VIEW new_view AS SELECT a FROM t; -- @renamed from=old_view
CREATE VIEW over AS SELECT a FROM new_view;
CREATE MATERIALIZED VIEW new_mat AS SELECT a FROM t; -- @renamed from=old_mat
CREATE SEQUENCE numbers; -- @renamed from=nums
-- @renamed from=square
CREATE FUNCTION area(n int) RETURNS int LANGUAGE sql AS $$ SELECT n * n $$;
