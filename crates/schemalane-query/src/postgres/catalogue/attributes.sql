-- A row of a table is also each row of those that inherit from it: there the column may be a null's, up to PostgreSQL 17.
-- Nobody holds a foreign table, or one that is a partition, to NOT NULL. From PostgreSQL 18 on a constraint that is not
-- valid says nothing of the rows that are there.
WITH RECURSIVE heir (ancestor, oid) AS (
    SELECT inhparent, inhrelid FROM pg_catalog.pg_inherits
    UNION
    SELECT h.ancestor, i.inhrelid FROM heir AS h JOIN pg_catalog.pg_inherits AS i ON i.inhparent = h.oid
),
proved (relation, name) AS (
    SELECT a.attrelid, a.attname
    FROM pg_catalog.pg_attribute AS a
    JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
    WHERE a.attnotnull AND a.attnum > 0 AND c.relkind IN ('r', 'p')
    EXCEPT
    SELECT n.conrelid, a.attname
    FROM pg_catalog.pg_constraint AS n
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = n.conrelid AND a.attnum = ANY (n.conkey)
    WHERE n.contype = 'n' AND NOT n.convalidated
),
doubtful (relation, name) AS (
    SELECT h.ancestor, a.attname
    FROM heir AS h
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = h.oid AND a.attnum > 0
    WHERE (a.attrelid, a.attname) NOT IN (SELECT relation, name FROM proved)
)
SELECT
    a.attrelid::bigint,
    CASE WHEN NOT a.attisdropped THEN a.attname::text END,
    (a.attrelid, a.attname) IN (SELECT relation, name FROM proved)
        AND (a.attrelid, a.attname) NOT IN (SELECT relation, name FROM doubtful),
    NOT a.attnotnull
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
WHERE a.attnum > 0 AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
ORDER BY a.attrelid, a.attnum
