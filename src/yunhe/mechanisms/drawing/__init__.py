"""A mechanism drawn, all from one layout of our own: as SVG, and as text for mermaid."""
