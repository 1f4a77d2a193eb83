/** The actions of what shows sessions: the conversation, two of them compared, and the menu of a value. */

import type { App } from '../actions/app.js';
import { en } from '../locale/en.js';
import type { CompareActions } from './compare.js';
import type { ConversationActions } from './conversation.js';
import type { Focus } from './focus.js';
import { followOpen, seeking } from './messages-actions.js';
import type { ValueMenuActions } from './value-menu.js';

/** Marks the session under the cursor, or compares it with the marked one. */
export interface MarkActions {
  toggleMark(): Promise<void>;
  open(): Promise<void>;
}

export function conversationActions(app: App, focus: Focus): ConversationActions {
  const { sessions, store, trail } = app;
  return {
    close: () => {
      trail.close();
      focus.table();
    },
    step: (by) => void sessions.step(by),
    showEntry: (position) => void sessions.showEntry(position),
    nextMatch: (backwards) => sessions.nextMatch(backwards),
    openSession: (session) => {
      trail.leave(true);
      void trail.unlessLeft(sessions.openSession(session), () => focus.conversation());
    },
    followMessage: () => followOpen(app, focus),
    setGap: (gapMs) => app.prefer({ gapMs }),
    setRaw: (raw) => store.set({ raw }),
    maximise: () => app.prefer({ maximised: !store.state.maximised }),
    whole: (detail) => sessions.whole(detail),
    toggleMark: (session) => void sessions.comparing.toggleMark(session),
    compare: (session) => compare(app, focus, session),
    compareBoth: (a, b) => compareBoth(app, focus, a, b),
    fileName: (index) => {
      const file = store.state.summary?.perFile.find(({ file }) => file === index);
      return file ? [file.folder, file.name].filter(Boolean).join('/') : en.files.label;
    },
  };
}

function compareBoth({ sessions, trail }: App, focus: Focus, a: number, b: number): void {
  trail.leave();
  void trail.unlessLeft(sessions.comparing.open(a, b), () => focus.comparison());
}

/** Compares a session with the marked one. */
function compare(app: App, focus: Focus, session: number | null): void {
  const { marked } = app.store.state;
  if (!app.sessions.comparing.canCompare(session) || !marked) return;
  compareBoth(app, focus, marked.session, session);
}

export function compareActions(app: App, focus: Focus): CompareActions & MarkActions {
  const { sessions, store, trail } = app;
  const { comparing } = sessions;
  return {
    close: () => {
      trail.close();
      if (store.state.detail) focus.conversation();
      else focus.table();
    },
    swap: () => comparing.swap(),
    part: (by) => void comparing.part(by),
    openSession: (session) => {
      trail.leave();
      void trail.unlessLeft(sessions.openSession(session), () => focus.conversation());
    },
    toggleMark: async () => {
      const session = await sessions.current();
      if (session !== null) await comparing.toggleMark(session);
    },
    open: async () => {
      const session = await sessions.current();
      await comparing.marking;
      compare(app, focus, session);
    },
  };
}

export function valueMenuActions(app: App, focus: Focus): ValueMenuActions {
  const { context, narrowing, sessions, store, trail } = app;
  const { comparing } = sessions;
  const openRelated = (related: number) => {
    trail.leave(true);
    void trail.unlessLeft(sessions.openSession(related), () => focus.conversation());
  };
  return {
    condition: (value) => narrowing.condition(value),
    narrow: async (how, value) => void (await narrowing.narrow(how, value)),
    findAnywhere: async (text) => {
      const query = await narrowing.condition({ field: '', value: text });
      if (query !== null) await narrowing.seek(query);
    },
    copy: (text) => narrowing.copy(text),
    related: () => {
      const { related, detail, panel } = store.state;
      const [first, ...others] = related;
      if (!first || !detail || panel !== 'sessions') return null;
      // Of several, the user chooses in the list of them.
      if (others.length > 0) return () => focus.related(first.session);
      return () => openRelated(first.session);
    },
    relatedOf: async (session) => {
      const [first, ...others] = (await context.ask((client) => client.related(session))) ?? [];
      if (!first) return null;
      if (others.length === 0) return () => openRelated(first.session);
      return () => {
        trail.leave(true);
        void trail.unlessLeft(sessions.openSession(session), () => focus.related(first.session));
      };
    },
    summarise: (dimension) => {
      app.summarising.showField(dimension);
      app.show('summary');
      focus.summary();
    },
    seek: seeking(app, focus),
    marked: () => store.state.marked?.session ?? null,
    toggleMark: (session) => void comparing.toggleMark(session),
    compare: (session) => compare(app, focus, session),
  };
}
