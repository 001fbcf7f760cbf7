CREATE TABLE t (id int, owner text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t USING (id IN (1, 2)) WITH CHECK (owner = current_user);
INSERT INTO t VALUES (1, 'x');
