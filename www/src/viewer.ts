/**
 * `<exchange-log-viewer>`: the whole page as one element, and its interface for scripts.
 *
 * ```js
 * const viewer = document.querySelector('exchange-log-viewer');
 * const summary = await viewer.open(files);
 * await viewer.count('code:5xx');              // { sessions, entries }
 * viewer.query = 'code:5xx';                   // the views follow
 * const blob = await viewer.export('ndjson', { query: '' });
 * await viewer.clear();
 * ```
 *
 * The attribute `view` names the tab that is shown first: `sessions`, `summary`, `tables`, `files`, `coverage`; without it,
 * the overview.
 *
 * When it is taken out of the page, it closes all logs and releases its worker and memory; calls then reject with
 * `EngineClosed`. When it is put back, it begins as new.
 *
 * Arguments of another kind are refused with a `TypeError`.
 *
 * Events, each a `CustomEvent`: `progress` ({bytesRead, bytesTotal}), `ready` (the summary), `failure` ({message,
 * file}). The contents of logs reach the document as text only, through Lit's bindings and `textContent`; data never
 * becomes markup.
 */

import { LitElement, nothing, type PropertyValues, type TemplateResult, unsafeCSS } from 'lit';
import { App } from './actions/app.js';
import { checkedExport, checkedFiles, checkedQuery, type ExportOptions } from './client/arguments.js';
import { QueryError } from './client/errors.js';
import { fromDrop, fromFiles } from './client/intake.js';
import { startEngine } from './client/start.js';
import type { ExportFormat, QueryCounts, SortKey, Summary } from './contract.js';
import { dimensionName } from './locale/dimensions.js';
import { en } from './locale/en.js';
import { summaryTitle } from './locale/summaries.js';
import { arrangementOf, isNarrow, isRoomy, isTimelineShown, isWide } from './state/layout.js';
import { type Panel, queryOffset } from './state/state.js';
import { passingView, statusView } from './views/bars-view.js';
import { closeDialog } from './views/close-dialog.js';
import './views/columns-dialog.js';
import type { Compare } from './views/compare.js';
import type { Conversation } from './views/conversation.js';
import type { FilesPanel } from './views/files-panel.js';
import { fitDialog } from './views/fit-dialog.js';
import { goHint } from './views/go-hint.js';
import { helpDialog } from './views/help-dialog.js';
import { html } from './views/html.js';
import { isForViewer, isWholeKey, meaningOf } from './views/keys.js';
import { namesDialog } from './views/names-dialog.js';
import './views/palette.js';
import { paletteActions } from './views/palette-items.js';
import { panelView, tabBar } from './views/panels.js';
import { printSheet } from './views/print-sheet.js';
import './views/saved-dialog.js';
import { savedActions } from './views/saved-actions.js';
import type { SessionTable } from './views/session-table.js';
import { sheetOf } from './views/sheet.js';
import { startView } from './views/start-view.js';
import columnsCss from './views/styles/columns.css';
import compareCss from './views/styles/compare.css';
import contrastCss from './views/styles/contrast.css';
import conversationCss from './views/styles/conversation.css';
import coverageCss from './views/styles/coverage.css';
import facetsCss from './views/styles/facets.css';
import findingsCss from './views/styles/findings.css';
import ladderCss from './views/styles/ladder.css';
import layoutCss from './views/styles/layout.css';
import listCss from './views/styles/list.css';
import messagesCss from './views/styles/messages.css';
import overviewCss from './views/styles/overview.css';
import paletteCss from './views/styles/palette.css';
import printCss from './views/styles/print.css';
import savedCss from './views/styles/saved.css';
import summaryCss from './views/styles/summary.css';
import themeCss from './views/styles/theme.css';
import { toolbar } from './views/toolbar.js';
import { MenuKeys, menuRequest, type ValueMenu } from './views/value-menu.js';
import { viewActions } from './views/view-actions.js';

/** The elements of which the page consists. */
const PARTS =
  'exchange-log-timeline, exchange-log-sessions, exchange-log-table, exchange-log-conversation, exchange-log-coverage, exchange-log-overview, exchange-log-messages, exchange-log-files, exchange-log-facets, exchange-log-palette, exchange-log-saved, exchange-log-columns, exchange-log-summary, exchange-log-delays, exchange-log-compare';

/** What may open the menu of a value. */
const MENU_EVENTS = ['contextmenu', 'keydown', 'pointerdown', 'pointermove', 'pointerup'] as const;

