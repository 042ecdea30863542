"""Who speaks: the speakers list, turns and their time, points of order, calls to order."""
