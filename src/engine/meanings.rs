//! What queries mean. A query may have thousands of words, and is asked again in each step of its answer: it is read once, until
//! something changes that it may mean.

use super::Engine;
use crate::query::{Expression, Problem};
use alloc::rc::Rc;
use alloc::string::String;

/// The text of a query, and what its meaning depends on that can change while the logs do not.
#[derive(Debug, PartialEq)]
pub(super) struct Asked {
    text: String,
    offset_minutes: i32,
    now: Option<i64>,
    is_noise_hidden: bool,
}

impl Engine {
    /// What a query means that is only a part of another, with the findings that it asks for, after a step towards them.
    pub(super) fn parse_step(&self, text: &str, offset_minutes: i32) -> Option<Result<Rc<Expression>, Problem>> {
        self.meaning_step(text, offset_minutes, false)
    }

    /// The same of a whole query: it finds noise only where that is not hidden.
    pub(super) fn read_step(&self, text: &str, offset_minutes: i32) -> Option<Result<Rc<Expression>, Problem>> {
        self.meaning_step(text, offset_minutes, self.is_noise_hidden)
    }

    fn meaning_step(
        &self,
        text: &str,
        offset_minutes: i32,
        is_noise_hidden: bool,
    ) -> Option<Result<Rc<Expression>, Problem>> {
        let asked = Asked { text: text.into(), offset_minutes, now: self.now, is_noise_hidden };
        let known = self.answers.borrow_mut().meanings.known(&asked);
        if known.is_some() {
            return known;
        }
        let parsed = self.with_findings_step(|| self.parse(text, offset_minutes))?;
        let meaning = parsed.map(|parsed| Rc::new(if is_noise_hidden { parsed.without_noise() } else { parsed }));
        self.answers.borrow_mut().meanings.keep(asked, meaning.clone());
        Some(meaning)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(engine: &Engine, text: &str) -> Rc<Expression> {
        engine.read_step(text, 0).expect("no findings are asked for").expect("a query")
    }

    #[test]
    fn a_query_is_read_once_until_something_changes() {
        let mut engine = Engine::new(1);
        let first = meaning(&engine, "relay code:550");
        assert!(Rc::ptr_eq(&first, &meaning(&engine, "relay code:550")));
        assert_ne!(first, meaning(&engine, "relay"));
        assert!(Rc::ptr_eq(&first, &meaning(&engine, "relay code:550")), "others are remembered beside it");
        engine.push(b"");
        assert!(!Rc::ptr_eq(&first, &meaning(&engine, "relay code:550")), "what is read may have other columns");
    }

    #[test]
    fn what_a_query_means_depends_on_the_clock_and_on_noise() {
        let mut engine = Engine::new(1);
        let [utc, east] =
            [0, 60].map(|offset| engine.read_step("after:2026-03-01", offset).expect("read").expect("a query"));
        assert_ne!(utc, east);
        engine.set_now(1_772_438_400_000);
        let before = meaning(&engine, "start:today");
        engine.set_now(1_772_524_800_000);
        assert_ne!(before, meaning(&engine, "start:today"));
        let (part, with_noise) = (engine.parse_step("relay", 0), meaning(&engine, "relay"));
        while !engine.hide_noise_step(true) {}
        assert_ne!(with_noise, meaning(&engine, "relay"));
        assert_eq!(part, engine.parse_step("relay", 0));
    }
}
