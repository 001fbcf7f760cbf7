SELECT count(*) FROM t JOIN o ON o.id = t.owner
