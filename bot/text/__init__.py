"""From prompts to words: templates, Discord markdown and limits, languages."""
