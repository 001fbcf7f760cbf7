CREATE TABLE t (
  c INT, -- @renamed from=a
  b INT NOT NULL);
CREATE TABLE log (x INT);
CREATE TRIGGER r AFTER UPDATE OF c ON t WHEN new.c > old.c BEGIN INSERT INTO log VALUES (new.c); END;
