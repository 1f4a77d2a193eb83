/** All actions of the page, wired together. Views get this and the state, and nothing else. */

import { browserStorage, type Storage } from '../browser/storage.js';
import { build, thirdPartyNotices } from '../client/about.js';
import type { EngineClient } from '../client/engine-client.js';
import { restoredChoice } from '../display/summary.js';
import { letterKeys } from '../locale/commands.js';
import { keptNames } from '../state/own-names.js';
import { loadPreferences, type Preferences, savePreferences } from '../state/preferences.js';
import { INITIAL_STATE, PANELS, type Panel, queryOffset, Store } from '../state/state.js';
import { Appearance } from './appearance.js';
import { Completing } from './completing.js';
import { Context, type Emit } from './context.js';
import { Debounce } from './debounce.js';
import { Explaining } from './explaining.js';
import { Exporting } from './exporting.js';
import { Findings } from './findings.js';
import { Linking } from './linking.js';
import { Messages } from './messages.js';
import { Naming } from './naming.js';
import { Narrowing } from './narrowing.js';
import { Noises } from './noise.js';
import { Overviews } from './overview.js';
import { Periods } from './periods.js';
import { Printing } from './printing.js';
import { Reading } from './reading.js';
import { Saving } from './saving.js';
import { Search } from './search.js';
import { Sessions } from './sessions.js';
import { Summarising } from './summarising.js';
import { Tables } from './tables.js';
import { Timelines } from './timeline.js';
import { Trail } from './trail.js';

/** Milliseconds for which the second of two keys is waited for. */
const GO_MS = 1500;
/** Choices in the palette that are remembered. */
const MOST_RECENT = 20;

export class App {
  /** Which build of the page this is. */
  readonly build = build;
  readonly store: Store;
  readonly context: Context;
  readonly sessions: Sessions;
  readonly search: Search;
  readonly timelines: Timelines;
  readonly periods: Periods;
  readonly reading: Reading;
  readonly exporting: Exporting;
  readonly tables: Tables;
  readonly trail: Trail;
  readonly narrowing: Narrowing;
  readonly noises: Noises;
  readonly completing: Completing;
  readonly explaining: Explaining;
  readonly printing: Printing;
  readonly summarising: Summarising;
  readonly naming: Naming;
  readonly saving: Saving;
  readonly linking: Linking;
  readonly findings: Findings;
  readonly messages: Messages;
  readonly overview: Overviews;
  readonly appearance: Appearance;
  readonly #storage: Storage | null;
  readonly #going = new Debounce(GO_MS);

