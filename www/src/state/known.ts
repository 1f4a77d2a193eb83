/** What the page has found out about the open logs, and asks again once there are others. */

import type {
  Coverage,
  DelayReport,
  FindingKind,
  FindingReport,
  FoundMessages,
  MessageWay,
  Summary,
  SummaryTable,
  Verdict,
} from '../contract.js';

/** What has been found. */
export interface KnownFindings {
  /** What they were looked for in; null if they have to be looked for. */
  of: Summary | null;
  /** Number of kinds that have been looked for. */
  done: number;
  reports: ReadonlyMap<FindingKind, FindingReport>;
}

/** Nothing has been looked for. */
export const NO_FINDINGS: KnownFindings = { of: null, done: 0, reports: new Map() };

/** The messages that were looked for, and the way of one. */
export interface KnownMessages {
  /** What was looked for; empty for nothing. */
  text: string;
  /** What they were looked for in; null if they have to be looked for. */
  of: Summary | null;
  isAsking: boolean;
  found: FoundMessages | null;
  /** The delays of all messages, and what they were measured in; null until they are asked for. */
  delays: { of: Summary; report: DelayReport } | null;
  /** They are shown above the messages. */
  delaysShown: boolean;
  /** The way that is open; null for none. */
  way: MessageWay | null;
  /** The hop under the cursor. */
  hop: number;
  /** Its times are corrected by the offsets of clocks. */
  isCorrected: boolean;
}

/** Nothing has been looked for. */
export const NO_MESSAGES: KnownMessages = {
  text: '',
  of: null,
  isAsking: false,
  found: null,
  delays: null,
  delaysShown: false,
  way: null,
  hop: 0,
  isCorrected: false,
};

/** What the overview knows besides findings. What was known before stays until it is replaced. */
export interface KnownOverview {
  /** The revision in which all of it was asked; -1 if it has to be asked. */
  of: number;
  coverage: Coverage | null;
  /** Sessions by log. */
  totals: SummaryTable | null;
  /** The first rows of the named summaries. */
  summaries: ReadonlyMap<string, SummaryTable>;
  /** The button that was used last, by its place among all of them; -1 for none. */
  used: number;
  /** The verdict for switching off is wanted, and what it says; null until it is known. */
  verdictShown: boolean;
  verdict: Verdict | null;
}

/** Nothing has been asked. */
export const NO_OVERVIEW: KnownOverview = {
  of: -1,
  coverage: null,
  totals: null,
  summaries: new Map(),
  used: -1,
  verdictShown: false,
  verdict: null,
};
