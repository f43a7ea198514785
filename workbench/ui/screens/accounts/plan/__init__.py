"""The account plan as one writes it: outline, document and the page of the paper beside it (2-rules §17)."""