/** What each tab is about. */
const MAIN_PARTS: Record<Panel, string> = {
  sessions: 'exchange-log-compare, exchange-log-sessions',
  summary: 'exchange-log-summary, exchange-log-delays',
  tables: 'exchange-log-table',
  files: '#tab-files',
  coverage: '#tab-coverage',
  overview: 'exchange-log-overview',
  messages: 'exchange-log-messages',
};

export class ExchangeLogViewer extends LitElement {
  static override properties = { view: {} };

  /** The tab that is shown first; without it, the overview. */
  declare view: string | null;

  static override styles = [
    themeCss,
    layoutCss,
    listCss,
    conversationCss,
    coverageCss,
    findingsCss,
    messagesCss,
    ladderCss,
    overviewCss,
    columnsCss,
    facetsCss,
    summaryCss,
    compareCss,
    paletteCss,
    savedCss,
    contrastCss,
    printCss,
  ].map((text) => unsafeCSS(text));

  readonly #app = new App(startEngine, (name, detail) => this.#dispatch(name, detail));
  readonly #actions = viewActions(this.#app, {
    search: () => this.renderRoot.querySelector<HTMLInputElement>('#query')?.select(),
    main: () => void this.updateComplete.then(() => this.#focusMain()),
    file: (file) => void this.updateComplete.then(() => this.#files?.showFile(file)),
    diagnostics: () => void this.updateComplete.then(() => this.#focus('#diagnostics')),
    match: (backwards) => this.#nextMatch(backwards),
    pick: (what) => this.renderRoot.querySelector<HTMLElement>(`[data-pick=${what}]`)?.click(),
    table: () => void this.updateComplete.then(() => this.#table?.focus()),
    conversation: () => void this.updateComplete.then(() => this.#conversation?.focus()),
    row: () => void this.updateComplete.then(() => this.#focus('.row-detail')),
    plainTable: () => void this.updateComplete.then(() => this.#focus('exchange-log-table')),
    summary: () => void this.updateComplete.then(() => this.#focus('exchange-log-summary')),
    overview: () => void this.updateComplete.then(() => this.#focus('exchange-log-overview')),
    coverage: () => void this.updateComplete.then(() => this.#focus('exchange-log-coverage')),
    messages: () => void this.updateComplete.then(() => this.#focus('exchange-log-messages')),
    comparison: () => void this.updateComplete.then(() => this.#comparison?.focus()),
    related: (session) => void this.updateComplete.then(() => this.#conversation?.focusRelated(session)),
    opener: (id) => void this.updateComplete.then(() => this.#focus(`#${id}`)),
    rowSession: () => void this.updateComplete.then(() => this.#focus('#row-session', 'exchange-log-table')),
    isOnTimeline: () => this.renderRoot.querySelector('#timeline-plot:focus') !== null,
  });
  readonly #doers = { app: this.#app, actions: this.#actions };
  readonly #saved = savedActions(this.#doers, (run) => void this.updateComplete.then(run));
  readonly #palette = paletteActions(this.#doers, (run) => void this.updateComplete.then(run));
  #unsubscribe: (() => void) | null = null;
  /** Dialogs that were opened and not closed since, as far as the state has it. */
  readonly #opened = new WeakSet<HTMLDialogElement>();
  /** `close` comes some time after a dialog was closed. Where it has been opened again by then, the dialog never hears of it. */
  readonly #onDialogClosed = {
    capture: true,
    handleEvent: (event: Event): void => {
      if (event.target instanceof HTMLDialogElement && event.target.open) event.stopPropagation();
    },
  };
  /** Put into a page, and not taken out of it since. */
  #begun = false;
  /** How things are arranged depends on the size of the element, which may be a part of a page. */
  readonly #resizing = new ResizeObserver(() => this.#arrange());
  readonly #onKey = (event: KeyboardEvent): void => this.#key(event);
  readonly #menuKeys = new MenuKeys((path, x, y, isKey) => this.#openMenu(path, x, y, isKey));

  // ------------------------------------------------------------------------------------------ interface for scripts

  /**
   * Opens files in addition to those that are open. Resolves when all are read, or closed by `clear`, with the summary
   * of what is open then; rejects with `EngineDead` after a crash.
   */
  async open(files: Iterable<File>): Promise<Summary> {
    return await this.#app.reading.open(fromFiles(checkedFiles(files)));
  }

  /** Counts what matches a query without changing what is shown. Rejects with `QueryError`. */
  async count(query: string): Promise<QueryCounts> {
    checkedQuery('count', query);
    const client = await this.#app.context.client();
    const answer = await client.count(query, queryOffset(this.#app.store.state));
    if (!answer.ok) throw new QueryError(answer.problem);
    return answer.counts;
  }

  /** The text of the search box. Setting it runs the query. */
  get query(): string {
    return this.#app.store.state.query;
  }

  set query(text: string) {
    void this.#app.narrowing.seek(checkedQuery('query', text));
  }

  /**
   * What is shown, as the fragment of a link: the search, the tab, the time zone, the summary, and the id of the open
   * session. Setting it shows that, also once logs are opened.
   */
  get link(): string {
    return this.#app.linking.text;
  }

  set link(fragment: string) {
    void this.#app.linking.follow(checkedQuery('link', fragment, 'fragment').replace(/^#/, ''));
  }

  /**
   * The sessions that match `query` (all if it is empty) as a file; `separator` parts the cells of CSV. Rejects with
   * `QueryError`.
   */
  async export(format: ExportFormat, options: ExportOptions = {}): Promise<Blob> {
    const { query, separator } = checkedExport(format, options);
    return await this.#app.exporting.toBlob(format, query ?? '', separator);
  }

  /** Closes all logs; reading in progress is cancelled. */
  clear(): Promise<void> {
    return this.#app.reading.clear();
  }

  // ---------------------------------------------------------------------------------------------- lifecycle and events

  override attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    super.attributeChangedCallback(name, before, value);
    if (name === 'view') this.#app.beginWith(value);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizing.observe(this);
    window.addEventListener('beforeprint', this.#onBeforePrint);
    window.addEventListener('afterprint', this.#onAfterPrint);
    this.#unsubscribe = this.#app.store.subscribe(() => this.requestUpdate());
    document.addEventListener('keydown', this.#onKey);
    document.addEventListener('paste', this.#onPaste);
    this.addEventListener('dragover', this.#onDragOver);
    this.addEventListener('dragleave', this.#onDragLeave);
    this.addEventListener('drop', this.#onDrop);
    for (const type of MENU_EVENTS) this.addEventListener(type, this.#menuKeys[type] as EventListener);
    if (this.hasAttribute('history')) this.#beginAddress();
    this.#askBeforeLeaving(this.#app.store.state.ownLogs);
    this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizing.disconnect();
    window.removeEventListener('beforeprint', this.#onBeforePrint);
    window.removeEventListener('afterprint', this.#onAfterPrint);
    this.#unsubscribe?.();
    document.removeEventListener('keydown', this.#onKey);
    document.removeEventListener('paste', this.#onPaste);
    this.removeEventListener('dragover', this.#onDragOver);
    this.removeEventListener('dragleave', this.#onDragLeave);
    this.removeEventListener('drop', this.#onDrop);
    for (const type of MENU_EVENTS) this.removeEventListener(type, this.#menuKeys[type] as EventListener);
    this.#app.trail.end();
    window.removeEventListener('hashchange', this.#onAddress);
    this.#app.wait(false);
    this.#askBeforeLeaving(false);
    // An element that is only moved is connected again at once, and keeps its logs.
    setTimeout(() => this.#endUnlessConnected());
  }

  /** The address of the page is the viewer's: its history has the steps, and its fragment may be a link. */
  #beginAddress(): void {
    this.#app.trail.begin();
    this.#app.store.set({ ownPage: this.#app.linking.hasAddress });
    window.addEventListener('hashchange', this.#onAddress);
  }

  /** Another address was entered, unless the user has gone back to one. */
  readonly #onAddress = (): void => {
    if (this.#app.trail.isAtStep) return;
    this.#app.trail.leaveForAddress();
    void this.#app.linking.follow(location.hash.slice(1));
  };

  #begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    this.#app.appearance.onReadingPane = () => this.#arrange();
    this.#app.begin();
    if (location.hash === '#sample') void this.#app.reading.showSample();
    if (this.hasAttribute('history')) void this.#app.linking.follow(location.hash.slice(1));
  }

  #endUnlessConnected(): void {
    if (this.isConnected || !this.#begun) return;
    this.#begun = false;
    void this.#app.end();
  }

  #arrange(): void {
    const { clientWidth: width, clientHeight: height } = this;
    this.#app.store.set({
      arrangement: arrangementOf(width, height, this.#app.store.state.readingPane),
      roomy: isRoomy(width, height),
      wide: isWide(width, height),
      narrow: isNarrow(width),
    });
  }

  #dispatch(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  readonly #onBeforePrint = (): void => this.#app.printing.prepareInView();

  readonly #onAfterPrint = (): void => this.#app.printing.finish();

  readonly #onDragOver = (event: DragEvent): void => {
    event.preventDefault();
    this.#app.store.set({ dragging: true });
  };

  readonly #onDragLeave = (event: DragEvent): void => {
    const inside = event.relatedTarget instanceof Node && this.contains(event.relatedTarget);
    if (!inside) this.#app.store.set({ dragging: false });
  };

  readonly #onDrop = (event: DragEvent): void => {
    event.preventDefault();
    this.#app.store.set({ dragging: false });
    void this.#app.reading.showDrop(fromDrop(event.dataTransfer?.items ?? []));
  };

  readonly #onPaste = (event: ClipboardEvent): void => {
    const { clipboardData } = event;
    if (!clipboardData || !isForViewer(event, this)) return;
    event.preventDefault();
    // A file manager puts files on the clipboard, and their names as text.
    if (clipboardData.files.length > 0) void this.#app.reading.showFiles(clipboardData.files);
    else void this.#app.reading.showPasted(clipboardData.getData('text/plain'));
  };

  #key(event: KeyboardEvent): void {
    const meaning = meaningOf(event, this, this.#app.store.state);
    const { going } = this.#app.store.state;
    if (meaning) event.preventDefault();
    if (meaning === 'go' || (going && isWholeKey(event))) this.#app.wait(meaning === 'go');
    // While the second of two keys is waited for, Escape only ends that.
    if (meaning !== 'go' && !(going && event.key === 'Escape')) meaning?.run(this.#doers);
  }

  /** Opens the menu of the values at a place, if there are any. */
  #openMenu(path: readonly EventTarget[], x: number, y: number, isKey: boolean): boolean {
    const menu = this.renderRoot.querySelector<ValueMenu>('exchange-log-value-menu');
    // A key may also have the browser ask for a menu.
    if (!menu || (menu.isOpen && path.includes(menu))) return menu?.isOpen ?? false;
    if (this.#openColumns(path)) return true;
    const request = menuRequest(this, path, x, y, isKey);
    if (!request) return false;
    void menu.open(request);
    return true;
  }

  /** Opens the dialog of the columns at a heading of the list, if that is what is at a place. */
  #openColumns([target, ...around]: readonly EventTarget[]): boolean {
    const table = this.#table;
    const heading =
      table && target instanceof Element && [target, ...around].includes(table) && table.headingAt(target);
    if (!heading) return false;
    this.#app.appearance.choose(heading as SortKey);
    return true;
  }

  /** In a comparison, what is looked for is the next difference. */
  #nextMatch(backwards: boolean): void {
    if (this.#comparison) void this.#comparison.nextDifference(backwards);
    else void this.#conversation?.nextMatch(backwards);
  }

  // -------------------------------------------------------------------------------------------------------------- view

  /** Moves the focus to the first of these that is there. */
  #focus(...selectors: string[]): void {
    const found = selectors.map((selector) => this.renderRoot.querySelector<HTMLElement>(selector));
    found.find((element) => element !== null)?.focus();
  }

  get #table(): SessionTable | null {
    return this.renderRoot.querySelector('exchange-log-sessions');
  }

  get #files(): FilesPanel | null {
    return this.renderRoot.querySelector('exchange-log-files');
  }

  get #conversation(): Conversation | null {
    return this.renderRoot.querySelector('exchange-log-conversation');
  }

  get #comparison(): Compare | null {
    return this.renderRoot.querySelector('exchange-log-compare');
  }

  /** The parts have been drawn too, so that one of them can get the focus. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const done = await super.getUpdateComplete();
    const parts = [...this.renderRoot.querySelectorAll<LitElement>(PARTS)];
    await Promise.all(parts.map((part) => part.updateComplete));
    return done;
  }

  /** What had the focus may go with a change; the focus then goes to the main part of the page, and is not lost. */
  protected override update(changed: PropertyValues): void {
    const focused = this.shadowRoot?.activeElement;
    super.update(changed);
    if (focused && !focused.isConnected) void this.updateComplete.then(() => this.#focusMainIfLost());
  }

  #focusMainIfLost(): void {
    if (!this.shadowRoot?.activeElement) this.#focusMain();
  }

  #focusMain(): void {
    const { panel } = this.#app.store.state;
    this.#focus('.start button', MAIN_PARTS[panel], `#tab-${panel}`);
  }

  protected override render(): TemplateResult {
    const { state } = this.#app.store;
    const open = state.summary !== null || state.progress !== null;
    const sheet = sheetOf(state);
    const { choice } = this.#app.summarising;
    return html`<div class="app ${sheet?.table ? 'prints-table' : ''}" @close=${this.#onDialogClosed}>${printSheet(sheet, state.zone)}<div class="app-parts">
      ${toolbar(state, this.#app, this.#actions)} ${passingView(state, this.#app)}
      <main>${open ? this.#logs() : startView(this.#app)}
        <exchange-log-value-menu .actions=${this.#actions.valueMenu}></exchange-log-value-menu></main>
      ${statusView(state, this.#app, this.#actions)} ${helpDialog(state, this.#app, this.#actions)} ${closeDialog(state, this.#app)} ${fitDialog(state, this.#app)} ${goHint(state)}
      ${namesDialog(state, this.#app)}
      <exchange-log-saved
        .actions=${this.#saved}
        .saving=${state.saving}
        .saved=${state.saved}
        .trouble=${state.savedTrouble}
        .importing=${state.importing}
        .query=${state.applied}
        .choice=${choice}
        .choiceName=${summaryTitle(choice, dimensionName)}
      ></exchange-log-saved>
      <exchange-log-columns
        .actions=${this.#app.appearance}
        .at=${state.choosingColumns}
        .layout=${state.columns}
        .summary=${state.summary}
        .zone=${state.zone}
        .density=${state.density}
      ></exchange-log-columns>
      <exchange-log-palette .actions=${this.#palette} .isOpen=${state.paletteOpen} .recent=${state.recent}></exchange-log-palette>
      </div>${state.dragging ? html`<div class="drop-veil" aria-hidden="true">${en.start.dropNow}</div>` : nothing}
    </div>`;
  }

  #logs(): TemplateResult {
    const { state } = this.#app.store;
    return html`
      ${
        isTimelineShown(state)
          ? html`<exchange-log-timeline
        id="timeline"
        .actions=${this.#actions.timeline}
        .timeline=${state.timeline}
        .zone=${state.zone}
        .zoom=${state.zoom}
        .parts=${state.parts}
        .asked=${state.asked}
        .saved=${state.saved}
      ></exchange-log-timeline>`
          : nothing
      }
      ${tabBar(state, this.#app, this.#actions)}
      ${panelView(state, this.#app, this.#actions)}
    `;
  }

  protected override updated(_changed: PropertyValues): void {
    const { theme, helpOpen, paletteOpen, saving, closing, fitting, ownLogs, ownNamesOpen, choosingColumns } =
      this.#app.store.state;
    this.setAttribute('theme', theme);
    this.#showDialog('#help', helpOpen);
    this.#showDialog('#palette', paletteOpen);
    this.#showDialog('#saved', saving !== null);
    this.#showDialog('#closing', closing);
    this.#showDialog('#fitting', fitting !== null);
    this.#showDialog('#own-names', ownNamesOpen);
    this.#showDialog('#columns-dialog', choosingColumns !== null);
    this.#askBeforeLeaving(ownLogs && this.isConnected);
  }

  /** A dialog that the browser has closed is not opened again while the state does not have that yet. */
  #showDialog(selector: string, open: boolean): void {
    const dialog = this.renderRoot.querySelector<HTMLDialogElement>(selector);
    if (!dialog || open === this.#opened.has(dialog)) return;
    if (open) {
      this.#opened.add(dialog);
      dialog.showModal();
      return;
    }
    this.#opened.delete(dialog);
    if (!dialog.open) return;
    dialog.close();
    // Where what had the focus before is gone, a button of the closed dialog keeps it until the next frame.
    dialog.querySelector<HTMLElement>(':focus')?.blur();
    this.#focusMainIfLost();
  }

  /** Without logs that could be lost, the browser may keep the page for its back button, which a listener prevents. */
  #askBeforeLeaving(ask: boolean): void {
    if (ask) window.addEventListener('beforeunload', this.#onLeaving);
    else window.removeEventListener('beforeunload', this.#onLeaving);
  }

  /** The browser asks, in its own words. */
  readonly #onLeaving = (event: Event): void => event.preventDefault();
}

if (!customElements.get('exchange-log-viewer')) customElements.define('exchange-log-viewer', ExchangeLogViewer);

declare global {
  interface HTMLElementTagNameMap {
    'exchange-log-viewer': ExchangeLogViewer;
    'exchange-log-sessions': SessionTable;
    'exchange-log-conversation': Conversation;
    'exchange-log-compare': Compare;
  }
}
