"""A mechanism drawn, all from one layout of our own: as SVG, as text for mermaid, as BPMN 2.0 with its diagram."""
