CREATE TYPE "äääääääääääääääääääääääääääääääe" AS ENUM ('x', 'y', 'z');
CREATE TABLE t (
    id int NOT NULL,
    "äääääääääääääääääääääääääääääään" int,
    b "äääääääääääääääääääääääääääääääe",
    CONSTRAINT "äääääääääääääääääääääääääääääääc" CHECK (id > 0),
    CONSTRAINT "äääääääääääääääääääääääääääääääd" CHECK (id > 1)
);
CREATE INDEX "äääääääääääääääääääääääääääääääi" ON t (id);
INSERT INTO t VALUES (2, 1, 'x'), (3, 2, 'y');
