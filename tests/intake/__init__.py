"""Reading rosters: the files villages keep, and every way in which they are broken."""
