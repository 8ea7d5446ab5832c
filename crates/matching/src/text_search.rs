//! The reading end of the full-text index: words, filters and pages. It goes on answering while the index is changed, and
//! can be cloned to be read from many threads. A query is words, never a language: its operators are punctuation.

use crate::{
    codes::{CscoCode, IscoCode},
    skills::key,
    text_index::{Fields, analyser, area, day, unusable},
    titles::clean,
};
use jiff::civil::Date;
use std::ops::Bound;
use tantivy::{
    IndexReader, Order, Score, Term,
    collector::{
        Count, TopDocs,
        sort_key::{SortBySimilarityScore, SortByStaticFastValue, SortByString},
    },
    query::{AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query, RangeQuery, TermQuery},
    schema::IndexRecordOption,
    tokenizer::{TextAnalyzer, TokenStream},
};
use vocabulary::{Kind, Money, PlaceCode, Refusal};

/// The longest query, in characters.
pub const MAX_QUERY_CHARS: usize = 200;
/// The farthest hit that can be asked for.
pub const MAX_REACH: usize = 10_000;
/// The most hits of one page.
const MAX_LIMIT: usize = 100;
/// How much more a word of the title counts than one of the text.
const TITLE_BOOST: Score = 3.0;

/// What hits must also be. An absent field lets all pass; a post that does not say what a filter asks does not pass it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// The post lies in this place.
    pub place: Option<PlaceCode>,
    /// The post pays up to this or more, per year, in its currency.
    pub min_pay: Option<Money>,
    /// The post's occupation is this group or in it.
    pub csco: Option<CscoCode>,
    /// The post's occupation is this group or in it.
    pub isco: Option<IscoCode>,
    /// Applications are taken on this day.
    pub open_on: Option<Date>,
}

/// Which of the hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// How many are skipped.
    pub offset: usize,
    /// How many are given: 1 to 100.
    pub limit: usize,
}

impl Default for Page {
    /// The first twenty.
    fn default() -> Self {
        Self { offset: 0, limit: 20 }
    }
}

/// How the words of a query were taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// None were given: everything that passes the filter, the newest first.
    NoneGiven,
    /// Every word occurs in each hit.
    All,
    /// No post has them all: at least one occurs in each hit.
    Any,
}

/// One post that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The post's id.
    pub id: String,
    /// How relevant beside the best hit, which has 1000; 1000 where no words were given.
    pub per_mille: i64,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// How many posts in all.
    pub total: usize,
    /// How the words were taken.
    pub words: Words,
    /// The hits of the page: the most relevant first, then by id.
    pub hits: Vec<Hit>,
}

/// Searches an index as of its last commit. Made by [`crate::TextIndex::searching`]; cheap to clone.
#[derive(Clone)]
pub struct TextSearch {
    reader: IndexReader,
    fields: Fields,
    query_words: TextAnalyzer,
}

impl std::fmt::Debug for TextSearch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TextSearch").field("posts", &self.count()).finish_non_exhaustive()
    }
}

impl TextSearch {
    pub(crate) fn new(reader: IndexReader, fields: Fields) -> Self {
        Self { reader, fields, query_words: analyser(false) }
    }

    /// Sees what was committed since.
    pub(crate) fn reload(&self) -> Result<(), Refusal> {
        self.reader.reload().map_err(unusable)
    }

    /// How many posts are seen by searches.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// A page of the posts that have the words and pass the filter. Without words, all that pass it, the newest first.
    ///
    /// # Errors
    /// `matching.query_too_long` above [`MAX_QUERY_CHARS`]; `matching.query_without_words` if something was given that
    /// has no letter or digit; `matching.page_out_of_reach`; `matching.index_unusable` if the index cannot be read.
    pub fn search(&self, query: &str, filter: &Filter, page: Page) -> Result<Found, Refusal> {
        let end = page.offset.saturating_add(page.limit);
        if page.limit == 0 || page.limit > MAX_LIMIT || end > MAX_REACH {
            // A query that is too long is said first: it is what somebody can mend.
            not_too_long(query)?;
            return Err(Refusal::invalid("matching.page_out_of_reach", "page")
                .with("limit", MAX_LIMIT)
                .with("reach", MAX_REACH));
        }
        self.find(query, filter, page)
    }

    /// The first `most` hits in one go, [`MAX_REACH`] at most: for whoever sifts them further.
    ///
    /// # Errors
    /// Those of [`search`](Self::search) but for the page.
    pub fn first(&self, query: &str, filter: &Filter, most: usize) -> Result<Found, Refusal> {
        self.find(query, filter, Page { offset: 0, limit: most.clamp(1, MAX_REACH) })
    }

    fn find(&self, query: &str, filter: &Filter, page: Page) -> Result<Found, Refusal> {
        not_too_long(query)?;
        let words = self.words(query);
        if words.is_empty() {
            return if clean(query).is_empty() {
                self.newest(filter, page)
            } else {
                Err(Refusal::invalid("matching.query_without_words", "query"))
            };
        }
        let all = self.relevant(&words, Occur::Must, filter, page)?;
        if all.total > 0 || words.len() == 1 {
            return Ok(all);
        }
        Ok(Found { words: Words::Any, ..self.relevant(&words, Occur::Should, filter, page)? })
    }

