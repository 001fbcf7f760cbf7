-- One row for each command that set out to write to a target.
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
    message TEXT
);

CREATE INDEX run_by_target ON run (target, started_at);
