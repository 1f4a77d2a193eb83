/** Opening files: one load at a time, failures of files, and recovery after a crash of the engine. */

import { pickFiles } from '../browser/pick-files.js';
import { fromFiles, fromText, type Intake, type OpenFile } from '../client/intake.js';
import { withOwnPaths } from '../client/own-paths.js';
import { sampleFiles } from '../client/sample.js';
import type { Correction, FileReport, Summary } from '../contract.js';
import { en } from '../locale/en.js';
import { isArchiveEnd } from '../shared/archive-error.js';
import { EngineClosed, type EngineDead } from '../shared/engine-dead.js';
import type { FileFailure, LoadListener, NamedFile, Progress } from '../shared/load.js';
import { pathOf, placeOf } from '../shared/source-file.js';
import { Turns } from '../shared/turns.js';
import { NO_FINDINGS, NO_MESSAGES, NO_OVERVIEW } from '../state/known.js';
import { askedOf, hasOnlyTables, NO_LOGS, type Notice } from '../state/state.js';
import type { Context } from './context.js';
import { Fitting } from './fitting.js';
import type { Search } from './search.js';

/** Before sizes and names are known. */
function beginning(files: readonly OpenFile[]): Progress {
  return { bytesRead: 0, bytesTotal: 0, filesRead: 0, filesTotal: files.length, fileName: '' };
}

/** Server and service of a file as the user sets them; the empty string reverts to what the logs show. */
export interface OriginChange {
  server?: string;
  service?: string;
}

/** The message about a file that could not be read. */
function sentenceOf({ name, end, bytesRead, members = [] }: FileFailure, { again }: OpenFile): string {
  if (isArchiveEnd(end)) return en.notices[end](name, members);
  if (end === 'failed') return en.notices.parserEnded(name, bytesRead);
  if (end !== 'changed') return en.notices.unreadable(name, bytesRead);
  return !again ? en.notices.changedOnDisk(name, bytesRead) : en.notices.changed(name, bytesRead);
}

/** Whether a path is that of a file, or of a file inside it if it is an archive. */
function isWithin(path: string, file: OpenFile): boolean {
  const own = pathOf(placeOf(file));
  return path === own || path.startsWith(`${own}/`);
}

/** A path, and those of all folders and archives around it. */
function* pathsAround(path: string): Generator<string> {
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) yield path.slice(0, at);
  yield path;
}

/** The files by their paths; of several with the same path, the first. */
function byPath(files: readonly OpenFile[]): Map<string, OpenFile> {
  const all = new Map<string, OpenFile>();
  for (const file of files) {
    const path = pathOf(placeOf(file));
    if (!all.has(path)) all.set(path, file);
  }
  return all;
}

/** Which files to read, and in which order. */
type Choice = (files: readonly OpenFile[], isVoid: () => boolean) => Promise<readonly OpenFile[]>;

/** Number of names in a message. */
const SOME = 3;

/** Of messages about opening files, which hold until others are opened. */
const OPENING = { about: 'opening' };
/** Of the message about an answer that takes long. */
const SLOW = { about: 'slow' };

export class Reading {
  readonly #context: Context;
  readonly #search: Search;
  /** The question in which order to read more than the memory holds. */
  readonly fitting: Fitting;
  /** Loads run one after the other, as the engine reads one file at a time. */
  #queue = new Turns();
  /** Number of loads that were asked for; those up to `#cancelledLoads` are cancelled, and nothing is shown of those up to `#voidLoads`. */
  #loads = 0;
  #cancelledLoads = 0;
  #voidLoads = 0;
  /** All files that were opened, to reopen them after a crash. */
  #opened: readonly OpenFile[] = [];
  /** Those of them whose load has not begun: they have no paths of their own yet. */
  readonly #waiting = new Set<OpenFile>();
  /** The files that reports show by other names, by index. The last one is the last that was begun. */
  readonly #named = new Map<number, NamedFile>();
  /** Number of times that text was pasted since all logs were closed. */
  #pasted = 0;
  #refresh: Promise<void> | null = null;
  /** Origins set by the user, by path: they still apply when files are read again. */
  readonly #userOrigins = new Map<string, OriginChange>();

  /** Called when logs have been opened, and are shown. */
  onOpened: () => Promise<void> = async () => undefined;

  constructor(context: Context, search: Search) {
    this.#context = context;
    this.#search = search;
    this.fitting = new Fitting(context);
    context.onDead = (error) => this.#offerRestart(error);
    context.onSlow = (isSlow) => this.#saySlow(isSlow);
  }

