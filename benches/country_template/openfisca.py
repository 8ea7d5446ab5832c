"""Evaluates the benchmark's population with OpenFisca, as a peer: one thread, its own layout, building timed apart.

Prints one JSON object. With `--results FOLDER` also writes what it computed, one float64 file a variable.
"""

import os

# One core: before numpy is loaded.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"):
    os.environ[name] = "1"

import argparse
import json
import pathlib
import time
import warnings

import numpy

warnings.filterwarnings("ignore")

MONTH, YEAR = "2026-01", "2026"
# Twelve amounts; `age` and `pension` are computed on the way.
VARIABLES = [
    "basic_income",
    "income_tax",
    "social_security_contribution",
    "pension",
    "household_income",
    "parenting_allowance",
    "housing_tax",
    "total_benefits",
    "total_taxes",
    "disposable_income",
    "meal_price",
    "swimming_pool_access",
]
OCCUPANCIES = ["owner", "tenant", "free_lodger", "homeless"]


def read(folder: pathlib.Path, name: str, kind: str) -> numpy.ndarray:
    return numpy.fromfile(folder / f"{name}.bin", dtype=kind)


def load(folder: pathlib.Path) -> dict[str, numpy.ndarray]:
    columns = {
        "household": read(folder, "household", "<i8"),
        "role": read(folder, "role", "u1"),
        "salary": read(folder, "salary", "<i8") / 100,
        "capital_returns": read(folder, "capital_returns", "<i8") / 100,
        "accommodation_size": read(folder, "accommodation_size", "<i8").astype(float),
        "birth": numpy.datetime64("1970-01-01", "D") + read(folder, "birth_date", "<i4").astype("timedelta64[D]"),
    }
    columns["occupancy"] = numpy.array(OCCUPANCIES)[read(folder, "occupancy", "u1")]
    return columns


def build(system, columns):
    from openfisca_core.simulation_builder import SimulationBuilder

    builder = SimulationBuilder()
    builder.create_entities(system)
    persons, households = len(columns["household"]), len(columns["occupancy"])
    builder.declare_person_entity("person", numpy.arange(persons))
    instance = builder.declare_entity("household", numpy.arange(households))
    roles = numpy.where(columns["role"] == 0, "adult", "child")
    builder.join_with_persons(instance, columns["household"], roles)
    simulation = builder.build(system)
    simulation.set_input("birth", "ETERNITY", columns["birth"])
    simulation.set_input("salary", MONTH, columns["salary"])
    simulation.set_input("capital_returns", MONTH, columns["capital_returns"])
    simulation.set_input("accommodation_size", MONTH, columns["accommodation_size"])
    simulation.set_input("housing_occupancy_status", MONTH, columns["occupancy"])
    return simulation


def evaluate(simulation) -> dict[str, numpy.ndarray]:
    return {
        name: simulation.calculate(name, YEAR if name == "housing_tax" else MONTH) for name in VARIABLES
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--results", type=pathlib.Path)
    options = parser.parse_args()

    begun = time.perf_counter()
    from openfisca_country_template import CountryTaxBenefitSystem

    system = CountryTaxBenefitSystem()
    imported = time.perf_counter() - begun
    columns = load(options.folder)
    builds, evaluations, results = [], [], {}
    for _ in range(options.rounds):
        begun = time.perf_counter()
        simulation = build(system, columns)
        built = time.perf_counter()
        results = evaluate(simulation)
        builds.append(built - begun)
        evaluations.append(time.perf_counter() - built)
        del simulation
    if options.results:
        options.results.mkdir(parents=True, exist_ok=True)
        for name, values in results.items():
            values.astype("<f8").tofile(options.results / f"{name}.bin")
    # One person alone: building and evaluating, as a web service does it.
    one = {
        "household": numpy.array([0]),
        "role": numpy.array([0], dtype="u1"),
        "salary": numpy.array([3000.0]),
        "capital_returns": numpy.array([0.0]),
        "accommodation_size": numpy.array([60.0]),
        "birth": numpy.array(["1990-03-01"], dtype="datetime64[D]"),
        "occupancy": numpy.array(["tenant"]),
    }
    single = []
    for _ in range(200):
        simulation = build(system, one)
        begun = time.perf_counter()
        evaluate(simulation)
        single.append(time.perf_counter() - begun)
    from importlib.metadata import version

    print(
        json.dumps(
            {
                "persons": len(columns["household"]),
                "build_seconds": builds,
                "evaluate_seconds": evaluations,
                "import_seconds": imported,
                "one_person_us": sorted(single)[len(single) // 2] * 1e6,
                "openfisca_core": version("openfisca-core"),
                "openfisca_country_template": version("openfisca-country-template"),
                "numpy": version("numpy"),
            }
        )
    )


if __name__ == "__main__":
    main()
