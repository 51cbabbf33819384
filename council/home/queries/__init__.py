"""What the crossing pages read: rows, not objects, so that a page takes the same few queries however much there is."""
