//! Full-text index of posts in Chinese and English. Texts are cut finely when they are indexed (jieba's search mode, so that
//! 汽车 finds 汽车工程师) and coarsely when they are asked for (or a compound would match any of its parts).
//!
//! The dictionary of jieba is held once in the whole process. The writer has threads and buffers of its own, so it lives only
//! from the first change to the commit.

use crate::{
    post::Post,
    skills::key,
    text_search::{Filter, Found, Page, TextSearch},
};
use jiff::civil::Date;
use tantivy::{
    Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, TantivyError, Term,
    directory::{Directory, RamDirectory},
    indexer::IndexWriterOptions,
    schema::{
        FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
    },
    tokenizer::{Language, LowerCaser, RemoveLongFilter, Stemmer, TextAnalyzer, TokenizerManager},
};
use tantivy_jieba::JiebaTokenizer;
use vocabulary::{Kind, PlaceCode, Refusal};

/// The analyser's name in the index.
const WORDS: &str = "wotu_words";
/// What the writer may hold before it writes a segment: the least that tantivy takes. Its tables are made in proportion.
const WRITER_BYTES: usize = 15_000_000;
/// A day later than all others: a post that never closes.
const NEVER: i64 = 99_991_231;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    pub(crate) id: Field,
    pub(crate) title: Field,
    pub(crate) text: Field,
    pub(crate) place: Field,
    pub(crate) occupation: Field,
    pub(crate) currency: Field,
    pub(crate) pay: Field,
    pub(crate) opens: Field,
    pub(crate) closes: Field,
}

/// An index of posts. Changes are seen by searches after [`TextIndex::commit`].
pub struct TextIndex {
    index: Index,
    /// While there are changes that are not committed.
    writer: Option<IndexWriter>,
    /// To be removed before anything else is done by the next writer.
    removed: Vec<String>,
    fields: Fields,
    search: TextSearch,
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
    /// `matching.index_unusable` if it cannot be made.
    pub fn in_memory() -> Result<Self, Refusal> {
        Self::open(RamDirectory::create())
    }

    /// The index in a directory, made if it is not there.
    ///
    /// # Errors
    /// `matching.index_unusable` if it is corrupt or was made by another version: it is a cache, to be removed and built
    /// anew. (That somebody else is changing it is found at the first change.)
    pub fn open(directory: impl Directory) -> Result<Self, Refusal> {
        let (schema, fields) = schema();
        let tokenizers = TokenizerManager::default();
        tokenizers.register(WORDS, analyser(true));
        let index = Index::builder()
            .schema(schema)
            .tokenizers(tokenizers)
            .open_or_create(directory)
            .map_err(unusable)?;
        let reader: Result<IndexReader, TantivyError> =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
        let search = TextSearch::new(reader.map_err(unusable)?, fields);
        Ok(Self { index, writer: None, removed: Vec::new(), fields, search })
    }

    /// The reading end, to be read from many threads while this one is changed.
    #[must_use]
    pub fn searching(&self) -> TextSearch {
        self.search.clone()
    }

    /// Adds a post, or replaces the one of its id. `more_words` are searched as its text is: the names of its place and
    /// of its organisation, say.
    ///
    /// # Errors
    /// Whatever [`Post::check`] refuses; `matching.index_unusable` if it cannot be written.
    pub fn put(&mut self, post: &Post, more_words: &str) -> Result<(), Refusal> {
        post.check()?;
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
        let writer = self.writer()?;
        writer.delete_term(Term::from_field_text(fields.id, &post.id));
        writer.add_document(document).map_err(unusable)?;
        Ok(())
    }

    /// Removes a post, if it is there.
    pub fn remove(&mut self, id: &str) {
        match &self.writer {
            Some(writer) => {
                writer.delete_term(Term::from_field_text(self.fields.id, id));
            }
            None => self.removed.push(id.to_owned()),
        }
    }

    /// Removes all posts.
    ///
    /// # Errors
    /// `matching.index_unusable` if it cannot be written.
    pub fn clear(&mut self) -> Result<(), Refusal> {
        self.writer()?.delete_all_documents().map_err(unusable)?;
        self.commit()
    }

    /// Makes all changes seen by searches, and gives back what the writer held.
    ///
    /// # Errors
    /// `matching.index_unusable` if it cannot be written; the changes are then lost, and the index is to be rebuilt.
    pub fn commit(&mut self) -> Result<(), Refusal> {
        if !self.removed.is_empty() {
            self.writer()?;
        }
        if let Some(mut writer) = self.writer.take() {
            writer.commit().map_err(unusable)?;
            writer.wait_merging_threads().map_err(unusable)?;
        }
        self.search.reload()
    }

    /// How many posts are seen by searches.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.search.count()
    }

    /// See [`TextSearch::search`].
    ///
    /// # Errors
    /// Those of [`TextSearch::search`].
    pub fn search(&self, query: &str, filter: &Filter, page: Page) -> Result<Found, Refusal> {
        self.search.search(query, filter, page)
    }

    /// The writer, opened if need be, what is to be removed already told to it.
    fn writer(&mut self) -> Result<&mut IndexWriter, Refusal> {
        let writer = match self.writer.take() {
            Some(writer) => writer,
            None => {
                let options = IndexWriterOptions::builder()
                    .num_worker_threads(1)
                    .num_merge_threads(1)
                    .memory_budget_per_thread(WRITER_BYTES)
                    .build();
                let writer: IndexWriter = self.index.writer_with_options(options).map_err(unusable)?;
                for id in self.removed.drain(..) {
                    writer.delete_term(Term::from_field_text(self.fields.id, &id));
                }
                writer
            }
        };
        Ok(self.writer.insert(writer))
    }
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
pub(crate) fn analyser(is_fine: bool) -> TextAnalyzer {
    TextAnalyzer::builder(JiebaTokenizer::with_search_mode(is_fine))
        .filter(RemoveLongFilter::limit(60))
        .filter(LowerCaser)
        .filter(Stemmer::new(Language::English))
        .build()
}

/// A place as it is indexed: divisions without the zeros of their lower levels, so that each begins with those above it.
pub(crate) fn area(place: &PlaceCode) -> String {
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
pub(crate) fn day(date: Date) -> i64 {
    i64::from(date.year()) * 10_000 + i64::from(date.month()) * 100 + i64::from(date.day())
}

pub(crate) fn unusable(cause: TantivyError) -> Refusal {
    Refusal::new(Kind::Unavailable, "matching.index_unusable").with("cause", cause)
}
