"""What they learned: products with their versions, and handbooks made of them."""

from knowledge.models.handbook import ChapterProduct, Handbook, HandbookChapter
from knowledge.models.product import KnowledgeProduct, ProductIndex, ProductVersion, VersionText

__all__ = [
    "ChapterProduct",
    "Handbook",
    "HandbookChapter",
    "KnowledgeProduct",
    "ProductIndex",
    "ProductVersion",
    "VersionText",
]
