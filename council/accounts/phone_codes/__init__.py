"""Signing in with a phone number and a code that a text message brings."""
