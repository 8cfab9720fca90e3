import pytest

from facilitator.errors import BadInput
from facilitator.web.app import listen, public_addresses, server
from facilitator.web.shelf import Shelf
from tests.web.published import HASH, calendar, entry, publish, with_page


def test_a_port_that_is_free_is_taken_once():
    with listen("127.0.0.1", 0) as first:
        assert first.getsockname()[0] == "127.0.0.1"
        with pytest.raises(BadInput, match="in use"):
            listen("127.0.0.1", first.getsockname()[1])


def test_the_addresses_to_hand_out_are_those_of_public_feeds(tmp_path):
    assert public_addresses(tmp_path) is None
    publish(tmp_path, entry(tmp_path, "all", calendar("A")), entry(tmp_path, "team", calendar("T"), token_hash=HASH))
    assert public_addresses(tmp_path) == (["all-with-canceled.ics", "all.ics"], [])
    publish(tmp_path, with_page(tmp_path, entry(tmp_path, "all", calendar("A"))))
    assert public_addresses(tmp_path) == (["all-with-canceled.ics", "all.ics"], ["all.html"])


def test_nothing_of_uvicorn_writes_about_who_asks(tmp_path):
    config = server(Shelf(tmp_path)).config
    assert (config.access_log, config.log_config, config.proxy_headers, config.server_header) == (
        False, None, False, False,
    )  # fmt: skip
