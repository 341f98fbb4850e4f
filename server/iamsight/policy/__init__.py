"""Policies: where they are in a document, what they consist of, and of which kind they are.

Import from the modules: `find` (policies in a tree), `model` (Policy, Statement and their parts), `kind`, `structure`
(the JSON Schema applied to a tree) and `cursor` (what stands at an offset).
"""
