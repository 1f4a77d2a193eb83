//! Splits a query into tokens, and decides which terms are fields and which are text.
//!
//! People paste log lines into the box, and those are full of colons, brackets and equals signs. The rules, in order:
//!
//! - `"…"` is a phrase; `""` inside it is one quotation mark, as in the log files themselves. Nothing else is special
//!   inside it, in particular not the backslash of `CONTOSO\ann`.
//! - `/…/` is a regular expression. It ends at the first `/` that is not preceded by `\` and ends the term, so `/a/b/`
//!   is one expression. After `url:` and the names of columns `/owa` is a path: there an expression has no spaces.
//! - `<…>` and `<"…">` after a text field or a column are exactly this text; `<` alone after a column compares.
//! - `-` or `!` excludes the term that follows it directly; a `-` or `!` alone, `--`, `->`, `!=` and `!!` are text.
//! - `last` or `past` and a length of time, as in `last 2 hours`, is one word.
//! - a term that begins with a name (letters and `-`) and an operator is a field when there is a field of that name.
//!   Blanks may surround the operator, and follow the comma in a list. The exceptions are SMTP commands and parameters in capitals: `FROM:<`, `TO:<`, `FROM:` and `TO:` alone, `SIZE=`,
//!   `AUTH=` are text.
//! - an unknown name with a colon is text where it cannot be meant as a field: nothing, `//`, `\`, `:` or `<` follows
//!   (`error:`, `https://…`, `C:\…`, `a::b`, `ORCPT:<…`), the name is a single letter, or the term is the beginning of
//!   an IPv6 address (`dead:beef::`). Otherwise it is a problem, since a misspelt field would silently find nothing. A
//!   misspelt `gpa>30s` is one for the same reason; `RN=1` and `CN=…` are text.
//! - a term that begins with the name of a column that an open table has, and an operator, asks for that column, unless
//!   the name is one of a field or nothing follows. `column.name` is always the column.
//! - everything else is a word up to the next space: times, addresses, `[fe80::1%3]:25`, `<a@b>`, paths. A closing
//!   parenthesis ends a word unless it was opened within the word: `Remote(ConnectionReset)` is one word.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::Surroundings;
use super::field::{Field, field_named, instead_of, similar_name};
use super::head::{Head, column_head, head, is_pasted, is_smtp_spelling, is_text, name_length};
use super::problem::SyntaxError;
use super::recent::recent;
use super::shape::{Shape, tls_in_words};
use super::time::{goes_on, is_date};
use super::token::{Form, Name, Operator, Token, TokenKind, Value, keyword, operator_of};
use super::value::Unit;
use super::written::{ends_term, exact, is_bracketed, is_expression, is_quotation_mark, quoted, raw, regex_end};

/// Reads tokens from the text of a query.
pub(super) struct Lexer<'t> {
    text: &'t str,
    at: usize,
    /// The names of the columns; `None` if they are not known.
    columns: Option<&'t [String]>,
}

