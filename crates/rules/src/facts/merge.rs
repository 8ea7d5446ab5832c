//! One vocabulary for several packs: a fact that two of them ask for in the same way is asked once.

use super::Vocabulary;
use crate::finding::{Code, Finding};

impl Vocabulary {
    /// The union of several vocabularies, in their order.
    ///
    /// # Errors
    /// A finding for each fact, group or scheme that two packs declare under one name and differently: a person's one answer
    /// could not serve both.
    pub fn merge<'a>(vocabularies: impl IntoIterator<Item = &'a Self>) -> Result<Self, Vec<Finding>> {
        let mut union = Self::default();
        let mut findings = Vec::new();
        let mut conflict = |name: &str| {
            findings.push(Finding::new("pack.yaml", 1, 1, Code::FactConflict).with("name", name));
        };
        for vocabulary in vocabularies {
            for scheme in &vocabulary.schemes {
                if !union.add_scheme(scheme.clone()) && union.scheme(&scheme.name) != Some(scheme) {
                    conflict(&scheme.name);
                }
            }
            for group in &vocabulary.groups {
                if !union.add_group(group.clone()) && union.group_title(&group.id) != Some(&group.title) {
                    conflict(&group.id);
                }
            }
            for entity in &vocabulary.entities {
                if !union.add_entity(entity.clone()) && !union.entities.contains(entity) {
                    conflict(&entity.id);
                }
            }
            for fact in &vocabulary.facts {
                if !union.add_fact(fact.clone()) && union.fact(&fact.name) != Some(fact) {
                    conflict(&fact.name);
                }
            }
        }
        if findings.is_empty() { Ok(union) } else { Err(findings) }
    }
}
