"""Search over all languages without a server: what is shown of the articles to an index in files.

`index_article` makes the postings of one article, good for a cache by what it was given; `add_names` lets the names of others lead to it; `merge` makes the files of all, and
`patch` mends one of them where few articles changed.
The script of the search page, `templates/search.js`, reads them.
"""

from generator.search.patching import compare, patch
from generator.search.postings import EDITION, Shown, add_names, count_terms, index_article, read_postings
from generator.search.shards import (
    REGISTER,
    Arrangement,
    IndexedArticle,
    IndexedEvent,
    Names,
    arrange,
    merge,
    shard_bits,
    shard_of,
    write_register,
    write_terms,
    write_texts,
)

__all__ = [
    "EDITION",
    "REGISTER",
    "Arrangement",
    "IndexedArticle",
    "IndexedEvent",
    "Names",
    "Shown",
    "add_names",
    "arrange",
    "compare",
    "count_terms",
    "index_article",
    "merge",
    "patch",
    "read_postings",
    "shard_bits",
    "shard_of",
    "write_register",
    "write_terms",
    "write_texts",
]
