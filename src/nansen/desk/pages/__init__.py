"""The pages: each asks `office` and renders what it gets.

None touches a table, none decides.
"""
