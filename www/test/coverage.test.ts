import { describe, expect, it } from 'vitest';
import type { Coverage, CoverageRow } from '../src/contract.js';
import {
  cellText,
  findings,
  HOUR_MS,
  headings,
  marksOf,
  queryOf,
  rowName,
  shortCount,
  spanText,
  totalText,
  unloggedSentences,
} from '../src/display/coverage-text.js';
import { nextCell } from '../src/views/coverage-view.js';
import { engineWith, fixture } from './support/engine.js';

const gaps = engineWith(fixture('coverage-gaps')).coverage('auto');

const NOON = Date.UTC(2026, 2, 1, 12);
const DAY = 24 * HOUR_MS;

function row(change: Partial<CoverageRow> = {}): CoverageRow {
  const first = gaps.rows[0];
  if (!first) throw new Error('the coverage has rows');
  return { ...first, ...change };
}

const by = (binMs: number, bins: number, start = NOON): Coverage => ({ ...gaps, start, binMs, bins });

describe('the columns of the coverage', () => {
  it('are hours below days, in the time zone of the page', () => {
    const { groups, labels } = headings(by(HOUR_MS, 14), 'utc');
    expect(groups).toEqual([
      { label: '2026-03-01', columns: 12 },
      { label: '2026-03-02', columns: 2 },
    ]);
    expect([labels[0], labels.at(-1)]).toEqual(['12:00', '01:00']);
    expect(headings(by(HOUR_MS, 1), 'local').labels).toEqual(['17:30']);
  });

  it('are days below months, always in UTC', () => {
    const days = by(DAY, 3, Date.UTC(2026, 1, 27));
    for (const zone of ['utc', 'local'] as const) {
      expect(headings(days, zone)).toEqual({
        groups: [
          { label: '2026-02', columns: 2 },
          { label: '2026-03', columns: 1 },
        ],
        labels: ['27', '28', '01'],
      });
    }
  });
});

describe('the cells of the coverage', () => {
  it('abbreviate counts', () => {
    const counts = [0, 999, 1000, 9949, 9950, 12_345, 999_499, 999_500, 3_400_000];
    expect(counts.map(shortCount)).toEqual(['0', '999', '1.0k', '9.9k', '10k', '12k', '999k', '1.0M', '3.4M']);
  });

  it('describe what there is instead of entries', () => {
    const shown = gaps.rows[0]?.cells.map((_, column) => cellText(gaps, row(), column, []).shown);
    expect(shown).toEqual(['6', 'head', '—', '—', '4']);
    expect(cellText(gaps, row(), 0, ['missing']).shown).toBe('6 !');
    expect(cellText(gaps, row(), 1, []).spoken).toBe(
      'EXCH01, Front End Transport, SMTP Receive, 2026-03-01 10:00Z – 2026-03-01 11:00Z: a file with only a header',
    );
  });

  it('are marked where a file is missing and where the service was started', () => {
    const marks = (row: number) => gaps.rows[row]?.cells.map((_, column) => marksOf(gaps, row, column).join());
    expect(marks(0)).toEqual(['missing', '', '', 'restart', '']);
    expect(marks(1)).toEqual(['', '', '', '', '']);
    expect(totalText(row({ undatedFiles: 1 }))).toBe(
      'EXCH01, Front End Transport, SMTP Receive: 10 entries, 2.04 KB in 4 files, 1 of them undated. ' +
        'Click to list all sessions.',
    );
  });

  it('link to the sessions that began then', () => {
    expect(queryOf(gaps, row(), 4)).toBe(
      'server:<EXCH01> service:<FrontEndTransport> log:receive after:2026-03-01T13:00:00Z before:2026-03-01T14:00:00Z',
    );
    expect(queryOf(gaps, row(), null)).toBe('server:<EXCH01> service:<FrontEndTransport> log:receive');
  });

  it('say what a click lists: records are found by their own time and shown with their group', () => {
    const spoken = (logType: CoverageRow['logType']) => cellText(gaps, row({ logType }), 0, ['missing']).spoken;
    expect(spoken('smtpSend')).toMatch(/; a file number is missing\. Click to list the sessions that began then\.$/);
    expect(spoken('tracking')).toMatch(/\. Click to list the groups with a record from then, in full\.$/);
    expect(spoken('table')).toMatch(/\. Click to list the rows from then\.$/);
    expect(totalText(row({ logType: 'http' }))).toMatch(
      /\. Click to list all groups with a record in these files, in full\.$/,
    );
  });

  it('are navigated with the arrow keys', () => {
    expect(nextCell('ArrowRight', [1, 2])).toEqual([1, 3]);
    expect(nextCell('ArrowUp', [1, 2])).toEqual([0, 2]);
    expect(nextCell('Home', [1, 2])).toEqual([1, 0]);
    expect(nextCell('Tab', [1, 2])).toBeNull();
  });
});

