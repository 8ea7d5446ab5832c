//! The workbench by its acts: a draft's whole way, who may do what, and what every program serves afterwards.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

#[path = "support/workbench.rs"]
mod support;

use platform::{
    acts::ask,
    app::App,
    permissions::{Actor, Role},
    testing,
};
use policies::{
    acts::{
        ApproveDraft, DiscardDraft, DraftFileRead, DraftNote, PublishDraft, PublishFrom, PublishedEdition,
        RemoveDraftFile, ReturnDraft, SimulateDraft, SimulateOn, StartDraft, SubmitDraft, TriedFacts,
        TryDraft, WhichDraft,
    },
    model::{FileChange, StateWord},
    queries::{
        DraftAnswer, DraftAsked, DraftChanges, DraftFileAsked, DraftFileQuery, DraftQuery, DraftTests,
        Drafts, WantedDrafts,
    },
    reckon_simulation, refresh_editions,
};
use serde_json::{Value, json};
use support::{V1, act, lower, office, office_later, officer, refused, register, save, start};
use testkit::harness::{TestDatabase, TestDatabases};
use vocabulary::{DraftId, Kind};

async fn draft(app: &App, actor: &Actor, draft: DraftId) -> DraftAnswer {
    ask::<DraftQuery>(app, actor, DraftAsked { draft }).await.unwrap()
}

/// How many findings keep a draft from being published.
fn mistakes(draft: &DraftAnswer) -> usize {
    draft.findings.iter().filter(|finding| !finding.is_warning).count()
}

async fn simulate(app: &App, actor: &Actor, draft: DraftId) {
    let asked = act::<SimulateDraft>(app, actor, SimulateOn { draft, on: None }).await.unwrap();
    assert!(reckon_simulation(app, asked.simulation).await.unwrap());
}

/// Begins a draft with another bar, has it simulated, submitted and approved.
async fn approved(app: &App, author: &Actor, second: &Actor, bar: u32) -> DraftId {
    let id = start(app, author).await;
    let text = ask::<DraftFileQuery>(app, author, DraftFileAsked { draft: id, path: "v1.yaml".to_owned() });
    let revision = text.await.unwrap().revision;
    save(app, author, id, "v1.yaml", Some(revision), &lower(bar)).await.unwrap();
    simulate(app, author, id).await;
    act::<SubmitDraft>(app, author, WhichDraft { draft: id }).await.unwrap();
    act::<ApproveDraft>(app, second, WhichDraft { draft: id }).await.unwrap();
    id
}

async fn publish(app: &App, actor: &Actor, draft: DraftId, from: &str) -> PublishedEdition {
    let input = PublishFrom { draft, from: Some(from.to_owned()) };
    act::<PublishDraft>(app, actor, input).await.unwrap()
}

fn bar(app: &App) -> String {
    let pack = policies::shelf_of(app).unwrap().pack("example").unwrap();
    pack.versions[0].measures[0].conditions[0].expression.text().to_owned()
}

async fn count(app: &App, sql: &'static str, what: &str) -> i64 {
    let mut db = app.database().read().await.unwrap();
    db.fetch_one(sql, vec![what.into()]).await.unwrap().int("n").unwrap()
}

