/**
 * What the overview shows, from the top to the bottom, one question at a time: totals while logs are read, the rest once
 * that has ended. It is asked only while the overview is shown, and given up when there is something newer. Only findings
 * are looked for in any view, once the page rests, as their number is beside the tab.
 */

import { copyText } from '../browser/clipboard.js';
import type {
  Dimension,
  FacetField,
  MostUsed,
  SendingPart,
  SummaryGroup,
  SummaryOrder,
  SummaryTable,
  UsedPart,
} from '../contract.js';
import { facetQuestion, VALUES_SHOWN } from '../display/facets.js';
import { CARDS } from '../display/overview.js';
import { conditionsOf, questionOf } from '../display/summary.js';
import { CLIENT_LOGS, SEND_LOG, verdictMarkdown } from '../display/verdict.js';
import { overviewTexts as t } from '../locale/overview.js';
import type { KnownOverview } from '../state/known.js';
import type { Context } from './context.js';
import { Debounce } from './debounce.js';
import type { Findings } from './findings.js';

/** Rows of a small table, and clients that are named. */
export const FEW = 5;
/** Fields whose values take long to work out, as nearly every session has several, or one of its own. */
export const SLOW_FIELDS: readonly FacetField[] = ['code', 'status', 'helo', 'ended', 'from', 'to'];
/** Milliseconds without any change after which the page rests. */
export const REST_MS = 2000;
/** Connectors, and servers, that a verdict is given for. */
const MOST_PARTS = 50;
/** Each connector that took part in a message; `connector` is only one of them. */
const TRACKED_CONNECTOR: Dimension = 'column.connector-id';
/** Logs, and connectors of message tracking. */
const MANY = 1000;

export class Overviews {
  readonly #context: Context;
  readonly #findings: Findings;
  /** Goes up whenever something newer is to be shown. */
  #run = 0;
  readonly #rest = new Debounce(REST_MS);
  #isCounting = false;

  constructor(context: Context, findings: Findings) {
    this.#context = context;
    this.#findings = findings;
    context.store.subscribe(() => this.#rest.run(() => void this.#count()));
  }

  /** Looks for findings while another view is shown. */
  async #count(): Promise<void> {
    const { store } = this.#context;
    const { engine, summary, progress } = store.state;
    const isElsewhere = () => store.state.panel !== 'overview';
    if (this.#isCounting || !isElsewhere() || engine !== 'ready' || !summary || progress) return;
    this.#isCounting = true;
    await this.#findings.look(isElsewhere);
    this.#isCounting = false;
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
    if (store.state.overview.of === revision || !(await this.#summaries(goesOn))) return;
    this.#keep({ of: revision });
    await this.#fields(goesOn);
  }

  /**
   * Asks what the facets beside the list will ask, and what takes long the first time: the engine remembers the values of fields,
   * so that they are there at once.
   */
  async #fields(goesOn: () => boolean): Promise<void> {
    for (const field of [...this.#context.store.state.facets, ...SLOW_FIELDS]) {
      if (!goesOn()) return;
      await this.#context.ask((client) => client.summariseWhile(goesOn, facetQuestion(field), 0, VALUES_SHOWN));
    }
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
    const used = (group: SummaryGroup, query: string | null) => this.#used(group, query);
    const sending = (group: SummaryGroup, query: string | null) => this.#sending(group, query);
    const connectors = await this.#parts(['server', 'connector'], 'log:receive', used, goesOn);
    const servers = connectors && (await this.#parts(['server'], CLIENT_LOGS, used, goesOn));
    const sendConnectors = servers && (await this.#parts(['connector', 'server'], SEND_LOG, sending, goesOn));
    const sendingServers = sendConnectors && (await this.#parts(['server'], SEND_LOG, sending, goesOn));
    const tracked = sendingServers && (await this.#groups([TRACKED_CONNECTOR], 'log:tracking', MANY));
    const logged = tracked && (await this.#groups(['connector'], 'log:receive,send', MANY));
    if (!connectors || !servers || !logged || !goesOn()) return false;
    const onlyTracked = unlogged(tracked, logged);
    this.#keep({
      verdict: {
        of: revision,
        connectors: connectors.parts,
        servers: servers.parts,
        unlogged: onlyTracked.filter(isReceive),
        sendConnectors: sendConnectors.parts,
        sendingServers: sendingServers.parts,
        unloggedSending: onlyTracked.filter((group) => !isReceive(group)),
        more: connectors.more + servers.more + sendConnectors.more,
      },
    });
    return true;
  }

  /** What is known of each of these; null if there is something newer. */
  async #parts<Part>(
    dimensions: readonly Dimension[],
    within: string,
    look: (group: SummaryGroup, query: string | null) => Promise<Part>,
    goesOn: () => boolean,
  ): Promise<{ parts: Part[]; more: number } | null> {
    const table = await this.#groups(dimensions, within, MOST_PARTS, 'client', '0');
    if (!table || !goesOn()) return null;
    const parts: Part[] = [];
    for (const group of table.rows) {
      const conditions = conditionsOf(group);
      parts.push(await look(group, conditions && [within, ...conditions].filter(Boolean).join(' ')));
      if (!goesOn()) return null;
    }
    return { parts, more: table.groups - table.rows.length };
  }

  async #used(group: SummaryGroup, query: string | null): Promise<UsedPart> {
    return { group, clients: (await this.#most('client', query)).slice(0, FEW) };
  }

  async #sending(group: SummaryGroup, query: string | null): Promise<SendingPart> {
    const most = async (dimension: Dimension): Promise<MostUsed> => {
      const values = await this.#most(dimension, query);
      if (values.length <= FEW || query === null) return { values, count: values.length };
      const counted = await this.#groups(['log'], query, 1, dimension);
      return { values: values.slice(0, FEW), count: counted?.rows[0]?.distinct ?? values.length };
    };
    return {
      group,
      domains: await most('recipient-domain'),
      targets: await most('target'),
      senders: await most('from'),
    };
  }

  /** The values of most sessions, one more than are named; those without one are left out. */
  async #most(dimension: Dimension, query: string | null): Promise<SummaryGroup[]> {
    // One more still, as those without a value may be one of them.
    const table = query === null ? null : await this.#groups([dimension], query, FEW + 2);
    return table?.rows.filter(({ values }) => values[0]?.known).slice(0, FEW + 1) ?? [];
  }

  /** Copies the verdict as Markdown, for a ticket. */
  async copyVerdict(): Promise<void> {
    const copied = await copyText(verdictMarkdown(this.#context.store.state));
    if (copied) this.#context.confirm(t.copied);
    else this.#context.notify('warning', t.notCopied);
  }
}

/** Connectors of message tracking that no protocol log has. */
function unlogged(tracked: SummaryTable, logged: SummaryTable): SummaryGroup[] {
  const name = ({ values }: SummaryGroup) => values[0]?.text.toLowerCase() ?? '';
  const known = new Set(logged.rows.map(name));
  return tracked.rows.filter((group) => group.values[0]?.known && !known.has(name(group)));
}

/** Logs name a Receive connector with its server, `EX01\Default EX01`, and a Send connector without one. */
const isReceive = ({ values }: SummaryGroup): boolean => values[0]?.text.includes('\\') ?? false;
