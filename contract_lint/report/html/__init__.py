"""The pieces of the HTML report: one module a part of the page, and its style and script."""
