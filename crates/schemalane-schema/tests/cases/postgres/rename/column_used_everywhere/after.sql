SELECT amount, twice FROM v
