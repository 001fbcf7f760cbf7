SELECT a || '|', length(a), b::text || '|', c::text FROM t
