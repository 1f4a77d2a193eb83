//! Answers that take long: each is worked out step by step, as its question is asked again and again.

use crate::work::Job;
use alloc::vec::Vec;

/// Most questions that are worked on in turns: more than anybody asks at a time. Of more, those that were asked least recently
/// are given up, as nobody waits for the answer of a question that is not asked again.
const WORKING: usize = 32;

/// The last answers, and what is being worked on.
#[derive(Debug)]
pub(super) struct Answers<K, T> {
    /// Most answers that are kept.
    kept: usize,
    /// The one that was asked for last comes last.
    known: Vec<(K, T)>,
    working: Vec<(K, Job<T>)>,
}

impl<K: PartialEq, T: Clone> Answers<K, T> {
    /// None yet. At most so many are kept.
    pub fn new(kept: usize) -> Answers<K, T> {
        Answers { kept, known: Vec::new(), working: Vec::new() }
    }

    /// The answer to a question; `None` after a step of the work that it takes, if there are more.
    pub fn ask<W>(&mut self, question: K, begin: impl FnOnce(&K) -> W) -> Option<T>
    where
        W: Future<Output = T> + 'static,
    {
        self.go_on(&question).unwrap_or_else(|| {
            let job = Job::new(begin(&question));
            self.work_on(question, job)
        })
    }

    /// The same for a question that has been asked; `None` if it is neither known nor worked on.
    pub fn go_on(&mut self, question: &K) -> Option<Option<T>> {
        let known = self.known(question);
        if known.is_some() {
            return Some(known);
        }
        let place = self.working.iter().position(|(working, _)| working == question)?;
        let (question, job) = self.working.remove(place);
        Some(self.work_on(question, job))
    }

    /// The answer to a question, if it is known.
    pub fn known(&mut self, question: &K) -> Option<T> {
        let place = self.known.iter().position(|(known, _)| known == question)?;
        let last = self.known.remove(place);
        let answer = last.1.clone();
        self.known.push(last);
        Some(answer)
    }

    /// Keeps an answer.
    pub fn keep(&mut self, question: K, answer: T) {
        if self.known.len() == self.kept {
            self.known.remove(0);
        }
        self.known.push((question, answer));
    }

    fn work_on(&mut self, question: K, mut job: Job<T>) -> Option<T> {
        let Some(answer) = job.step() else {
            if self.working.len() == WORKING {
                self.working.remove(0);
            }
            self.working.push((question, job));
            return None;
        };
        self.keep(question, answer.clone());
        Some(answer)
    }

    /// Gives up what is being worked on.
    pub fn stop(&mut self) {
        self.working.clear();
    }

    /// Forgets everything.
    pub fn forget(&mut self) {
        self.stop();
        self.known.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::work::rest;

    /// Twice the number, after as many rests.
    async fn twice(number: usize) -> usize {
        for _ in 0..number {
            rest().await;
        }
        2 * number
    }

    fn ask(answers: &mut Answers<usize, usize>, number: usize) -> Option<usize> {
        answers.ask(number, |number| twice(*number))
    }

    #[test]
    fn questions_are_worked_on_in_turns() {
        let mut answers = Answers::new(2);
        for _ in 0..2 {
            assert_eq!((ask(&mut answers, 2), ask(&mut answers, 3)), (None, None));
        }
        assert_eq!((ask(&mut answers, 2), ask(&mut answers, 3)), (Some(4), None));
        assert_eq!((ask(&mut answers, 2), ask(&mut answers, 3)), (Some(4), Some(6)), "known at once");
    }

    #[test]
    fn the_last_answers_are_kept() {
        let mut answers = Answers::new(2);
        for number in [1, 2, 1, 3] {
            while ask(&mut answers, number).is_none() {}
        }
        assert_eq!((ask(&mut answers, 1), ask(&mut answers, 3)), (Some(2), Some(6)));
        assert_eq!(ask(&mut answers, 2), None, "forgotten, as it was asked for least recently");
    }

    #[test]
    fn what_is_given_up_begins_anew() {
        let mut answers = Answers::new(1);
        assert_eq!((ask(&mut answers, 1), answers.stop(), ask(&mut answers, 1)), (None, (), None));
        assert_eq!((ask(&mut answers, 1), answers.forget(), ask(&mut answers, 1)), (Some(2), (), None));
    }

    #[test]
    fn of_many_questions_those_that_were_asked_last_are_worked_on() {
        let mut answers = Answers::new(1);
        for number in 1..=WORKING + 1 {
            assert_eq!(ask(&mut answers, number), None);
        }
        assert_eq!(ask(&mut answers, 1), None, "given up");
        assert_eq!(answers.working.len(), WORKING);
    }
}
