SELECT group_concat(id || ' ' || name, ', ') FROM (SELECT * FROM t ORDER BY id);
