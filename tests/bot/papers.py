"""Papers of our own making for the tests of what people see: with pointers, groups, a table, a list and notes."""

from __future__ import annotations

from corpus.models import Document
from corpus.parsing import parse_document
from corpus.parsing.metadata import Stated
from corpus.readers import build_source

ID = "kst-36999-VI-4"
OTHER = "kst-36999-VI-5"

LIST = """36 999 VI Jaarverslag en slotwet Ministerie van Voorbeelden 2024
Nr. 4 Lijst van vragen en antwoorden
Vastgesteld 3 juni 2025

Vraag 1
Hoeveel veerponten voeren er in 2024, en wat kostte dat?
Antwoord
In 2024 voeren er twaalf veerponten. De kosten staan hieronder.

Jaar	Veerponten	Kosten
2022	9	€ 1,2 miljoen
2023	11	€ 1,4 miljoen
2024	12	€ 1,9 miljoen

Vraag 2
Welke maatregelen zijn er genomen voor de veiligheid op de veerponten?
Antwoord
De volgende maatregelen zijn genomen:
• elke veerpont heeft een extra schipper;
• de reddingsvesten zijn vernieuwd;
• bij mist varen de veerponten niet.

Vraag 3 en 4
Klopt het dat een veerpont is gezonken? Zo ja, wat is er gedaan?
Antwoord
Ja. De veerpont is gelicht en wordt hersteld.[1]

[1] Het onderzoek van de Inspectie is op 2 mei 2025 gepubliceerd.

Vraag 5
Hoeveel veerponten varen er dit jaar?
Antwoord
Zie het antwoord op vraag 1. Voor de loodgieters verwijs ik naar vraag 2 uit 36 999 VI, nr. 5.

Vraag 6
Komen er meer veerponten?
Antwoord
Zie het antwoord op vraag 12 van de vorige lijst. Zie ook vraag 3 uit 31 066, nr. 1291.

Vraag 7
Wanneer is het nieuwe rooster van de veerponten klaar?
"""

OTHER_LIST = """36 999 VI Jaarverslag en slotwet Ministerie van Voorbeelden 2024
Nr. 5 Lijst van vragen en antwoorden
Vastgesteld 5 juni 2025

Vraag 1
Hoeveel dakdekkers zijn er?
Antwoord
Er zijn achthonderd dakdekkers.

Vraag 2
Hoeveel loodgieters zijn er?
Antwoord
Er zijn zeshonderd loodgieters.
"""


def load_papers() -> tuple[Document, ...]:
    """Return two lists of questions that point to one another."""
    return tuple(
        parse_document(build_source(f"{name}.txt", text.encode()), Stated(identifier=name))
        for name, text in ((ID, LIST), (OTHER, OTHER_LIST))
    )