#[tokio::test]
async fn a_draft_is_edited_tested_simulated_approved_by_a_second_person_and_published() {
    for database in &TestDatabases::both().unwrap() {
        let (app, _folder) = office(database).await;
        let (author, second) = (officer(&app).await, officer(&app).await);
        register(&app, (0..30).map(|n| Some(n % 6))).await;
        let before = policies::shelf_of(&app).unwrap().pack("example").unwrap();
        let id = start(&app, &author).await;

        let begun = draft(&app, &author, id).await;
        let paths: Vec<&str> = begun.files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["pack.yaml", "facts.yaml", "v1.yaml", "tests/people.yaml"]);
        assert!(begun.files.iter().all(|file| file.change == FileChange::Same && file.is_used));
        assert_eq!((begun.passed, begun.failed, mistakes(&begun)), (2, 0, 0));

        // A mistake is kept, told with its place, and stands against publishing.
        let broken = V1.replace("years >= 3", "yeers >= 2");
        let saved = save(&app, &author, id, "v1.yaml", Some(0), &broken).await.unwrap();
        assert_eq!((saved.errors, saved.revision, saved.draft_revision), (1, 1, 1));
        let file = DraftFileAsked { draft: id, path: "v1.yaml".to_owned() };
        let file = ask::<DraftFileQuery>(&app, &author, file).await.unwrap();
        assert_eq!((file.findings[0].line, file.change), (12, FileChange::Changed));
        assert_eq!(file.findings[0].article.as_deref(), Some("5"));
        assert!(file.findings[0].text.en.contains("yeers") && file.findings[0].text.zh.contains("yeers"));
        let refusal = refused(act::<SubmitDraft>(&app, &author, WhichDraft { draft: id }).await);
        let codes: Vec<&str> = refusal.each().map(|one| one.code).collect();
        assert_eq!(codes, ["policies.draft_has_mistakes", "policies.draft_not_simulated"]);
        let on = SimulateOn { draft: id, on: None };
        let refusal = refused(act::<SimulateDraft>(&app, &author, on).await);
        assert_eq!(refusal.code, "policies.draft_has_mistakes");

        // A case fails with a bar that lets everybody in.
        save(&app, &author, id, "v1.yaml", Some(1), &lower(1)).await.unwrap();
        simulate(&app, &author, id).await;
        let refusal = refused(act::<SubmitDraft>(&app, &author, WhichDraft { draft: id }).await);
        assert_eq!((refusal.code, refusal.also.len()), ("policies.draft_tests_fail", 0));
        let tests = ask::<DraftTests>(&app, &author, DraftAsked { draft: id }).await.unwrap();
        let failed: Vec<&str> = tests
            .cases
            .iter()
            .filter(|case| !case.differences.is_empty())
            .map(|case| case.name.en.as_str())
            .collect();
        assert_eq!(failed, ["B (invented)"]);

        // Put right, but not simulated after the last change.
        save(&app, &author, id, "v1.yaml", Some(2), &lower(2)).await.unwrap();
        let refusal = refused(act::<SubmitDraft>(&app, &author, WhichDraft { draft: id }).await);
        assert_eq!((refusal.code, refusal.also.len()), ("policies.simulation_out_of_date", 0));
        simulate(&app, &author, id).await;
        let changes = ask::<DraftChanges>(&app, &author, DraftAsked { draft: id }).await.unwrap();
        assert_eq!(changes.versions[0].measures[0].change.kind, "changed");
        let now = act::<SubmitDraft>(&app, &author, WhichDraft { draft: id }).await.unwrap();
        assert_eq!(now.state, StateWord::Submitted);

        // Nobody changes it meanwhile, and its author does not approve it.
        let refusal = refused(save(&app, &second, id, "v1.yaml", Some(3), V1).await);
        assert_eq!((refusal.code, refusal.kind), ("policies.draft_locked", Kind::Conflict));
        let refusal = refused(act::<ApproveDraft>(&app, &author, WhichDraft { draft: id }).await);
        assert_eq!((refusal.code, refusal.kind), ("policies.second_person", Kind::Forbidden));
        assert!(!draft(&app, &author, id).await.may_approve);
        assert!(draft(&app, &second, id).await.may_approve);
        let refusal =
            refused(act::<PublishDraft>(&app, &author, PublishFrom { draft: id, from: None }).await);
        assert_eq!(refusal.code, "policies.draft_not_approved");

        // It comes back with a note once, and is approved the second time.
        let note = DraftNote { draft: id, note: "请说明依据（虚构）".to_owned() };
        act::<ReturnDraft>(&app, &second, note).await.unwrap();
        act::<SubmitDraft>(&app, &author, WhichDraft { draft: id }).await.unwrap();
        act::<ApproveDraft>(&app, &second, WhichDraft { draft: id }).await.unwrap();
        assert_eq!(bar(&app), "years >= 3", "nothing is served before it is published");
        let past = PublishFrom { draft: id, from: Some("2026-11-21".to_owned()) };
        assert_eq!(refused(act::<PublishDraft>(&app, &author, past).await).code, "policies.publish_in_past");
        let published = publish(&app, &author, id, "2026-11-22").await;
        refresh_editions(&app).await.unwrap();
        assert_eq!(bar(&app), "years >= 2");

        // Locked for ever; what was pinned before is found, and so is the new one.
        let shelf = policies::shelf_of(&app).unwrap();
        let now = shelf.pack("example").unwrap();
        assert_eq!(now.fingerprint(), published.fingerprint);
        assert_ne!(now.fingerprint(), before.fingerprint());
        for pack in [&before, &now] {
            let found = shelf.pack_of_fingerprint(pack.fingerprint()).unwrap();
            assert_eq!(found.fingerprint(), pack.fingerprint());
        }
        assert!(shelf.pack_of_fingerprint("nothing").is_none());
        let refusal = refused(save(&app, &author, id, "v1.yaml", Some(3), V1).await);
        assert_eq!(refusal.code, "policies.draft_locked");
        let refusal = refused(act::<DiscardDraft>(&app, &author, WhichDraft { draft: id }).await);
        assert_eq!(refusal.code, "policies.draft_locked");

        // Everything stands in the draft's story, the audit log and the outbox.
        let done = draft(&app, &author, id).await;
        let story: Vec<&str> = done.events.iter().rev().map(|event| event.what.as_str()).collect();
        assert_eq!(
            story,
            [
                "started",
                "changed",
                "changed",
                "changed",
                "submitted",
                "returned",
                "submitted",
                "approved",
                "published"
            ]
        );
        assert!(done.against.is_empty() && done.summary.state == StateWord::Published);
        let audited = "select count(*) as n from audit_log where act = $1";
        for (name, times) in [
            ("policies.start_draft", 1),
            ("policies.save_draft_file", 3),
            ("policies.simulate_draft", 2),
            ("policies.submit_draft", 2),
            ("policies.return_draft", 1),
            ("policies.approve_draft", 1),
            ("policies.publish_draft", 1),
        ] {
            assert_eq!(count(&app, audited, name).await, times, "{name}");
        }
        let emitted = "select count(*) as n from outbox where topic = $1";
        assert_eq!(count(&app, emitted, "policies.edition_published").await, 1);
        app.database().close().await;
    }
}

