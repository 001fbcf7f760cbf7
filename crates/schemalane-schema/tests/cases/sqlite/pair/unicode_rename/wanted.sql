-- @renamed from=größe
CREATE TABLE "Größe 2" (
  "Breite" INT NOT NULL -- @renamed from=länge
);
