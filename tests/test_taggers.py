"""What the models' layers multiply with."""

from __future__ import annotations

import numpy
import pytest
from spacy.language import Language as Pipeline

from extract import taggers

SHAPES = [(1, 288, 288), (3, 96, 128), (17, 192, 64), (400, 288, 288)]


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return taggers.load("fr")


@pytest.mark.parametrize("component", ["ner", "tok2vec", "parser"])
def test_every_layer_multiplies_so(pipeline: Pipeline, component: str) -> None:
    layers = list(pipeline.get_pipe(component).model.walk())  # type: ignore[attr-defined]
    assert layers
    assert {type(layer.ops).__name__ for layer in layers} == {"_Ops"}


@pytest.mark.parametrize(("rows", "depth", "columns"), SHAPES)
def test_a_row_is_the_same_whatever_its_neighbours(pipeline: Pipeline, rows: int, depth: int, columns: int) -> None:
    ops, random = pipeline.get_pipe("ner").model.ops, numpy.random.default_rng(0)  # type: ignore[attr-defined]
    x = random.standard_normal((600, depth)).astype("float32")
    y = random.standard_normal((columns, depth)).astype("float32")
    alone = ops.gemm(x[7:7 + rows], y, trans2=True)
    assert (alone == ops.gemm(x, y, trans2=True)[7:7 + rows]).all()
    assert (alone == ops.gemm(x[7:7 + rows], y.T, out=numpy.empty_like(alone))).all()
    assert numpy.allclose(alone, ops.gemm(x.T[:, 7:7 + rows], y, trans1=True, trans2=True))
    assert numpy.allclose(alone, x[7:7 + rows] @ y.T, atol=1e-3)
