CREATE TABLE "größe" ("länge" INT);
INSERT INTO "größe" VALUES (1);
