CREATE VIRTUAL TABLE g USING fts5 (body, title);
