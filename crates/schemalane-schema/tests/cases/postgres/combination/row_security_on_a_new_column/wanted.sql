CREATE TABLE t (id int PRIMARY KEY, owner text NOT NULL DEFAULT current_user);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON t USING (owner = current_user);
CREATE INDEX t_owner ON t (owner);
