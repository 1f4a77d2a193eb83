/** Duration and sizes of a POP3 or IMAP4 command, from columns of their own. */

import type { FieldDetail } from '../contract.js';
import { formatDuration } from '../format/duration.js';
import { formatSize } from '../format/number.js';
import { en } from '../locale/en.js';

function numberIn(fields: readonly FieldDetail[], column: string): number | null {
  const found = fields.find(({ name }) => name.toLowerCase() === column);
  return found && /^\d+$/.test(found.value) ? Number(found.value) : null;
}

/** `took 122 ms · 41 B in, 23 B out`; empty if the log has no such columns. */
export function measuresText(fields: readonly FieldDetail[]): string {
  const duration = numberIn(fields, 'duration');
  const received = numberIn(fields, 'rqsize');
  const sent = numberIn(fields, 'rpsize');
  const took = duration === null ? '' : en.conversation.took(formatDuration(duration));
  const sizes = received === null || sent === null ? '' : en.conversation.sizes(formatSize(received), formatSize(sent));
  return [took, sizes].filter(Boolean).join(' · ');
}
