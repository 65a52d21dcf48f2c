"""The `paddleflow` command.

Each group of commands is a module in `groups`, mostly data: a `Command` names the client's method that does the work,
its arguments and options, and what is shown of the result. Help texts are those of the method. What needs more than one
method is a function, named by the command and imported when it is run.

`--help`, usage errors and completion load neither the client nor anything else that is slow: imports here are few, and
the others are made where they are needed.
"""
