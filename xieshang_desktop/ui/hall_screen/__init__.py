"""The hall's screen: a second window for projector or television, and its miniature."""
