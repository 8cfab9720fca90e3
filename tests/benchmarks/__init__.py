"""Speed, held against a limit or a peer: ``python -m tests.benchmarks``. Never part of the tests."""
