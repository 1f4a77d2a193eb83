//! A small seeded random number generator. The same seed gives the same logs on every machine.

/// SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
pub struct Random {
    state: u64,
}

impl Random {
    /// Starts the sequence of a seed.
    pub fn new(seed: u64) -> Random {
        Random { state: seed }
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `limit - 1`; 0 if `limit` is 0.
    pub fn below(&mut self, limit: u64) -> u64 {
        let product = u128::from(self.bits()) * u128::from(limit);
        u64::try_from(product >> 64).unwrap_or(0)
    }

    /// A number from `low` to `high`, inclusive.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high - low + 1)
    }

    /// True with a probability of 1 in `of`.
    pub fn one_in(&mut self, of: u64) -> bool {
        self.below(of) == 0
    }

    /// One of the values. There must be at least one.
    pub fn pick<'v, T: ?Sized>(&mut self, values: &[&'v T]) -> &'v T {
        let index = self.below(values.len() as u64);
        values[usize::try_from(index).unwrap_or(0)]
    }

    /// One of the values of `(weight, value)`, chosen by weight. There must be at least one.
    pub fn weighted<T: Copy>(&mut self, choices: &[(u64, T)]) -> T {
        let sum = choices.iter().map(|(weight, _)| weight).sum();
        let mut rest = self.below(sum);
        for (weight, value) in choices {
            if rest < *weight {
                return *value;
            }
            rest -= weight;
        }
        choices[0].1
    }
}
