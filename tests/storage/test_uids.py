import uuid

from facilitator.storage.uids import CODE_LENGTH, LETTERS, new_code, new_uid


def test_a_uid_is_random_and_says_nothing():
    made = {new_uid() for _ in range(1_000)}
    assert len(made) == 1_000
    assert {(uuid.UUID(each).version, uuid.UUID(each).variant) for each in made} == {(4, uuid.RFC_4122)}
    assert all(each == each.lower() for each in made)  # a prefix is looked for in lower case


def test_a_code_can_be_read_aloud():
    made = [new_code() for _ in range(1_000)]
    assert {len(each) for each in made} == {CODE_LENGTH}
    assert set("".join(made)) == set(LETTERS)
    assert set(LETTERS).isdisjoint("01OILAEU")  # none that look alike, and no vowels to make words of
    assert len(set(made)) > 990
