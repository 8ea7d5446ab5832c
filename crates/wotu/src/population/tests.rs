//! Populations written and read again, and what is refused, by file, column and row.

use super::*;
use jiff::civil::date;
use rules::{Facts, Files, Pack, Value, load, pack::named_files};
use std::path::{Path, PathBuf};

fn jilin() -> Pack {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies/jilin");
    let manifest = std::fs::read_to_string(folder.join("pack.yaml")).unwrap();
    let mut files = Files::new().with("pack.yaml", manifest.as_str());
    for name in named_files(&manifest).unwrap() {
        files.insert(&name, std::fs::read_to_string(folder.join(&name)).unwrap());
    }
    load(&files).unwrap()
}

fn files(population: &Path) -> PopulationFiles {
    PopulationFiles {
        population: population.to_owned(),
        members: Vec::new(),
        id: None,
        group: None,
        ignore: Vec::new(),
        threads: Some(1),
    }
}

/// A row's facts, with what it is called and grouped by.
type Told = (Facts, Option<String>, Option<String>);

/// Every row.
fn read(files: &PopulationFiles, pack: &Pack) -> Result<Vec<Told>, Stop> {
    let mut open = open(files, &pack.vocabulary)?;
    let mut rows = Vec::new();
    while let Some(batch) = open.next()? {
        for row in 0..batch.population.rows() {
            let id = batch.ids.as_ref().and_then(|ids| ids.shown(row));
            let group = batch.groups.get(row).and_then(|number| number.checked_sub(1));
            let group = group.and_then(|place| open.groups().get(usize::try_from(place).unwrap()).cloned());
            rows.push((batch.population.facts(row), id, group));
        }
    }
    Ok(rows)
}

fn refused(content: &str, change: impl FnOnce(&mut PopulationFiles)) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("people.csv");
    std::fs::write(&path, content).unwrap();
    std::fs::write(folder.path().join("members.csv"), "person,role\n1,spouse\n3,child\n2,child\n").unwrap();
    let mut files = files(&path);
    change(&mut files);
    for members in &mut files.members {
        members.file = folder.path().join(&members.file);
    }
    match read(&files, &jilin()) {
        Ok(rows) => panic!("{} rows were read", rows.len()),
        Err(Stop::Failed(error)) => panic!("{error:#}"),
        Err(Stop::Refused(refusals)) => refusals
            .iter()
            .map(|refusal| {
                let arg = |name: &str| {
                    refusal.args.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
                };
                let field = refusal.field.as_deref().unwrap_or("-").rsplit('/').next().unwrap_or("-");
                format!(
                    "{} {field} row {} near {} found {}",
                    refusal.code,
                    arg("row").unwrap_or("-"),
                    arg("near").unwrap_or("-"),
                    arg("found").unwrap_or("-"),
                )
            })
            .collect(),
    }
}

#[test]
fn invented_people_read_the_same_from_parquet_and_from_csv() {
    let (pack, folder) = (jilin(), tempfile::tempdir().unwrap());
    let mut both = Vec::new();
    for name in ["people.parquet", "people.csv"] {
        let out: PathBuf = folder.path().join(name);
        let (vocabulary, place) = (&pack.vocabulary, &pack.place);
        let invention = Invention { vocabulary, place, people: 400, seed: 7, today: date(2023, 9, 5) };
        let members = invent(invention, &out, &|_| {}).unwrap();
        let mut files = files(&out);
        files.id = Some("person".to_owned());
        files.group = Some("prefecture".to_owned());
        files.members = members
            .into_iter()
            .map(|members| arguments::MembersFile {
                list: members.list,
                file: members.file,
                parent: "person".to_owned(),
            })
            .collect();
        both.push(read(&files, &pack).unwrap());
    }
    let (parquet, csv) = (&both[0], &both[1]);
    assert_eq!(parquet.len(), 400);
    assert_eq!(parquet, csv);
    assert_eq!(parquet[41].1.as_deref(), Some("42"));
    assert!(
        parquet.iter().all(|(_, _, group)| group.as_deref().is_some_and(|group| group.starts_with("22")))
    );
    // Something of everything: known, unknown, known to be absent, members.
    let count = |is: &dyn Fn(&Facts) -> bool| parquet.iter().filter(|(facts, ..)| is(facts)).count();
    assert!(count(&|facts| facts.get("birth_date").is_some()) > 200);
    assert!(count(&|facts| facts.get("degree").is_none()) > 0);
    assert!(count(&|facts| facts.get("talent_class_3") == Some(&Value::None)) > 0);
    assert!(
        count(&|facts| matches!(facts.get("household"), Some(Value::List(members)) if !members.is_empty()))
            > 0
    );
}

