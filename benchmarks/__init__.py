"""Measurements of speed, memory and of how good the plan's shares are. See README.md.

Seconds and megabytes (10**6 bytes) throughout. Nothing here asserts a time: machines differ and
are busy, so every figure is a ratio to something measured in the same run.
"""
