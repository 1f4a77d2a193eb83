//! Clocks of two servers that differ.
//!
//! Servers of a domain follow the domain hierarchy (Microsoft, *Windows Time Service*), and Kerberos allows five minutes by default
//! (*Maximum tolerance for computer clock synchronization*).

use super::super::masking::Mask;
use super::super::messages::clocks_of_all::{End, clocks_of_all};
use super::super::units::Count;
use super::log::{FindingLog, Shown};
use crate::archive::Archive;
use crate::findings::{Threshold, Thresholds};
use alloc::vec::Vec;

/// Milliseconds in a second.
const SECOND: u64 = 1_000;

/// The servers whose clocks are apart by more than the limit and more than the transfers differ, and the sessions of the
/// transfers.
pub async fn offsets(archive: &Archive, thresholds: &Thresholds) -> Shown {
    let least = thresholds.of(Threshold::ClockOffset).saturating_mul(SECOND);
    let (mut logs, mut sessions) = (Vec::new(), Vec::new());
    let (found, ends) = clocks_of_all(archive).await;
    let mask = Mask::of(archive);
    for clocks in found {
        let apart = clocks.offset.unsigned_abs();
        let own: Vec<&End> = clocks.ends.iter().flatten().filter_map(|&end| ends.get(end)).collect();
        let are_enough = clocks.ends.len() as u64 >= thresholds.of(Threshold::ClockPairs);
        if apart < least || clocks.spread.unsigned_abs() >= apart || !are_enough {
            continue;
        }
        let [one, other] = [own.first(), own.get(1)].map(|end| end.map_or(&b""[..], |end| &end.server));
        let (behind, ahead) = if clocks.offset < 0 { (other, one) } else { (one, other) };
        let times = || own.iter().map(|end| end.time);
        sessions.extend(own.iter().map(|end| end.session));
        logs.push(FindingLog {
            server: mask.name(ahead).into_owned(),
            other: mask.name(behind).into_owned(),
            count: Count::from(clocks.ends.len() as u64),
            offset_ms: Some(apart.into()),
            spread_ms: Some(clocks.spread.into()),
            first: times().min().map(Into::into),
            last: times().max().map(Into::into),
            ..FindingLog::default()
        });
    }
    (logs, sessions)
}
