"""From a file to a picture: radiographs, grey scale, presentations, curated export."""
