//! The timeline counts what queries count: in all fixtures, a bin has the sessions that a query for its period finds.

use crate::support::fixtures::cases;
use crate::support::result::over_time;
use exchange_log_viewer::{Engine, Period, SeriesMeasure, SessionIndex};

/// The first and the last start of what the current query finds, whatever it says of the period.
fn span(engine: &Engine, queries: &[String]) -> Option<(i64, i64)> {
    let span = engine.timeline_span(queries);
    span.first.zip(span.last).map(|(first, last)| (first.0 as i64, last.0 as i64))
}

fn starts(engine: &Engine) -> Vec<i64> {
    engine.sessions().iter().map(|&session| engine.archive().store.sessions.get(session).start.0).collect()
}

fn total(engine: &Engine, edges: &[i64]) -> u64 {
    engine.timeline(edges, &[]).counts.into_iter().map(u64::from).sum()
}

/// Whether all sessions are dialogues: a group of records is found in the period of each of its records.
fn has_dialogues_only(engine: &Engine) -> bool {
    let store = &engine.archive().store;
    engine.sessions().iter().all(|&session| !store.sessions.get(session).log_type.is_grouped())
}

#[test]
fn a_bin_has_the_sessions_that_a_query_for_its_period_finds() {
    let mut tested = 0;
    for case in cases() {
        let mut engine = case.read_whole();
        engine.query("", 0).unwrap();
        let Some((first, last)) = span(&engine, &[]) else { continue };
        let all = starts(&engine);
        assert_eq!(Some((first, last)), all.iter().min().copied().zip(all.iter().max().copied()), "{}", case.name);
        assert_eq!(total(&engine, &[first, last + 1]), all.len() as u64, "{}", case.name);
        if !has_dialogues_only(&engine) {
            continue;
        }
        let edges: Vec<i64> = (0..=4).map(|edge| first + (last + 1 - first).max(4) * edge / 4).collect();
        for pair in edges.windows(2) {
            let &[from, to] = pair else { continue };
            let query = engine.query_with_period("", Some(Period { from, to }), [0, 0], 0).unwrap();
            let (found, _) = engine.count(&query, 0).unwrap();
            assert_eq!(found as u64, total(&engine, pair), "{}: {query}", case.name);
            tested += 1;
        }
    }
    assert!(tested > 100, "{tested}");
}

#[test]
fn the_period_of_the_query_does_not_count() {
    for case in cases() {
        let mut engine = case.read_whole();
        engine.query("entries>1", 0).unwrap();
        let (whole, spanned) = (over_time(&engine), span(&engine, &[]));
        let Some((first, last)) = spanned else { continue };
        let period = Period { from: first, to: first + 1 };
        let query = engine.query_with_period("entries>1", Some(period), [0, 0], 0).unwrap();
        engine.query(&query, 0).unwrap();
        let narrowed = engine.timeline_span(&[]);
        assert!(narrowed.narrowed, "{}: {query}", case.name);
        assert_eq!(
            narrowed.from.zip(narrowed.to).map(|(from, to)| (from.0 as i64, to.0 as i64)),
            Some((first, first + 1))
        );
        assert_eq!(span(&engine, &[]), Some((first, last)), "{}", case.name);
        assert_eq!(over_time(&engine), whole, "{}", case.name);
        let without = engine.query_with_period(&query, None, [0, 0], 0).unwrap();
        assert_eq!(without, "entries>1", "{}", case.name);
    }
}

#[test]
fn further_queries_are_added_up_by_their_measures() {
    let measures = [SeriesMeasure::Sessions, SeriesMeasure::Messages, SeriesMeasure::Bytes, SeriesMeasure::Rejected];
    let mut added = [0; 4];
    for case in cases() {
        let mut engine = case.read_whole();
        engine.query("entries>999999", 0).unwrap();
        let texts = ["", "", "", "", "gap>soon"].map(String::from);
        let Some((first, last)) = span(&engine, &texts) else { continue };
        let questions: Vec<_> =
            texts.iter().cloned().zip(measures.into_iter().chain([SeriesMeasure::Sessions])).collect();
        let answer = engine.timeline(&[first, last + 1], &questions);
        assert!(answer.counts.iter().all(|&count| count == 0), "the current query finds nothing");
        assert_eq!(answer.series.last(), Some(&vec![]), "not a query");
        let sums: Vec<u64> = answer.series.iter().take(4).map(|sums| sums[0]).collect();
        let sessions = (0..engine.archive().published() as u32).map(SessionIndex);
        let facts = sessions.map(|index| &engine.archive().store.sessions.get(index).facts);
        let expected = facts.fold([0, 0, 0], |[count, messages, bytes], facts| {
            [count + 1, messages + u64::from(facts.messages), bytes + facts.size]
        });
        assert_eq!(sums[..3], expected, "{}", case.name);
        assert_eq!(sums[3], engine.count("outcome:rejected", 0).unwrap().0 as u64, "{}", case.name);
        added.iter_mut().zip(sums).for_each(|(all, sum)| *all += sum);
    }
    assert!(added.iter().all(|&sum| sum > 0), "{added:?}");
}

#[test]
fn bins_of_any_width_and_a_sixth_query() {
    let case = cases().into_iter().find(|case| case.name == "receive-2019").unwrap();
    let mut engine = case.read_whole();
    engine.query("", 0).unwrap();
    let (first, last) = span(&engine, &[]).unwrap();
    let all = starts(&engine).len() as u64;
    assert_eq!(total(&engine, &[]), 0);
    assert_eq!(total(&engine, &[first]), 0);
    assert_eq!(total(&engine, &[first, first, first + 1, last + 1]), all, "an empty bin");
    assert_eq!(total(&engine, &[last + 1, last + 2]), 0, "after all sessions");
    assert_eq!(total(&engine, &[first - 10, first]), 0, "before them");
    let six = vec![(String::new(), SeriesMeasure::Sessions); 6];
    assert_eq!(engine.timeline(&[first, last + 1], &six).series.len(), 5);
    // Another query, more logs, and another offset of its times are noticed.
    let hour = |engine: &Engine| {
        engine.timeline(
            &[first - 86_400_000, last + 86_400_000],
            &[(String::from("start:1990-01-01"), SeriesMeasure::Sessions)],
        )
    };
    assert_eq!(hour(&engine).series, [vec![0]]);
    engine.clear();
    assert_eq!(engine.timeline_span(&[]).first, None);
    assert_eq!(hour(&engine).series, [vec![0]]);
}
