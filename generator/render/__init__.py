"""From pages and a theme to bytes: the doors to jinja2, markdown-it-py, pygments and nh3."""

from generator.render.body import UnsettledError, render_body, render_prose
from generator.render.pages import Addresses, Renderer, ThemeFile

__all__ = ["Addresses", "Renderer", "ThemeFile", "UnsettledError", "render_body", "render_prose"]
