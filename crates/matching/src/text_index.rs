//! Full-text search over posts in Chinese and English, with filters and pages. Texts are cut finely when they are indexed
//! (jieba's search mode, so that 汽车 finds 汽车工程师) and coarsely when they are asked for (or a compound would match
//! any of its parts). A query is words, never a language: its operators are punctuation.

use crate::{
    codes::{CscoCode, IscoCode},
    post::Post,
    skills::key,
    titles::clean,
};
use jiff::civil::Date;
use std::ops::Bound;
use tantivy::{
    Index, IndexReader, IndexWriter, Order, ReloadPolicy, Score, TantivyDocument, TantivyError, Term,
    collector::{
        Count, TopDocs,
        sort_key::{SortBySimilarityScore, SortByStaticFastValue, SortByString},
    },
    directory::{Directory, RamDirectory},
    query::{AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query, RangeQuery, TermQuery},
    schema::{
        FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
    },
    tokenizer::{
        Language, LowerCaser, RemoveLongFilter, Stemmer, TextAnalyzer, TokenStream, TokenizerManager,
    },
};
use tantivy_jieba::JiebaTokenizer;
use vocabulary::{Kind, Money, PlaceCode, Refusal};

/// The longest query, in characters.
pub const MAX_QUERY_CHARS: usize = 200;
/// The most hits of one page.
const MAX_LIMIT: usize = 100;
/// The farthest hit that can be paged to.
const MAX_REACH: usize = 10_000;
/// The analyser's name in the index.
const WORDS: &str = "wotu_words";
/// What the writer may hold before it writes a segment.
const WRITER_BYTES: usize = 20_000_000;
/// How much more a word of the title counts than one of the text.
const TITLE_BOOST: Score = 3.0;
/// A day later than all others: a post that never closes.
const NEVER: i64 = 99_991_231;

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

#[derive(Debug, Clone, Copy)]
struct Fields {
    id: Field,
    title: Field,
    text: Field,
    place: Field,
    occupation: Field,
    currency: Field,
    pay: Field,
    opens: Field,
    closes: Field,
}

/// An index of posts. Changes are seen by searches after [`TextIndex::commit`].
pub struct TextIndex {
    writer: IndexWriter,
    reader: IndexReader,
    fields: Fields,
    query_words: TextAnalyzer,
}

impl std::fmt::Debug for TextIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TextIndex").field("posts", &self.count()).finish_non_exhaustive()
    }
}

impl TextIndex {
    /// An empty index in memory.
    ///
    /// # Errors
    /// `matching.index_unusable` if its threads cannot be started.
    pub fn in_memory() -> Result<Self, Refusal> {
        Self::open(RamDirectory::create())
    }

    /// The index in a directory, made if it is not there.
    ///
    /// # Errors
    /// `matching.index_unusable` if it is corrupt, was made by another version, or is open elsewhere: it is a cache, to
    /// be removed and built anew.
    pub fn open(directory: impl Directory) -> Result<Self, Refusal> {
        let (schema, fields) = schema();
        let tokenizers = TokenizerManager::default();
        tokenizers.register(WORDS, analyser(true));
        let index = Index::builder()
            .schema(schema)
            .tokenizers(tokenizers)
            .open_or_create(directory)
            .map_err(unusable)?;
        let writer = index.writer_with_num_threads(1, WRITER_BYTES).map_err(unusable)?;
        let reader: Result<IndexReader, TantivyError> =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
        Ok(Self { writer, reader: reader.map_err(unusable)?, fields, query_words: analyser(false) })
    }

    /// Adds a post, or replaces the one of its id. `more_words` are searched as its text is: the names of its place and
    /// of its organisation, say.
    ///
    /// # Errors
    /// Whatever [`Post::check`] refuses; `matching.index_unusable` if it cannot be written.
    pub fn put(&mut self, post: &Post, more_words: &str) -> Result<(), Refusal> {
        post.check()?;
        self.remove(&post.id);
        let fields = self.fields;
        let mut document = TantivyDocument::default();
        document.add_text(fields.id, &post.id);
        document.add_text(fields.title, key(&post.title));
        let skills = post.wished_skills.join(" ");
        document.add_text(fields.text, key(&format!("{} {skills} {more_words}", post.text)));
        for area in post.place.iter().flat_map(areas) {
            document.add_text(fields.place, area);
        }
        for code in post.csco.iter().flat_map(|code| code.prefixes()) {
            document.add_text(fields.occupation, format!("csco {code}"));
        }
        for code in post.isco.iter().flat_map(|code| code.prefixes()) {
            document.add_text(fields.occupation, format!("isco {code}"));
        }
        if let Some(most) = post.pay.as_ref().and_then(|pay| pay.max.or(pay.min)) {
            document.add_text(fields.currency, most.currency.code());
            document.add_i64(fields.pay, most.minor);
        }
        document.add_i64(fields.opens, post.opens.map_or(0, day));
        document.add_i64(fields.closes, post.closes.map_or(NEVER, day));
        self.writer.add_document(document).map_err(unusable)?;
        Ok(())
    }