  /**
   * Opens more files. Resolves with the summary of all open files once these are read. What was removed of them before
   * is read as well.
   */
  open(files: readonly OpenFile[]): Promise<Summary> {
    return this.#open(files);
  }

  #open(files: readonly OpenFile[], choose: Choice = async (all) => all): Promise<Summary> {
    // Each opening has files of its own, also of a file that is open already.
    const asked = files.map((file) => ({ ...file }));
    for (const file of asked) this.#waiting.add(file);
    return this.#read(asked, async (all, isVoid) => {
      const before = this.#opened.slice(0, this.#placeIn(all));
      const chosen = await choose(await withOwnPaths(all, before), isVoid);
      if (!isVoid()) this.#bringBack(chosen);
      return chosen;
    });
  }

  /** Where the files of an opening begin among all. */
  #placeIn(asked: readonly OpenFile[]): number {
    const [first] = asked;
    return first ? this.#opened.indexOf(first) : this.#opened.length;
  }

  /** Forgets that something of files was removed. */
  #bringBack(files: readonly OpenFile[]): void {
    const corrections = new Map(this.#context.store.state.corrections);
    const opened = byPath(files);
    for (const [path, { removed, ...others }] of corrections)
      if (removed && [...pathsAround(path)].some((around) => opened.has(around))) corrections.set(path, others);
    this.#context.store.set({ corrections });
  }

  /** Reads files once all loads before have ended, and `prepare` is done. */
  async #read(
    files: readonly OpenFile[],
    choose: Choice | null,
    prepare = async (): Promise<void> => undefined,
  ): Promise<Summary> {
    this.#loads += 1;
    const load = this.#loads;
    this.#setOpened(this.#opened.concat(files));
    const read = await this.#queue.next(() => this.#load(files, load, choose, prepare));
    return read ?? (await this.#whatIsOpen());
  }

  #setOpened(files: readonly OpenFile[]): void {
    this.#opened = files;
    this.#context.store.set({ ownLogs: files.some(({ isSample }) => !isSample) });
  }

  /** What a load resolves with that became void before it was read. */
  async #whatIsOpen(): Promise<Summary> {
    await this.#queue.ended;
    try {
      return await (await this.#context.client()).publish();
    } catch (error) {
      // All logs were closed again meanwhile.
      if (error instanceof EngineClosed && !this.#context.isClosed) return await this.#whatIsOpen();
      throw error;
    }
  }

  /** For the views: the user is asked if files do not fit; failures are reported and not thrown. */
  async show(files: readonly OpenFile[]): Promise<void> {
    if (files.length === 0) this.#context.notify('warning', en.notices.nothing, OPENING);
    else if (this.#context.store.state.engine === 'dead') await this.#restart(files);
    else await this.#openAsking(files).catch(() => undefined);
  }

  #openAsking(files: readonly OpenFile[]): Promise<Summary> {
    return this.#open(files, (all, isVoid) => this.fitting.choose(all, isVoid));
  }

  showFiles(files: Iterable<File>): Promise<void> {
    return this.show(fromFiles(files));
  }

  async showDrop(drop: Promise<Intake>): Promise<void> {
    const { files, refused } = await drop;
    if (refused.length > 0) await this.#refused(refused);
    if (files.length > 0 || refused.length === 0) await this.show(files);
  }

  async #refused(names: readonly string[]): Promise<void> {
    const shown = await this.#context.maskedNames(names.slice(0, SOME));
    this.#context.fail(en.notices.refused(shown, names.length - shown.length), shown[0]);
  }

  /** Opens pasted text as a file; text that is pasted later is another one. Null: the clipboard could not be read. */
  async showPasted(text: string | null): Promise<void> {
    if (text === null) return this.#context.notify('warning', en.notices.pasteRefused, OPENING);
    if (text.trim() === '') return this.#context.notify('warning', en.notices.nothingPasted, OPENING);
    this.#pasted += 1;
    await this.show([fromText(text, en.pasted(this.#pasted))]);
  }

  /** Closes all logs for the user, who is asked first unless only the sample is open. */
  async close(): Promise<void> {
    if (this.#context.store.state.ownLogs) this.#context.store.set({ closing: true });
    else await this.closeNow();
  }

  async closeNow(): Promise<void> {
    this.#context.store.set({ closing: false });
    await this.clear().catch((error) => this.#context.report(error));
  }

  async showSample(): Promise<void> {
    await this.show(await sampleFiles());
  }

  /** Stops reading. What was read is shown; the loads that wait are not begun. */
  async cancel(): Promise<void> {
    this.#cancelledLoads = this.#loads;
    if (!this.#context.store.state.progress) return;
    this.#context.store.set({ cancelling: true });
    // An engine that does not start reads nothing.
    (await this.#context.client().catch(() => null))?.cancel();
  }

  #isVoid(load: number): boolean {
    return load <= this.#voidLoads;
  }

  /**
   * Closes all logs at once, whatever the engine is doing: it goes with its memory, and a new one begins. Loads that
   * were asked for before resolve with the summary of what is open then, which is nothing.
   */
  async clear(): Promise<void> {
    // Nothing waits for the old engine.
    void this.#context.dropEngine();
    if (this.#context.store.state.engine === 'dead') this.#context.withdrawAll();
    this.forget();
    // What is asked next waits for the new one, and says if it does not start.
    void this.#context.client().catch(() => undefined);
  }

  /** The path of a file as it is on disk or in an archive, by which files are told apart. It is not to be shown. */
  pathOf(file: FileReport): string {
    return this.#named.get(file.file)?.path ?? pathOf(file);
  }

  /** Sets the origin of files. Nothing is read again. */
  async setOrigin(files: readonly FileReport[], origin: OriginChange): Promise<void> {
    for (const file of files) {
      const path = this.pathOf(file);
      this.#userOrigins.set(path, { ...this.#userOrigins.get(path), ...origin });
    }
    await this.#sendOrigin(files, origin);
    await this.#search.refresh();
    await this.#countHoles();
  }

  async #sendOrigin(files: readonly FileReport[], origin: OriginChange): Promise<void> {
    const indices = files.map(({ file }) => file);
    const summary = await this.#context.ask((client) => client.setOrigin(indices, origin));
    const elapsedMs = this.#context.store.state.summary?.elapsedMs ?? 0;
    if (summary) this.#take({ ...summary, elapsedMs });
  }

  /** Takes a summary when it arrives: its counts are older than those of a query that is answered later. */
  #take(summary: Summary): void {
    this.#context.store.set({ summary, counts: summary.counts });
  }

  /** Reapplies the origins that the user had set before the files were read again. */
  async #reapplyOrigins(summary: Summary): Promise<void> {
    // A folder of files has the same origin, which is sent once.
    const groups = new Map<string, { origin: OriginChange; files: FileReport[] }>();
    for (const file of this.#userOrigins.size > 0 ? summary.perFile : []) {
      const origin = this.#userOrigins.get(this.pathOf(file));
      if (!origin) continue;
      const key = JSON.stringify([origin.server, origin.service]);
      const group = groups.get(key) ?? { origin, files: [] };
      group.files.push(file);
      groups.set(key, group);
    }
    for (const { origin, files } of groups.values()) await this.#sendOrigin(files, origin);
  }

  /** Corrects the log type or offset of files. */
  async correct(files: readonly FileReport[], correction: Correction): Promise<void> {
    await this.#readAgainWith(this.#opened, files, correction);
  }

  /** Removes files from what is open. With the last one, everything is closed. */
  async remove(files: readonly FileReport[]): Promise<void> {
    const removed = new Set(files.map((file) => this.pathOf(file)));
    const opened = byPath(this.#opened.filter((file) => !this.#waiting.has(file)));
    const [known, left] = [new Set<OpenFile>(), new Set<OpenFile>()];
    for (const report of this.#context.store.state.summary?.perFile ?? []) {
      const path = this.pathOf(report);
      for (const around of pathsAround(path)) {
        const file = opened.get(around);
        if (file) known.add(file);
        if (file && !removed.has(path)) left.add(file);
      }
    }
    // An archive is kept for what is left of it, and what has not been read yet is kept.
    const isKept = (file: OpenFile) => !known.has(file) || left.has(file);
    const asOpened = (file: OpenFile) => (this.#waiting.has(file) ? file : opened.get(pathOf(placeOf(file))));
    const rest = this.#opened.filter((file) => isKept(asOpened(file) ?? file));
    if (rest.length === 0) await this.clear();
    else await this.#readAgainWith(rest, files, { removed: true });
  }

  /**
   * Reads files again with a correction for some of them, as the engine cannot drop or change a single file. Query and
   * tab stay.
   */
  async #readAgainWith(
    again: readonly OpenFile[],
    corrected: readonly FileReport[],
    correction: Correction,
  ): Promise<void> {
    const corrections = new Map(this.#context.store.state.corrections);
    for (const path of corrected.map((file) => this.pathOf(file)))
      corrections.set(path, { ...corrections.get(path), ...correction });
    const waiting = again.filter((file) => this.#waiting.has(file));
    const read = again.filter((file) => !this.#waiting.has(file));
    this.#voidLoads = this.#loads;
    void this.cancel();
    this.#opened = [];
    this.#waiting.clear();
    this.#context.store.set({ corrections });
    const loads = [this.#read(read, null, () => this.#emptyEngine())];
    if (waiting.length > 0) loads.push(this.#openAsking(waiting));
    await Promise.allSettled(loads);
  }

  async #emptyEngine(): Promise<void> {
    await this.#context.ask((client) => client.clear());
    this.#named.clear();
    this.#context.withdraw(() => true);
    this.#context.store.set({ ...NO_LOGS, ...askedOf(this.#context.store.state) });
  }

  /** Forgets everything about the logs that were open. */
  forget(): void {
    this.#opened = [];
    this.#waiting.clear();
    this.#pasted = 0;
    this.#userOrigins.clear();
    this.#named.clear();
    this.#search.reset();
    this.#context.withdraw(() => true);
    this.#voidLoads = this.#loads;
    this.#queue = new Turns();
    const { revision, firstPanel } = this.#context.store.state;
    this.#context.store.set({ ...NO_LOGS, panel: firstPanel, revision: revision + 1 });
  }

  /** Runs a load that was asked for. Resolves with null if it is, or becomes, void, or nothing of it is to be read. */
  async #load(
    asked: readonly OpenFile[],
    load: number,
    choose: Choice | null,
    prepare: () => Promise<void>,
  ): Promise<Summary | null> {
    if (this.#isVoid(load)) return null;
    await prepare();
    if (this.#isVoid(load)) return null;
    const { store } = this.#context;
    this.#context.withdraw((about) => about === OPENING.about);
    const cancelling = load <= this.#cancelledLoads;
    store.set({ progress: beginning(asked), cancelling });
    try {
      const client = await this.#context.client();
      const files = choose ? await choose(asked, () => this.#isVoid(load)) : asked;
      if (this.#isVoid(load)) return null;
      for (const file of asked) this.#waiting.delete(file);
      if (files !== asked) {
        // They are read again in the order that was chosen, and before the loads that wait.
        this.#setOpened(this.#opened.toSpliced(this.#placeIn(asked), asked.length, ...files));
      }
      if (files.length === 0) return null;
      this.#context.withdraw((about) => files.some((file) => isWithin(about, file)));
      const opening = client.open(files, this.#listener(files, load), store.state.corrections);
      if (load <= this.#cancelledLoads) client.cancel();
      const summary = await opening;
      if (this.#isVoid(load)) return null;
      this.#take(summary);
      store.set({ progress: null, cancelling: false });
      await this.#reapplyOrigins(summary);
      await this.#refreshInTurn();
      if (this.#isVoid(load)) return null;
      await this.#afterwards(summary, load);
      return summary;
    } catch (error) {
      if (this.#isVoid(load)) return null;
      this.#context.report(error);
      throw error;
    } finally {
      if (!this.#isVoid(load)) store.set({ progress: null, cancelling: false });
    }
  }

  async #afterwards(summary: Summary, load: number): Promise<void> {
    await this.#sayWhatFits(summary);
    if (load <= this.#cancelledLoads) this.#context.notify('info', en.notices.cancelled, OPENING);
    await this.onOpened();
    this.#context.emit('ready', summary);
    void this.#countHoles();
  }

  /** Where the memory was full: names the file, and how much was read until then. */
  async #sayWhatFits({ perFile, bytes }: Summary): Promise<void> {
    const [first, ...others] = perFile.filter(({ end }) => end === 'outOfMemory');
    if (!first) return;
    // Names in reports are not masked while credentials are shown, which the message outlives.
    const [name = ''] = await this.#context.maskedNames([first.name]);
    this.#context.fail(en.notices.outOfMemory({ ...first, name }, others.length, bytes), name);
  }

  /** Counts the places where files are missing, which depend on the servers and services of the files. */
  async #countHoles(): Promise<void> {
    const coverage = await this.#context.ask((client) => client.coverage('auto'));
    if (coverage && this.#context.store.state.summary) this.#context.store.set({ holes: coverage.missing.length });
  }

  #listener(files: readonly OpenFile[], load: number): LoadListener {
    const unlessVoid = <T>(take: (report: T) => void) => {
      return (report: T): void => (this.#isVoid(load) ? undefined : take(report));
    };
    return {
      progress: unlessVoid((progress) => this.#progressed(progress)),
      published: unlessVoid((summary) => this.#published(summary)),
      failed: unlessVoid((failure) => this.#failed(failure, files[failure.source])),
      named: unlessVoid((named) => void this.#named.set(named.file, named)),
    };
  }

  #progressed(progress: Progress): void {
    this.#context.store.set({ progress });
    this.#context.emit('progress', { bytesRead: progress.bytesRead, bytesTotal: progress.bytesTotal });
  }

  #failed(failure: FileFailure, known: OpenFile | undefined): void {
    if (!known) return;
    const about = pathOf(placeOf(known));
    this.#context.failOne(sentenceOf(failure, known), pathOf(failure), this.#actionsFor(failure, known), about);
  }

  /** The actions on offer for a file that was not read to its end. */
  #actionsFor({ end }: FileFailure, known: OpenFile): Notice['actions'] {
    const { again, anyway, chooseAgain } = en.notices;
    if (end === 'changed' && !known.again) return [{ label: chooseAgain, run: () => void this.#chooseAgain() }];
    if (end === 'limited') return [{ label: anyway, run: () => void this.show([{ ...known, unlimited: true }]) }];
    // Reading an archive again would fail in the same way.
    return isArchiveEnd(end) ? [] : [{ label: again, run: () => void this.#readAgain(known) }];
  }

  /**
   * Reads a file again, in its current version if the browser can provide it. Rows already read are not counted twice.
   */
  async #readAgain(known: OpenFile): Promise<void> {
    const file = await (known.again?.() ?? Promise.resolve(known.file)).catch(() => known.file);
    await this.show([{ ...known, file, isKnown: true }]);
  }

  /** Where the browser gives access only to a file as it was when it was chosen, the user has to choose it again. */
  async #chooseAgain(): Promise<void> {
    const files = await pickFiles();
    if (files.length > 0) await this.show(fromFiles(files).map((file) => ({ ...file, isKnown: true })));
  }

  #published(summary: Summary): void {
    this.#take(summary);
    void this.#refreshInTurn();
  }

  /** Reloads everything on screen. Refreshes run one after the other. */
  async #refreshInTurn(): Promise<void> {
    const before = this.#refresh;
    this.#refresh = (async () => {
      await before;
      await this.#refreshViews();
    })();
    await this.#refresh;
  }

  /** Shows or masks credentials, and reloads everything on screen. */
  async showCredentials(credentials: boolean): Promise<void> {
    const { store } = this.#context;
    const done = await this.#context.ask(async (client) => {
      await client.showCredentials(credentials);
      return true;
    });
    if (!done) return;
    // Findings, what the overview shows, and messages were masked as it was before.
    const { verdictShown } = store.state.overview;
    const { text, delaysShown } = store.state.messages;
    store.set({
      credentials,
      findings: NO_FINDINGS,
      overview: { ...NO_OVERVIEW, verdictShown },
      messages: { ...NO_MESSAGES, text, delaysShown },
    });
    if (!store.state.summary) return;
    // For the names in the summary.
    await this.#sendOrigin([], {});
    await this.#refreshInTurn();
  }

  async #refreshViews(): Promise<void> {
    await this.#search.refresh();
    const diagnostics = await this.#context.ask((client) => client.diagnostics());
    if (diagnostics) this.#context.store.set({ diagnostics });
    this.#choosePanel();
  }

  /** Switches to the tables if the files contain rows but no sessions. */
  #choosePanel(): void {
    const { state } = this.#context.store;
    if (state.panel === 'sessions' && hasOnlyTables(state)) this.#context.store.set({ panel: 'tables' });
  }

  #offerRestart(error: EngineDead): void {
    const { dead, reload } = en.notices;
    const file = error.file || (this.#context.store.state.progress?.fileName ?? '');
    // A file that crashed the engine would do so again; of one that it was reading when it fell silent, that is unknown.
    const named = [...this.#named.values()].at(-1);
    const path = named?.shown === error.file ? named.path : error.file;
    const others = this.#opened.filter((opened) => error.why === 'silence' || !isWithin(path, opened));
    this.#context.fail(dead[error.why](file), error.file, [
      this.#restarting(others),
      { label: reload, run: () => location.reload() },
    ]);
  }

  #restarting(files: readonly OpenFile[]): Notice['actions'][number] {
    const { reopen, startOver } = en.notices;
    return { label: files.length > 0 ? reopen(files.length) : startOver, run: () => void this.#restart(files) };
  }

  /** The user may wait for an answer, or open the files in a new engine. */
  #saySlow(isSlow: boolean): void {
    if (isSlow)
      this.#context.notify('warning', en.notices.slow, { ...SLOW, actions: [this.#restarting(this.#opened)] });
    else this.#context.withdraw((about) => about === SLOW.about);
  }

  async #restart(files: readonly OpenFile[]): Promise<void> {
    await this.clear();
    if (files.length > 0) await this.show(files);
  }
}
