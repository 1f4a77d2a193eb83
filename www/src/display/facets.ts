/** The values of the facets beside the list, as they are shown. */

import type { FacetField, QueryPart, SummaryAnswer, SummaryGroup, SummaryQuestion, SummaryTable } from '../contract.js';
import { type OwnNames, withName } from './own-names.js';
import { valueText } from './summary.js';

/** Values of a facet that are shown. */
export const VALUES_SHOWN = 6;
/** Values among which is searched. */
export const VALUES_SEARCHED = 2000;

/** A value of a facet. */
export interface FacetValue {
  text: string;
  /** The query for it; null if there is none. */
  condition: string | null;
  count: number;
  /** Share of the largest value, 0 to 1. */
  share: number;
  isUnknown: boolean;
}

function countOf({ sessions, rows }: SummaryGroup): number {
  return sessions + rows;
}

/** The values of a field by the number of sessions, without what the query asks of it. */
export function facetQuestion(field: FacetField): SummaryQuestion {
  return {
    dimensions: [field],
    counted: '',
    quantiles: false,
    order: 'sessions',
    descending: true,
    within: '',
    facet: true,
  };
}

/** The values of a facet. */
export function facetValues(field: FacetField, table: SummaryTable, names: OwnNames): FacetValue[] {
  const most = Math.max(1, ...table.rows.map(countOf));
  return table.rows.flatMap((group) => {
    const [value] = group.values;
    if (!value) return [];
    const count = countOf(group);
    const { condition, known } = value;
    const text = withName(names, field, valueText(field, value));
    return [{ text, condition, count, share: count / most, isUnknown: !known }];
  });
}

/** All conditions of which the parts of a query are made, without case. */
export function askedConditions(query: string, parts: readonly QueryPart[]): ReadonlySet<string> {
  const all = parts.flatMap(({ from, to, conditions }) => [query.slice(from, to), ...conditions]);
  return new Set(all.map((condition) => condition.toLowerCase()));
}

/** Whether the query asks for what a condition finds, possibly among other things, or excludes it. */
export function markOf(asked: ReadonlySet<string>, condition: string | null): 'chosen' | 'excluded' | '' {
  if (condition === null) return '';
  const text = condition.toLowerCase();
  if (asked.has(text)) return 'chosen';
  return asked.has(text.startsWith('-') ? text.slice(1) : `-${text}`) ? 'excluded' : '';
}

/** Those whose text contains what is looked for, without case. */
export function searchedValues(values: readonly FacetValue[], wanted: string): FacetValue[] {
  const text = wanted.trim().toLowerCase();
  return values.filter((value) => value.text.toLowerCase().includes(text)).slice(0, VALUES_SHOWN);
}

/** The table of an answer; null for a query that is not valid. */
export function tableOf(answer: SummaryAnswer | null): SummaryTable | null {
  return answer?.ok ? answer.table : null;
}
