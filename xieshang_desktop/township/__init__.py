"""What the township does: receive, check, return, count and send down."""
