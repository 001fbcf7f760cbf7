CREATE TABLE sales (
    number INTEGER PRIMARY KEY,
    isbn TEXT NOT NULL REFERENCES books (isbn),
    price_cents INTEGER NOT NULL
);

ALTER TABLE books ADD COLUMN stock INTEGER NOT NULL DEFAULT 0 CHECK (stock >= 0);
