CREATE TABLE authors (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    handle TEXT NOT NULL UNIQUE,
    joined TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    is_admin INTEGER NOT NULL DEFAULT 0,
    karma INTEGER NOT NULL DEFAULT 0,
    birthday DATE,
    token TEXT,
    settings TEXT,
    avatar BLOB,
    balance NUMERIC(10, 2) NOT NULL DEFAULT 0,
    mood TEXT CHECK (mood IN ('sad', 'ok')),
    handleLength INTEGER GENERATED ALWAYS AS (length(handle)) VIRTUAL
);

CREATE TABLE posts (
    id INTEGER PRIMARY KEY,
    author_id INTEGER NOT NULL REFERENCES authors (id),
    answers INTEGER REFERENCES posts (id),
    title TEXT NOT NULL,
    score REAL NOT NULL DEFAULT 0
);

-- A key in which SQLite would take nulls, and columns in another order.
CREATE TABLE editions (
    number INTEGER,
    post_id INTEGER REFERENCES posts (id),
    said TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (post_id, number)
);

CREATE TABLE tags (
    code TEXT PRIMARY KEY,
    about TEXT
);

CREATE TABLE post_tags (
    post_id INTEGER NOT NULL REFERENCES posts (id),
    tag_code TEXT NOT NULL REFERENCES tags (code),
    PRIMARY KEY (post_id, tag_code)
);

CREATE VIEW prolific AS
SELECT author_id, count(*) AS posts, sum(id) AS total FROM posts GROUP BY author_id;
