CREATE TABLE t (
    id INTEGER PRIMARY KEY,
    mood TEXT -- @renamed from=state
);
CREATE VIEW v AS SELECT id, mood FROM t;
CREATE TRIGGER insert_v INSTEAD OF INSERT ON v BEGIN INSERT INTO t (mood) VALUES (NEW.mood); END;
