"""What people send each other: packing, receiving, whom one knows."""
