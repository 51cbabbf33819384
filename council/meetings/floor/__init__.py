"""The floor: who wants to speak, who speaks now, and for how long.

A hand is raised on the phone with a stance, or entered by the chair for someone without one. The queue lets the sides
alternate and those come first who have not spoken yet. One person speaks at a time; the clock is the server's.
"""
