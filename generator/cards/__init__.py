"""Cards: the picture of a page that others show beside a link to it, 1200 by 630 pixels, drawn and never fetched.

Asks for Pillow with raqm, the extra `[cards]`, and for fonts: Debian's fonts-noto-core and fonts-noto-cjk.
"""

from generator.cards.drawing import Card, Colours, Line, draw_card
from generator.cards.fonts import FOLDERS, Fonts, can_draw, find_fonts

__all__ = ["FOLDERS", "Card", "Colours", "Fonts", "Line", "can_draw", "draw_card", "find_fonts"]
