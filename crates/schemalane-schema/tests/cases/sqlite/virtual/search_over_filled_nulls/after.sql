SELECT rowid, body FROM search WHERE search MATCH 'nothing'