describe('the sentences of the coverage', () => {
  const sentences = (coverage: Coverage) => findings(coverage, null, 'utc').map(({ sentences }) => sentences);

  it('say what is missing, and where', () => {
    const [missing, restarts, without] = sentences(gaps);
    expect(missing).toEqual([
      'EXCH01, Front End Transport, SMTP Receive: file -2 of 2026-03-01 09:00Z is missing between -1 and -3.',
    ]);
    expect(restarts?.[0]).toMatch(/the service was started at 2026-03-01 12:40:00\.000Z/);
    expect(without).toEqual([
      'EXCH01, Front End Transport, SMTP Receive: only a header for 2026-03-01 10:00Z – 2026-03-01 11:00Z.',
      'EXCH01, Front End Transport, SMTP Receive: no file for 2026-03-01 11:00Z – 2026-03-01 13:00Z.',
    ]);
  });

  it('list missing logs once for each reason', () => {
    const said = unloggedSentences(gaps);
    expect(said).toContain(
      'EXCH01: POP3, POP3; IMAP4, IMAP4 are missing. Protocol logging for POP3 and IMAP4 is off by default.',
    );
    expect(said.filter((sentence) => sentence.includes('Transport, SMTP Receive; Transport, SMTP Send;'))).toHaveLength(
      1,
    );
    const [one] = unloggedSentences({ ...gaps, unlogged: gaps.unlogged.slice(0, 1) });
    expect(one).toMatch(/^EXCH01: Front End Transport, SMTP Send is missing\. /);
  });

  it('name files of days, and the first of them', () => {
    const hole = {
      row: 0,
      prefix: 'RECV',
      time: NOON - NOON,
      hourly: false,
      first: 1,
      last: 2,
      before: null,
      after: 3,
      oldest: false,
    };
    const said = (oldest: boolean) => sentences({ ...gaps, missing: [{ ...hole, oldest }] })[0]?.[0];
    expect(said(false)).toMatch(/: files -1 to -2 of 1970-01-01 are missing before -3\.$/);
    expect(said(true)).toMatch(/ are missing before -3; Exchange deletes the oldest files first\.$/);
  });

  it('are cautious if file numbers have no date', () => {
    const numbers = { first: 5, last: 5, before: 4, after: 6 };
    const hole = { row: 0, prefix: 'L', time: null, hourly: false, ...numbers, oldest: false };
    const said = (last: number) => sentences({ ...gaps, missing: [{ ...hole, last, after: last + 1 }] })[0]?.[0];
    expect(said(5)).toMatch(/: of the files L…, number 5 is missing between 4 and 6; it may have been deleted\.$/);
    expect(said(7)).toMatch(
      /: of the files L…, numbers 5 to 7 are missing between 4 and 8; they may have been deleted\.$/,
    );
    expect(marksOf({ ...gaps, missing: [hole], restarts: [], start: 0 }, 0, 0)).toEqual([]);
  });

  it('are omitted if there is nothing to say', () => {
    const nothing = { missing: [], gaps: [], gapCount: 0, restarts: [], unlogged: [], troubles: [] };
    expect(findings({ ...gaps, ...nothing }, null, 'utc')).toEqual([]);
  });

  it('say how many gaps are not listed', () => {
    const found = findings({ ...gaps, gapCount: 12 }, null, 'utc').find(({ help }) => help !== '');
    expect(found?.more).toBe(10);
  });

  it('say what is unknown', () => {
    expect(rowName(row({ server: '', service: '' }))).toBe('unknown server, unknown service, SMTP Receive');
    expect(spanText(Date.UTC(2026, 2, 1), Date.UTC(2026, 2, 3), 'local')).toBe('2026-03-01 – 2026-03-02');
  });
});
