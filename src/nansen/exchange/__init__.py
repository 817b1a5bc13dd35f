"""Lists under a deal and the law: who is owed a return, who may be exchanged, the most people home.

In: a deal's terms, persons of both sides with the facts of their gates, the office's policy. Out: lists, reserves,
reasons, each level with its value and bound. Its verbs (model, eligible, merge, levels, plan, replan, reasons, check)
come with the exchange planner. Nobody gated is on any list, reserve, draft or export.
"""
