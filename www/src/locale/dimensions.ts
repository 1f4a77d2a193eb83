/** The names of what sessions can be grouped by, in words. */

import type { Dimension } from '../contract.js';

type Fixed = Exclude<Dimension, `column.${string}`>;

export const DIMENSION_NAMES: Readonly<Record<Fixed, string>> = {
  log: 'Log',
  server: 'Server',
  service: 'Service',
  connector: 'Connector',
  client: 'Client address',
  target: 'Target address',
  remote: 'Remote endpoint',
  local: 'Local endpoint',
  helo: 'Client name (EHLO)',
  user: 'User',
  auth: 'Result of authentication',
  mechanism: 'Mechanism',
  tls: 'TLS version',
  cipher: 'Cipher',
  'key-exchange': 'Key exchange',
  certificate: 'Certificate subject',
  issuer: 'Certificate issuer',
  permissions: 'Permissions',
  from: 'Sender',
  to: 'Recipient',
  'sender-domain': 'Sender domain',
  'recipient-domain': 'Recipient domain',
  'message-id': 'Message-ID',
  subject: 'Subject',
  'event-id': 'Event or action',
  reply: 'Worst reply',
  reason: 'Reason of refusal',
  code: 'Reply code',
  'http-status': 'HTTP status',
  url: 'Path of request',
  'user-agent': 'User agent',
  protocol: 'Protocol other than SMTP',
  capability: 'Extension offered (EHLO)',
  rewritten: 'Overwritten by a firewall',
  status: 'Enhanced status code',
  outcome: 'Outcome',
  deferral: 'Deferred mail',
  noise: 'Noise',
  ended: 'Ended by',
  flags: 'Peculiarities',
  destination: 'Destination',
  source: 'Source',
  dns: 'DNS result',
  network: 'Client network',
  second: 'Second',
  minute: 'Minute',
  hour: 'Hour',
  day: 'Day',
  weekday: 'Day of the week',
};

/** The days of the week, as queries name them. */
export const WEEKDAY_NAMES = {
  monday: 'Monday',
  tuesday: 'Tuesday',
  wednesday: 'Wednesday',
  thursday: 'Thursday',
  friday: 'Friday',
  saturday: 'Saturday',
  sunday: 'Sunday',
} as const;

/** The dimensions in groups, as a menu lists them. */
export const DIMENSION_GROUPS: readonly (readonly [string, readonly Fixed[]])[] = [
  ['Where', ['log', 'server', 'service', 'connector', 'local']],
  ['Client', ['client', 'network', 'helo', 'remote', 'user-agent']],
  ['Target', ['target', 'destination', 'dns', 'source']],
  ['Sender and recipient', ['from', 'sender-domain', 'to', 'recipient-domain', 'message-id', 'subject']],
  [
    'Result',
    [
      'outcome',
      'reason',
      'reply',
      'code',
      'status',
      'http-status',
      'event-id',
      'ended',
      'protocol',
      'capability',
      'rewritten',
      'flags',
      'noise',
      'deferral',
    ],
  ],
  ['Authentication', ['user', 'auth', 'mechanism', 'permissions']],
  ['TLS', ['tls', 'cipher', 'key-exchange', 'certificate', 'issuer']],
  ['Web', ['url']],
  ['Time', ['second', 'minute', 'hour', 'day', 'weekday']],
];

/** The name of a dimension; that of a column is its own. */
export function dimensionName(dimension: Dimension): string {
  const known = (DIMENSION_NAMES as Readonly<Record<string, string>>)[dimension];
  return known ?? dimension.slice('column.'.length);
}
