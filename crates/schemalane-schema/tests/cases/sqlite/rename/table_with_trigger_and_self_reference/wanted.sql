-- @renamed from=old
CREATE TABLE fresh (id INTEGER PRIMARY KEY, up INT REFERENCES fresh (id));
CREATE TRIGGER r AFTER INSERT ON fresh BEGIN UPDATE fresh SET up = NULL WHERE id = new.up; END;
