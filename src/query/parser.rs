//! Tokens to an expression.
//!
//! ```text
//! query   = [ any ]
//! any     = all *( "OR" all )
//! all     = not *( [ "AND" ] not )
//! not     = *( "NOT" / "-" ) ( "(" any ")" / term )
//! ```

use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::Surroundings;
use super::conditions::Conditions;
use super::display::column_name;
use super::expression::Expression;
use super::lexer::Lexer;
use super::part::{Parsed, Part, Place, Written};
use super::problem::SyntaxError;
use super::reading::Reading;
use super::token::{Form, Name, Token, TokenKind};

/// Longest query in bytes.
const MAX_LENGTH: usize = 16 << 10;
/// How deeply parentheses and exclusions may be nested: the parser and everything after it recurse.
const MAX_DEPTH: usize = 64;

/// Parses a whole query.
pub(super) fn parse(text: &str, surroundings: &Surroundings<'_>) -> Result<Parsed, SyntaxError> {
    if text.len() > MAX_LENGTH {
        return Err(SyntaxError::new(0, text.len(), "The query is too long; the limit is 16,384 characters."));
    }
    let place = text.len() - text.trim_start().len()..text.trim_end().len();
    let whole = text.trim();
    if let Some(reading) = Reading::of_pasted(whole) {
        let expression = Parser::new(&reading.query, surroundings)?.whole()?;
        let parts = Vec::from([Part::of(place.clone(), &expression, Vec::new())]);
        return Ok(Parsed { expression, parts, has_alternatives: false, readings: Vec::from([(place, reading)]) });
    }
    let mut parser = Parser::new(text, surroundings)?;
    let expression = parser.whole()?;
    let Parser { parts, has_alternatives, mut readings, .. } = parser;
    let is_text = |part: &Part| part.is_condition && part.subject.is_none() && !part.excluded;
    if let Some(reading) = Reading::of_reply(whole).filter(|_| parts.iter().all(is_text)) {
        readings = Vec::from([(place, reading)]);
    }
    Ok(Parsed { expression, parts, has_alternatives, readings })
}

