"""What Discord refuses: forms that break a limit, with its error codes and its nested errors."""
