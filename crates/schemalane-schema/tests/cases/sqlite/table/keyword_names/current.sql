CREATE TABLE "order" ("group" INT, "table" TEXT);
INSERT INTO "order" VALUES (1, 'x');
