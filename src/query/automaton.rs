//! Runs a regular expression over bytes, and only asks whether and by where it has matched.
//!
//! It is a lazy DFA, with a simulation of the NFA as the fallback for the rare case that the DFA gives up (a Unicode
//! `\b` beside a letter that is not ASCII). regex-automata offers more under `meta`: matches with both ends, groups,
//! prefilters. None of that is needed here, and it would be a third of a megabyte of WebAssembly.

use alloc::string::{String, ToString};
use core::cell::RefCell;
use core::fmt::{Debug, Formatter};
use regex_automata::hybrid::dfa;
use regex_automata::nfa::thompson::pikevm::{self, PikeVM};
use regex_automata::nfa::thompson::{self, NFA, WhichCaptures};
use regex_automata::util::primitives::NonMaxUsize;
use regex_automata::{Anchored, Input};
use regex_syntax::hir::Hir;

/// Most memory in bytes that one compiled expression may take. `\w{30}` fits, `\w{50}` does not.
const MAX_PROGRAM: usize = 1 << 20;
/// Memory for the states that the DFA keeps, in bytes; more when it cannot do with that.
const CACHE_CAPACITY: usize = 1 << 20;

/// A compiled expression.
pub(super) struct Automaton {
    dfa: dfa::DFA,
    simulation: PikeVM,
    /// What searching needs while it runs. Never borrowed over a call from outside.
    caches: RefCell<Caches>,
}

struct Caches {
    dfa: dfa::Cache,
    /// Made when it is needed first.
    simulation: Option<pikevm::Cache>,
}

impl Automaton {
    /// Compiles an expression; errors have no full stop.
    pub fn new(hir: &Hir) -> Result<Automaton, String> {
        let config = thompson::Config::new()
            .utf8(false)
            .which_captures(WhichCaptures::Implicit)
            .nfa_size_limit(Some(MAX_PROGRAM));
        let nfa = NFA::compiler().configure(config).build_from_hir(hir).map_err(|error| match error.size_limit() {
            Some(_) => String::from("it takes too much memory; shorten it, or repeat less"),
            None => error.to_string(),
        })?;
        Automaton::from_nfa(nfa)
    }

    fn from_nfa(nfa: NFA) -> Result<Automaton, String> {
        let config = dfa::Config::new()
            .unicode_word_boundary(true)
            .cache_capacity(CACHE_CAPACITY)
            .skip_cache_capacity_check(true);
        let dfa =
            dfa::Builder::new().configure(config).build_from_nfa(nfa.clone()).map_err(|error| error.to_string())?;
        let simulation = PikeVM::new_from_nfa(nfa).map_err(|error| error.to_string())?;
        let caches = RefCell::new(Caches { dfa: dfa.create_cache(), simulation: None });
        Ok(Automaton { dfa, simulation, caches })
    }

    /// Bytes that it takes, apart from what it needs while it runs.
    pub fn memory(&self) -> usize {
        self.dfa.get_nfa().memory_usage()
    }

    /// Whether it matches somewhere in `string`.
    pub fn is_match(&self, string: &[u8]) -> bool {
        self.end_at(string, 0).is_some()
    }

    /// By which byte a match has ended of those that start at or after `from`; of all, the one that is known first.
    pub fn end_at(&self, string: &[u8], from: usize) -> Option<usize> {
        if from > string.len() {
            return None;
        }
        self.end(&Input::new(string).range(from..).earliest(true))
    }

    /// By which byte a match has ended that starts at `from`; the earliest place where that is known.
    pub fn end_from(&self, string: &[u8], from: usize) -> Option<usize> {
        self.end(&Input::new(string).range(from.min(string.len())..).anchored(Anchored::Yes).earliest(true))
    }

    fn end(&self, input: &Input<'_>) -> Option<usize> {
        let mut caches = self.caches.borrow_mut();
        match self.dfa.try_search_fwd(&mut caches.dfa, input) {
            Ok(found) => found.map(|found| found.offset()),
            Err(_) => self.simulate(&mut caches, input),
        }
    }

    #[cold]
    fn simulate(&self, caches: &mut Caches, input: &Input<'_>) -> Option<usize> {
        let cache = caches.simulation.get_or_insert_with(|| self.simulation.create_cache());
        let mut slots: [Option<NonMaxUsize>; 2] = [None; 2];
        self.simulation.search_slots(cache, input, &mut slots)?;
        slots[1].map(NonMaxUsize::get)
    }
}

impl Clone for Automaton {
    fn clone(&self) -> Automaton {
        let caches = RefCell::new(Caches { dfa: self.dfa.create_cache(), simulation: None });
        Automaton { dfa: self.dfa.clone(), simulation: self.simulation.clone(), caches }
    }
}

/// The states of an automaton would fill screens.
impl Debug for Automaton {
    fn fmt(&self, f: &mut Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Automaton").finish_non_exhaustive()
    }
}
