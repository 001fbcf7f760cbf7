CREATE TABLE author (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    country TEXT,
    born DATE
);

CREATE TABLE book (
    id INTEGER PRIMARY KEY,
    author_id INTEGER NOT NULL REFERENCES author (id),
    title TEXT NOT NULL,
    pages INTEGER NOT NULL,
    price REAL,
    lent BOOLEAN NOT NULL
);

CREATE TABLE loan (
    id INTEGER PRIMARY KEY,
    book_id INTEGER NOT NULL REFERENCES book (id),
    reader TEXT NOT NULL,
    back TIMESTAMP
);
