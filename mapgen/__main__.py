"""`python -m mapgen`: the same as the `mapgen` command."""

from mapgen.cli.main import main

main()
