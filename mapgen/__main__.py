"""`python -m mapgen`: the same as the `mapgen` command.

`python -m` puts the current folder first on the module path, where an analysed repository could supply modules of
ours; it is taken off before anything is imported. (`python -P -m mapgen` and the `mapgen` command never add it.)
"""

import sys

if not sys.flags.safe_path:
    del sys.path[0]

from mapgen.cli.main import main

main()
