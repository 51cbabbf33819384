"""The street and what it is made of.

Nouns: place (street → community → estate → grid → building → entrance), partner unit, hotline.
Verbs: `add_place`, `add_unit`, `add_hotline`.
"""
