"""The rehearsal room: a chat page on which a newcomer plays a negotiation."""
