"""Pure text tools, by name. They know letters and lines; they know no article, no site and no file."""
