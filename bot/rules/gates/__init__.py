"""The eligibility gates: what a step counts for (format.md section 4)."""
