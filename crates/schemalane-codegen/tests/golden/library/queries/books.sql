-- name: WithAuthor :many
-- @embed book
-- @embed author
SELECT book.*, author.* FROM author LEFT JOIN book ON book.author_id = author.id ORDER BY author.id, book.id;

-- name: Search :many
-- Books, the way one likes.
-- @optional title
-- @optional pages
-- @order title | pages
SELECT book.id, book.title, book.pages
FROM book
WHERE book.title LIKE :title AND book.pages > :pages
ORDER BY /* @order */ id;

-- name: Priced :many
-- @returns Priced
SELECT id, price FROM book WHERE price IS NOT NULL ORDER BY id;

-- name: Cheap :many
-- @returns Priced
-- @column price: real!
SELECT id, price FROM book WHERE price < :limit ORDER BY id;