#[test]
fn an_empty_cell_is_unknown_and_none_is_known_to_be_absent() {
    let (pack, folder) = (jilin(), tempfile::tempdir().unwrap());
    let path = folder.path().join("people.csv");
    std::fs::write(&path, "birth_date,degree,full_time,notes\n1990-03-01,none,true,x\n,doctor,,y\n").unwrap();
    let mut files = files(&path);
    files.ignore.push("notes".to_owned());
    let rows = read(&files, &pack).unwrap();
    let first =
        Facts::new().with("birth_date", date(1990, 3, 1)).with("degree", Value::None).with("full_time", true);
    assert_eq!(rows[0].0, first);
    assert_eq!(rows[1].0, Facts::new().with("degree", "doctor"));
}

#[test]
fn a_column_that_is_no_fact_is_refused_with_the_nearest_name() {
    assert_eq!(
        refused("birthdate,degree\n", |_| {}),
        ["wotu.population_column_unknown birthdate row - near birth_date found -"]
    );
    assert_eq!(
        refused("degree\ndoctor\n", |files| files.group = Some("degre".to_owned())),
        ["wotu.population_column_missing degre row - near degree found -"]
    );
    assert_eq!(
        refused("household\n", |_| {}),
        ["wotu.population_column_list household row - near - found -"]
    );
    assert_eq!(
        refused("full_time.none\n", |_| {}),
        ["wotu.population_never_none full_time.none row - near - found -"]
    );
    assert_eq!(
        refused("degree,degree\n", |_| {}),
        ["wotu.population_column_twice degree row - near - found -"]
    );
}

#[test]
fn the_first_bad_values_are_told_with_their_rows() {
    assert_eq!(
        refused("birth_date,degree,months_in_jilin_per_year\n1990-02-30,doctor,3\n,king,4\n,,x\n", |_| {}),
        [
            "wotu.population_value birth_date row 2 near - found 1990-02-30",
            "wotu.population_value degree row 3 near - found king",
            "wotu.population_value months_in_jilin_per_year row 4 near - found x",
        ]
    );
    // A value out of its fact's limits is found by the engine.
    assert_eq!(
        refused("months_in_jilin_per_year\n3\n13\n", |_| {}),
        ["rules.column_range months_in_jilin_per_year row 3 near - found -"]
    );
    assert_eq!(refused("degree\n", |_| {}), ["wotu.population_empty population row - near - found -"]);
    let many = format!("full_time\n{}", "maybe\n".repeat(1_000));
    assert_eq!(refused(&many, |_| {}).len(), 10);
}

#[test]
fn members_out_of_order_or_without_a_parent_are_refused() {
    let household = |files: &mut PopulationFiles| {
        let members = arguments::MembersFile {
            list: "household".to_owned(),
            file: "members.csv".into(),
            parent: "person".to_owned(),
        };
        files.members.push(members);
    };
    assert_eq!(
        refused("person,degree\n1,doctor\n2,\n3,\n", |files| {
            files.id = Some("person".to_owned());
            household(files);
        }),
        ["wotu.population_members_order members.csv row 4 near - found -"]
    );
    assert_eq!(
        refused("degree\ndoctor\n", household),
        ["wotu.population_members_need_id household row - near - found -"]
    );
}
