"""Sending a code to a phone: one protocol, a sender for the console, one for any provider with an HTTP interface.

A text holds the code and nothing else: no name, no place, no content.
"""
