//! The macro behind a closed choice that is one word of a session, and what all of them have in common.

/// A choice of words, whose variants are numbered from 0.
pub trait Word: Copy {
    /// Number of words.
    const COUNT: usize;

    /// The number of a word.
    fn number(self) -> usize;
}

/// A table of words, one row each: variant, key, documentation.
macro_rules! words {
    (
        $(#[doc = $about:literal])* $name:ident, $order:literal;
        $($(#[$attribute:meta])* $variant:ident, $key:literal, $doc:literal;)*
    ) => {
        $(#[doc = $about])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
        #[cfg_attr(test, derive(ts_rs::TS))]
        #[repr(u8)]
        pub enum $name {
            $(#[doc = $doc] #[serde(rename = $key)] $(#[$attribute])* $variant,)*
        }

        impl $crate::store::words::Word for $name {
            const COUNT: usize = $name::ALL.len();

            fn number(self) -> usize {
                self as usize
            }
        }

        impl $name {
            #[doc = $order]
            pub const ALL: &[$name] = &[$($name::$variant,)*];

            /// The word that the page and queries use.
            pub fn key(self) -> &'static str {
                match self { $($name::$variant => $key,)* }
            }
        }
    };
}

pub(super) use words;
