"""A simulation that can say no: learners who forget, slip and hold misconceptions practise under several policies.

`python -m tests.simulation` prints one table. Its learners are invented, not measured: it tells whether the schedule
does what it is meant to do in worlds of that kind, not how people learn. Every figure of it is called simulated.
"""
