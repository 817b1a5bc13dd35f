"""The desk: screens, forms, API and the commands.

A page asks `office` and renders what it gets; it decides nothing.
"""
