"""The work floor: desks, matters, tasks, registers."""
