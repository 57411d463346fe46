"""To come."""

ROUTES: list[tuple[str, object]] = []
