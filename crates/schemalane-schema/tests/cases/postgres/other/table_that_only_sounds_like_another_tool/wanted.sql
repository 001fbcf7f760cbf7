create table alembic_version (version_num varchar(64) not null);