#[tokio::test]
async fn nobody_overwrites_what_a_colleague_saved_since_it_was_read() {
    for database in &TestDatabases::both().unwrap() {
        let (app, _folder) = office(database).await;
        let (one, other) = (officer(&app).await, officer(&app).await);
        let id = start(&app, &one).await;
        save(&app, &one, id, "v1.yaml", Some(0), &lower(2)).await.unwrap();
        let refusal = refused(save(&app, &other, id, "v1.yaml", Some(0), &lower(1)).await);
        assert_eq!((refusal.code, refusal.kind), ("policies.file_changed", Kind::Conflict));
        assert!(refusal.args.iter().any(|(name, value)| *name == "name" && value == "policy_officer"));
        let which = || DraftFileAsked { draft: id, path: "v1.yaml".to_owned() };
        let kept = ask::<DraftFileQuery>(&app, &one, which()).await.unwrap();
        assert_eq!((kept.text.unwrap(), kept.revision), (lower(2), 1));
        // Having read it, the colleague may save.
        save(&app, &other, id, "v1.yaml", Some(1), &lower(1)).await.unwrap();
        // Another file was not touched, and nothing new changes nothing.
        let same = save(&app, &one, id, "v1.yaml", Some(2), &lower(1).replace('\n', "\r\n")).await.unwrap();
        assert_eq!((same.revision, same.draft_revision), (2, 2));
        app.database().close().await;
    }
}

