SELECT id, note, n, tags, at IS NOT NULL, up FROM orders ORDER BY id
