-- What the ledger's migrations come to, on both databases.

-- A command that set out to write to a target.
CREATE TABLE run (
    id TEXT PRIMARY KEY,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    command TEXT NOT NULL,
    target TEXT NOT NULL,
    dialect TEXT NOT NULL,
    url TEXT NOT NULL,
    schema_name TEXT NOT NULL,
    history_table TEXT NOT NULL,
    who TEXT NOT NULL,
    tool_version TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('running', 'succeeded', 'failed')),
    exit_code INTEGER,
    duration_ms BIGINT,
    message TEXT,
    host TEXT,
    database_name TEXT
);

CREATE INDEX run_by_target ON run (target, started_at);
CREATE INDEX run_by_database ON run (database_name, host);

-- A migration that a run applied, or the one that failed.
CREATE TABLE step (
    run_id TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    version TEXT NOT NULL,
    script TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('applied', 'failed')),
    execution_time INTEGER,
    message TEXT,
    PRIMARY KEY (run_id, position)
);