#[tokio::test]
async fn files_are_added_taken_out_and_put_back() {
    for database in &TestDatabases::both().unwrap() {
        let (app, _folder) = office(database).await;
        let one = officer(&app).await;
        let id = start(&app, &one).await;
        let added = save(&app, &one, id, "v2.yaml", None, "version: v2").await.unwrap();
        assert_eq!((added.revision, added.errors), (1, 0), "a file that nobody names has no effect");
        let file = draft(&app, &one, id).await.files.into_iter().find(|file| file.path == "v2.yaml").unwrap();
        assert_eq!((file.change, file.is_used), (FileChange::Added, false));
        for (path, code) in [
            ("v2.yaml", "policies.file_exists"),
            ("../other/v2.yaml", "policies.file_path"),
            ("/etc/passwd", "policies.file_path"),
        ] {
            assert_eq!(refused(save(&app, &one, id, path, None, "").await).code, code);
        }
        assert_eq!(refused(save(&app, &one, id, "v3.yaml", Some(0), "").await).code, "policies.no_such_file");

        let remove = |path: &str, revision| DraftFileRead { draft: id, path: path.to_owned(), revision };
        let stays = act::<RemoveDraftFile>(&app, &one, remove("pack.yaml", 0)).await;
        assert_eq!(refused(stays).code, "policies.pack_file_stays");
        act::<RemoveDraftFile>(&app, &one, remove("v1.yaml", 0)).await.unwrap();
        let without = draft(&app, &one, id).await;
        assert!(
            without.findings.iter().any(|finding| finding.code == "file_missing"),
            "{:?}",
            without.findings
        );
        // Put back as it was: nothing is changed any more.
        save(&app, &one, id, "v1.yaml", None, V1).await.unwrap();
        act::<RemoveDraftFile>(&app, &one, remove("v2.yaml", 1)).await.unwrap();
        let back = draft(&app, &one, id).await;
        assert!(mistakes(&back) == 0 && back.files.len() == 4);
        assert_eq!(back.against[0].code, "policies.draft_unchanged");
        app.database().close().await;
    }
}

#[tokio::test]
async fn what_is_published_for_a_later_day_is_served_from_that_day_by_every_program() {
    const DAY: u32 = 24 * 60 * 60;
    for database in &TestDatabases::both().unwrap() {
        let (app, folder) = office(database).await;
        let (author, second) = (officer(&app).await, officer(&app).await);
        let id = approved(&app, &author, &second, 2).await;
        publish(&app, &second, id, "2026-11-25").await;
        refresh_editions(&app).await.unwrap();
        assert_eq!(bar(&app), "years >= 3", "not before its day");

        for (days, expected) in [(2, "years >= 3"), (3, "years >= 2"), (400, "years >= 2")] {
            let later = office_later(database, folder.path(), days * DAY).await;
            assert_eq!(bar(&later), "years >= 3", "a program that did not ask the database yet");
            refresh_editions(&later).await.unwrap();
            assert_eq!(bar(&later), expected, "{days} days later");
            later.database().close().await;
        }

        // The next draft builds on what was published last, though it is not served yet.
        let next = start(&app, &author).await;
        let which = DraftFileAsked { draft: next, path: "v1.yaml".to_owned() };
        assert_eq!(ask::<DraftFileQuery>(&app, &author, which).await.unwrap().text.unwrap(), lower(2));
        let next = approved(&app, &author, &second, 4).await;
        let early = PublishFrom { draft: next, from: Some("2026-11-24".to_owned()) };
        let refusal = refused(act::<PublishDraft>(&app, &second, early).await);
        assert_eq!(refusal.code, "policies.publish_before_newest");
        publish(&app, &second, next, "2026-11-25").await;
        let later = office_later(database, folder.path(), 3 * DAY).await;
        refresh_editions(&later).await.unwrap();
        assert_eq!(bar(&later), "years >= 4", "of one day the later publication is served");
        assert!(refresh_editions(&later).await.unwrap().reloaded.changed.is_empty());
        later.database().close().await;
        app.database().close().await;
    }
}