  constructor(start: () => Promise<EngineClient>, emit: Emit, storage = browserStorage()) {
    this.#storage = storage;
    const preferences = loadPreferences(storage);
    const ownNames = keptNames(storage);
    this.store = new Store({ ...INITIAL_STATE, ...preferences, ownNames, ownNamesKept: ownNames !== '' });
    if (preferences.summaryChoice) this.store.set({ summaryChoice: restoredChoice(preferences.summaryChoice) });
    this.context = new Context(this.store, start, emit);
    this.sessions = new Sessions(this.context);
    this.timelines = new Timelines(this.context);
    this.search = new Search(this.context, this.sessions, this.timelines);
    this.reading = new Reading(this.context, this.search);
    this.exporting = new Exporting(this.context, this.search);
    this.tables = new Tables(this.context, this.sessions);
    this.printing = new Printing(this.context);
    this.messages = new Messages(this.context);
    this.trail = new Trail(this.context, this.search, this.sessions, this.messages);
    this.narrowing = new Narrowing(this.context, this.search, this.trail);
    this.noises = new Noises(this.context, this.narrowing);
    this.naming = new Naming(this.context, storage);
    this.periods = new Periods(this.context, this.search, this.narrowing, this.timelines, this.trail);
    this.saving = new Saving(this.context, this.search, storage);
    this.completing = new Completing(this.context, () => savePreferences(this.#storage, this.store.state));
    this.search.onSubmit = () => this.completing.remember();
    this.explaining = new Explaining(this.context, this.narrowing);
    this.summarising = new Summarising(this.context, this.narrowing, (change) => this.prefer(change));
    this.linking = new Linking(this.context, this.search, this.sessions, this.summarising);
    this.appearance = new Appearance(this.context, (change) => this.prefer(change));
    this.findings = new Findings(this.context, this.search, (change) => this.prefer(change));
    this.overview = new Overviews(this.context, this.findings);
    this.reading.onOpened = () => this.linking.opened();
  }

  /** Starts the engine ahead of time, so that the first file does not have to wait. */
  async warmUp(): Promise<void> {
    await this.#readHelp();
  }

  /** Opens the help, whose examples name what is in the open logs. */
  async showHelp(): Promise<void> {
    this.store.set({ helpOpen: true });
    await this.#readHelp();
  }

  /** Shows the licences of the software of others. */
  async showLicences(): Promise<void> {
    if (this.store.state.licences === null) this.store.set({ licences: await thirdPartyNotices() });
  }

  async #readHelp(): Promise<void> {
    const help = await this.context.ask((client) => client.help(queryOffset(this.store.state)));
    if (help) this.store.set({ help });
  }

  /** Starts over, for an element that was put into a page. */
  begin(): void {
    this.context.reopen();
    this.saving.begin();
    void this.warmUp();
  }

  /** Closes all logs and lets go of the engine and its memory, for an element that was taken out of its page. */
  async end(): Promise<void> {
    const closed = this.context.close();
    this.reading.forget();
    this.saving.end();
    this.context.withdrawAll();
    this.store.set({ exporting: null, helpOpen: false, paletteOpen: false, choosingColumns: null, dragging: false });
    await closed;
  }

  /** Begins with that tab, if there is one, else with the overview. Who has gone to another one stays there. */
  beginWith(name: string | null): void {
    const { panel, firstPanel } = this.store.state;
    const first = PANELS.find((one) => one === name) ?? 'overview';
    this.store.set({ firstPanel: first, ...(panel === firstPanel && { panel: first }) });
  }

  /** Shows another tab. */
  show(panel: Panel): void {
    if (panel === this.store.state.panel) return;
    this.trail.leave();
    this.store.set({ panel });
  }

  /** Waits a moment for the second of two keys, or no longer. */
  wait(going: boolean): void {
    this.#going.cancel();
    this.store.set({ going });
    if (going) this.#going.run(() => this.store.set({ going: false }));
  }

  /** What was chosen in the palette is listed first in it from now on. */
  noteChoice(id: string): void {
    const others = this.store.state.recent.filter((one) => one !== id);
    this.store.set({ recent: [id, ...others].slice(0, MOST_RECENT) });
  }

  /** Turns the keys of a single character on or off. */
  useLetterKeys(on: boolean): void {
    this.prefer({ letterKeys: on });
    this.context.confirm(on ? letterKeys.on : letterKeys.off);
  }

  /** Hides noise everywhere, or shows it again, and remembers that. */
  async hideNoise(noiseHidden: boolean): Promise<void> {
    this.prefer({ noiseHidden });
    await this.search.hideNoise(noiseHidden);
  }

  /** Shows or masks credentials everywhere. */
  async showCredentials(credentials: boolean): Promise<void> {
    await this.reading.showCredentials(credentials);
    if (this.store.state.tableDetail) await this.tables.open();
    if (this.store.state.help) await this.#readHelp();
  }

  /** Changes a preference and remembers it. */
  prefer(change: Partial<Preferences>): void {
    const { zone } = this.store.state;
    this.store.set(change);
    savePreferences(this.#storage, this.store.state);
    if (change.zone && this.store.state.summary) void this.periods.changeZone(zone, change.zone);
  }
}
