"""Text to value trees: a tolerant JSON parser that half-typed policies cannot break.

`tree.parse` gives a `Tree` whatever the text; `node` says what the tree is made of; `embedded` reads a policy written
inside a JSON string.
"""
