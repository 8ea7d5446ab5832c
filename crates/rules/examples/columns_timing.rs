//! How fast columns are: twelve derived values of a million invented persons in households, on one thread and on two.
//! `cargo run --release -p rules --example columns_timing -- [persons] [runs]`.
//!
//! The figures are invented (虚构); their shapes are those of any tax and benefit system: a tax at a rate, a scale with
//! brackets, benefits by age, sums over the members of a household, a tax on the home.

use rules::{
    Files, assess,
    columns::{Bitmap, Column, Data, Plan, Population},
    load,
};
use std::{error::Error, io::Write as _, time::Instant};

const PACK: &str = "pack: timing
title: {zh: 计时（虚构）, en: Timing (invented)}
place: \"220000\"
currency: CNY
facts: [facts.yaml]
versions: [v1.yaml]
";

const FACTS: &str = r#"
schemes:
  - name: occupancy
    title: {zh: 居住, en: Occupancy}
    ordered: false
    values:
      - {id: owner, title: {zh: 自有, en: Owner}}
      - {id: tenant, title: {zh: 租住, en: Tenant}}
      - {id: free, title: {zh: 借住, en: Lodger}}
facts:
  - {name: rent, type: money, group: home, title: {zh: 租, en: Rent}, question: {zh: 租？, en: Rent?}}
  - {name: area, type: int, group: home, title: {zh: 面积, en: Area}, question: {zh: 面积？, en: Area?}}
  - {name: occupancy, type: enum, scheme: occupancy, group: home, title: {zh: 居住, en: Home}, question: {zh: 住？, en: Home?}}
  - name: household
    type: list
    group: home
    title: {zh: 家庭, en: Household}
    question: {zh: 谁？, en: Who?}
    of:
      - {name: salary, type: money, title: {zh: 薪, en: Salary}, question: {zh: 薪？, en: Salary?}}
      - {name: capital, type: money, title: {zh: 利, en: Capital}, question: {zh: 利？, en: Capital?}}
      - {name: born, type: date, title: {zh: 生, en: Born}, question: {zh: 生？, en: Born?}}
"#;

const VERSION: &str = r#"
version: v1
family: timing
title: {zh: 计时, en: Timing}
short: {zh: 计时, en: Timing}
in_force: {from: 2018-01-01}
parameters:
  - {name: tax_rate, type: decimal, title: {zh: 税率, en: Rate}, values: [{from: 2018-01-01, value: "15"}]}
  - {name: low, type: money, title: {zh: 一, en: a}, values: [{from: 2018-01-01, value: "1240"}]}
  - {name: high, type: money, title: {zh: 二, en: b}, values: [{from: 2018-01-01, value: "6200"}]}
  - {name: basic, type: money, title: {zh: 三, en: c}, values: [{from: 2018-01-01, value: "600"}]}
  - {name: pension_age, type: int, title: {zh: 四, en: d}, values: [{from: 2018-01-01, value: 65}]}
derived:
  - {name: age, type: int, of: household, title: {zh: 龄, en: Age}, expr: 'years_between(member.born, on)'}
  - {name: income_tax, type: money, of: household, title: {zh: 税, en: Tax}, expr: 'round_half_up(percent(member.salary, tax_rate))'}
  - name: contribution
    type: money
    of: household
    title: {zh: 社保, en: Contribution}
    expr: 'round_half_up(percent(min(member.salary, low), "2") + percent(max(min(member.salary, high) - low, money("0")), "6") + percent(max(member.salary - high, money("0")), "12"))'
  - {name: basic_income, type: money, of: household, title: {zh: 基本, en: Basic}, expr: 'member.age >= 18 && member.salary == money("0") ? basic : member.age >= 18 ? round_half_up(times(basic, "0.5")) : money("0")'}
  - {name: pension, type: money, of: household, title: {zh: 养老, en: Pension}, expr: 'member.age >= pension_age ? round_half_up(times(basic, "1.5")) : money("0")'}
  - {name: disposable, type: money, of: household, title: {zh: 可支配, en: Disposable}, expr: 'member.salary + member.capital + member.basic_income + member.pension - member.income_tax - member.contribution'}
  - {name: total_taxes, type: money, title: {zh: 总税, en: Taxes}, expr: 'sum(household.map(m, m.income_tax)) + sum(household.map(m, m.contribution)) + housing_tax'}
  - {name: total_benefits, type: money, title: {zh: 总补, en: Benefits}, expr: 'sum(household.map(m, m.basic_income)) + sum(household.map(m, m.pension)) + housing_allowance'}
  - {name: housing_tax, type: money, title: {zh: 房税, en: Home}, expr: 'occupancy == "owner" || occupancy == "tenant" ? max(money("10") * area, money("200")) : money("0")'}
  - {name: housing_allowance, type: money, title: {zh: 房补, en: Rent}, expr: 'occupancy == "tenant" ? round_half_up(percent(rent, "25")) : money("0")'}
  - {name: household_income, type: money, title: {zh: 家入, en: Income}, expr: 'sum(household.map(m, m.disposable)) + housing_allowance - housing_tax'}
  - {name: children, type: int, title: {zh: 子女, en: Children}, expr: 'size(household.filter(m, m.age < 18))'}
