import { describe, expect, it } from 'vitest';
import type { EntryDetail } from '../src/contract.js';
import { COLUMNS, type Row } from '../src/display/columns.js';
import {
  cellValues,
  coverageValues,
  distinct,
  endpointValues,
  entryValues,
  factValues,
  isGuid,
  segmentsOf,
} from '../src/display/values.js';
import { engineWith, fixture } from './support/engine.js';

/** `field=value`, one after the other. */
function written(values: readonly { field: string; value: string }[]): string {
  return values.map(({ field, value }) => `${field}=${value}`).join(' ');
}

describe('the values of the list', () => {
  const engine = engineWith({
    ...fixture('receive-2019'),
    ...fixture('receive-auth-failed'),
    ...fixture('connectivity-retry'),
  });
  const window = engine.window('start', false, 0, 100);
  const rows: Row[] = Array.from({ length: window.length }, (_, index) => ({ window, index }));

  it('are conditions that find the session, in every column', () => {
    let asked = 0;
    for (const row of rows)
      for (const { key } of COLUMNS)
        for (const { field, value } of cellValues(row, key)) {
          const condition = engine.condition(field, value, 0);
          if (condition === undefined) continue;
          asked += 1;
          engine.query(condition, 0, 0);
          const handle = row.window.handle[row.index] ?? -1;
          expect(engine.rowOf('start', false, handle), `${key}: ${condition}`).toBeGreaterThanOrEqual(0);
        }
    expect(asked).toBeGreaterThan(100);
  });

  it('are the ones of which the cell is made', () => {
    const of = (row: Row | undefined, key: string) => (row ? written(cellValues(row, key)) : '');
    const [first] = rows;
    expect(of(first, 'remote')).toMatch(/^ip=[\d.]+$/);
    expect(of(first, 'start')).toMatch(/^start=\d{13}$/);
    expect(of(first, 'nothing')).toBe('');
  });
});

describe('the values of an entry', () => {
  const pieces = (text: string, role: EntryDetail['role']) =>
    segmentsOf(text, role).map(({ text, value }) => (value ? `[${value.field}=${text}]` : text));

  it.each([
    ['client', 'MAIL FROM:<ann@contoso.com> SIZE=5', 'MAIL FROM:<|[from=ann@contoso.com]|> SIZE=5'],
    ['client', 'RCPT TO: <bob@x.example>', 'RCPT TO: <|[to=bob@x.example]|>'],
    ['client', 'mail from:<>', 'mail from:<>'],
    ['client', 'EHLO EHLO', 'EHLO |[helo=EHLO]'],
    ['client', '550 5.7.1 x', '550 5.7.1 x'],
    ['server', '550 5.7.1 no', '[code=550]| |[status=5.7.1]| no'],
    ['server', '250-mx1 Hello [192.0.2.9]', '[code=250]|-mx1 Hello [|[ip=192.0.2.9]|]'],
    ['server', '2501 5.7.1', '2501 5.7.1'],
    ['information', 'for <ann@contoso.com> by 192.0.2.9:25', 'for <|[=ann@contoso.com]|> by |[ip=192.0.2.9]|:25'],
    ['information', 'version 15.1.2507.6.1', 'version 15.1.2507.6.1'],
    ['information', '', ''],
  ] as const)('%s: %s', (role, text, expected) => {
    expect(pieces(text, role).join('|')).toBe(expected);
    expect(
      segmentsOf(text, role)
        .map(({ text }) => text)
        .join(''),
    ).toBe(text);
  });

  it('are few, however many there are', () => {
    const text = 'a@b '.repeat(10_000);
    expect(segmentsOf(text, 'client').length).toBeLessThan(100);
    expect(
      segmentsOf(text, 'client')
        .map(({ text }) => text)
        .join(''),
    ).toBe(text);
  });

  it.each(['a', 'a.', '1.2.3.', 'EHLO ', '@', 'a@'])('are found at once in a long text of %s', (piece) => {
    const started = performance.now();
    for (let run = 0; run < 400; run += 1) segmentsOf(piece.repeat(5_000), 'client');
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('end with the whole of it', () => {
    const entry = { role: 'server', data: '550 5.7.1 no', context: '' } as EntryDetail;
    expect(written(entryValues(entry))).toBe('code=550 status=5.7.1 =550 5.7.1 no');
  });
});

describe('other values', () => {
  it('of endpoints are addresses or names', () => {
    expect(written(endpointValues('remote', '192.0.2.1:25'))).toBe('ip=192.0.2.1');
    expect(written(endpointValues('remote', '[2001:db8::1]:25'))).toBe('ip=2001:db8::1');
    expect(written(endpointValues('remote', 'internalproxy'))).toBe('remote=internalproxy');
    expect(written(endpointValues('local', ''))).toBe('');
  });

  it('of facts have the field that asks for them', () => {
    expect(written(factValues({ name: 'client-name', value: 'a', entry: null }))).toBe('helo=a');
    expect(written(factValues({ name: 'inferred-from', value: 'a', entry: null }))).toBe('');
  });

  it('of the coverage are server, service and log', () => {
    const row = { server: 'EX01', service: '', logType: 'smtpReceive' } as Parameters<typeof coverageValues>[0];
    expect(written(coverageValues(row))).toBe('server=EX01 log=smtpReceive');
  });

  it('that are GUIDs may be ids in other logs', () => {
    const id = '5399c497-d85f-4914-bc22-1ff088e33d72';
    expect([id, id.toUpperCase(), `${id}0`, id.replaceAll('-', ''), ''].map(isGuid)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('are offered once each', () => {
    const one = { field: 'helo', value: 'a' };
    expect(distinct([one, { ...one }, { field: 'to', value: 'a' }])).toEqual([one, { field: 'to', value: 'a' }]);
  });
});