impl<'t> Lexer<'t> {
    pub fn new(text: &'t str, surroundings: &Surroundings<'t>) -> Lexer<'t> {
        Lexer { text, at: 0, columns: surroundings.columns }
    }

    /// Skips blanks; returns where it is then, in bytes.
    pub fn skip_blanks(&mut self) -> usize {
        self.at += self.rest().len() - self.rest().trim_start().len();
        self.at
    }

    /// Goes on at that byte.
    pub fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    /// Where a term ends that begins at `from` and cannot be read, with a fault that ends at `to`.
    pub fn end_of_fault(&self, from: usize, to: usize) -> usize {
        let word = self.text.get(from..).map_or(0, |rest| raw(rest, false).len());
        let first = self.text.get(from..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        to.max(from + word.max(first)).min(self.text.len())
    }

    /// The field or the column that a term names which begins at that byte.
    pub fn name_at(&mut self, from: usize) -> Option<Name> {
        self.at = from;
        let column = self.column().ok().flatten().map(|(name, ..)| Name::Column(name));
        let field = || field_named(head(self.rest())?.name).map(Name::Field);
        column.or_else(field)
    }

    /// The next token; `None` at the end.
    pub fn next(&mut self) -> Result<Option<Token<'t>>, SyntaxError> {
        let from = self.skip_blanks();
        let Some(first) = self.rest().chars().next() else { return Ok(None) };
        let kind = match first {
            '(' => self.sign(TokenKind::Open),
            ')' => self.sign(TokenKind::Close),
            '-' | '!' if self.excludes() => self.sign(TokenKind::Not),
            '/' => TokenKind::Text(self.value(None)?.form),
            mark if is_quotation_mark(mark) => TokenKind::Text(self.value(None)?.form),
            _ => self.term()?,
        };
        Ok(Some(Token { kind, from, to: self.at }))
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn sign(&mut self, kind: TokenKind<'t>) -> TokenKind<'t> {
        self.at += 1;
        kind
    }

    fn excludes(&self) -> bool {
        let next = self.rest().chars().nth(1);
        next.is_some_and(|next| !next.is_whitespace() && !matches!(next, '-' | '>' | ')' | '=' | '!'))
    }

    fn term(&mut self) -> Result<TokenKind<'t>, SyntaxError> {
        self.refuse_unequal()?;
        if let Some((name, operator, length)) = self.column()? {
            return self.field(Name::Column(name), operator, length);
        }
        if let Some(head) = head(self.rest())
            && let Some(field) = self.field_of(&head)?
        {
            let length = self.rest().len() - head.rest.len();
            return self.field(Name::Field(field), head.operator, length);
        }
        if let Some(words) = self.words_of_one() {
            return Ok(TokenKind::Text(Form::Raw(words)));
        }
        self.refuse_misspelt_comparison()?;
        let from = self.at;
        let word = self.raw(false);
        // `NOT(a b)`: a parenthesis may follow directly.
        let (name, is_before_group) = word.split_once('(').map_or((word, false), |(name, _)| (name, true));
        let known = keyword(name);
        if known.is_some() && is_before_group {
            self.at = from + name.len();
        }
        Ok(match known {
            Some("AND") => TokenKind::And,
            Some("OR") => TokenKind::Or,
            Some(_) => TokenKind::Not,
            None => TokenKind::Text(Form::Raw(word)),
        })
    }

    /// Several words that mean one thing: `last 2 hours`, `TLS 1.2`, `2026-03-02 08:00:02`.
    fn words_of_one(&mut self) -> Option<&'t str> {
        let length = match recent(self.rest()) {
            Some(recent) => recent.length,
            None => tls_in_words(self.rest()).or_else(|| self.date_and_time())?,
        };
        let words = self.rest().get(..length)?;
        self.at += length;
        Some(words)
    }

    /// The length of a date and the time of day after a blank with which the rest begins.
    fn date_and_time(&self) -> Option<usize> {
        let date = raw(self.rest(), false);
        let mut lexer = Lexer { ..*self };
        let words = if is_date(date) { lexer.time().len() } else { 0 };
        (words > date.len()).then_some(words)
    }

    /// `gpa > 30s`: with blanks it could be three words, but nobody searches for these.
    fn refuse_misspelt_comparison(&self) -> Result<(), SyntaxError> {
        let rest = self.rest();
        let Some((name, after)) = name_length(rest).and_then(|length| rest.split_at_checked(length)) else {
            return Ok(());
        };
        let compared = operator_of(after.trim_start()).filter(|&(_, operator)| operator != Operator::Is);
        let is_number = |sign: &str| {
            let value = after.trim_start().get(sign.len()..).unwrap_or_default().trim_start();
            value.starts_with(|first: char| first.is_ascii_digit())
        };
        let is_known = field_named(name).is_some();
        let similar = similar_name(name, self.columns.unwrap_or_default()).is_some();
        match compared {
            Some((sign, _)) if !is_known && similar && is_number(sign) => {
                Err(SyntaxError::new(self.at, self.at + name.len(), unknown_field(name, self.columns)))
            }
            _ => Ok(()),
        }
    }

    /// `code!=550` could mean "no code is 550" or "some code is not 550"; the way to write the first is clear.
    fn refuse_unequal(&self) -> Result<(), SyntaxError> {
        let named = name_length(self.rest()).and_then(|length| self.rest().split_at_checked(length));
        let unequal = named.and_then(|(name, rest)| Some((name, rest.trim_start().strip_prefix("!=")?)));
        let Some((name, rest)) = unequal.filter(|(name, _)| field_named(name).is_some()) else { return Ok(()) };
        let value = raw(rest.trim_start(), true);
        let message = format!("There is no `!=`. To exclude sessions, write `-{name}:{value}`.");
        Err(SyntaxError::new(self.at, self.text.len() - rest.len(), message))
    }

    /// The column that the rest begins with, its operator, and the length of both.
    fn column(&self) -> Result<Option<(String, Operator, usize)>, SyntaxError> {
        let rest = self.rest();
        let Some(head) = column_head(rest) else { return Ok(None) };
        let known = |name: &str| self.columns.map(|columns| columns.iter().any(|own| own.eq_ignore_ascii_case(name)));
        let length = rest.len() - head.rest.len();
        let found = Some((head.name.clone(), head.operator, length));
        match known(&head.name) {
            Some(true) | None if head.explicit => Ok(found),
            Some(true) => Ok(found.filter(|_| field_named(&head.name).is_none() && !is_pasted(&head))),
            Some(false) if head.explicit => {
                Err(SyntaxError::new(self.at, self.at + length, unknown_column(&head.name, self.columns)))
            }
            _ => Ok(None),
        }
    }

    /// The field that a head names; `None` when it is text.
    fn field_of(&self, head: &Head<'t>) -> Result<Option<&'static Field>, SyntaxError> {
        let known = field_named(head.name);
        if let Some(field) = known {
            return Ok((!is_smtp_spelling(head)).then_some(field));
        }
        if is_text(head, raw(self.rest(), false)) {
            return Ok(None);
        }
        Err(SyntaxError::new(self.at, self.at + head.name.len(), unknown_field(head.name, self.columns)))
    }

    fn field(&mut self, name: Name, mut operator: Operator, head_length: usize) -> Result<TokenKind<'t>, SyntaxError> {
        let from = self.at;
        self.at += head_length;
        if operator == Operator::Is {
            operator = self.second_sign(&name);
        }
        if !self.skip_blanks_before_value() {
            return Err(SyntaxError::new(
                from,
                self.at,
                missing_value(&name, self.text.get(from..self.at).unwrap_or_default()),
            ));
        }
        let mut values = Vec::from([self.value(Some(&name))?]);
        while self.rest().starts_with(',') {
            self.at += 1;
            self.skip_blanks_before_value();
            values.push(self.value(Some(&name))?);
        }
        Ok(TokenKind::Field { name, operator, values })
    }

    /// What `:` or `=` means together with the sign that follows it: `gap:>30s`, `gap: >30s`, `code=>550`, `ip==192.0.2.1`.
    fn second_sign(&mut self, name: &Name) -> Operator {
        let by_equals = self.text.get(..self.at).is_some_and(|text| text.ends_with('='));
        let next = if by_equals { self.rest() } else { self.rest().trim_start() };
        let is_text = name.takes_text() && is_bracketed(next);
        let second = operator_of(next).filter(|&(sign, _)| sign == "=" && by_equals || sign != ":" && name.compares());
        let Some((sign, operator)) = second.filter(|_| !is_text) else { return Operator::Is };
        self.at = self.text.len() - next.len() + sign.len();
        match operator {
            Operator::Above if by_equals => Operator::AtLeast,
            Operator::Below if by_equals => Operator::AtMost,
            operator => operator,
        }
    }

    /// Skips blanks if a value follows. False if none does.
    fn skip_blanks_before_value(&mut self) -> bool {
        let next = self.rest().trim_start();
        let follows = !next.is_empty() && !next.starts_with(')') && keyword(raw(next, true)).is_none();
        if follows {
            self.at += self.rest().len() - next.len();
        }
        follows
    }

    /// One value of a field or column, in a list that commas part; or one term that begins with a quotation mark or a
    /// slash.
    fn value(&mut self, name: Option<&Name>) -> Result<Value<'t>, SyntaxError> {
        let (from, list) = (self.at, name.is_some());
        let is_path = name.is_some_and(Name::takes_paths) && !is_expression(raw(self.rest(), list));
        let exact = exact(self.rest()).filter(|_| name.is_some_and(Name::takes_text));
        let form = match self.rest().chars().next() {
            Some('<') if let Some((text, length)) = exact => {
                self.at += length;
                Form::Exact(text)
            }
            Some(mark) if is_quotation_mark(mark) => self.quoted(name, list)?,
            Some('/') if !is_path => self.regex(list)?,
            Some('(') if let Some(name) = name => {
                self.refuse_alternatives(name)?;
                Form::Raw(self.raw(list))
            }
            _ if let Some(units) = name.and_then(Name::units) => Form::Raw(self.measure(units)),
            _ if name.is_some_and(Name::takes_time) => Form::Raw(self.time()),
            _ if name.is_some_and(Name::takes_addresses) => Form::Raw(self.addresses()),
            _ => Form::Raw(self.raw(list)),
        };
        self.refuse_group_of_digits(name, &form, from)?;
        if let (Form::Raw(text), Some(Name::Field(field))) = (&form, name)
            && field.kind.takes_text()
            && text.starts_with('<')
            && !text.ends_with('>')
        {
            let message = "This angle bracket is never closed. Add a `>` after the text, or leave the bracket out to \
                           search for a part of it. To search for the bracket itself, put the text in quotes.";
            return Err(SyntaxError::new(from, self.at, message));
        }
        if matches!(form, Form::Raw("")) {
            let message = "A value is missing next to the comma. Write lists as in `code:550,554`.";
            return Err(SyntaxError::new(from.saturating_sub(1), (from + 1).min(self.text.len()), message));
        }
        Ok(Value { form, from, to: self.at })
    }

    fn raw(&mut self, list: bool) -> &'t str {
        let raw = raw(self.rest(), list);
        self.at += raw.len();
        raw
    }

    /// A value that may be a date and, after a blank, a time of day.
    fn time(&mut self) -> &'t str {
        let (begin, from) = (self.rest(), self.at);
        let mut value = self.raw(true);
        loop {
            let rest = self.rest();
            // `2026-03-02, 23:00` is one time.
            let next = rest.strip_prefix(',').filter(|_| is_date(value)).unwrap_or(rest).trim_start();
            if next.len() == rest.len() || !goes_on(value, next) {
                return value;
            }
            self.at = self.text.len() - next.len();
            self.raw(true);
            value = begin.get(..self.at - from).unwrap_or_default();
        }
    }

    /// An address, or a range of them with blanks around what parts its ends: `192.0.2.10 - 192.0.2.20`.
    fn addresses(&mut self) -> &'t str {
        let (begin, from) = (self.rest(), self.at);
        let first = self.raw(true);
        let next = self.rest().trim_start();
        let sign = ["-", "\u{2013}", ".."].into_iter().find(|sign| raw(next, true) == *sign);
        let last = sign.and_then(|sign| next.get(sign.len()..)).map(str::trim_start);
        match last.filter(|last| last.starts_with(|c: char| c.is_ascii_hexdigit())) {
            Some(last) => {
                self.at = self.text.len() - last.len();
                self.raw(true);
                begin.get(..self.at - from).unwrap_or_default()
            }
            None => first,
        }
    }

    /// `messages > 1 000` is a thousand for who writes it, and the text 000 besides for the query.
    fn refuse_group_of_digits(&self, name: Option<&Name>, form: &Form<'t>, from: usize) -> Result<(), SyntaxError> {
        let Form::Raw(number) = form else { return Ok(()) };
        let group = raw(self.rest().trim_start(), true);
        let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        // What can be a reply code is one.
        let is_group = group.len() == 3 && are_digits(group) && Shape::of(group).is_none();
        let is_group = is_group && number.len() <= 3 && are_digits(number) && !number.starts_with('0');
        match name {
            Some(Name::Field(field)) if is_group && field.kind.counts() => {
                let to = self.text.len() - self.rest().trim_start().len() + group.len();
                let message = format!(
                    "Write numbers without separators of thousands: `{number}{group}`. To search for `{group}`, put it in quotes."
                );
                Err(SyntaxError::new(from, to, message))
            }
            _ => Ok(()),
        }
    }

    /// A number with its unit, which blanks may part: `size > 1 MB`, as the page writes sizes.
    fn measure(&mut self, units: Unit) -> &'t str {
        let (begin, from) = (self.rest(), self.at);
        let number = self.raw(true);
        let next = self.rest().trim_start();
        let unit = raw(next, true);
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        if !is_number || units.factor(unit).is_none() {
            return number;
        }
        self.at = self.text.len() - next.len() + unit.len();
        begin.get(..self.at - from).unwrap_or_default()
    }

    /// `to:(anna or bob)`, as other programs have it, is a list here; `to:(x)` is a text in parentheses.
    fn refuse_alternatives(&self, name: &Name) -> Result<(), SyntaxError> {
        let Some((inner, _)) = self.rest().get(1..).and_then(|rest| rest.split_once(')')) else { return Ok(()) };
        let words = inner.split(|character: char| character.is_whitespace() || character == ',');
        let words = words.filter(|word| !word.is_empty());
        if words.clone().nth(1).is_none() {
            return Ok(());
        }
        let name = name.full_name();
        let between = if words.clone().any(|word| keyword(word) == Some("AND")) {
            format!(" {name}:")
        } else {
            String::from(",")
        };
        let values: Vec<&str> = words.filter(|word| keyword(word).is_none()).collect();
        let message = format!(
            "A field takes a list of values, without parentheses: `{name}:{}`. To search for this text, put it in quotes.",
            values.join(&between)
        );
        Err(SyntaxError::new(self.at, self.at + inner.len() + 2, message))
    }

    fn quoted(&mut self, name: Option<&Name>, list: bool) -> Result<Form<'t>, SyntaxError> {
        let from = self.at;
        let Some((text, length)) = quoted(self.rest()) else {
            let message = "This quotation mark is never closed. Add a `\"` at the end of the phrase.";
            return Err(SyntaxError::new(from, self.text.len(), message));
        };
        self.at += length;
        if text.is_empty() {
            return Err(SyntaxError::new(from, self.at, empty_phrase(name)));
        }
        if !self.rest().chars().next().is_none_or(|next| ends_term(next, list)) {
            let message = "Text follows the closing quotation mark directly. Put a space between them; write a \
                           quotation mark inside a phrase twice.";
            return Err(SyntaxError::new(
                self.at - 1,
                self.at + self.rest().chars().next().map_or(0, char::len_utf8),
                message,
            ));
        }
        Ok(Form::Quoted(text))
    }

    fn regex(&mut self, list: bool) -> Result<Form<'t>, SyntaxError> {
        let from = self.at;
        let inner = self.rest().get(1..).unwrap_or_default();
        let Some(expression) = regex_end(inner, list).and_then(|end| inner.get(..end)) else {
            let message = "This regular expression has no closing `/`. To search for text that contains a slash, \
                           put it in quotes.";
            return Err(SyntaxError::new(from, self.text.len(), message));
        };
        self.at += expression.len() + 2;
        if expression.is_empty() {
            let message = "The regular expression is empty. To search for `//` itself, put it in quotes.";
            return Err(SyntaxError::new(from, self.at, message));
        }
        Ok(Form::Regex(expression))
    }
}

