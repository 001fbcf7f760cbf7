CREATE FUNCTION tenant() RETURNS int LANGUAGE sql STABLE AS $$ SELECT current_setting('app.tenant')::int $$;
CREATE TABLE t (id int, tenant int);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t USING (tenant = tenant() AND EXISTS (SELECT FROM members m WHERE m.tenant = t.tenant));
CREATE TABLE members (tenant int, name text);
