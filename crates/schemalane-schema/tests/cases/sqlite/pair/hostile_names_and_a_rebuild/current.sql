CREATE TABLE "a ""b"" ;--" ("c ) x" INT, [d] TEXT, "from" TEXT, 'order' INT);
CREATE INDEX "i '1'" ON "a ""b"" ;--" ("c ) x");
CREATE VIEW "v . w" AS SELECT "from" FROM "a ""b"" ;--";
INSERT INTO "a ""b"" ;--" VALUES (1, 'x', 'y', 2);
