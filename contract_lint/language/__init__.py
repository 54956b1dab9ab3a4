"""Read contract English: quantities, clocks, modality, bearers and the concepts of the field."""
