//! Which values of its sessions a finding is about. A session has several recipients, of whom one was refused, and two
//! certificates, of which one has expired: the others are nothing to show below the finding.

use crate::archive::Archive;
use crate::query::{Expression, Matches, Refused, See, certificate_states, deferrals, logged_on};
use crate::store::{CertificateState, Deferral, SessionIndex};
use crate::summarise::{Summarised, groups_concerned};
use alloc::vec::Vec;

/// The values of a dimension that a finding is about.
#[derive(Clone, Copy)]
pub(super) enum Concern {
    /// Domains of recipients that were refused by a reply that the rule asks for.
    RefusedDomains,
    /// Domains of recipients of mail that was put off, of which this became.
    Deferred(Deferral),
    /// Users who logged on.
    LoggedOn,
    /// Subjects of certificates of which this holds.
    Certificates(CertificateState),
    /// Subjects of certificates that servers presented themselves and of which this holds.
    OwnCertificates(CertificateState),
}

impl Concern {
    /// The dimension.
    pub fn dimension(self) -> &'static str {
        match self {
            Concern::RefusedDomains | Concern::Deferred(_) => "recipient-domain",
            Concern::LoggedOn => "user",
            Concern::Certificates(_) | Concern::OwnCertificates(_) => "certificate",
        }
    }

    /// Those of some groups that it is about, of which the dimension at that place is its own; all of them if that is not known.
    /// `query`: that of the rule.
    pub async fn of_groups(
        self,
        archive: &Archive,
        query: &Expression,
        matches: &Matches,
        summarised: &Summarised,
        place: usize,
        groups: Vec<u32>,
    ) -> Vec<u32> {
        let concerned: Vec<u32> = match self {
            Concern::RefusedDomains => {
                let mut refused = Refused::new(archive, query);
                let mut domains = |session, see: See<'_>| refused.domains(session, see);
                concerned(archive, matches, summarised, place, &groups, &mut domains).await
            }
            Concern::Deferred(deferral) => {
                let deferrals = deferrals(archive).await;
                let mut domains = |session, see: See<'_>| deferrals.domains_of(session, deferral).for_each(see);
                concerned(archive, matches, summarised, place, &groups, &mut domains).await
            }
            Concern::LoggedOn => {
                let mut user = |session, see: See<'_>| see(logged_on(archive, session));
                concerned(archive, matches, summarised, place, &groups, &mut user).await
            }
            Concern::Certificates(state) => with_subjects(archive, summarised, place, &groups, state, false).await,
            Concern::OwnCertificates(state) => {
                let own = with_subjects(archive, summarised, place, &groups, state, true).await;
                // After X-ANONYMOUSTLS that of another server of the organization counts as well.
                let any = || with_subjects(archive, summarised, place, &groups, state, false);
                if own.is_empty() { any().await } else { own }
            }
        };
        if concerned.is_empty() { groups } else { concerned }
    }
}

/// The groups with a session for which its value is among those that `values` names.
async fn concerned(
    archive: &Archive,
    matches: &Matches,
    summarised: &Summarised,
    place: usize,
    groups: &[u32],
    values: &mut dyn FnMut(SessionIndex, See<'_>),
) -> Vec<u32> {
    let found = groups_concerned(archive, matches, summarised, place, values).await;
    groups.iter().copied().filter(|group| found.contains(*group as usize)).collect()
}

/// The groups whose certificates have a subject of which a state holds.
async fn with_subjects(
    archive: &Archive,
    summarised: &Summarised,
    place: usize,
    groups: &[u32],
    state: CertificateState,
    own_alone: bool,
) -> Vec<u32> {
    let states = certificate_states(archive).await;
    let has_it = |group: &u32| {
        let own = summarised.group(*group).and_then(|group| summarised.value(group, place));
        own.is_some_and(|own| states.subjects_of(state, own_alone).any(|subject| own.eq_ignore_ascii_case(subject)))
    };
    groups.iter().copied().filter(has_it).collect()
}
