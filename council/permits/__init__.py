"""Who may do what.

Nouns: actor (a person as the permits see them), office, permission (an enum member with a docstring), predicate
(a tiny yes or no about actor and thing), scope (a place and all below it).
Verbs: `grant` (a room states who may), `allows`, `demand`.
A permission is granted by an OR of ANDs of predicates; `flask permits` prints the same map in words.
"""
