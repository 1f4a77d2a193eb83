/** Which of the messages are shown, so that they never take the place of what they are about. */

/** What is known of a message here. */
interface Weighed {
  severity: 'error' | 'warning' | 'info';
}

/** Messages shown while the others are folded away. */
export const NOTICES_SHOWN = 2;

const WEIGHT: Record<Weighed['severity'], number> = { info: 0, warning: 1, error: 2 };

/** Of two messages, the more severe one; of equal ones, the later one. */
function worse<N extends Weighed>(before: N, after: N): N {
  return WEIGHT[after.severity] >= WEIGHT[before.severity] ? after : before;
}

/** All, if they are unfolded or few; otherwise the newest, as it answers what was done last, and the worst of the others. */
export function shownNotices<N extends Weighed>(notices: readonly N[], isOpen: boolean): readonly N[] {
  const newest = notices.at(-1);
  if (isOpen || !newest || notices.length <= NOTICES_SHOWN) return notices;
  return [notices.slice(0, -1).reduce(worse), newest];
}
