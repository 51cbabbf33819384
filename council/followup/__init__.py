"""What is done after a decision: tasks with somebody in charge and a day, until the resident says “solved”.

Nouns: task, report (started, done, with note and photo).
Verbs: `add_task`, `start_task`, `finish_task`, `cancel_task`, `reopen_task`, `confirm_task`.
A task knows no meeting: where it came from is a kind and an id.
"""
