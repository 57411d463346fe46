"""Reading a text: which language, which script, what it reports. Text in, small values out; no web, no database."""
