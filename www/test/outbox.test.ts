import { describe, expect, it } from 'vitest';
import type { WorkerMessage } from '../src/shared/protocol.js';
import { MOST_UNDER_WAY, Outbox } from '../src/worker/outbox.js';

const list = (length: number) => Array.from({ length }, (_, index) => ({ index }));
const response = (id: number) => (value: unknown) => ({ id, ok: true, value }) as const;
const kinds = (messages: readonly WorkerMessage[]) =>
  messages.map((message) => ('event' in message ? message.event : message.id));

describe('what a worker sends', () => {
  it('goes at once if it has no long list', () => {
    const posted: WorkerMessage[] = [];
    const outbox = new Outbox((message) => void posted.push(message));
    outbox.send('a', response(1));
    outbox.send(list(10), response(2));
    expect(kinds(posted)).toEqual([1, 2]);
  });

  it('goes in pieces, a few at a time, in the order of sending', () => {
    const posted: WorkerMessage[] = [];
    const outbox = new Outbox((message) => void posted.push(message));
    outbox.send(list(1501), response(1));
    outbox.send('short', response(2));
    expect(kinds(posted)).toEqual(Array.from({ length: MOST_UNDER_WAY }, () => 'piece'));
    outbox.taken();
    expect(posted).toHaveLength(MOST_UNDER_WAY + 1);
    for (let taken = 1; taken < 7; taken += 1) outbox.taken();
    expect(kinds(posted)).toEqual([...Array.from({ length: 7 }, () => 'piece'), 1, 2]);
  });
});
