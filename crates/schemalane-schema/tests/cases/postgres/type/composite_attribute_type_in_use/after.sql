SELECT id, one FROM t ORDER BY id
SELECT (f(one)).a FROM v ORDER BY 1
