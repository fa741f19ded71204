"""Search over all languages without a server: what is shown of the articles to an index in files.

`index_article` makes the postings of one article, good for a cache by what it was given; `merge` makes the files of all.
The script of the search page, `templates/search.js`, reads them.
"""

from generator.search.postings import EDITION, Shown, index_article
from generator.search.shards import IndexedArticle, IndexedEvent, Names, merge

__all__ = ["EDITION", "IndexedArticle", "IndexedEvent", "Names", "Shown", "index_article", "merge"]
