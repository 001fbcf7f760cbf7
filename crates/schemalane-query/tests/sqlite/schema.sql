CREATE TABLE author (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    bio TEXT,
    born INTEGER,
    email TEXT UNIQUE
);
CREATE TABLE book (
    id INTEGER PRIMARY KEY,
    author_id INTEGER NOT NULL REFERENCES author,
    editor_id INTEGER REFERENCES author,
    title TEXT NOT NULL,
    price REAL NOT NULL,
    discount REAL,
    pages INTEGER,
    cover BLOB,
    published DATE,
    sold BOOLEAN NOT NULL DEFAULT 0,
    tags JSON
);
CREATE TABLE review (
    book_id INTEGER NOT NULL REFERENCES book,
    reader TEXT NOT NULL,
    stars INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
    words TEXT,
    PRIMARY KEY (book_id, reader)
) WITHOUT ROWID;
CREATE TABLE code (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE loose (a, b NOT NULL, c INT PRIMARY KEY);
CREATE TABLE firm (id INTEGER PRIMARY KEY, k INT, v ANY, d TEXT NOT NULL) STRICT;
CREATE TABLE keyed (k TEXT PRIMARY KEY, n REAL) STRICT;
CREATE TABLE backwards (id INTEGER PRIMARY KEY DESC, x TEXT);
CREATE TABLE made (
    a INTEGER NOT NULL,
    b INTEGER,
    twice INTEGER AS (a * 2),
    sum INTEGER NOT NULL AS (a + coalesce(b, 0)) STORED
);
CREATE TABLE node (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES node, label TEXT NOT NULL);
CREATE TABLE empty (id INTEGER PRIMARY KEY, n INTEGER NOT NULL, t TEXT NOT NULL);
CREATE TABLE "odd name" ("a column" TEXT NOT NULL, "select" INTEGER, [b c] TEXT);
CREATE TABLE log (at TEXT NOT NULL, what TEXT);
CREATE VIEW priced (book, writer, cost) AS
    SELECT b.title, a.name, b.price - coalesce(b.discount, 0) FROM book b LEFT JOIN author a ON a.id = b.editor_id;
CREATE VIEW writers AS SELECT author.*, count(book.id) AS books FROM author LEFT JOIN book ON book.author_id = author.id
    GROUP BY author.id;
CREATE VIEW stars AS SELECT * FROM review WHERE words IS NOT NULL;
CREATE TRIGGER noted AFTER UPDATE ON author BEGIN
    INSERT INTO log (at, what) VALUES ('now', new.name);
END;
CREATE VIRTUAL TABLE found USING fts5(title, body);
CREATE VIRTUAL TABLE place USING rtree(id, minx, maxx);
