SELECT name = 'ADA' FROM people
