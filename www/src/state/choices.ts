/** What is known of a summary that comes from outside of the page: what was stored, a pack, a link. */

import {
  DIMENSIONS,
  type Dimension,
  type FacetField,
  MEASURES,
  type ShownMeasure,
  type SummaryChoice,
} from '../contract.js';

/** Characters of the name of a column, and of a query, which the engine does not take longer. */
const MOST_OF_COLUMN = 200;
export const MOST_OF_QUERY = 16_384;

/** Fields by which one can group at a time. */
const MOST_DIMENSIONS = 3;

export const isFacet = (value: unknown): value is FacetField => (DIMENSIONS as readonly unknown[]).includes(value);

export const isMeasure = (value: unknown): value is ShownMeasure =>
  value === 'share' || (MEASURES as readonly unknown[]).includes(value);

export const isOrder = (value: unknown): value is SummaryChoice['order'] =>
  isMeasure(value) || value === '0' || value === '1' || value === '2';

/** A field, or a column of another log. */
const isDimension = (value: unknown): value is Dimension => {
  if (isFacet(value)) return true;
  if (typeof value !== 'string' || !value.startsWith('column.')) return false;
  return value.length > 'column.'.length && value.length <= MOST_OF_COLUMN;
};

export const isQuery = (value: unknown): value is string => typeof value === 'string' && value.length <= MOST_OF_QUERY;

const isWhole = (values: readonly unknown[], most: number): boolean =>
  values.length > 0 && values.length <= most && new Set(values).size === values.length;

/** A summary of which everything is known; null if something of it is not. */
export function knownChoice(value: unknown): SummaryChoice | null {
  if (typeof value !== 'object' || value === null) return null;
  const { dimensions, measures, counted, order, descending, within } = value as Record<string, unknown>;
  if (!Array.isArray(dimensions) || !Array.isArray(measures)) return null;
  if (!dimensions.every(isDimension) || !measures.every(isMeasure)) return null;
  if (!isWhole(dimensions, MOST_DIMENSIONS) || !isWhole(measures, MEASURES.length + 1)) return null;
  if (!isDimension(counted) || !isOrder(order) || typeof descending !== 'boolean' || !isQuery(within)) return null;
  if (/^\d$/.test(order) && Number(order) >= dimensions.length) return null;
  return { name: '', dimensions, measures, counted, order, descending, within };
}
