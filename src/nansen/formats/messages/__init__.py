"""Messages of the bureau: a case goes in, and what its type lists, signed, comes out; and letters to those who ask.

`compose` picks from a case what a type of `messages.toml` lists, `signed` writes and checks it, `carrier` writes it as
a table for bureaux without software. `telling` says what an enquirer may be told, `letters` writes it in his language.
There is no function here that gives an unsigned message (GC III 122(8)).
"""
