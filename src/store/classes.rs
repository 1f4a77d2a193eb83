//! The sessions by what nearly every question asks of them first.

use super::by_word::ByWord;
use super::noise::Noise;
use super::outcome::Outcome;
use super::words::Word;
use crate::entry::LogType;

impl Word for LogType {
    const COUNT: usize = LogType::ALL.len();

    fn number(self) -> usize {
        self as usize
    }
}

/// The sessions of each log, of each outcome and of each kind of noise.
#[derive(Debug)]
pub struct Classes {
    /// By log.
    pub logs: ByWord<LogType>,
    /// By outcome.
    pub outcomes: ByWord<Outcome>,
    /// By what makes them noise, if they are.
    pub noise: ByWord<Noise>,
}

impl Classes {
    /// Room for so many sessions.
    pub fn new(sessions: usize) -> Classes {
        Classes { logs: ByWord::new(sessions), outcomes: ByWord::new(sessions), noise: ByWord::new(sessions) }
    }
}
