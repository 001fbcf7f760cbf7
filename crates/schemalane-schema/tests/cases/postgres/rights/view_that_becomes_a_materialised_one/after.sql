SELECT has_table_privilege('reader', 'v', 'SELECT'), pg_get_userbyid(relowner), relkind FROM pg_class WHERE relname = 'v'
SELECT has_type_privilege('reader', 'd', 'USAGE')
