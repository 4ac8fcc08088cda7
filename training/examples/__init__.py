"""Examples that show on public radiographs of another joint that the training learns."""
