"""Invents the population of the benchmark, once for everybody who is measured: whole households, by a seed.

Writes a folder: one little-endian file a column (`.bin`, for the engine's own example), and, with `--parquet`, two Parquet
files (for what reads files: `wotu` and DuckDB). Everybody in it is invented.
"""

import argparse
import json
import os
import pathlib

import numpy

DAY = numpy.datetime64("1970-01-01", "D")
ADULT, CHILD = 0, 1
OCCUPANCIES = ["owner", "tenant", "free_lodger", "homeless"]


def invent(persons: int, seed: int) -> dict[str, numpy.ndarray]:
    """Columns by name. Persons of one household stand together, adults first."""
    draw = numpy.random.Generator(numpy.random.PCG64(seed))
    # Households until there are enough persons; the last one is cut to fit.
    adults = draw.choice([1, 2, 3], size=persons, p=[0.42, 0.50, 0.08]).astype(numpy.int64)
    children = draw.choice([0, 1, 2, 3, 4], size=persons, p=[0.52, 0.21, 0.19, 0.06, 0.02]).astype(numpy.int64)
    ends = numpy.cumsum(adults + children)
    count = int(numpy.searchsorted(ends, persons)) + 1
    adults, children = adults[:count], children[:count]
    over = int(ends[count - 1]) - persons
    cut = min(over, int(children[-1]))
    children[-1] -= cut
    adults[-1] -= over - cut
    sizes = adults + children
    offsets = numpy.concatenate([[0], numpy.cumsum(sizes)]).astype(numpy.uint32)
    household = numpy.repeat(numpy.arange(count, dtype=numpy.int64), sizes)
    place = numpy.arange(persons, dtype=numpy.int64) - offsets[:-1].astype(numpy.int64)[household]
    role = numpy.where(place < adults[household], ADULT, CHILD).astype(numpy.uint8)
    is_adult = role == ADULT
    # Birth dates up to the day before 2026-01-01: adults of 18 to 95 years, children of 0 to 17.
    last = int((numpy.datetime64("2025-12-31", "D") - DAY).astype(int))
    age_days = numpy.where(
        is_adult, draw.integers(18 * 366, 95 * 365, size=persons), draw.integers(0, 18 * 365, size=persons)
    )
    birth = (last - age_days).astype(numpy.int32)
    # Whole units: a share of 15, 2, 6 or 12 % of them is a whole number of cents, so that exact results can agree to the
    # cent with an engine that does not round.
    salary = numpy.minimum(draw.lognormal(7.2, 1.1, size=persons), 60_000).astype(numpy.int64)
    salary[draw.random(persons) < 0.25] = 0
    salary[~is_adult] = 0
    low = draw.random(persons) < 0.2
    salary[low] = salary[low] // 12
    capital = numpy.where(draw.random(persons) < 0.15, draw.integers(1, 1_500, size=persons), 0)
    capital[~is_adult] = 0
    return {
        "offsets": offsets,
        "household": household,
        "role": role,
        "birth_date": birth,
        "salary": (salary * 100).astype(numpy.int64),
        "capital_returns": (capital * 100).astype(numpy.int64),
        "accommodation_size": draw.integers(8, 220, size=count).astype(numpy.int64),
        "occupancy": draw.choice(4, size=count, p=[0.45, 0.45, 0.08, 0.02]).astype(numpy.uint8),
    }


def write_parquet(columns: dict[str, numpy.ndarray], folder: pathlib.Path) -> None:
    import duckdb

    database = duckdb.connect()
    persons = {name: columns[name] for name in ("household", "role", "birth_date", "salary", "capital_returns")}
    households = {
        "household": numpy.arange(len(columns["occupancy"]), dtype=numpy.int64),
        "accommodation_size": columns["accommodation_size"],
        "occupancy": columns["occupancy"],
    }
    database.register("persons", persons)
    database.register("households", households)
    database.execute(f"""
        copy (select household,
                     case role when 0 then 'adult' else 'child' end as role,
                     date '1970-01-01' + birth_date as birth_date,
                     (salary::decimal(18,0) / 100)::decimal(18,2) as salary,
                     (capital_returns::decimal(18,0) / 100)::decimal(18,2) as capital_returns
              from persons)
        to '{folder / "persons.parquet"}' (format parquet, compression snappy, row_group_size 122880)""")
    names = ", ".join(f"'{name}'" for name in OCCUPANCIES)
    database.execute(f"""
        copy (select household, accommodation_size, ([{names}])[occupancy + 1] as occupancy from households)
        to '{folder / "households.parquet"}' (format parquet, compression snappy, row_group_size 122880)""")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--persons", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--parquet", action="store_true")
    parser.add_argument("--columns", action="store_true")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    columns = invent(options.persons, options.seed)
    if options.columns:
        for name, values in columns.items():
            values.astype(values.dtype.newbyteorder("<")).tofile(options.folder / f"{name}.bin")
    if options.parquet:
        write_parquet(columns, options.folder)
    shape = {"persons": options.persons, "households": len(columns["occupancy"]), "seed": options.seed}
    (options.folder / "population.json").write_text(json.dumps(shape) + os.linesep)
    print(json.dumps(shape))


if __name__ == "__main__":
    main()
