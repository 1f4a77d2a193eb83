/** Messages and ways as the engine tells them. */

import type { FoundMessage, Hop, MessageWay, MissingHop, OutcomePart } from '../../src/contract.js';

/** 2026-03-02 08:02:11 UTC. */
export const AT = Date.UTC(2026, 2, 2, 8, 2, 11);

export const part = (what: OutcomePart['what'], change: Partial<OutcomePart> = {}): OutcomePart => ({
  what,
  whom: '',
  recipient: '',
  count: 1,
  time: AT,
  reply: '',
  ...change,
});

export const message = (change: Partial<FoundMessage> = {}): FoundMessage => ({
  key: '1',
  messageId: '<a1@fabrikam.com>',
  sender: 'ann@fabrikam.com',
  recipients: ['bob@contoso.com', 'carl@contoso.com'],
  recipientCount: 2,
  subject: 'Offer',
  first: AT,
  last: AT + 2000,
  bytes: 4096,
  servers: ['EX01', 'EX02'],
  outcome: 'delivered',
  parts: [],
  sessionCount: 3,
  ...change,
});

export const hop = (change: Partial<Hop> = {}): Hop => ({
  kind: 'receive',
  from: 0,
  to: 1,
  log: 'smtpReceive',
  logTypeName: 'SMTP receive',
  server: 'EX01',
  service: 'FrontEnd',
  event: '',
  session: 1,
  entry: 9,
  time: AT,
  end: AT + 500,
  reply: '250 2.6.0 Queued mail for delivery',
  outcome: 'accepted',
  recipients: 2,
  previous: null,
  delayMs: null,
  join: 'first',
  joinId: '',
  certainty: 'logged',
  branch: 'main',
  ...change,
});

export const missingHop = (change: Partial<MissingHop> = {}): MissingHop => ({
  after: 1,
  kind: 'receive',
  place: { kind: 'hub', name: 'EX02', service: 'Hub' },
  log: 'smtpReceive',
  logTypeName: 'SMTP receive',
  server: 'EX02',
  why: 'notOpened',
  ...change,
});

/** From a client over a front end and two servers into a mailbox; the clock of EX02 is 90 s behind. */
export const way = (change: Partial<MessageWay> = {}): MessageWay => ({
  message: message(),
  places: [
    { kind: 'client', name: '192.0.2.1', service: '' },
    { kind: 'frontEnd', name: 'EX01', service: 'FrontEnd' },
    { kind: 'hub', name: 'EX02', service: 'Hub' },
  ],
  hops: [
    hop(),
    hop({
      kind: 'proxy',
      from: 1,
      to: 2,
      previous: 0,
      delayMs: 100,
      join: 'proxiedId',
      joinId: '08DE1',
      time: AT + 100,
    }),
    hop({
      kind: 'event',
      event: 'DELIVER',
      from: 2,
      to: 2,
      log: 'tracking',
      logTypeName: 'Message tracking',
      server: 'EX02',
      service: '',
      session: 7,
      entry: 2,
      time: AT - 88_000,
      end: AT - 88_000,
      reply: '',
      outcome: null,
      previous: 1,
      delayMs: -88_500,
      join: 'messageId',
      joinId: '<a1@fabrikam.com>',
      certainty: 'likely',
      branch: 'copy',
    }),
  ],
  missing: [missingHop()],
  offsets: [{ a: 'EX01', b: 'EX02', offsetMs: -90_000, spreadMs: 200, pairs: 4 }],
  linked: [],
  slowest: 1,
  truncated: false,
  ...change,
});
