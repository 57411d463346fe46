"""`python -m cli`: the command line without a script on the PATH, as the scheduler starts it."""

from cli.main import main

main()
