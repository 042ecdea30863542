"""What every card and form is made of: ids, items, layout, fields."""
