SELECT length(id::text) FROM t