    /// Removes a post, if it is there.
    pub fn remove(&mut self, id: &str) {
        self.writer.delete_term(Term::from_field_text(self.fields.id, id));
    }

    /// Removes all posts.
    ///
    /// # Errors
    /// `matching.index_unusable` if it cannot be written.
    pub fn clear(&mut self) -> Result<(), Refusal> {
        self.writer.delete_all_documents().map_err(unusable)?;
        self.commit()
    }

    /// Makes all changes seen by searches.
    ///
    /// # Errors
    /// `matching.index_unusable` if it cannot be written; the changes are then lost, and the index is to be rebuilt.
    pub fn commit(&mut self) -> Result<(), Refusal> {
        self.writer.commit().map_err(unusable)?;
        self.reader.reload().map_err(unusable)
    }

    /// How many posts are seen by searches.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// The posts that have the words and pass the filter. Without words, all that pass it, the newest first.
    ///
    /// # Errors
    /// `matching.query_too_long` above [`MAX_QUERY_CHARS`]; `matching.query_without_words` if something was given that
    /// has no letter or digit; `matching.page_out_of_reach`; `matching.index_unusable` if the index cannot be read.
    pub fn search(&self, query: &str, filter: &Filter, page: Page) -> Result<Found, Refusal> {
        if query.chars().nth(MAX_QUERY_CHARS).is_some() {
            return Err(Refusal::new(Kind::TooLarge, "matching.query_too_long")
                .at("query")
                .with("most", MAX_QUERY_CHARS));
        }
        let end = page.offset.saturating_add(page.limit);
        if page.limit == 0 || page.limit > MAX_LIMIT || end > MAX_REACH {
            return Err(Refusal::invalid("matching.page_out_of_reach", "page")
                .with("limit", MAX_LIMIT)
                .with("reach", MAX_REACH));
        }
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

fn boxed(query: impl Query) -> Box<dyn Query> {
    Box::new(query)
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let indexing =
        TextFieldIndexing::default().set_tokenizer(WORDS).set_index_option(IndexRecordOption::WithFreqs);
    let words = TextOptions::default().set_indexing_options(indexing);
    let fields = Fields {
        id: schema.add_text_field("id", STRING | STORED | FAST),
        title: schema.add_text_field("title", words.clone()),
        text: schema.add_text_field("text", words),
        place: schema.add_text_field("place", STRING),
        occupation: schema.add_text_field("occupation", STRING),
        currency: schema.add_text_field("currency", STRING),
        pay: schema.add_i64_field("pay", INDEXED | FAST),
        opens: schema.add_i64_field("opens", INDEXED | FAST),
        closes: schema.add_i64_field("closes", INDEXED | FAST),
    };
    (schema.build(), fields)
}

/// Words of Chinese by jieba, of English by their stems.
fn analyser(is_fine: bool) -> TextAnalyzer {
    TextAnalyzer::builder(JiebaTokenizer::with_search_mode(is_fine))
        .filter(RemoveLongFilter::limit(60))
        .filter(LowerCaser)
        .filter(Stemmer::new(Language::English))
        .build()
}

/// A place as it is indexed: divisions without the zeros of their lower levels, so that each begins with those above it.
fn area(place: &PlaceCode) -> String {
    let code = place.as_str();
    let is_division = code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit());
    let bare = code.strip_suffix("0000").or_else(|| code.strip_suffix("00")).filter(|_| is_division);
    bare.unwrap_or(code).to_owned()
}

/// A place and every area above it: 220104 lies in 2201 and in 22; CA-NS in CA.
fn areas(place: &PlaceCode) -> Vec<String> {
    let code = area(place);
    let is_division = place.as_str().len() == 6 && code.bytes().all(|b| b.is_ascii_digit());
    let mut found: Vec<String> = if is_division {
        [2, 4].into_iter().filter_map(|length| code.get(..length)).map(str::to_owned).collect()
    } else {
        code.match_indices('-').filter_map(|(at, _)| code.get(..at)).map(str::to_owned).collect()
    };
    if !found.contains(&code) {
        found.push(code);
    }
    found
}

/// A day as a number that orders as days do: 20260302.
fn day(date: Date) -> i64 {
    i64::from(date.year()) * 10_000 + i64::from(date.month()) * 100 + i64::from(date.day())
}

#[expect(clippy::as_conversions, reason = "a ratio of two scores, held between 0 and 1000")]
fn relevance(score: Score, best: Score) -> i64 {
    if best > 0.0 {
        (f64::from(score) / f64::from(best) * 1000.0).clamp(0.0, 1000.0).floor() as i64
    } else {
        0
    }
}

fn unusable(cause: TantivyError) -> Refusal {
    Refusal::new(Kind::Unavailable, "matching.index_unusable").with("cause", cause)
}
