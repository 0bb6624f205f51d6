"""The trainer: sessions, memory, the store, and the ways to reach them (terminal app, line mode, commands)."""
