"""The window: frame, look, dialogs, tasks; pages hold widgets only, presenters hold no Qt."""
