"""The command line's entry point.

What a running server can do is handed to it before anything else is imported: that is what makes it quick.
"""

import sys


def main() -> None:
    """Run the command line and end with its exit status."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["run"] and "--server" in arguments:
        from annotate.serving.client import handed_over

        status = handed_over(arguments)
        if status is not None:
            sys.exit(status)
    from annotate.cli import main as here

    here()


if __name__ == "__main__":
    main()