#[tokio::test]
async fn a_draft_that_was_overtaken_undoes_nobodys_publication() {
    for database in &TestDatabases::both().unwrap() {
        let (app, _folder) = office(database).await;
        let (author, second) = (officer(&app).await, officer(&app).await);
        let late = approved(&app, &author, &second, 2).await;
        let early = approved(&app, &second, &author, 4).await;
        publish(&app, &author, early, "2026-11-22").await;
        let refusal =
            refused(act::<PublishDraft>(&app, &author, PublishFrom { draft: late, from: None }).await);
        assert_eq!((refusal.code, refusal.kind), ("policies.draft_overtaken", Kind::Conflict));
        assert_eq!(draft(&app, &author, late).await.against[0].code, "policies.draft_overtaken");
        act::<DiscardDraft>(&app, &author, WhichDraft { draft: late }).await.unwrap();
        app.database().close().await;
    }
}

#[tokio::test]
async fn a_made_up_person_is_tried_under_the_draft_and_nobody_else_is_read() {
    let database = TestDatabase::sqlite().unwrap();
    let (app, _folder) = office(&database).await;
    let one = officer(&app).await;
    let id = start(&app, &one).await;
    save(&app, &one, id, "v1.yaml", Some(0), &lower(2)).await.unwrap();
    let tried = |facts: Value| {
        let Value::Object(facts) = facts else { panic!("facts are an object") };
        TriedFacts { draft: id, on: None, facts }
    };
    for (facts, outcome) in
        [(json!({"years": 2}), "yes"), (json!({"years": 1}), "no"), (json!({}), "unknown")]
    {
        let answer = act::<TryDraft>(&app, &one, tried(facts)).await.unwrap();
        let measure = &answer.measures[0];
        assert_eq!(measure.outcome, outcome);
        assert_eq!(measure.reasons[0].article.as_deref(), Some("5"));
    }
    let refusal = refused(act::<TryDraft>(&app, &one, tried(json!({"yeers": 2}))).await);
    assert_eq!(refusal.field.as_deref(), Some("facts.yeers"));
}

#[tokio::test]
async fn the_workbench_is_the_policy_offices_alone_and_drafts_are_listed_by_pages() {
    for database in &TestDatabases::both().unwrap() {
        let (app, _folder) = office(database).await;
        assert!(testing::refuses_strangers(&app).await > 10);
        for role in [Role::Person, Role::Employer, Role::Officer, Role::Administrator] {
            let actor = testing::actor(&app, role, None, None).await;
            let input = policies::acts::NewDraft { pack: None, title: "x".to_owned() };
            let refusal = refused(act::<StartDraft>(&app, &actor, input).await);
            assert_eq!(refusal.code, "platform.forbidden", "{role}");
            let refusal = refused(ask::<Drafts>(&app, &actor, WantedDrafts::default()).await);
            assert_eq!(refusal.code, "platform.forbidden", "{role}");
        }

        let one = officer(&app).await;
        let mut made = Vec::new();
        for _ in 0..23 {
            made.push(start(&app, &one).await);
        }
        act::<DiscardDraft>(&app, &one, WhichDraft { draft: made[3] }).await.unwrap();
        let (mut seen, mut before) = (Vec::new(), None);
        loop {
            let wanted = WantedDrafts { before, ..WantedDrafts::default() };
            let page = ask::<Drafts>(&app, &one, wanted).await.unwrap();
            seen.extend(page.drafts.iter().map(|draft| draft.id));
            before = page.next;
            if before.is_none() {
                break;
            }
        }
        made.sort();
        made.reverse();
        assert_eq!(seen, made);
        let wanted = WantedDrafts { state: Some(StateWord::Discarded), ..WantedDrafts::default() };
        assert_eq!(ask::<Drafts>(&app, &one, wanted).await.unwrap().drafts.len(), 1);
        app.database().close().await;
    }
}
