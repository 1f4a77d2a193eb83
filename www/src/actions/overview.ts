/**
 * What the overview shows, from the top to the bottom, one question at a time: totals while logs are read, the rest once
 * that has ended. It is asked only while the overview is shown, and given up when there is something newer.
 */

import { copyText } from '../browser/clipboard.js';
import type { Dimension, SummaryGroup, SummaryOrder, SummaryTable, UsedPart, Verdict } from '../contract.js';
import { CARDS } from '../display/overview.js';
import { conditionsOf, questionOf } from '../display/summary.js';
import { CLIENT_LOGS, verdictMarkdown } from '../display/verdict.js';
import { overviewTexts as t } from '../locale/overview.js';
import type { KnownOverview } from '../state/state.js';
import type { Context } from './context.js';
import type { Findings } from './findings.js';

/** Rows of a small table, and clients that are named. */
export const FEW = 5;
/** Connectors, and servers, that a verdict is given for. */
const MOST_PARTS = 50;
/** Logs, and connectors of message tracking. */
const MANY = 1000;

export class Overviews {
  readonly #context: Context;
  readonly #findings: Findings;
  /** Goes up whenever something newer is to be shown. */
  #run = 0;

  constructor(context: Context, findings: Findings) {
    this.#context = context;
    this.#findings = findings;
  }

  /** Asks whatever is not known of what is open now. */
  async look(): Promise<void> {
    const { store } = this.#context;
    const { summary, revision, progress } = store.state;
    this.#run += 1;
    const run = this.#run;
    const goesOn = () => run === this.#run && store.state.panel === 'overview';
    if (!summary) return;
    if (store.state.overview.of !== revision) {
      if (!(await this.#totals(goesOn)) || progress) return;
    }
    const { verdictShown, verdict } = store.state.overview;
    const isAsked = verdictShown && verdict?.of !== revision && store.state.applied.trim() === '';
    if (isAsked && !(await this.#verdict(revision, goesOn))) return;
    if (!(await this.#findings.look(goesOn))) return;
    if (store.state.overview.of !== revision && (await this.#summaries(goesOn))) this.#keep({ of: revision });
  }

  #keep(change: Partial<KnownOverview>): void {
    const { store } = this.#context;
    store.set({ overview: { ...store.state.overview, ...change } });
  }

  async #totals(goesOn: () => boolean): Promise<boolean> {
    const coverage = await this.#context.ask((client) => client.coverage('auto'));
    if (!goesOn()) return false;
    this.#keep({ coverage });
    const totals = await this.#groups(['log'], '', MANY);
    if (!goesOn()) return false;
    this.#keep({ totals });
    return true;
  }

  async #summaries(goesOn: () => boolean): Promise<boolean> {
    for (const card of CARDS) {
      const answer = await this.#context.ask((client) => client.summarise(questionOf(card), 0, FEW));
      if (!goesOn()) return false;
      if (!answer?.ok) continue;
      const { summaries } = this.#context.store.state.overview;
      this.#keep({ summaries: new Map([...summaries, [card.name, answer.table]]) });
    }
    return true;
  }

  /** The first groups of a summary, those of most sessions first. */
  async #groups(
    dimensions: readonly Dimension[],
    within: string,
    most: number,
    counted: Dimension | '' = '',
    order: SummaryOrder = 'sessions',
  ): Promise<SummaryTable | null> {
    const descending = order === 'sessions';
    const question = { dimensions, counted, quantiles: false, order, descending, within, facet: false };
    const answer = await this.#context.ask((client) => client.summarise(question, 0, most));
    return answer?.ok ? answer.table : null;
  }

  // ----------------------------------------------------------------------------------------------------------- verdict

  toggleVerdict(): void {
    this.#keep({ verdictShown: !this.#context.store.state.overview.verdictShown });
    void this.look();
  }

  async #verdict(revision: number, goesOn: () => boolean): Promise<boolean> {
    const connectors = await this.#parts(['server', 'connector'], 'log:receive', goesOn);
    const servers = connectors && (await this.#parts(['server'], CLIENT_LOGS, goesOn));
    const tracked = servers && (await this.#groups(['connector'], 'log:tracking', MANY, 'client'));
    const logged = servers && (await this.#groups(['connector'], 'log:receive,send', MANY));
    if (!connectors || !servers || !goesOn()) return false;
    this.#keep({
      verdict: {
        of: revision,
        connectors: connectors.parts,
        servers: servers.parts,
        unlogged: unlogged(tracked, logged),
        more: connectors.more + servers.more,
      },
    });
    return true;
  }

  /** Who uses each of these; null if there is something newer. */
  async #parts(
    dimensions: readonly Dimension[],
    within: string,
    goesOn: () => boolean,
  ): Promise<{ parts: UsedPart[]; more: number } | null> {
    const table = await this.#groups(dimensions, within, MOST_PARTS, 'client', '0');
    if (!table || !goesOn()) return null;
    const parts: UsedPart[] = [];
    for (const group of table.rows) {
      const conditions = conditionsOf(group);
      const query = conditions && [within, ...conditions].filter(Boolean).join(' ');
      // One more, as those without an address may be one of them.
      const clients = query === null ? null : await this.#groups(['client'], query, FEW + 1);
      if (!goesOn()) return null;
      const known = clients?.rows.filter(({ values }) => values[0]?.known) ?? [];
      parts.push({ group, clients: known.slice(0, FEW) });
    }
    return { parts, more: table.groups - table.rows.length };
  }

  /** Copies the verdict as Markdown, for a ticket. */
  async copyVerdict(): Promise<void> {
    const copied = await copyText(verdictMarkdown(this.#context.store.state));
    if (copied) this.#context.confirm(t.copied);
    else this.#context.notify('warning', t.notCopied);
  }
}

/** Connectors of message tracking that no protocol log has. */
function unlogged(tracked: SummaryTable | null, logged: SummaryTable | null): Verdict['unlogged'] {
  const name = ({ values }: SummaryGroup) => values[0]?.text.toLowerCase() ?? '';
  const known = new Set(logged?.rows.map(name));
  return tracked?.rows.filter((group) => group.values[0]?.known && !known.has(name(group))) ?? [];
}
