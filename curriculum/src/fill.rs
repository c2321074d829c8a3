//! Placeholders in content: `{name}` and `{name.field}` stand for what an attempt drew or made.

use serde_json::{Map, Value};

/// What placeholders stand for: what was drawn for the attempt, and the ids of the records that its set-up made.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Values(Map<String, Value>);

/// A placeholder that stands for nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the placeholder {{{0}}} stands for nothing")]
pub struct Unfilled(pub String);

impl Values {
    /// Lets `name` stand for `value`.
    pub fn set(&mut self, name: impl Into<String>, value: Value) {
        self.0.insert(name.into(), value);
    }

    fn find(&self, path: &str) -> Result<&Value, Unfilled> {
        let mut parts = path.split('.');
        let first = parts.next().and_then(|name| self.0.get(name));
        parts.fold(first, |value, part| value.and_then(|v| v.get(part))).ok_or_else(|| Unfilled(path.to_owned()))
    }

    /// Replaces every placeholder in every text of `content`. A text that is nothing but one placeholder becomes the value
    /// itself, so that numbers stay numbers.
    ///
    /// # Errors
    /// [`Unfilled`] names the first placeholder that stands for nothing.
    pub fn fill(&self, content: &Value) -> Result<Value, Unfilled> {
        self.fill_each(content, &|text| match only_placeholder(text) {
            Some(path) => self.find(path).cloned(),
            None => self.fill_text(text).map(Value::String),
        })
    }

    /// Replaces every placeholder as a form would be filled in: what comes of it is always text.
    ///
    /// # Errors
    /// As [`Values::fill`].
    pub fn fill_form(&self, content: &Value) -> Result<Value, Unfilled> {
        self.fill_each(content, &|text| self.fill_text(text).map(Value::String))
    }

    fn fill_each(&self, content: &Value, text: &dyn Fn(&str) -> Result<Value, Unfilled>) -> Result<Value, Unfilled> {
        Ok(match content {
            Value::String(found) => text(found)?,
            Value::Array(items) => {
                Value::Array(items.iter().map(|item| self.fill_each(item, text)).collect::<Result<_, _>>()?)
            }
            Value::Object(fields) => {
                let filled = fields.iter().map(|(key, value)| Ok((key.clone(), self.fill_each(value, text)?)));
                Value::Object(filled.collect::<Result<_, _>>()?)
            }
            other => other.clone(),
        })
    }

    /// Replaces the placeholders of one text.
    ///
    /// # Errors
    /// As [`Values::fill`].
    pub fn fill_text(&self, text: &str) -> Result<String, Unfilled> {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((path, tail)) = after.split_once('}') else { return Err(Unfilled(after.to_owned())) };
            out.push_str(before);
            match self.find(path)? {
                Value::String(value) => out.push_str(value),
                other => out.push_str(&other.to_string()),
            }
            rest = tail;
        }
        out.push_str(rest);
        Ok(out)
    }
}

/// The path of a text that is one placeholder and nothing else.
fn only_placeholder(text: &str) -> Option<&str> {
    text.strip_prefix('{')?.strip_suffix('}').filter(|path| !path.contains(['{', '}']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn placeholders_are_filled_everywhere_and_numbers_stay_numbers() {
        let mut values = Values::default();
        values.set("woman", json!({"hi": "सीता", "age": 24}));
        values.set("mother", json!("BHV9000000017"));
        let filled = values.fill(&json!({
            "text": "{woman.hi}, {woman.age} वर्ष",
            "list": ["{mother}", 1, true, null],
            "age": "{woman.age}",
        }));
        assert_eq!(
            filled.unwrap(),
            json!({"text": "सीता, 24 वर्ष", "list": ["BHV9000000017", 1, true, null], "age": 24})
        );
    }

    #[test]
    fn a_form_is_filled_with_text() {
        let mut values = Values::default();
        values.set("weight", json!(2650));
        let filled = values.fill_form(&json!({"weight_grams": "{weight}", "consent": true}));
        assert_eq!(filled.unwrap(), json!({"weight_grams": "2650", "consent": true}));
    }

    #[test]
    fn a_placeholder_that_stands_for_nothing_is_named() {
        let values = Values::default();
        for (text, name) in [("{who}", "who"), ("x {a.b} y", "a.b"), ("open {brace", "brace")] {
            assert_eq!(values.fill(&json!(text)), Err(Unfilled(name.to_owned())), "{text}");
        }
    }
}
