"""The scenarios of the field, told through the rooms' operations and pages, with the facts that must come out."""
