"""Ministries and parties are found under the names that people use."""

from __future__ import annotations

import pytest

from corpus.names import find_ministry, find_parties, list_ministry_names, list_party_names


@pytest.mark.parametrize("text", ["JenV", "jenv", "J&V", "J en V", "Justitie en Veiligheid", "justitie  & veiligheid"])
def test_a_ministry_has_its_full_name_under_every_short_one(text: str) -> None:
    assert list_ministry_names(text)[0] == "Justitie en Veiligheid"


@pytest.mark.parametrize(
    ("text", "name"),
    [("BZK", "Binnenlandse Zaken en Koninkrijksrelaties"), ("Financien", "Financiën"), ("VWS", None), ("EL&I", None)],
)
def test_short_names_are_those_of_the_register(text: str, name: str | None) -> None:
    assert text in list_ministry_names(text) or list_ministry_names(text)[0] == name


@pytest.mark.parametrize("text", ["justitie", "Raad van State", "", "&"])
def test_what_is_no_ministry_stays_as_it_is(text: str) -> None:
    assert list_ministry_names(text) == (text,)


@pytest.mark.parametrize(
    ("text", "party"),
    [("vvd", "VVD"), ("GL-PvdA", "GroenLinks-PvdA"), ("cu", "ChristenUnie"), ("Partij voor de Dieren", "PvdD")],
)
def test_a_party_is_known_by_either_name(text: str, party: str) -> None:
    assert list_party_names(text)[0] == party


def test_the_longest_name_behind_the_word_ministry_counts() -> None:
    assert (
        find_ministry("Jaarverslag Ministerie van Economische Zaken en Klimaat 2022") == "Economische Zaken en Klimaat"
    )
    assert find_ministry("Ministerie van Justitie en Veiligheid, verslagjaar 2022") == "Justitie en Veiligheid"
    assert find_ministry("Justitie en Veiligheid") is None
    assert find_ministry("Ministerie van Iets Anders") is None


def test_parties_are_read_from_behind_the_names_each_once() -> None:
    asked_by = "de leden Een (GL-PvdA), Twee (Lid Drie) en Vier (GroenLinks-PvdA)"
    assert find_parties(asked_by) == ("GroenLinks-PvdA", "Lid Drie")
    assert find_parties("het lid Voorbeeld") == ()
