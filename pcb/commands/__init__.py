"""What each command of the command line does, and the exit codes they share.

0: done. 1: refused or impossible, said in one sentence. 2: the arguments or the file do not fit, one fault a line, and
nothing was written. 3: done, but the capacité could not be computed, a finding is blocking, or no plan keeps every
rule; why is said, and the rest was printed.
"""

DONE = 0
REFUSED = 1
FAULTY = 2
INCOMPLETE = 3
