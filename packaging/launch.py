"""Where the frozen program starts: its child processes come through here too."""

from multiprocessing import freeze_support

from sacroread.cli import main

if __name__ == "__main__":
    freeze_support()
    main()
