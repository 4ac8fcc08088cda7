"""`python -m sacroread`."""

from sacroread.cli import main

if __name__ == "__main__":
    main()
