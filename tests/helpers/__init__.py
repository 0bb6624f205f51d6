"""What several suites share: a clock that is set by hand, answers to a question, a session driver, a prompt reader."""
