"""Forms, built from the data dictionary: a term that names a form is a field of it, and nothing else is.

In: a form's name, a kind of file, what was typed. Out: sections of fields to lay out, or statements, or every fault
with its field. `forms.toml` says only what the terms cannot: who speaks by default, and how often a group may repeat.
"""
