"""The chair's power to put things right: undo, redo, rewind, strike; and to reach the parties: messages, news."""
