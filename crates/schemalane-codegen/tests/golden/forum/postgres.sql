CREATE TYPE mood AS ENUM ('sad', 'ok');

CREATE TABLE authors (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    handle text NOT NULL UNIQUE,
    joined timestamptz NOT NULL DEFAULT now(),
    is_admin boolean NOT NULL DEFAULT false,
    karma smallint NOT NULL DEFAULT 0,
    birthday date,
    token uuid,
    settings jsonb,
    avatar bytea,
    balance numeric(10, 2) NOT NULL DEFAULT 0,
    mood mood,
    handleLength integer GENERATED ALWAYS AS (length(handle)) STORED
);
COMMENT ON TABLE authors IS 'Who writes.';

CREATE TABLE posts (
    id bigserial PRIMARY KEY,
    author_id integer NOT NULL REFERENCES authors (id),
    answers bigint REFERENCES posts (id),
    title text NOT NULL,
    score double precision NOT NULL DEFAULT 0
);

CREATE TABLE editions (
    post_id bigint REFERENCES posts (id),
    number integer,
    said timestamptz NOT NULL,
    PRIMARY KEY (post_id, number)
);

CREATE TABLE tags (
    code text PRIMARY KEY,
    about text
);

CREATE TABLE post_tags (
    post_id bigint NOT NULL REFERENCES posts (id),
    tag_code text NOT NULL REFERENCES tags (code),
    PRIMARY KEY (post_id, tag_code)
);

CREATE VIEW prolific AS
SELECT author_id, count(*) AS posts, sum(id) AS total FROM posts GROUP BY author_id;
