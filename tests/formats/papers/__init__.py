"""PDF files read back, as somebody who prints them would see them."""

import io
from typing import Any

from pypdf import PdfReader


def read(data: bytes) -> PdfReader:
    """The file, which has to be readable at all."""
    return PdfReader(io.BytesIO(data), strict=True)


def pages(data: bytes) -> list[str]:
    """The words of each page, with single blanks."""
    return [" ".join(page.extract_text().split()) for page in read(data).pages]


def words(data: bytes) -> str:
    """The words of the whole file."""
    return " ".join(pages(data))


def tags(data: bytes) -> list[str]:
    """The structure that a screen reader walks through, in order: Document, H1, P ..."""
    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict) and "/S" in node:
            found.append(str(node["/S"]).lstrip("/"))
            walk(_value(node.get("/K")))

    walk(_value(_value(read(data).root_object["/StructTreeRoot"])["/K"]))
    return found


def _value(value: Any) -> Any:
    value = value.get_object() if hasattr(value, "get_object") else value
    return [_value(each) for each in value] if isinstance(value, list) else value


def paper_inches(data: bytes) -> tuple[float, float]:
    """Width and height of the first page."""
    box = read(data).pages[0].mediabox
    return round(float(box.width) / 72, 1), round(float(box.height) / 72, 1)
