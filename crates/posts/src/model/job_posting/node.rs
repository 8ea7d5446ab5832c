//! A value of a JSON-LD document with the path by which it is named in refusals, and the ways in which JSON-LD may say
//! one thing: a prefix on names, one value or many, a text or an object around it.

use serde_json::Value;

/// A value, and where it stands: `$.baseSalary.value`.
#[derive(Debug, Clone)]
pub struct Node<'a> {
    /// The value.
    pub value: &'a Value,
    /// Its JSON path.
    pub path: String,
}

impl<'a> Node<'a> {
    /// The document itself.
    pub fn root(value: &'a Value) -> Self {
        Self { value, path: "$".to_owned() }
    }

    /// The members of an object by name, without schema.org's prefix.
    pub fn members(&self) -> impl Iterator<Item = (&'a str, Self)> {
        let path = self.path.clone();
        self.value.as_object().into_iter().flatten().map(move |(key, value)| {
            let is_plain = key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') && !key.is_empty();
            let path = if is_plain { format!("{path}.{key}") } else { format!("{path}[{key:?}]") };
            (local_name(key), Node { value, path })
        })
    }

    /// A member by its name.
    pub fn get(&self, name: &str) -> Option<Self> {
        self.members()
            .find(|(key, _)| *key == name)
            .map(|(_, node)| node)
            .filter(|node| !node.value.is_null())
    }

    /// The items of an array, or the value alone.
    pub fn items(&self) -> Vec<Self> {
        match self.value.as_array() {
            Some(items) => (0_usize..)
                .zip(items)
                .map(|(index, value)| Node { value, path: format!("{}[{index}]", self.path) })
                .collect(),
            None => vec![self.clone()],
        }
    }

    /// Whether `@type` names `name`, alone or among others.
    pub fn is_a(&self, name: &str) -> bool {
        self.get("@type")
            .is_some_and(|t| t.items().iter().any(|item| item.value.as_str().map(local_name) == Some(name)))
    }

    /// The text of a string, of a number, of `{"@value": ...}`, or of an object's `name`.
    pub fn text(&self) -> Option<String> {
        match self.value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Object(_) => {
                self.get("@value").or_else(|| self.get("name")).and_then(|inner| match inner.value {
                    Value::String(text) => Some(text.clone()),
                    Value::Number(number) => Some(number.to_string()),
                    _ => None,
                })
            }
            _ => None,
        }
    }

    /// The text of a member, if it is said.
    pub fn said(&self, name: &str) -> Option<String> {
        let found = self.get(name)?;
        found.items().first().and_then(Self::text).filter(|text| !text.trim().is_empty())
    }
}

/// A name without schema.org's prefix: `http://schema.org/title`, `schema:title` and `title` are one.
fn local_name(name: &str) -> &str {
    ["https://schema.org/", "http://schema.org/", "schema:"]
        .iter()
        .find_map(|prefix| name.strip_prefix(prefix))
        .unwrap_or(name)
}

/// Whether a document is nested deeper than `limit`. Iterative: a deep document must not use up the stack.
pub fn is_deeper_than(value: &Value, limit: usize) -> bool {
    let mut waiting = vec![(value, 1_usize)];
    while let Some((value, depth)) = waiting.pop() {
        if depth > limit {
            return true;
        }
        match value {
            Value::Array(items) => waiting.extend(items.iter().map(|item| (item, depth + 1))),
            Value::Object(members) => waiting.extend(members.values().map(|item| (item, depth + 1))),
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_path_names_the_place_and_prefixes_do_not_matter() {
        let value = json!({"schema:title": ["a", {"@value": "b"}], "http://schema.org/url": "c"});
        let root = Node::root(&value);
        let items = root.get("title").unwrap().items();
        assert_eq!(items[1].path, r#"$["schema:title"][1]"#);
        assert_eq!(items[1].text().as_deref(), Some("b"));
        assert_eq!(root.said("url").as_deref(), Some("c"));
    }

    #[test]
    fn depth_is_counted_without_recursion() {
        let value = json!([[[1]]]);
        assert!(!is_deeper_than(&value, 4) && is_deeper_than(&value, 3));
    }
}
