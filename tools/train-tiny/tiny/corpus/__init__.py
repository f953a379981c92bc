"""The text generator: families of templated questions with one right answer each."""
