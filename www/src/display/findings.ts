/** Findings as the overview shows them: their order, figures, and the queries that lead to their sessions. */

import {
  FINDING_KINDS,
  FINDING_SEVERITIES,
  type FindingKind,
  type FindingLog,
  type FindingReport,
  type FindingSeverity,
  type SummaryGroup,
} from '../contract.js';
import { formatDuration } from '../format/duration.js';
import { formatTime, type Zone } from '../format/time.js';
import { overview } from '../locale/findings.js';

export const KINDS = Object.keys(FINDING_KINDS) as FindingKind[];

/** Whether a finding of that kind is there. */
export const isFound = ({ sessions, rows, logCount }: FindingReport): boolean => sessions + rows + logCount > 0;

/** What was found, the worst first; of one severity the kinds in their order. */
export function bySeverity(reports: ReadonlyMap<FindingKind, FindingReport>): [FindingSeverity, FindingReport[]][] {
  const found = KINDS.flatMap((kind) => reports.get(kind) ?? []).filter(isFound);
  const of = (severity: FindingSeverity) => found.filter((report) => report.severity === severity);
  return FINDING_SEVERITIES.map((severity): [FindingSeverity, FindingReport[]] => [severity, of(severity)]).filter(
    ([, list]) => list.length > 0,
  );
}

/** The kinds that were looked for and not found. */
export function notFound(reports: ReadonlyMap<FindingKind, FindingReport>): FindingKind[] {
  return KINDS.filter((kind) => {
    const report = reports.get(kind);
    return report !== undefined && !isFound(report);
  });
}

/** How many findings there are of a severity. */
export function countOf(reports: ReadonlyMap<FindingKind, FindingReport>, severity: FindingSeverity): number {
  return [...reports.values()].filter((report) => report.severity === severity && isFound(report)).length;
}

/** How many problems, warnings and notes there are. */
export function countsOf(reports: ReadonlyMap<FindingKind, FindingReport>): [number, number, number] {
  return [countOf(reports, 'problem'), countOf(reports, 'warning'), countOf(reports, 'note')];
}

/** The query that finds the sessions of a finding, also those that are hidden as noise, which it counts as well. */
export function findingQuery({ kind }: FindingReport, isNoiseHidden: boolean): string {
  return `finding:${kind}${isNoiseHidden ? ' noise:none,*' : ''}`;
}

/** The query that finds the sessions of one of its groups; null if no query does. */
export function queryOf(report: FindingReport, group: SummaryGroup, isNoiseHidden: boolean): string | null {
  const conditions = group.values.map(({ condition }) => condition);
  if (conditions.some((condition) => condition === null)) return null;
  return [findingQuery(report, isNoiseHidden), ...conditions].join(' ');
}

/** How many sessions, rows and messages, when, and on which servers. */
export function figures(report: FindingReport, zone: Zone): string[] {
  const { sessions, rows, messages, refusedLogons, first, last, servers, serverCount } = report;
  const parts = [];
  if (sessions > 0) parts.push(overview.sessions(sessions));
  if (rows > 0) parts.push(overview.rows(rows));
  // Where each session has one, they are said already.
  if (refusedLogons > sessions) parts.push(overview.refusedLogons(refusedLogons));
  if (messages > 0) parts.push(overview.messages(messages));
  if (first !== null && last !== null) parts.push(overview.span(formatTime(first, zone), formatTime(last, zone)));
  if (servers.length > 0) parts.push(overview.servers(servers.join(', '), serverCount - servers.length));
  return parts;
}

/** How many hours a finding is about. */
const hoursOf = ({ first, last }: FindingLog): number => Math.round(((last ?? 0) - (first ?? 0)) / 3_600_000);

/** What a finding says of a log, or of the clocks of two servers, in a sentence. */
export function logText(kind: FindingKind, log: FindingLog): string {
  const { server, service, connector, other, count, days, usual, reason, before, beforeMs, offsetMs, spreadMs, note } =
    log;
  const own = [server || overview.unknownLog, service].filter(Boolean);
  const name = [...own, ...(log.log && kind !== 'service-restarted' ? [log.log] : [])].join(', ');
  switch (kind) {
    case 'log-missing-files':
      return overview.logs[kind](name, count, days);
    case 'log-incomplete':
      return overview.logs[kind](name, count, note);
    case 'log-silent':
    case 'service-restarted':
      return overview.logs[kind](name, count);
    case 'log-not-written':
      return overview.logs[kind](name, connector, count, note);
    case 'clock-offset':
      return overview.logs[kind](server, other, formatDuration(offsetMs ?? 0), formatDuration(spreadMs ?? 0), count);
    case 'session-burst':
    case 'failure-burst':
    case 'few-sessions':
      return overview.logs[kind](name, count, usual, hoursOf(log), days);
    case 'new-reason':
      return overview.logs[kind](name, reason, count, before, formatDuration(beforeMs ?? 0));
    default:
      return name;
  }
}
