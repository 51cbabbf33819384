"""The administrator's pages: the tree of places, settings, and where everything else is administered.

Nothing of the domain is stored here; a page calls the operations of the rooms below.
"""
