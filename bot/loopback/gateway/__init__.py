"""The gateway: sessions that are told of events, and the sockets that carry them."""
