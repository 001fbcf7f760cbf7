CREATE TABLE alembic_version (version_num TEXT NOT NULL);