    /// The words of a query, each once.
    fn words(&self, query: &str) -> Vec<String> {
        let text = key(query);
        let mut analyser = self.query_words.clone();
        let mut stream = analyser.token_stream(&text);
        let mut words: Vec<String> = Vec::new();
        while let Some(token) = stream.next() {
            if token.text.chars().any(char::is_alphanumeric) && !words.contains(&token.text) {
                words.push(token.text.clone());
            }
        }
        words
    }

    fn relevant(
        &self,
        words: &[String],
        occur: Occur,
        filter: &Filter,
        page: Page,
    ) -> Result<Found, Refusal> {
        let term = |field, word: &str| -> Box<dyn Query> {
            Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs))
        };
        let word = |word: &String| -> (Occur, Box<dyn Query>) {
            let in_title = boxed(BoostQuery::new(term(self.fields.title, word), TITLE_BOOST));
            let either = vec![(Occur::Should, in_title), (Occur::Should, term(self.fields.text, word))];
            (occur, Box::new(BooleanQuery::new(either)))
        };
        let words: Box<dyn Query> = Box::new(BooleanQuery::new(words.iter().map(word).collect()));
        let query =
            BooleanQuery::new(std::iter::once((Occur::Must, words)).chain(self.filters(filter)).collect());
        let searcher = self.reader.searcher();
        // From the first hit on, because relevance is told beside the best one.
        let by = ((SortBySimilarityScore, Order::Desc), (SortByString::for_field("id"), Order::Asc));
        let top = TopDocs::with_limit(page.offset + page.limit).order_by(by);
        let (total, found) = searcher.search(&query, &(Count, top)).map_err(unusable)?;
        let best = found.first().map_or(0.0, |((score, _), _)| *score);
        let hits = found
            .into_iter()
            .skip(page.offset)
            .filter_map(|((score, id), _)| Some(Hit { id: id?, per_mille: relevance(score, best) }));
        Ok(Found { total, words: Words::All, hits: hits.collect() })
    }

    fn newest(&self, filter: &Filter, page: Page) -> Result<Found, Refusal> {
        let all: Box<dyn Query> = Box::new(AllQuery);
        let query =
            BooleanQuery::new(std::iter::once((Occur::Must, all)).chain(self.filters(filter)).collect());
        let newest = (SortByStaticFastValue::<i64>::for_field("opens"), Order::Desc);
        let by = (newest, (SortByString::for_field("id"), Order::Asc));
        let top = TopDocs::with_limit(page.limit).and_offset(page.offset).order_by(by);
        let (total, found) = self.reader.searcher().search(&query, &(Count, top)).map_err(unusable)?;
        let hits = found.into_iter().filter_map(|((_, id), _)| Some(Hit { id: id?, per_mille: 1000 }));
        Ok(Found { total, words: Words::NoneGiven, hits: hits.collect() })
    }

    /// The filter as conditions that add nothing to the relevance.
    fn filters(&self, filter: &Filter) -> Vec<(Occur, Box<dyn Query>)> {
        let fields = self.fields;
        let term = |field, text: &str| -> Box<dyn Query> {
            Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic))
        };
        let at_least = |field, value| -> Box<dyn Query> {
            Box::new(RangeQuery::new(Bound::Included(Term::from_field_i64(field, value)), Bound::Unbounded))
        };
        let at_most = |field, value| -> Box<dyn Query> {
            Box::new(RangeQuery::new(Bound::Unbounded, Bound::Included(Term::from_field_i64(field, value))))
        };
        let mut must: Vec<Box<dyn Query>> = Vec::new();
        must.extend(filter.place.as_ref().map(|place| term(fields.place, &area(place))));
        must.extend(filter.csco.map(|code| term(fields.occupation, &format!("csco {code}"))));
        must.extend(filter.isco.map(|code| term(fields.occupation, &format!("isco {code}"))));
        if let Some(pay) = filter.min_pay {
            must.push(term(fields.currency, pay.currency.code()));
            must.push(at_least(fields.pay, pay.minor));
        }
        if let Some(on) = filter.open_on {
            must.push(at_most(fields.opens, day(on)));
            must.push(at_least(fields.closes, day(on)));
        }
        must.into_iter().map(|query| (Occur::Must, boxed(ConstScoreQuery::new(query, 0.0)))).collect()
    }
}

fn not_too_long(query: &str) -> Result<(), Refusal> {
    if query.chars().nth(MAX_QUERY_CHARS).is_some() {
        return Err(Refusal::new(Kind::TooLarge, "matching.query_too_long")
            .at("query")
            .with("most", MAX_QUERY_CHARS));
    }
    Ok(())
}

fn boxed(query: impl Query) -> Box<dyn Query> {
    Box::new(query)
}

#[expect(clippy::as_conversions, reason = "a ratio of two scores, held between 0 and 1000")]
fn relevance(score: Score, best: Score) -> i64 {
    if best > 0.0 {
        (f64::from(score) / f64::from(best) * 1000.0).clamp(0.0, 1000.0).floor() as i64
    } else {
        0
    }
}
