CREATE TABLE nodes (id bigint PRIMARY KEY DEFAULT 7, parent bigint REFERENCES nodes, CHECK (id > 0));
CREATE INDEX nodes_parent ON nodes (parent) WHERE parent > 0;
CREATE VIEW v AS SELECT id, parent FROM nodes WHERE id > 0;
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TRIGGER nodes_note BEFORE UPDATE OF parent ON nodes FOR EACH ROW WHEN (old.parent IS DISTINCT FROM new.parent) EXECUTE FUNCTION note();
