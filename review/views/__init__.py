"""The desk's pages, a module for each part; every one lists its ROUTES: a pattern of the address and the view."""
