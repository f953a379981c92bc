"""Trains the model that ships in models/tiny, from text it generates itself."""
