"""``python -m kgqa``: the command line, for where the scripts of an environment are not on the path."""

from kgqa.pipelines.cli import main

if __name__ == "__main__":
    main()
