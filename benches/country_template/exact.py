"""Computes the benchmark's twelve amounts once more, by hand in whole numbers, and holds engines against it.

Independent of our engine and of every peer: Python's whole numbers, household by household, in 1/1200 of a cent, in which
percentages and twelfths of whole cents are whole. `--ours FOLDER` has to
agree to the cent, everywhere. `--openfisca FOLDER` has to agree within what its 32-bit floats can hold.
"""

import argparse
import json
import pathlib
from datetime import date, timedelta

import numpy

ON = date(2026, 1, 1)
OF_PERSONS = ["basic_income", "income_tax", "social_security_contribution", "pension"]
OF_HOUSEHOLDS = [
    "household_income", "parenting_allowance", "housing_tax", "total_benefits", "total_taxes", "disposable_income",
    "meal_price", "swimming_pool_access",
]  # fmt: skip
EPOCH = date(1970, 1, 1)


# Parts of a cent: percent times twelfths.
PARTS = 1200


def cent(amount: int) -> int:
    """From parts to the nearest cent, a half away from zero."""
    sign = -1 if amount < 0 else 1
    return sign * ((abs(amount) + PARTS // 2) // PARTS)


def age_on(birth: date) -> int:
    return ON.year - birth.year - ((birth.month, birth.day) > (ON.month, ON.day))


def contribution(salary: int) -> int:
    """By the bands from 0, 6,000 and 12,400 at 2, 6 and 12 percent; in parts, not rounded."""
    total = 0
    for start, end, percent in [(0, 600_000, 2), (600_000, 1_240_000, 6), (1_240_000, None, 12)]:
        top = salary if end is None else min(salary, end)
        if top > start:
            total += (top - start) * percent * (PARTS // 100)
    return total


def compute(folder: pathlib.Path, rounded: bool) -> dict[str, list[int]]:
    """In cents. With `rounded` each tax of each person is rounded, as our pack says; without, only what is shown."""

    def step(amount):
        return cent(amount) * PARTS if rounded else amount

    def column(name, kind):
        return numpy.fromfile(folder / f"{name}.bin", dtype=kind).tolist()

    offsets, role = column("offsets", "<u4"), column("role", "u1")
    salary, capital = column("salary", "<i8"), column("capital_returns", "<i8")
    birth = column("birth_date", "<i4")
    size, occupancy = column("accommodation_size", "<i8"), column("occupancy", "u1")
    ages: dict[int, int] = {}
    out: dict[str, list[int]] = {name: [] for name in OF_PERSONS + OF_HOUSEHOLDS}
    for household, (start, end) in enumerate(zip(offsets, offsets[1:])):
        income = sum(salary[start:end])
        benefits = taxes = pensions = 0
        youngest, adults = 1000, 0
        for person in range(start, end):
            days = birth[person]
            if days not in ages:
                ages[days] = age_on(EPOCH + timedelta(days=days))
            age = ages[days]
            youngest, adults = min(youngest, age), adults + (role[person] == 0)
            basic = 60_000 if age >= 18 else 0
            pension = 100 if age >= 62 else 0
            tax = step((salary[person] + capital[person] + pension) * 15 * (PARTS // 100))
            social = step(contribution(salary[person]))
            benefits, pensions, taxes = benefits + basic, pensions + pension, taxes + tax + social
            out["basic_income"].append(basic)
            out["income_tax"].append(cent(tax))
            out["social_security_contribution"].append(cent(social))
            out["pension"].append(pension)
        housing = max(size[household] * 1_000, 20_000) if occupancy[household] in (0, 1) else 0
        taxes += step(housing * (PARTS // 12))
        young = (adults == 1 and youngest < 8) or youngest < 6
        parenting = 60_000 if income <= 50_000 and young else 0
        received = income + sum(capital[start:end]) + pensions + benefits + parenting
        disposable = received * PARTS - taxes
        meal = next((price for least, price in [(200_000, 8), (100_000, 4), (50_000, 2), (25_000, 1)] if income >= least), 0)
        pool = sum(price for over, price in [(24_900, 1), (49_900, 1), (99_900, 2)] if income > over)
        out["household_income"].append(income)
        out["parenting_allowance"].append(parenting)
        out["housing_tax"].append(housing)
        out["total_benefits"].append(benefits)
        out["total_taxes"].append(cent(taxes))
        out["disposable_income"].append(cent(disposable))
        out["meal_price"].append(meal * 100)
        out["swimming_pool_access"].append(pool * 100)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--ours", type=pathlib.Path)
    parser.add_argument("--openfisca", type=pathlib.Path)
    options = parser.parse_args()
    rounded, unrounded = compute(options.folder, True), compute(options.folder, False)
    report: dict[str, object] = {
        "values": sum(map(len, unrounded.values())),
        # Where the pack's rounding of each tax differs from rounding only what is shown.
        "rounding_differs": sum(
            int((numpy.array(rounded[name]) != numpy.array(unrounded[name])).sum()) for name in unrounded
        ),
        "sums": {name: sum(values) for name, values in rounded.items()},
    }
    if options.ours:
        different = {}
        for name, values in rounded.items():
            ours = numpy.fromfile(options.ours / f"{name}.bin", dtype="<i8")
            expected = numpy.array(values, dtype="i8")
            different[name] = int((ours != expected).sum()) if ours.shape == expected.shape else len(values)
        report["ours_different"] = sum(different.values())
        report["ours_different_by_variable"] = {name: n for name, n in different.items() if n}
    if options.openfisca:
        # Sums of up to a dozen 32-bit floats: each step may be off by a part in 2^24 of its largest operand. Thresholds
        # see whole units, which 32-bit floats hold exactly.
        outside, worst = {}, 0.0
        scale = numpy.array(unrounded["household_income"], dtype="f8") / 100
        for name, values in unrounded.items():
            theirs = numpy.fromfile(options.openfisca / f"{name}.bin", dtype="<f8")
            expected = numpy.array(values, dtype="f8") / 100
            around = numpy.abs(expected) if name in OF_PERSONS else numpy.maximum(numpy.abs(expected), scale)
            apart = numpy.abs(theirs - expected)
            worst = max(worst, float(apart.max()))
            count = int((apart > 0.005 + 16 * around / 2**24).sum())
            if count:
                outside[name] = count
        report["openfisca_outside_tolerance"] = sum(outside.values())
        report["openfisca_outside_by_variable"] = outside
        report["openfisca_worst"] = worst
    print(json.dumps(report))


if __name__ == "__main__":
    main()
