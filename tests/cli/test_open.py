from facilitator.cli import open as opening


def test_both_ends_have_to_be_a_terminal(monkeypatch):
    class End:
        def __init__(self, *, terminal):
            self.terminal = terminal

        def isatty(self):
            return self.terminal

    for reads, writes in ((True, True), (True, False), (False, True)):
        monkeypatch.setattr(opening.sys, "stdin", End(terminal=reads))
        monkeypatch.setattr(opening.sys, "stdout", End(terminal=writes))
        assert opening.on_terminal() is (reads and writes)
