#!/usr/bin/env python3
# Copyright (c) 2026 The HapNano authors.
# Licensed under the MIT licence. See LICENSE in the repository root.
"""Prints hap_base25519.h: the comb of the Ed25519 base point, computed from the definitions in RFC 8032 §5.1."""

P = 2**255 - 19
D = -121665 * pow(121666, P - 2, P) % P
TEETH = 4        # bits of the scalar that one look-up takes, 64 apart
COMBS = 2        # combs, 32 apart
SPACING = 64


def recover_x(y):
    """The even x of the point with this y (RFC 8032 §5.1.3)."""
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    assert x * x % P == square
    return P - x if x & 1 else x


def add(a, b):
    """The complete affine addition law of -x^2 + y^2 = 1 + d x^2 y^2."""
    (x1, y1), (x2, y2) = a, b
    t = D * x1 * x2 * y1 * y2
    return ((x1 * y2 + x2 * y1) * pow(1 + t, P - 2, P) % P, (y1 * y2 + x1 * x2) * pow(1 - t, P - 2, P) % P)


def times(n, a):
    result = (0, 1)
    while n:
        if n & 1:
            result = add(result, a)
        a = add(a, a)
        n >>= 1
    return result


def words(value):
    return ", ".join("0x%08X" % (value >> 32 * i & 0xFFFFFFFF) for i in range(8))


def main():
    base_y = 4 * pow(5, P - 2, P) % P
    base = (recover_x(base_y), base_y)
    print("/* Copyright (c) 2026 The HapNano authors.\n"
          " * Licensed under the MIT licence. See LICENSE in the repository root. */\n"
          "/* Printed by make_base25519.py. Entry [c][i] is the point\n"
          " *     2^(32 c) * (2^192 + s2 * 2^128 + s1 * 2^64 + s0) * B,  sj = +1 when bit j of i is set, else -1,\n"
          " * as y + x, y - x, 2dxy, each below p. B is the base point of RFC 8032 §5.1. */")
    print("static const affine_t base_comb[%d][%d] = {" % (COMBS, 1 << (TEETH - 1)))
    for comb in range(COMBS):
        print("    {")
        for index in range(1 << (TEETH - 1)):
            scalar = 1 << SPACING * (TEETH - 1)
            for tooth in range(TEETH - 1):
                scalar += (1 if index >> tooth & 1 else -1) << SPACING * tooth
            x, y = times(scalar << 32 * comb, base)
            rows = ((y + x) % P, (y - x) % P, 2 * D * x * y % P)
            print("        { { " + ",\n            ".join("{ { %s } }" % words(v) for v in rows) + " } },")
        print("    },")
    print("};")


main()
