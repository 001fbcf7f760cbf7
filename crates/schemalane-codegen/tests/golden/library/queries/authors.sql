-- name: Author :one
SELECT * FROM author WHERE id = :id;

-- name: FindAuthor :opt
-- The author of a name.
SELECT author.* FROM author WHERE name = :name;

-- name: ListAuthors :many
-- Authors of a country, with how many books they have.
-- @param country: where they live
SELECT author.id, author.name, author.country, count(book.id) AS books, max(book.title) AS last_title
FROM author
LEFT JOIN book ON book.author_id = author.id
WHERE author.country = :country
GROUP BY author.id, author.name, author.country
ORDER BY author.id;

-- name: AddAuthor :one
INSERT INTO author (id, name, country, born) VALUES (:id, :name, :country, :born)
RETURNING id, name;

-- name: Move :execrows
UPDATE author SET country = COALESCE(:country, country) WHERE id = :id;

-- name: Forget :exec
DELETE FROM author WHERE id = :id;

-- name: Of :many
SELECT id, name FROM author WHERE id IN (:ids) ORDER BY id;
