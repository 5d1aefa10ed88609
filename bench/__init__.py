"""Measurements of `./run bench`: each module offers `run(emit)`; `emit(figure, value, unit, goal="", ok=None)`."""
