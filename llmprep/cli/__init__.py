"""The commands: parse, call, render, choose the exit status. No logic."""
