"""Parses and verifies StableHLO files with an implementation that shares nothing with ours, and writes them as artifacts
of the version that they are stamped with: whoever reads that version reads them.

Usage: check-stablehlo.py FILE.mlir...
"""

import sys

from jaxlib.mlir import ir
from jaxlib.mlir._mlir_libs import _jax_mlir_ext
from jaxlib.mlir.dialects import stablehlo


def context():
    """A context that knows the dialects of our modules: func and stablehlo."""
    registry = ir.DialectRegistry()
    _jax_mlir_ext.register_dialects(registry)
    result = ir.Context()
    result.append_dialect_registry(registry)
    result.load_all_available_dialects()
    stablehlo.register_dialect(result)
    return result


def is_of_its_version(module, text):
    """Whether the module can be said in the version of StableHLO that it is stamped with."""
    stamp = module.operation.attributes["ranvier.stablehlo_version"].value
    return len(stablehlo.serialize_portable_artifact_str(text, stamp)) > 0


def check(path):
    """Whether the file parses, verifies, holds ops, and needs no newer StableHLO than it says."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    try:
        module = ir.Module.parse(text, context())
        valid = module.operation.verify() and is_of_its_version(module, text)
    except (ir.MLIRError, KeyError, ValueError) as problem:
        print(f"{path}: {problem}", file=sys.stderr)
        return False
    ops = text.count("stablehlo.")
    print(f"{path}: {'valid' if valid and ops else 'INVALID'}, StableHLO {stablehlo.get_current_version()}, {ops} ops")
    return valid and ops > 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(0 if all([check(path) for path in sys.argv[1:]]) else 1)
