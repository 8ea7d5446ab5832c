//! What the binary puts into an installation for this capability: the vocabulary of facts, and what to ask next.

use platform::app::App;
use rules::{Facts, Vocabulary};
use std::sync::{Arc, LazyLock};

type VocabularyNow = dyn Fn(&App) -> Arc<Vocabulary> + Send + Sync;

/// Every fact that may be asked: the union of the vocabularies of the region's packs. A function and not a copy, because the
/// packs may be read again while the program runs. `app.part::<FactVocabulary>()`.
pub struct FactVocabulary(Box<VocabularyNow>);

impl FactVocabulary {
    /// Of a function that says which facts may be asked at this moment; it is called at every need.
    pub fn new(now: impl Fn(&App) -> Arc<Vocabulary> + Send + Sync + 'static) -> Self {
        Self(Box::new(now))
    }
}

/// The vocabulary of an installation; empty if the binary brought none, so that every fact is refused as unknown.
#[must_use]
pub fn vocabulary_of(app: &App) -> Arc<Vocabulary> {
    static EMPTY: LazyLock<Arc<Vocabulary>> = LazyLock::new(Arc::default);
    app.part::<FactVocabulary>().map_or_else(|| Arc::clone(&EMPTY), |FactVocabulary(now)| now(app))
}

/// The question to ask next, and how much is left to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ahead {
    /// The name of the fact.
    pub fact: String,
    /// How many questions are left at most, this one included.
    pub at_most: usize,
    /// How many are left on average at most, once this one is answered; absent where nobody can say.
    pub then: Option<usize>,
}

impl Ahead {
    /// A question of which only this is known.
    #[must_use]
    pub fn only(fact: impl Into<String>, at_most: usize) -> Self {
        Self { fact: fact.into(), at_most, then: None }
    }
}

type Chooser = dyn Fn(&App, &Facts, &[String]) -> Option<Ahead> + Send + Sync;

/// Chooses the next question: given what is known and which facts were asked in vain, the fact that would tell most, or
/// `None` when nothing more would change an answer. `app.part::<NextQuestion>()`.
pub struct NextQuestion(Box<Chooser>);

impl NextQuestion {
    /// Of a function.
    pub fn new(choose: impl Fn(&App, &Facts, &[String]) -> Option<Ahead> + Send + Sync + 'static) -> Self {
        Self(Box::new(choose))
    }
}

/// The next question for somebody who told `facts`. Facts that were asked in vain stand in `facts` without a value, and
/// are not asked again. Without a [`NextQuestion`] the vocabulary's order is followed.
#[must_use]
pub fn next_question(app: &App, facts: &Facts) -> Option<Ahead> {
    let vocabulary = vocabulary_of(app);
    let asked: Vec<String> =
        facts.iter().filter(|(_, given)| given.value.is_none()).map(|(name, _)| name.to_owned()).collect();
    match app.part::<NextQuestion>() {
        Some(NextQuestion(choose)) => choose(app, facts, &asked)
            // A question that was answered or cannot be shown would come again for ever.
            .filter(|next| facts.given(&next.fact).is_none() && vocabulary.fact(&next.fact).is_some()),
        None => {
            let mut open = vocabulary.facts().iter().filter(|fact| facts.given(&fact.name).is_none());
            let first = open.next()?;
            Some(Ahead::only(&first.name, open.count().saturating_add(1)))
        }
    }
}
