"""Three sample papers (Russian, Kazakh, English), made for the demonstration and the tests, served on loopback.

Everything here is invented: the papers, the people, the employers. `docs/samples.md` says what each page is for and
`expected.toml` what a reader should find in it; that file was written before any detector had read the pages.
"""
