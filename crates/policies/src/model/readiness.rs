//! Whether a draft can go to a second person and be published: it says something else than before, nobody published in
//! between, no mistake is left, its cases come out as expected, and what it would mean was reckoned after its last change.

use super::{Checked, Draft, DraftFiles, TestReport};
use vocabulary::Refusal;

/// All that readiness is judged by.
#[derive(Debug, Clone, Copy)]
pub struct Readiness<'a> {
    /// The draft.
    pub draft: &'a Draft,
    /// Its files.
    pub files: &'a DraftFiles,
    /// What the engine says of them.
    pub checked: &'a Checked,
    /// How its cases come out.
    pub tests: &'a TestReport,
    /// The draft's revision that was simulated to the end, if one was.
    pub simulated: Option<i64>,
    /// The fingerprint of the edition published last.
    pub newest: &'a str,
}

impl Readiness<'_> {
    /// Everything that stands against it, the first first.
    #[must_use]
    pub fn against(&self) -> Vec<Refusal> {
        let reasons = [self.unchanged(), self.overtaken(), self.findings(), self.tests(), self.simulation()];
        reasons.into_iter().flatten().collect()
    }

    /// Lets a draft pass that is ready.
    ///
    /// # Errors
    /// Everything that stands against it.
    pub fn require(&self) -> Result<(), Refusal> {
        Refusal::all(self.against())
    }

    fn unchanged(&self) -> Option<Refusal> {
        (!self.files.is_changed()).then(|| Refusal::conflict("policies.draft_unchanged"))
    }

    fn overtaken(&self) -> Option<Refusal> {
        (self.draft.based_on != self.newest).then(|| Refusal::conflict("policies.draft_overtaken"))
    }

    fn findings(&self) -> Option<Refusal> {
        let count = self.checked.errors().count();
        let first = self.checked.errors().next()?;
        let place = format!("{}:{}:{}", first.file, first.line, first.column);
        Some(Refusal::conflict("policies.draft_has_mistakes").with("count", count).with("place", place))
    }

    fn tests(&self) -> Option<Refusal> {
        let failed = self.tests.failed();
        // Without a pack no case is run: that stands against it already.
        (self.checked.pack.is_some() && failed > 0)
            .then(|| Refusal::conflict("policies.draft_tests_fail").with("count", failed))
    }

    fn simulation(&self) -> Option<Refusal> {
        match self.simulated {
            None => Some(Refusal::conflict("policies.draft_not_simulated")),
            Some(revision) if revision != self.draft.revision => {
                Some(Refusal::conflict("policies.simulation_out_of_date"))
            }
            Some(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CaseDifference, CaseResult, Done, DraftFile, Words};
    use jiff::Timestamp;
    use rules::{Code, Finding};
    use uuid::Uuid;
    use vocabulary::{AccountId, DraftId};

    fn codes(change: impl FnOnce(&mut World)) -> Vec<&'static str> {
        let mut world = World::ready();
        change(&mut world);
        let World { draft, files, checked, tests, simulated, newest } = &world;
        let readiness = Readiness { draft, files, checked, tests, simulated: *simulated, newest };
        assert_eq!(readiness.require().is_ok(), readiness.against().is_empty());
        readiness.against().iter().map(|refusal| refusal.code).collect()
    }

    struct World {
        draft: Draft,
        files: DraftFiles,
        checked: Checked,
        tests: TestReport,
        simulated: Option<i64>,
        newest: String,
    }

    impl World {
        fn ready() -> Self {
            let done = Done { at: Timestamp::UNIX_EPOCH, by: AccountId::new(Uuid::from_u128(1)) };
            let draft = Draft::start(DraftId::new(Uuid::from_u128(1)), "p", "t".to_owned(), "base", done);
            let own = |text: &str| Some(text.to_owned());
            let file = DraftFile {
                path: "v1.yaml".to_owned(),
                content: own("b"),
                base: own("a"),
                revision: 1,
                changed: done,
            };
            let pack = crate::model::example_pack();
            Self {
                draft: draft.change(done).unwrap(),
                files: DraftFiles::new(vec![file]),
                checked: Checked { pack: Some(pack), findings: Vec::new() },
                tests: TestReport::default(),
                simulated: Some(1),
                newest: "base".to_owned(),
            }
        }
    }

    fn finding(code: Code) -> Finding {
        Finding { file: "v1.yaml".to_owned(), line: 3, column: 7, code, article: None, args: Vec::new() }
    }

    #[test]
    fn a_draft_that_is_checked_tested_and_simulated_is_ready() {
        assert!(codes(|_| {}).is_empty());
        assert!(codes(|world| world.checked.findings = vec![finding(Code::RowsMissing)]).is_empty());
    }

    #[test]
    fn each_thing_that_stands_against_it_is_named() {
        let words = Words { zh: "差".to_owned(), en: "differs".to_owned(), others: Default::default() };
        let own = |text: &str| text.to_owned();
        let difference =
            CaseDifference { line: 6, what: own("a.outcome"), expected: own("yes"), found: own("no") };
        let failing =
            CaseResult { file: own("tests/a.yaml"), line: 1, name: words, differences: vec![difference] };
        assert_eq!(codes(|world| world.simulated = None), ["policies.draft_not_simulated"]);
        assert_eq!(codes(|world| world.simulated = Some(0)), ["policies.simulation_out_of_date"]);
        assert_eq!(codes(|world| world.newest = "other".to_owned()), ["policies.draft_overtaken"]);
        assert_eq!(codes(|world| world.files = DraftFiles::default()), ["policies.draft_unchanged"]);
        assert_eq!(codes(|world| world.tests.cases.push(failing)), ["policies.draft_tests_fail"]);
        let broken = |world: &mut World| {
            world.checked = Checked { pack: None, findings: vec![finding(Code::FileMissing)] };
            world.simulated = None;
        };
        assert_eq!(codes(broken), ["policies.draft_has_mistakes", "policies.draft_not_simulated"]);
    }
}
