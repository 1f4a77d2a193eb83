/** The actions of the messages: finding them from anywhere, following one, and opening what shows a hop. */

import type { App } from '../actions/app.js';
import { soughtOf } from '../display/messages.js';
import type { DelayActions } from './delays.js';
import type { Focus } from './focus.js';
import type { MessagesActions } from './messages.js';

/** What of it is moved. */
type MessagesFocus = Pick<Focus, 'messages' | 'conversation' | 'opener'>;

/** Finds messages, with a way back; if `isOne`, a single one is followed at once. */
export function seeking({ messages, store, trail }: App, focus: MessagesFocus): (text: string, isOne: boolean) => void {
  return (text, isOne) => {
    trail.leave(true);
    store.set({ panel: 'messages' });
    void trail.unlessLeft(messages.find(text, isOne), () => focus.messages());
  };
}

/** Follows the message of the open session: the one at the entry that is shown, or the first. */
export function followOpen(app: App, focus: MessagesFocus): void {
  const { detail, target } = app.store.state;
  const text = detail && soughtOf(detail, target);
  if (text) seeking(app, focus)(text, true);
}

/** The slowest message of a hop is shown among the messages, with a way back. */
export function delayActions({ messages, store, trail }: App, focus: MessagesFocus): DelayActions {
  return {
    measure: () => messages.measure(),
    follow: (key) => {
      trail.leave(true);
      store.set({ panel: 'messages' });
      const follows = messages.look().then(() => messages.follow({ key }));
      void trail.unlessLeft(follows, () => focus.messages());
    },
  };
}

export function messagesActions(app: App, focus: MessagesFocus): MessagesActions {
  const { messages, narrowing, sessions, store, trail } = app;
  return {
    look: () => void messages.look(),
    find: (text) => {
      const { text: before, followed } = messages.shown;
      // The same list again is no step.
      if (text !== before || followed) trail.leave();
      void messages.find(text);
    },
    measure: () => messages.measure(),
    showDelays: (isShown) => messages.showDelays(isShown),
    follow: (message) => {
      trail.leave();
      void trail.unlessLeft(messages.follow(message), () => focus.messages());
    },
    close: () => {
      if (store.state.messages.way) {
        trail.close();
        focus.messages();
      } else {
        messages.showDelays(false);
        focus.opener('measure-delays');
      }
    },
    followId: (messageId) => seeking(app, focus)(messageId, true),
    correct: (isCorrected) => messages.correct(isCorrected),
    openHop: ({ session, entry }, hop) => {
      messages.note(hop);
      trail.leave(true);
      const isOpen = () => store.state.detail?.session === session;
      const opened = sessions.openSession(session).then(() => (isOpen() ? sessions.showEntry(entry) : undefined));
      void trail.unlessLeft(opened, () => focus.conversation());
    },
    copy: (text) => void narrowing.copy(text),
    save: (content, ending, type) => messages.save(content, ending, type),
  };
}
