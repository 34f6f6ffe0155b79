"""Confidence means what it says: on annotated articles, and in the direction of each sign."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from extract import certainty
from extract.pipeline import extract
from extract.types import Article, Claim
from tests import calibrate

FLOOR = 0.03        # expected calibration error; 0.01 as measured when the weights were made


@cache
def known() -> list[calibrate.Case]:
    return list(calibrate.cases([path for path in calibrate.files() if path.parent == calibrate.evaluate.GOLD]))


def test_claims_are_as_often_right_as_their_confidence_says() -> None:
    weights = certainty.weights()
    shown = calibrate.matrix(known(), list(weights.signs))
    given = calibrate.odds(shown, np.array([weights.base, *weights.signs.values()]))
    right = np.array([float(case.right) for case in known()])
    assert len(right) > 500
    assert calibrate.error(given, right) < FLOOR
    assert given[right == 1].mean() > given[right == 0].mean() + 0.02


def test_every_sign_that_is_weighed_is_shown_by_some_claim() -> None:
    assert set(certainty.weights().signs) <= {sign for case in known() for sign in case.signs}


def claim(text: str) -> Claim:
    [found] = extract([Article("a", text, "en")])
    [only] = found.claims
    return only


@pytest.mark.parametrize(("surer", "sign", "less"), [
    ("Kestrel sued Ombra.", "description", "The watchmaker Kestrel sells clocks. The watchmaker sued Ombra."),
    ("Kestrel bought Ombra.", "reported", "Kestrel reportedly bought Ombra."),
    ("Kestrel bought Ombra.", "title", "Kestrel bought Ombra\n\nShares rose on Monday."),
    ("Kestrel bought Ombra in 2019.", "relative", "Kestrel, which bought Ombra in 2019, makes clocks."),
])
def test_a_sign_that_speaks_against_a_claim_lowers_its_confidence(surer: str, sign: str, less: str) -> None:
    assert sign in set(certainty.signs(claim(less)))
    assert claim(less).confidence < claim(surer).confidence


def test_what_two_sentences_say_is_surer() -> None:
    once = claim("Kestrel sued Ombra.")
    twice = replace(once, evidences=(once.evidence, replace(once.evidence, start=99)))
    assert "said twice" in set(certainty.signs(twice)) - set(certainty.signs(once))
    assert certainty.confidence(twice) >= certainty.confidence(once)
