//! The benchmark's population under its pack: how long the columns take, and what they come to.
//! `cargo run --release -p rules --example country_template -- benches/country_template FOLDER [RESULTS]`, where FOLDER was
//! written by `benches/country_template/population.py --columns`. Prints one JSON object.

use jiff::civil::{Date, date};
use rules::{
    Facts, Files, Pack, Value, assess,
    columns::{Bitmap, Column, Data, Plan, Population, Results},
    facts::Member,
    load,
    pack::named_files,
};
use std::{
    collections::BTreeMap, error::Error, fs, hint::black_box, io::Write as _, path::Path, time::Instant,
};
use vocabulary::{Currency, Money};

type Failed = Box<dyn Error>;

const ON: Date = date(2026, 1, 1);
/// Twelve amounts; `age` is computed on the way.
const VARIABLES: [&str; 12] = [
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
];
/// How many of them, the first, are amounts of each member.
const OF_PERSONS: usize = 4;
const ROUNDS: usize = 5;
const SINGLE: usize = 2_000;

fn main() -> Result<(), Failed> {
    let mut arguments = std::env::args().skip(1);
    let (Some(dir), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("country_template PACK FOLDER [RESULTS]".into());
    };
    let pack = read_pack(Path::new(&dir), false)?;
    let folder = Path::new(&folder);
    let columns = Columns::read(folder)?;
    let begun = Instant::now();
    let population = columns.population(&pack)?;
    let build = begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    let plan = Plan::new(&pack, ON, ON)?.with_derived(&VARIABLES)?;
    let compile = begun.elapsed().as_secs_f64();
    let results = plan.run(&population, 1);
    let mut times: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    // In turns, so that whatever else the machine does meets both.
    for _ in 0..ROUNDS {
        for (name, threads) in [("one_core", 1), ("two_threads", 2)] {
            let begun = Instant::now();
            black_box(plan.run(black_box(&population), threads));
            times.entry(name).or_default().push(begun.elapsed().as_secs_f64());
        }
    }
    let holes = columns.population_with_holes(&pack)?;
    let begun = Instant::now();
    black_box(plan.run(black_box(&holes), 1));
    let with_unknown = begun.elapsed().as_secs_f64();
    if let Some(out) = arguments.next() {
        write_results(&results, Path::new(&out))?;
    }
    let (one, traced) = one_person(&read_pack(Path::new(&dir), true)?)?;
    let report = serde_json::json!({
        "persons": columns.salary.len(),
        "households": population.rows(),
        "build_seconds": build,
        "compile_seconds": compile,
        "one_core_seconds": times.remove("one_core"),
        "two_threads_seconds": times.remove("two_threads"),
        "with_unknown_seconds": with_unknown,
        "computed_by_case": results.computed_by_case,
        "one_person_us": one,
        "one_person_trace_us": traced,
    });
    writeln!(std::io::stdout(), "{report}")?;
    Ok(())
}

/// The pack; `as_measures` with each amount as a measure, so that `assess` gives the reasons of each.
fn read_pack(dir: &Path, as_measures: bool) -> Result<Pack, Failed> {
    let manifest = fs::read_to_string(dir.join("pack.yaml"))?;
    let mut files = Files::new();
    for path in named_files(&manifest).map_err(|findings| format!("{findings:?}"))? {
        let mut text = fs::read_to_string(dir.join(&path))?;
        if as_measures && text.contains("measures: []") {
            text = text.replace("measures: []", &measures());
        }
        files.insert(path, text);
    }
    files.insert("pack.yaml", manifest);
    load(&files).map_err(|findings| format!("{findings:?}").into())
}

/// Each amount as a measure of the household, with a condition to give a reason for.
fn measures() -> String {
    let measure = |(place, name): (usize, &&str)| {
        let amount =
            if place < OF_PERSONS { format!("sum(members.map(m, m.{name}))") } else { (*name).to_owned() };
        format!(
            "\n  - id: m_{name}\n    title: {{zh: 数额, en: Amount}}\n    kind: money\n    conditions:\n      - {{id: not_negative, expr: '{amount} >= eur(\"0\")', text: {{zh: 不为负, en: Not negative}}}}\n    amount: {{expr: '{amount}', per: once}}"
        )
    };
    format!("measures:{}", VARIABLES.iter().enumerate().map(measure).collect::<String>())
}

