window.DATASETTE_ALLOW_FACET = true; // what the table page says in an inline script, which the policy stops
