"""The frame every page stands in: layout, components, figures as people read them, static files. No models."""
