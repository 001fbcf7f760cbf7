SELECT rowid, title FROM search WHERE search MATCH 'greeting'
