"""From plain values to a deal: every field checked, every fault with its place."""
