SELECT body FROM f WHERE f MATCH 'hello'
