-- One row for each migration that a run applied, and for the one that failed.
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
