//! What a query asked that found nothing: how much each part finds by itself, and what is near to a part that finds nothing.

use super::masking::DisplayText;
use super::reportable::report_type;
use super::units::Count;
use alloc::vec::Vec;

report_type! {
    /// What a part of a query finds by itself, or what is near to it.
    #[derive(Default)]
    pub struct Nearby {
        /// The number of sessions and rows that the part finds by itself.
        pub found: Count,
        /// The number that the rest of the query finds without it.
        pub others: Count,
        /// Queries that find something in its place.
        pub near: Vec<NearQuery>,
        /// The number of steps in which more of them are looked for.
        pub steps: u32,
    }
}

report_type! {
    /// A query that finds something.
    pub struct NearQuery {
        /// The query.
        pub query: DisplayText<'static>,
        /// The number of sessions and rows that it finds by itself.
        pub found: Count,
    }
}

/// Most queries that a step finds.
pub const MOST: usize = 5;
