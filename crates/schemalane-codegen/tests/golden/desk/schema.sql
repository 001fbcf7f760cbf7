-- Enums of a CHECK, and what the settings give single things.
CREATE TABLE tickets (
    id INTEGER PRIMARY KEY,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'on hold', 'it''s "done"')),
    level INTEGER,
    "Kind" VARCHAR(10) UNIQUE,
    secret TEXT NOT NULL,
    CHECK (level IN (-1, 0, 1)),
    CHECK (kind IN ('a', 'b'))
);

CREATE TABLE archived (
    id INTEGER PRIMARY KEY,
    state TEXT CHECK (state IN ('open', 'on hold', 'it''s "done"')),
    -- Other texts pass as well, so these are no enums.
    other TEXT COLLATE NOCASE CHECK (other IN ('a')),
    another TEXT CHECK (another IN ('a') OR length(another) > 9)
);

-- Names that mean something in Rust, or in the code that is generated.
CREATE TABLE "mod" (
    "after" TEXT,
    "limit" INTEGER,
    db TEXT UNIQUE,
    changes INTEGER UNIQUE,
    new TEXT NOT NULL,
    rows TEXT NOT NULL,
    "row" TEXT UNIQUE,
    "type" TEXT UNIQUE,
    "self" TEXT UNIQUE,
    "async" TEXT,
    data TEXT NOT NULL,
    "values" TEXT,
    "Größe" TEXT NOT NULL UNIQUE,
    "2nd line" TEXT,
    "fn" INTEGER UNIQUE REFERENCES options ("crate"),
    PRIMARY KEY ("after", "limit")
);

CREATE TABLE options (
    "crate" INTEGER PRIMARY KEY,
    "count" INTEGER REFERENCES options ("crate")
);

CREATE TABLE enums (
    id INTEGER PRIMARY KEY,
    Some TEXT
);
