"""Settings of every test."""

from hypothesis import settings

# the same examples on every machine, and no failure because a machine is busy
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
