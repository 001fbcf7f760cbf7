SELECT m.oid::bigint AS oid, m.name FROM managed AS m
