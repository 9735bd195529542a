"""Typesetting: layouts in typst and what fills them. It knows findings and tables, no cases and no database."""
