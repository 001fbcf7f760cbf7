-- @renamed from=people
CREATE TABLE users (
    id int CONSTRAINT people_pkey PRIMARY KEY,
    name text, -- @renamed from=nick
    kind int NOT NULL DEFAULT 0,
    CONSTRAINT once UNIQUE (name, kind),
    CONSTRAINT long CHECK (length(name) > kind + 1)
);
