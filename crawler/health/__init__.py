"""How the sources do: when to ask a channel again, what is wrong with a source, which articles look wrong. Pure."""
