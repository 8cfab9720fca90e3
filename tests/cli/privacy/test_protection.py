def test_a_book_says_whether_it_is_protected(cli):
    assert cli.json("book", "show") == {
        "name": "Harbor Street",
        "zone": "America/New_York",
        "practice": True,
        "protected": True,
    }
    assert "Protected by 42 CFR Part 2" in cli("book", "show").out
    assert "Missing option '--reason'" in cli("book", "unprotect", code=2).err
    assert "Not protected" in cli("book", "unprotect", "--reason", "mutual aid only").out
    assert "not protected already" in cli("book", "unprotect", "--reason", "again", code=1).err
    assert cli.json("book", "show")["protected"] is False
    cli("book", "protect")
    assert cli.json("book", "show")["protected"] is True
