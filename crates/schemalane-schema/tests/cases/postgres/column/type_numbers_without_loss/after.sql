SELECT scale, whole, float, big FROM t
