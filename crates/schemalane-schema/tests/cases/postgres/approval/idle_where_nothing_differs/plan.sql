
-- The approval delete-data:t.b is about nothing in this plan: take it away, or correct its name.
