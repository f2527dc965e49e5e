"""Random, structure-aware fuzzing of everything that reads files; see fuzz/README.md."""