/// The columns as they stand in the files.
struct Columns {
    offsets: Vec<u32>,
    role: Vec<u16>,
    birth_date: Vec<i32>,
    salary: Vec<i64>,
    capital_returns: Vec<i64>,
    accommodation_size: Vec<i64>,
    occupancy: Vec<u16>,
}

fn read<const BYTES: usize, T>(
    folder: &Path,
    name: &str,
    from: fn([u8; BYTES]) -> T,
) -> Result<Vec<T>, Failed> {
    let bytes = fs::read(folder.join(format!("{name}.bin")))?;
    let (chunks, _) = bytes.as_chunks::<BYTES>();
    Ok(chunks.iter().map(|chunk| from(*chunk)).collect())
}

impl Columns {
    fn read(folder: &Path) -> Result<Self, Failed> {
        let small = |[byte]: [u8; 1]| u16::from(byte);
        Ok(Self {
            offsets: read(folder, "offsets", u32::from_le_bytes)?,
            role: read(folder, "role", small)?,
            birth_date: read(folder, "birth_date", i32::from_le_bytes)?,
            salary: read(folder, "salary", i64::from_le_bytes)?,
            capital_returns: read(folder, "capital_returns", i64::from_le_bytes)?,
            accommodation_size: read(folder, "accommodation_size", i64::from_le_bytes)?,
            occupancy: read(folder, "occupancy", small)?,
        })
    }

    fn population(&self, pack: &Pack) -> Result<Population, Failed> {
        self.population_where(pack, Column::known)
    }

    /// The same with one value in a hundred unknown.
    fn population_with_holes(&self, pack: &Pack) -> Result<Population, Failed> {
        self.population_where(pack, |data| {
            let known = Bitmap::from_fn(data.len(), |row| row % 100 != 37);
            Column { data, known, absent: None }
        })
    }

    fn population_where(&self, pack: &Pack, column: impl Fn(Data) -> Column) -> Result<Population, Failed> {
        let mut population = Population::new(&pack.vocabulary, self.occupancy.len());
        population.set("accommodation_size", column(Data::Int(self.accommodation_size.clone())))?;
        population.set("occupancy", column(Data::Class(self.occupancy.clone())))?;
        let fields = [
            ("role", Data::Class(self.role.clone())),
            ("birth_date", Data::Date(self.birth_date.clone())),
            ("salary", Data::Money(self.salary.clone())),
            ("capital_returns", Data::Money(self.capital_returns.clone())),
        ];
        let fields = fields.map(|(name, data)| (name.to_owned(), column(data)));
        population.set_list("members", self.offsets.clone(), fields.into())?;
        Ok(population)
    }
}

fn write_results(results: &Results, out: &Path) -> Result<(), Failed> {
    fs::create_dir_all(out)?;
    for derived in &results.derived {
        let Data::Money(values) = &derived.column.data else { return Err("an amount was expected".into()) };
        if derived.column.known.count() != values.len() {
            return Err(format!("{} is not known everywhere", derived.name).into());
        }
        let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        fs::write(out.join(format!("{}.bin", derived.name)), bytes)?;
    }
    Ok(())
}

/// One household of one person: the median microseconds without a trace (a plan over one row) and with one (`assess`: the
/// reasons of every measure, the facts they read, the bundle).
fn one_person(pack: &Pack) -> Result<(f64, f64), Failed> {
    let mut person = Member::new();
    person.insert("role".to_owned(), Value::text("adult"));
    person.insert("birth_date".to_owned(), Value::Date(date(1990, 3, 1)));
    person.insert("salary".to_owned(), Value::Money(Money::new(300_000, Currency::EUR)));
    person.insert("capital_returns".to_owned(), Value::Money(Money::new(0, Currency::EUR)));
    let mut facts = Facts::new().with("accommodation_size", 60).with("occupancy", "tenant");
    facts.set("members", Value::List(vec![person]));
    let population = Population::from_facts(&pack.vocabulary, std::slice::from_ref(&facts))
        .map_err(|errors| format!("{errors:?}"))?;
    let plan = Plan::new(pack, ON, ON)?;
    let untraced = median(|| {
        black_box(plan.run(black_box(&population), 1));
    });
    let traced = median(|| {
        let _ = black_box(assess(pack, black_box(&facts), ON, ON));
    });
    Ok((untraced, traced))
}

fn median(mut run: impl FnMut()) -> f64 {
    let mut took: Vec<f64> = (0..SINGLE)
        .map(|_| {
            let begun = Instant::now();
            run();
            begun.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    took.sort_by(f64::total_cmp);
    took.get(SINGLE / 2).copied().unwrap_or_default()
}
