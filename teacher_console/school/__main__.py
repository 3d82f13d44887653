"""`python -m teacher_console.school` is `harbour-admin`."""

import sys

from teacher_console.school.command_line import main

if __name__ == "__main__":
    sys.exit(main())
