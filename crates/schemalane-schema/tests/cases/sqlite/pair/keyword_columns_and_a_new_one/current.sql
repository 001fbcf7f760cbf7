CREATE TABLE "select" ("group" INT, "table" TEXT);
INSERT INTO "select" VALUES (1, 'x');
