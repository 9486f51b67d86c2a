"""What the papers say: their French texts, and how an answer, or the lack of one, is worded."""
