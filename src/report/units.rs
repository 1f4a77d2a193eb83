//! Numbers with a unit. All of them are `f64`, because they cross to the page as JavaScript numbers.

use serde::Serialize;

macro_rules! units {
    ($($(#[$docs:meta])* $name:ident)*) => {
        $(
            $(#[$docs])*
            #[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize)]
            #[cfg_attr(test, derive(ts_rs::TS))]
            pub struct $name(pub f64);

            impl PartialEq<f64> for $name {
                fn eq(&self, other: &f64) -> bool {
                    self.0 == *other
                }
            }

            impl From<i64> for $name {
                fn from(number: i64) -> Self {
                    $name(number as f64)
                }
            }

            impl core::ops::Add for $name {
                type Output = Self;

                fn add(self, other: Self) -> Self {
                    $name(self.0 + other.0)
                }
            }

            impl From<u64> for $name {
                fn from(number: u64) -> Self {
                    $name(number as f64)
                }
            }
        )*
    };
}

units! {
    /// A time: milliseconds since 1970-01-01T00:00Z.
    TimeMs
    /// A duration in milliseconds.
    DurationMs
    /// A size in bytes.
    ByteCount
    /// A count.
    Count
}
