SELECT body FROM search WHERE search MATCH 'hello'
