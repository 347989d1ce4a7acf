"""Search over all that is public: what readers ask, the index, and what they are answered."""
