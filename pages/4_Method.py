"""Method: how the statements are found, how good that is, what it cannot do."""

from lib.ui import frame, method

page = frame.start("method")
method.show(page)
frame.finish(page)
