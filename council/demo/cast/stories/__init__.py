"""What is going on in the neighbourhood: scenarios S1, S3, S4 and S8 of the demo, each half-way through.

Nouns: issue story with its steps, council story with items and motions, talk story, task story.
All of it plain data with moments relative to the day the demo is built.
"""
