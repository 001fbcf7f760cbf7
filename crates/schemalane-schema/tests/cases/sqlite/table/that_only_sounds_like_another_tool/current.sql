CREATE TABLE schema_migrations (version TEXT, note TEXT);
CREATE TABLE Alembic_Version (version_num TEXT);
