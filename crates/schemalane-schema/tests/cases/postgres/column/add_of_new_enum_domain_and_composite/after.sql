SELECT id, state, weight, (place).city FROM parcels