measures:
  - id: parenting
    title: {zh: 育儿, en: Parenting}
    kind: money
    conditions:
      - {id: child, expr: 'household.exists(m, m.age < 8)', text: {zh: 幼, en: A small child}}
      - {id: poor, expr: 'sum(household.map(m, m.salary)) <= money("500")', text: {zh: 低, en: Low income}}
    amount: {expr: basic, per: month}
"#;

const NAMES: [&str; 12] = [
    "age",
    "income_tax",
    "contribution",
    "basic_income",
    "pension",
    "disposable",
    "total_taxes",
    "total_benefits",
    "housing_tax",
    "housing_allowance",
    "household_income",
    "children",
];

/// A fixed sequence of numbers without pattern (SplitMix64).
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }
}

fn population(pack: &rules::Pack, persons: usize) -> Result<Population, Box<dyn Error>> {
    let mut sequence = Sequence(2026);
    let mut offsets: Vec<u32> = vec![0];
    let mut total = 0;
    while total < persons {
        total = persons.min(total + 1 + usize::try_from(sequence.below(5))?);
        offsets.push(u32::try_from(total)?);
    }
    let households = offsets.len() - 1;
    let mut money = |count: usize, bound: u64, zero_in: u64| -> Result<Vec<i64>, Box<dyn Error>> {
        let value = |_| {
            let zero = zero_in > 0 && sequence.below(zero_in) == 0;
            Ok(if zero { 0 } else { i64::try_from(sequence.below(bound))? })
        };
        (0..count).map(value).collect()
    };
    let (salary, capital) = (money(persons, 1_000_000, 3)?, money(persons, 50_000, 2)?);
    let (rent, area) = (money(households, 200_000, 0)?, money(households, 150, 0)?);
    let born = money(persons, 30_000, 0)?.into_iter().map(|days| i32::try_from(days - 12_000));
    let born = born.collect::<Result<Vec<i32>, _>>()?;
    let occupancy =
        money(households, 3, 0)?.into_iter().map(u16::try_from).collect::<Result<Vec<u16>, _>>()?;
    let mut population = Population::new(&pack.vocabulary, households);
    population.set("rent", Column::known(Data::Money(rent)))?;
    population.set("area", Column::known(Data::Int(area)))?;
    population.set("occupancy", Column::known(Data::Class(occupancy)))?;
    // One salary in a hundred was not told: what depends on it is unknown.
    let told = Bitmap::from_fn(persons, |row| row % 100 != 99);
    let fields = vec![
        ("salary".to_owned(), Column { data: Data::Money(salary), known: told, absent: None }),
        ("capital".to_owned(), Column::known(Data::Money(capital))),
        ("born".to_owned(), Column::known(Data::Date(born))),
    ];
    population.set_list("household", offsets, fields)?;
    Ok(population)
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let persons: usize = arguments.next().map_or(Ok(1_000_000), |text| text.parse())?;
    let runs: usize = arguments.next().map_or(Ok(7), |text| text.parse())?;
    let files = Files::new().with("pack.yaml", PACK).with("facts.yaml", FACTS).with("v1.yaml", VERSION);
    let begun = Instant::now();
    let pack = load(&files).map_err(|findings| format!("{findings:?}"))?;
    let on = "2023-09-05".parse()?;
    let plan = Plan::new(&pack, on, on)?.with_derived(&NAMES)?;
    let mut out = std::io::stdout();
    writeln!(out, "loaded, checked and compiled in {} µs", begun.elapsed().as_micros())?;
    let population = population(&pack, persons)?;
    let mut best = Vec::new();
    for threads in [1, 2] {
        let mut took = Vec::new();
        for _ in 0..runs {
            let begun = Instant::now();
            let results = plan.run(&population, threads);
            took.push(begun.elapsed().as_micros());
            std::hint::black_box(&results);
            if threads == 1 && took.len() == 1 {
                writeln!(out, "{} rows, {} by case", results.rows, results.computed_by_case)?;
            }
        }
        took.sort_unstable();
        let least = took.first().copied().unwrap_or(1).max(1);
        let median = took.get(took.len() / 2).copied().unwrap_or(1);
        let a_second = u128::try_from(persons)? * 1_000_000 / least;
        writeln!(
            out,
            "{threads} thread(s): best {least} µs, median {median} µs: {a_second} persons a second"
        )?;
        best.push(least);
    }
    if let [one, two] = best.as_slice() {
        writeln!(out, "two threads: {}.{:02} times one", one / two, one * 100 / two % 100)?;
    }
    // A row opens as a case of its own.
    let begun = Instant::now();
    let assessed = assess(&pack, &population.facts(0), on, on)?;
    writeln!(
        out,
        "row 0 by case in {} µs: {:?}",
        begun.elapsed().as_micros(),
        assessed.measures.first().map(|m| m.outcome)
    )?;
    Ok(())
}
