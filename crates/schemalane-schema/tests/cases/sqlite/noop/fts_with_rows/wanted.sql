CREATE VIRTUAL TABLE f USING fts5 (title, body, tokenize = 'porter');
