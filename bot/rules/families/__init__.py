"""The rules by family: named functions over credited steps that return an outcome with its numbers."""
