CREATE TABLE sales (
    number INTEGER PRIMARY KEY,
    isbn TEXT NOT NULL REFERENCES books (isbn),
    price_cents INTEGER NOT NULL
);

CREATE VIEW sales_by_book AS
SELECT books.isbn, books.title, count(sales.number) AS copies, coalesce(sum(sales.price_cents), 0) AS cents
FROM books
LEFT JOIN sales ON sales.isbn = books.isbn
GROUP BY books.isbn, books.title;