fn guess(name: &str, columns: Option<&[String]>) -> String {
    let similar = similar_name(name, columns.unwrap_or_default());
    similar.map_or(String::new(), |known| format!(" Did you mean `{known}`?"))
}

fn unknown_field(name: &str, columns: Option<&[String]>) -> String {
    let what = if columns.is_some_and(|columns| !columns.is_empty()) { "field or column" } else { "field" };
    if let Some(advice) = instead_of(name) {
        return format!("There is no {what} `{name}`: {advice}. To search for the text itself, put it in quotes.");
    }
    let guess = guess(name, columns);
    format!("There is no {what} `{name}`.{guess} To search for the text itself, put it in quotes.")
}

fn unknown_column(name: &str, columns: Option<&[String]>) -> String {
    let guess = guess(name, columns);
    format!("No open log has a column `{name}`.{guess} To search for the text itself, put it in quotes.")
}

fn empty_phrase(name: Option<&Name>) -> String {
    let advice = match name {
        Some(name) if name.takes_text() => {
            format!("To find what has no value, write `-{}:*`", name.full_name())
        }
        Some(Name::Field(field)) => format!("Write a value, as in `{}`", field.sample),
        _ => String::from("Write text as in `\"Unable to relay\"`"),
    };
    format!("There is no text between the quotation marks. {advice}.")
}

fn missing_value(name: &Name, head: &str) -> String {
    let sample = match name {
        Name::Field(field) => String::from(field.sample),
        Name::Column(_) => format!("{head}5"),
    };
    format!(
        "There is no value after `{head}`. Write one, as in `{sample}`; to search for the text itself, put it in quotes."
    )
}
