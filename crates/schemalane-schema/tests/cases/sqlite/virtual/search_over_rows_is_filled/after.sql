SELECT rowid, body FROM search WHERE search MATCH 'night'
SELECT body FROM old_search WHERE old_search MATCH 'hello'
SELECT body FROM loud_search WHERE loud_search MATCH 'hello'
