"""Signing in by a street's own identity provider (OpenID Connect). Off unless `OIDC_ISSUER` is set."""
