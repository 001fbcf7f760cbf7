CREATE TYPE "äääääääääääääääääääääääääääääääe" AS ENUM ('x', 'y');
CREATE TABLE t (
    id int NOT NULL,
    "äääääääääääääääääääääääääääääään" int NOT NULL,
    b "äääääääääääääääääääääääääääääääe",
    CONSTRAINT "äääääääääääääääääääääääääääääääc" CHECK (id > 1),
    CONSTRAINT "äääääääääääääääääääääääääääääääd" CHECK (id > 0)
);
CREATE INDEX "äääääääääääääääääääääääääääääääi" ON t (id, b);
