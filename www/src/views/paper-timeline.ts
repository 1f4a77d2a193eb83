/** The timeline on paper: a picture in black on white, and the same in words. */

import { nothing, svg, type TemplateResult } from 'lit';
import { OUTCOMES, type Period, type ShownTimeline } from '../contract.js';
import { shareOf, spanOf } from '../display/timeline.js';
import { seriesName, shownTotals, timelineWords } from '../display/timeline-text.js';
import { formatCount } from '../format/number.js';
import { formatPeriod, type Zone } from '../format/time.js';
import { en } from '../locale/en.js';
import { html } from './html.js';
import { axisView } from './time-plot.js';
import { marks, patterns, seriesSwatch, swatch } from './timeline-parts.js';

const t = en.timeline;

/** Units of the drawing; it is as wide as the paper. */
const SIZE = { width: 700, height: 80 };
/** Of the ids of the patterns: those of the screen are not drawn on paper. */
const PAPER = 'paper';

/** Where the period begins and ends to which the query narrows. */
function edgesOf(span: Period, { from, to }: Period): unknown {
  return [from, to].map((time) => {
    const x = shareOf(span, time) * SIZE.width;
    return svg`<path class="paper-edge" d=${`M${x.toFixed(1)} 0V${SIZE.height}`}></path>`;
  });
}

export function paperTimeline(timeline: ShownTimeline, zone: Zone): TemplateResult {
  const { edges, series, period } = timeline;
  const totals = shownTotals(timeline);
  const legend = OUTCOMES.map((outcome, index) =>
    totals[index]
      ? html`<span>${swatch(outcome, PAPER)} ${en.list.outcomes[outcome]} ${formatCount(totals[index] ?? 0)}</span>`
      : nothing,
  );
  const others = series.map(
    (one, place) => html`<span>${seriesSwatch(place)} ${seriesName(one)} (${t.measures[one.measure]})</span>`,
  );
  const words = timelineWords(timeline, zone);
  return html`<figure class="paper-timeline">
    <svg role="img" aria-label=${t.label} viewBox="0 0 ${SIZE.width} ${SIZE.height}">
      ${patterns(PAPER)} ${marks(timeline, SIZE, 'paper-bars', PAPER)} ${period ? edgesOf(spanOf(edges), period) : nothing}
    </svg>
    ${axisView(spanOf(edges), SIZE.width, zone)}
    <p class="paper-legend">${legend} ${others}</p>
    <figcaption>${words}${period ? ` ${t.narrowed(formatPeriod(period.from, period.to, zone))}.` : ''}</figcaption>
  </figure>`;
}
