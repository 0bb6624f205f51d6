"""An invented learner, and the history that comes of letting one practise. Nothing here is measured."""
