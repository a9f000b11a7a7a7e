"""Who may see and do what, as plain sets; who holds a post and when. Pure: no clock, no database."""
