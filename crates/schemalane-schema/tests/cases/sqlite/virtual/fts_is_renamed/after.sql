SELECT body FROM find WHERE find MATCH 'hello'
