"""What can go wrong outside the program, told in one sentence."""

import errno


class Trouble(Exception):
    """A condition the person at the terminal can mend; its text is all they need to read."""


def sentence_for(error: OSError) -> str:
    """The one sentence for an error of the operating system."""
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"The disk is full{where}; free some space and start again."
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return (
            f"No permission to write{where}; choose another folder with PORTAL_DATA_DIR or correct its owner."
        )
    return f"The system refused an operation{where}: {error.strerror or error}."