struct Parser<'t> {
    lexer: Lexer<'t>,
    next: Option<Token<'t>>,
    /// End of the last token that was taken.
    taken: usize,
    /// End of the query without trailing white space.
    end: usize,
    depth: usize,
    conditions: Conditions<'t>,
    /// The parts so far.
    parts: Vec<Part>,
    /// The conditions on fields since the last part.
    written: Vec<Written>,
    /// Whether what comes next is excluded.
    is_excluding: bool,
    has_alternatives: bool,
    readings: Vec<(Place, Reading)>,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str, surroundings: &Surroundings<'t>) -> Result<Parser<'t>, SyntaxError> {
        let mut lexer = Lexer::new(text, surroundings);
        let next = lexer.next()?;
        Ok(Parser {
            lexer,
            next,
            taken: 0,
            end: text.trim_end().len(),
            depth: 0,
            conditions: Conditions::new(surroundings),
            parts: Vec::new(),
            written: Vec::new(),
            is_excluding: false,
            has_alternatives: false,
            readings: Vec::new(),
        })
    }

    /// All of the query.
    fn whole(&mut self) -> Result<Expression, SyntaxError> {
        if self.next.is_none() {
            return Ok(Expression::default());
        }
        let expression = self.any()?;
        match &self.next {
            None => Ok(expression),
            Some(token) => Err(SyntaxError::new(
                token.from,
                token.to,
                "This parenthesis has no opening one. Remove it, or put the text in quotes to search for it.",
            )),
        }
    }

    fn take(&mut self) -> Result<Option<Token<'t>>, SyntaxError> {
        let next = self.lexer.next()?;
        let taken = core::mem::replace(&mut self.next, next);
        self.taken = taken.as_ref().map_or(self.taken, |token| token.to);
        Ok(taken)
    }

    fn next_is(&self, wanted: impl Fn(&TokenKind<'t>) -> bool) -> bool {
        self.next.as_ref().is_some_and(|token| wanted(&token.kind))
    }

    fn any(&mut self) -> Result<Expression, SyntaxError> {
        let mut parts = Vec::from([self.all()?]);
        while self.next_is(|kind| matches!(kind, TokenKind::Or)) {
            self.take()?;
            parts.push(self.all()?);
        }
        if self.depth == 0 && parts.len() > 1 {
            let from = self.parts.first().map_or(0, |first| first.place.start);
            let written = self.parts.drain(..).flat_map(|part| part.written).collect();
            self.parts.push(Part::of_alternatives(from..self.taken, &parts, written));
            self.has_alternatives = true;
        }
        Ok(Expression::any(parts))
    }

    fn all(&mut self) -> Result<Expression, SyntaxError> {
        let mut parts = Vec::from([self.part()?]);
        while self.next.is_some() && !self.next_is(|kind| matches!(kind, TokenKind::Or | TokenKind::Close)) {
            if self.next_is(|kind| matches!(kind, TokenKind::And)) {
                self.take()?;
            }
            parts.push(self.part()?);
        }
        Ok(Expression::all(parts))
    }

    /// What AND joins; noted if it is in no parenthesis.
    fn part(&mut self) -> Result<Expression, SyntaxError> {
        let from = self.next.as_ref().map_or(self.end, |token| token.from);
        let expression = self.not()?;
        if self.depth == 0 {
            let written = core::mem::take(&mut self.written);
            self.parts.push(Part::of(from..self.taken, &expression, written));
        }
        Ok(expression)
    }

    fn not(&mut self) -> Result<Expression, SyntaxError> {
        let Some(token) = self.take()? else {
            return Err(SyntaxError::new(
                self.end,
                self.end,
                "The query is incomplete: a word or a field must follow.",
            ));
        };
        match token.kind {
            TokenKind::Not => {
                self.is_excluding = !self.is_excluding;
                let inner = self.nested(&token, Parser::not)?;
                self.is_excluding = !self.is_excluding;
                Ok(Expression::Not(Box::new(inner)))
            }
            TokenKind::Open => self.group(&token),
            TokenKind::Text(form) => self.word(&form, token.from, token.to),
            TokenKind::Field { name, operator, values } => {
                let field = match &name {
                    Name::Field(field) => field.name.into(),
                    Name::Column(name) => column_name(name),
                };
                let places = values.iter().map(|value| value.from..value.to).collect();
                self.written.push(Written { field, operator, values: places, excluded: self.is_excluding });
                self.conditions.of_field((token.from, token.to), name, operator, &values).map(Expression::Condition)
            }
            TokenKind::And | TokenKind::Or | TokenKind::Close => {
                Err(SyntaxError::new(token.from, token.to, misplaced(&token.kind)))
            }
        }
    }

    /// A word is text, unless its shape says something else.
    fn word(&mut self, form: &Form<'t>, from: usize, to: usize) -> Result<Expression, SyntaxError> {
        if let Form::Raw(word) = form
            && let Some(reading) = Reading::of(word, &self.conditions.clock)
        {
            let query = (!reading.is_text).then(|| reading.query.clone());
            self.readings.push((from..to, reading));
            if let Some(query) = query {
                return self.meaning(&query).map_err(|error| SyntaxError { from, to, ..error });
            }
        }
        self.conditions.of_text(form, from, to).map(Expression::Condition)
    }

    /// What a query means as which a word is read.
    fn meaning(&mut self, query: &str) -> Result<Expression, SyntaxError> {
        let Conditions { clock, findings, memory } = self.conditions;
        let mut parser = Parser::new(query, &Surroundings { clock, columns: None, findings })?;
        parser.conditions.memory = memory;
        let meaning = parser.whole()?;
        self.conditions.memory = parser.conditions.memory;
        Ok(meaning)
    }

    fn group(&mut self, open: &Token<'t>) -> Result<Expression, SyntaxError> {
        if self.next_is(|kind| matches!(kind, TokenKind::Close)) {
            let to = self.next.as_ref().map_or(open.to, |close| close.to);
            let message =
                "There is nothing between the parentheses. Remove them, or put the text in quotes to search for it.";
            return Err(SyntaxError::new(open.from, to, message));
        }
        let inner = self.nested(open, Parser::any)?;
        if self.take()?.is_none() {
            let message = "This parenthesis is never closed. Add a `)`, or put the text in quotes.";
            return Err(SyntaxError::new(open.from, open.to, message));
        }
        Ok(inner)
    }

    fn nested(
        &mut self,
        token: &Token<'t>,
        inner: impl Fn(&mut Self) -> Result<Expression, SyntaxError>,
    ) -> Result<Expression, SyntaxError> {
        if self.depth == MAX_DEPTH {
            return Err(SyntaxError::new(
                token.from,
                token.to,
                "Parentheses and exclusions are nested too deeply here.",
            ));
        }
        self.depth += 1;
        let expression = inner(self)?;
        self.depth -= 1;
        Ok(expression)
    }
}

fn misplaced(kind: &TokenKind<'_>) -> String {
    let sign = match kind {
        TokenKind::And => "AND",
        TokenKind::Or => "OR",
        _ => return String::from("A word or a field must come before this parenthesis."),
    };
    format!("`{sign}` needs a word or a field on both sides. To search for the text itself, put it in quotes.")
}
