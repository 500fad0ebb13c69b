"""One public function per user intent; writes answer with the Changes they made."""
