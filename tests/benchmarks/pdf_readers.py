"""Which library reads a PDF best: `python -m tests.benchmarks.pdf_readers FOLDER` (needs `pip install pdfplumber`).

Prints, for the PDFs of a folder, pages a second of pypdfium2 and of pdfplumber, how many letters each finds,
and the share of the words of each that the other finds too.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2


def read_pypdfium2(file: Path) -> list[str]:
    document = pypdfium2.PdfDocument(file)
    try:
        # pdfium writes this for the hyphen at the end of a line, and leaves the line end out.
        return [page.get_textpage().get_text_range().replace("\ufffe", "-\n") for page in document]
    finally:
        document.close()


def read_pdfplumber(file: Path) -> list[str]:
    with pdfplumber.open(file) as document:
        return [page.extract_text() for page in document.pages]


def measure(read: Callable[[Path], list[str]], files: list[Path]) -> tuple[float, str]:
    """Return pages a second, and all text."""
    began = time.perf_counter()
    pages = [page for file in files for page in read(file)]
    return len(pages) / (time.perf_counter() - began), "\n".join(pages)


def main() -> None:
    files = sorted(Path(sys.argv[1]).rglob("*.pdf"))
    texts = {}
    for name, read in (("pypdfium2", read_pypdfium2), ("pdfplumber", read_pdfplumber)):
        speed, texts[name] = measure(read, files)
        print(f"{name:<11}{speed:>8.0f} pages/s  {sum(map(str.isalpha, texts[name])):>7} letters")
    words = {name: Counter(re.findall(r"\w+", text)) for name, text in texts.items()}
    for one, other in (("pypdfium2", "pdfplumber"), ("pdfplumber", "pypdfium2")):
        shared = (words[one] & words[other]).total()
        print(f"of the words of {one} {shared / words[one].total():.4f} are in {other}")


if __name__ == "__main__":
    main()
