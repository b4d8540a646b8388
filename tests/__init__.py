"""The checks of the project: floors mirrored, journeys, promises, benchmarks."""
