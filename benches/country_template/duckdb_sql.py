"""Evaluates the benchmark's population with DuckDB's decimals, from Parquet, as a peer: the same twelve amounts, their sums.

Prints one JSON object with the time of the query, the sums in cents and the most memory that the process held.
"""

import argparse
import json
import pathlib
import resource
import time

import duckdb

# Whole taxes of each person are rounded to the cent, as our pack rounds them.
QUERY = """
with each_person as (
    select household, role, salary, capital_returns,
           date_diff('year', birth_date, date '2026-01-01')
             - case when strftime(birth_date, '%m%d') > '0101' then 1 else 0 end as age
    from '{folder}/persons.parquet'
),
taxed as (
    select household, role, salary, capital_returns, age,
           case when age >= 18 then 600.00::decimal(18,2) else 0 end as basic_income,
           case when age >= 62 then 1.00::decimal(18,2) else 0 end as pension,
           round((salary + capital_returns + case when age >= 62 then 1.00::decimal(18,2) else 0 end)
                 * 0.15::decimal(3,2), 2) as income_tax,
           round(least(salary, 6000::decimal(18,2)) * 0.02::decimal(3,2)
                 + least(greatest(salary - 6000, 0), 6400::decimal(18,2)) * 0.06::decimal(3,2)
                 + greatest(salary - 12400, 0) * 0.12::decimal(3,2), 2) as social_security_contribution
    from each_person
),
summed as (
    select household,
           sum(salary) as household_income, sum(capital_returns) as capital_returns,
           sum(basic_income) as basic_income, sum(pension) as pension,
           sum(income_tax) as income_tax, sum(social_security_contribution) as social_security_contribution,
           count(*) filter (role = 'adult') as adults,
           min(age) as youngest
    from taxed group by household
),
joined as (
    select summed.*,
           case when occupancy in ('owner', 'tenant')
                then greatest(accommodation_size * 10.00::decimal(18,2), 200.00::decimal(18,2))
                else 0.00::decimal(18,2) end as housing_tax
    from summed join '{folder}/households.parquet' as households using (household)
),
computed as (
    select *, basic_income as total_benefits,
           income_tax + social_security_contribution
             + round(housing_tax * 100 / 12)::decimal(18,0) * 0.01::decimal(3,2) as total_taxes,
           case when household_income <= 500 and (adults = 1 and youngest < 8 or youngest < 6)
                then 600.00::decimal(18,2) else 0 end as parenting_allowance,
           case when household_income >= 2000 then 8 when household_income >= 1000 then 4
                when household_income >= 500 then 2 when household_income >= 250 then 1
                else 0 end::decimal(18,2) as meal_price,
           (case when household_income > 249 then 1 else 0 end + case when household_income > 499 then 1 else 0 end
             + case when household_income > 999 then 2 else 0 end)::decimal(18,2) as swimming_pool_access
    from joined
)
select sum(basic_income), sum(income_tax), sum(social_security_contribution), sum(pension), sum(household_income),
       sum(parenting_allowance), sum(housing_tax), sum(total_benefits), sum(total_taxes),
       sum(household_income + capital_returns + pension + total_benefits + parenting_allowance - total_taxes),
       sum(meal_price), sum(swimming_pool_access), count(*)
from computed
"""
VARIABLES = [
    "basic_income", "income_tax", "social_security_contribution", "pension", "household_income",
    "parenting_allowance", "housing_tax", "total_benefits", "total_taxes", "disposable_income",
    "meal_price", "swimming_pool_access",
]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args()
    database = duckdb.connect()
    database.execute(f"set threads = {options.threads}")
    query, times, row = QUERY.format(folder=options.folder), [], ()
    for _ in range(options.rounds):
        begun = time.perf_counter()
        row = database.execute(query).fetchone()
        times.append(time.perf_counter() - begun)
    sums = {name: int(value * 100) for name, value in zip(VARIABLES, row, strict=False)}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps(
            {
                "seconds": times,
                "peak_mib": peak,
                "households": row[-1],
                "sums": sums,
                "duckdb": duckdb.__version__,
            }
        )
    )


if __name__ == "__main__":
    main()
